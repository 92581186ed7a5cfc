"""The typefaces that a hall has named for its papers, for the PCs that have them installed."""

from dataclasses import dataclass
from typing import Annotated

from hall.kernel.allowed import Words


@dataclass(frozen=True, slots=True)
class FontPolicy:
    """Installed fonts for the places that GB/T 9704-2012 names, by family or file; empty for the shipped fonts.

    The standard's fonts may not be passed on with free software, but most office PCs have them. Where a PC lacks one,
    or its maker forbids to embed it, the shipped font is used.

    Attributes:
        title: titles, 小标宋.
        body: running text of official papers, 仿宋.
        kai: second-level headings, 楷体.
    """

    title: Annotated[str, Words(60)] = ""
    body: Annotated[str, Words(60)] = ""
    kai: Annotated[str, Words(60)] = ""

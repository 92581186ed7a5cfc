"""One template of a paper as a hall's staff write it down: fields, blocks, parts, and the law that it rests on."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from hall.catalogue.matter import MatterCode, Part, Text
from hall.documents.content import Layout, Sheet

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=60)]
RETAINED = "存"
"""A part with this character in its name (存档联、存根) stays in the hall."""


class FieldKind(StrEnum):
    """What a field of a paper holds; `end` is counted by the machine: the last day of a period, both days included."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    CHOICES = "choices"
    TABLE = "table"
    END = "end"


class Holds(StrEnum):
    """What is private about a field's value; postings (公示) may hold none of it, retained parts no whole number."""

    IDENTITY = "identity"
    ACCOUNT = "account"
    ADDRESS = "address"
    PHONE = "phone"
    ILLNESS = "illness"
    BIRTH = "birth"


class BlockKind(StrEnum):
    """The blocks of a paper that a template may use; each is one of `hall.documents.content`."""

    LEAD = "lead"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    SUBHEADING = "subheading"
    FLUSH = "flush"
    NOTE = "note"
    FACTS = "facts"
    GRID = "grid"
    TICKS = "ticks"
    SIGNATURES = "signatures"
    SEAL = "seal"
    CUT = "cut"
    SPACER = "spacer"


class Barcode(StrEnum):
    """Which number the barcode carries: the case's, for the file; the paper's own; or none, on a neutral cover."""

    CASE = "case"
    NUMBER = "number"
    NONE = "none"


class TemplateColumn(Part):
    """A column of a table on paper; one that is only checked (`printed = false`) never reaches the paper."""

    id: Name
    label: Words
    type: FieldKind = FieldKind.TEXT
    width: Annotated[float, Field(gt=0, le=20)] = 1.0
    centred: bool = False
    required: bool = False
    holds: Holds | None = None
    printed: bool = True
    options: tuple[Words, ...] = ()


class TemplateField(Part):
    """One thing that a paper has to say.

    Attributes:
        source: where it is prefilled from (`from` in the file): `applicant.name`, `form.cause`, `posting.days`.
        holds: what is private about it.
        whole: print an identity number or an account in full, allowed only where no part stays in the hall.
        lowest, highest: bounds of a number.
        digits: how many digits a number of another register has, where it is fixed.
        first, count: of a period's end, the fields that hold its first day and its number of days.
    """

    id: Name
    label: Words
    type: FieldKind = FieldKind.TEXT
    source: Annotated[str, Field(alias="from")] = ""
    required: bool = False
    holds: Holds | None = None
    whole: bool = False
    options: tuple[Words, ...] = ()
    columns: tuple[TemplateColumn, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    first: str = ""
    count: str = ""
    digits: Annotated[int, Field(ge=1, le=40)] | None = None
    multiline: bool = False
    help: Words | None = None


class TemplateBlock(Part):
    """One block of a paper, its words with {placeholders}.

    Attributes:
        fields: of facts, the fields whose labels and values stand in it; a `label=words` pair says its own words.
        field: of a table or ticks.
        blank: rows of a table that stay free for handwriting where fewer are filled in.
        labels: of signatures.
        signer, name, sealed: of a seal's place.
    """

    block: BlockKind
    text: str = ""
    note: str = ""
    label: str = ""
    fields: tuple[str, ...] = ()
    columns: Annotated[int, Field(ge=1, le=2)] = 2
    field: str = ""
    numbered: bool = True
    blank: Annotated[int, Field(ge=0, le=40)] = 0
    labels: tuple[Words, ...] = ()
    signer: str = "{hall.committee}"
    name: str = ""
    sealed: bool = True
    lines: Annotated[float, Field(gt=0, le=20)] = 1.0


class Proves(Part):
    """What the signed statement of an outward paper says: the fields of the name and the last day, and its purpose."""

    name: Name
    purpose: Words
    until: str = ""


class Samples(Part):
    """Made-up values with which the gallery shows the paper, short as on most days and long as on the worst one."""

    short: dict[str, Any]
    long: dict[str, Any]


class Template(Part):
    """A paper that the hall draws from data (文书模板).

    Attributes:
        code: its kind in `hall.documents.kinds`.
        head: in whose name it stands at the top.
        parts: names of its parts (联次).
        posting: it hangs on the wall for everybody (公示): the privacy rules of postings hold.
        approve: somebody else looks at it before it goes out.
        matters: to which it belongs besides those whose catalogue entry names it.
        papers: the names under which the catalogue knows it.
        steps: words of a matter's step at which it is wanted.
        law: what it rests on.
        proves: what its signed statement says, for a kind that carries one.
    """

    code: Name
    title: Words
    sheet: Sheet = Sheet.A4
    layout: Layout = Layout.FORM
    head: str = "{hall.name}"
    parts: tuple[Words, ...] = ()
    posting: bool = False
    approve: bool = False
    matters: tuple[MatterCode, ...] = ()
    papers: tuple[Words, ...] = ()
    steps: tuple[Words, ...] = ()
    law: Annotated[tuple[Text, ...], Field(min_length=1)]
    fields: tuple[TemplateField, ...]
    blocks: Annotated[tuple[TemplateBlock, ...], Field(min_length=1)]
    barcode: Barcode = Barcode.CASE
    qr: str = ""
    qr_note: str = ""
    proves: Proves | None = None
    footer: tuple[str, ...] = ("{hall.foot}",)
    samples: Samples

    @property
    def retained(self) -> bool:
        """Whether a part of it stays in the hall: a paper without named parts is kept as a picture of itself."""
        return not self.parts or any(RETAINED in part for part in self.parts)

    def field(self, name: str) -> TemplateField | None:
        """Return a field by its id."""
        return next((each for each in self.fields if each.id == name), None)

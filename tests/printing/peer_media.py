"""What the IPP printers of a test can do, in the syntax of ippeveprinter's attribute files."""

from collections.abc import Sequence

Size = tuple[int, int]
"""Width and height in hundredths of a millimetre, as IPP has them."""

_COLLECTION = """{{
    MEMBER collection media-size {{
        MEMBER {kind} x-dimension {x}
        MEMBER {kind} y-dimension {y}
    }}
    MEMBER integer media-left-margin {margin}
    MEMBER integer media-right-margin {margin}
    MEMBER integer media-top-margin {margin}
    MEMBER integer media-bottom-margin {margin}
    MEMBER keyword media-source {source}
    MEMBER keyword media-type {paper}
}}"""

_PRINTER = """\
ATTR text printer-make-and-model "{model}"
ATTR mimeMediaType document-format-supported application/pdf,application/octet-stream
ATTR mimeMediaType document-format-default application/pdf
ATTR boolean color-supported false
ATTR integer copies-default 1
ATTR rangeOfInteger copies-supported 1-1
ATTR keyword media-supported {names}
ATTR keyword media-default {first}
ATTR keyword media-ready {first}
ATTR collection media-size-supported {sizes}
ATTR collection media-col-database {database}
ATTR collection media-col-default {default}
ATTR integer media-bottom-margin-supported {margin}
ATTR integer media-left-margin-supported {margin}
ATTR integer media-right-margin-supported {margin}
ATTR integer media-top-margin-supported {margin}
ATTR keyword media-source-supported {source}
ATTR keyword media-type-supported {paper}
ATTR keyword media-col-supported media-size,media-left-margin,media-right-margin,media-top-margin,media-bottom-margin
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
ATTR keyword print-color-mode-supported monochrome
ATTR keyword print-color-mode-default monochrome
ATTR keyword print-scaling-supported auto,none
ATTR keyword print-scaling-default auto
ATTR resolution printer-resolution-supported {dpi}dpi
ATTR resolution printer-resolution-default {dpi}dpi
ATTR enum print-quality-supported 4
ATTR enum print-quality-default 4
ATTR enum orientation-requested-supported 3
ATTR keyword job-creation-attributes-supported copies,media,media-col,print-scaling,sides,job-name
"""


def office_printer() -> str:
    """Return a laser printer for A4 and A5 that cannot print the outer 4.23 mm."""
    sizes = {"iso_a4_210x297mm": (21000, 29700), "iso_a5_148x210mm": (14800, 21000)}
    return _printer("Test Office Printer", sizes, margin=423, source="main", paper="stationery", dpi=600)


def ticket_printer() -> str:
    """Return a thermal printer for a roll of up to 80 mm that is cut at any length."""
    sizes = {"om_ticket_80x200mm": (8000, 20000)}
    rolls = (("4800-8000", "3000-200000"),)
    return _printer(
        "Test Ticket Printer", sizes, margin=0, source="main-roll", paper="continuous", dpi=203, rolls=rolls
    )


def _printer(
    model: str,
    sizes: dict[str, Size],
    *,
    margin: int,
    source: str,
    paper: str,
    dpi: int,
    rolls: Sequence[tuple[str, str]] = (),
) -> str:
    kinds = [("integer", f"{x}", f"{y}") for x, y in sizes.values()] + [("rangeOfInteger", x, y) for x, y in rolls]
    papers = [
        _COLLECTION.format(kind=kind, x=x, y=y, margin=margin, source=source, paper=paper) for kind, x, y in kinds
    ]
    bare = [f"{{\n    MEMBER {kind} x-dimension {x}\n    MEMBER {kind} y-dimension {y}\n}}" for kind, x, y in kinds]
    limits = ["custom_max_80x2000mm", "custom_min_48x30mm"] if rolls else []
    return _PRINTER.format(
        model=model,
        names=",".join([*limits, *sizes]),
        first=next(iter(sizes)),
        sizes=",".join(bare),
        database=",".join(papers),
        default=papers[0],
        margin=margin,
        source=source,
        paper=paper,
        dpi=dpi,
    )

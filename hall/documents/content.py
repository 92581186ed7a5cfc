"""What a paper says: blocks that any room can build and `printing` can draw, their canonical JSON and digest."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any, Self, get_args, get_type_hints

from hall.kernel.refusal import Refusal

_FORMAT = 1


class Sheet(StrEnum):
    """The paper (纸张) that lies in the printer; the landscape one (横表) is for registers with many columns."""

    TICKET_80 = "ticket_80mm"
    TICKET_58 = "ticket_58mm"
    A5 = "a5"
    A6 = "a6"
    A4 = "a4"
    A4_LANDSCAPE = "a4_landscape"


class Layout(StrEnum):
    """How a paper is set: a ticket (号票) is a thermal strip as long as its text, a form (单据) has ruled tables.

    An official paper (公文) follows GB/T 9704-2012: certificates and decisions that leave the hall. A leaflet (宣传单)
    is read at home by anybody; in large print (大字版) nothing on it is smaller than 小三.
    """

    TICKET = "ticket"
    FORM = "form"
    OFFICIAL = "official"
    LEAFLET = "leaflet"
    LARGE_PRINT = "large_print"


class ParagraphStyle(StrEnum):
    """The role of a paragraph: body, body without indent, headings of two levels (一、 and （一）), small print.

    `ATTACHMENTS` is the note of what is attached (附件说明), one name in a line, without numbers.
    """

    BODY = "body"
    FLUSH = "flush"
    HEADING = "heading"
    SUBHEADING = "subheading"
    NOTE = "note"
    CENTRED = "centred"
    ATTACHMENTS = "attachments"


@dataclass(frozen=True, slots=True)
class Big:
    """The ticket number (排队号): the largest thing on its paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The resident's question answered in the first line (受理了没有、哪天能办好), a quieter sentence below it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """White words on black (反白标记): priority, appointment."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in the text begins a new line on paper."""

    text: str
    style: ParagraphStyle = ParagraphStyle.BODY


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value (登记栏), ruled; a pair too long for its half takes the whole line.

    An empty value leaves room for handwriting.
    """

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1

    @classmethod
    def of(cls, *pairs: tuple[str, str | None], columns: int = 1) -> Self:
        """Return the facts without the pairs whose value is None: those the paper does not mention at all."""
        return cls(tuple((label, value) for label, value in pairs if value is not None), columns)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table (表格): rows break over pages and the header is repeated; without rows it is not printed.

    `widths` are shares of the line, one for each column; `centred` holds the columns, from 0, whose text is centred.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    centred: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row) != len(self.header)]
        if wrong or (self.widths and len(self.widths) != len(self.header)):
            raise ValueError(f"the table {self.header} has rows or widths of another length")

    @classmethod
    def numbered(
        cls,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float] = (),
        centred: Sequence[int] = (),
    ) -> Self:
        """Return the table with a first column 序 that counts from 1; widths and centred speak of the other columns."""
        shares = tuple(widths) or (1.0,) * len(header)
        counted = tuple((str(number), *row) for number, row in enumerate(rows, start=1))
        return cls(("序", *header), counted, (sum(shares) * 0.06, *shares), (0, *(column + 1 for column in centred)))


@dataclass(frozen=True, slots=True)
class Ticks:
    """A checklist (勾选项): each item ticked or open, with the question that they answer in front."""

    items: tuple[tuple[str, bool], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on (签收栏), side by side, each behind its label."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Signing body (署名) and date (成文日期), set after GB/T 9704-2012, 7.3.5, with room for the seal (印章).

    `hall.kernel.dates.chinese_date` writes the date. `seal` names a special seal (受理专用章) on forms; the seal
    itself is never printed. `sealed=False` sets both as the standard asks where no seal is used.
    """

    signer: str
    date: str
    seal: str = ""
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where and how long a person may contest the decision (救济途径): both must stand in the printed text.

    Administrative Reconsideration Law (2023), article 20 (3): without them the term begins only when they are known.
    """

    text: str
    authority: str
    term: str

    def __post_init__(self) -> None:
        for name in (self.authority, self.term):
            if not name or name not in self.text:
                raise Refusal("printing.remedy_incomplete", authority=self.authority, term=self.term)


@dataclass(frozen=True, slots=True)
class Cut:
    """A line to cut along (裁切线) with the number across it; what follows is the stub (存根) at the page's foot."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Leaves:
    """Leaves to tear off (撕取联), two side by side, each with its stub (存根) and room for handwriting.

    `leaves` are pairs of number and status code; `fields` and `stub` label the lines to write on, `ticks` the boxes.
    """

    leaves: tuple[tuple[str, str], ...]
    hall: str
    fields: tuple[str, ...]
    ticks: tuple[str, ...]
    stub: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One box of a flow chart (流程图).

    Attributes:
        level: who stands over the step, in words (层级): its lane; neighbours of one level share a lane.
        text: what is done, and by whom where that is not plain from the level.
        limit: how long it may take, in words; empty where it has no limit of its own.
        branches: what else may come of it, each as condition and consequence (材料不全 → 一次性告知).
    """

    level: str
    text: str
    limit: str = ""
    branches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A matter's way from the application to its end, drawn from top to bottom in lanes by level (泳道)."""

    steps: tuple[FlowStep, ...]


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty lines."""

    lines: float = 1.0


Block = (
    Big
    | Lead
    | Mark
    | Paragraph
    | Facts
    | Grid
    | Ticks
    | Signatures
    | SealPlace
    | Remedy
    | Cut
    | Leaves
    | Flow
    | Spacer
)
_hints = cache(get_type_hints)
_BLOCKS: dict[str, Callable[..., Any]] = {kind.__name__.lower(): kind for kind in get_args(Block)}


@dataclass(frozen=True, slots=True)
class Content:
    """The content of one document (文书), fixed when it is issued and the same on every copy and reprint.

    Attributes:
        kind: `acceptance_notice`, `certificate` and so on; the catalogue of kinds belongs to the documents room.
        title: printed as it stands; a line break in it is kept.
        number: the document's number (编号), empty for papers without one.
        barcode: text of the Code 128 (ASCII only), empty for none.
        qr: text of the QR code, empty for none; `qr_note` says beside it what it is for.
        status_code: the code with which a resident asks for the state, printed in words.
        copies: names of the parts (联次) of a paper issued several times over, such as 居民联; empty for one.
        footer: lines for the foot of the paper: where to ask and where to complain.
    """

    kind: str
    sheet: Sheet
    layout: Layout
    title: str
    number: str = ""
    hall: str = ""
    blocks: tuple[Block, ...] = ()
    barcode: str = ""
    qr: str = ""
    qr_note: str = ""
    status_code: str = ""
    copies: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.layout is Layout.TICKET) != (self.sheet in {Sheet.TICKET_80, Sheet.TICKET_58}):
            raise ValueError(f"layout {self.layout} does not fit on sheet {self.sheet}")


@dataclass(frozen=True, slots=True)
class Copy:
    """One printed part of a document: its number from 1 and its name (联次), empty where there is only one part.

    `printed_at` is the hall's time as printed, `2026-11-22 14:05`; `staff_number` (工号) is empty for a kiosk;
    `reprint` is 0 for the original and n for the n-th reprint (补打).
    """

    number: int
    name: str
    printed_at: str
    staff_number: str
    reprint: int = 0


def copies_of(content: Content, *, printed_at: str, staff_number: str, reprint: int = 0) -> tuple[Copy, ...]:
    """Return every part of the document in its order, one for a document without named parts."""
    names = content.copies or ("",)
    return tuple(Copy(number, name, printed_at, staff_number, reprint) for number, name in enumerate(names, start=1))


def to_json(content: Content) -> str:
    """Return the canonical JSON: keys sorted, no spaces, no defaults, so that a new field changes no old digest."""
    return json.dumps({"format": _FORMAT, **_plain(content)}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Content:
    """Return the content again.

    Raises:
        ValueError: the text is not the JSON of a content of this format.
    """
    data = json.loads(text)
    if not isinstance(data, dict) or data.pop("format", None) != _FORMAT:
        raise ValueError("not the content of a document")
    try:
        blocks = tuple(_block(each) for each in data.pop("blocks", ()))
        return Content(**_arguments(Content, data), blocks=blocks)
    except (KeyError, TypeError) as broken:
        raise ValueError(f"the content of a document is damaged: {broken}") from broken


def digest(content: Content) -> str:
    """Return the SHA-256 of the canonical JSON in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(to_json(content).encode()).hexdigest()


def _plain(part: Content | Block | FlowStep) -> dict[str, Any]:
    values = ((each, getattr(part, each.name)) for each in fields(part))
    plain = {each.name: value for each, value in values if each.default is MISSING or value != each.default}
    if isinstance(part, Content) and part.blocks:
        plain["blocks"] = [{"block": type(block).__name__.lower(), **_plain(block)} for block in part.blocks]
    if isinstance(part, Flow):
        plain["steps"] = [_plain(step) for step in part.steps]
    return plain


def _block(data: dict[str, Any]) -> Block:
    kind = _BLOCKS[data.pop("block")]
    if kind is Flow:
        return Flow(tuple(FlowStep(**_arguments(FlowStep, step)) for step in data.pop("steps")))
    block: Block = kind(**_arguments(kind, data))
    return block


def _arguments(kind: Callable[..., Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return JSON values as the fields of `kind` want them."""
    hints = _hints(kind)
    return {name: _thawed(value, hints[name]) for name, value in data.items()}


def _thawed(value: object, wanted: object) -> object:
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(str(value))
    if isinstance(value, list):
        return tuple(_thawed(each, None) for each in value)
    return value

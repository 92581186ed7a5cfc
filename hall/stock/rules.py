"""The law of secure blanks: every serial is in exactly one state, and each step of it has its reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated, Final

from hall.kernel.allowed import Lines
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event

IN_STORE, LOADED, USED, SPOILED, VOIDED, DESTROYED, GONE = (
    "in_store", "loaded", "used", "spoiled", "voided", "destroyed", "gone",
)  # fmt: skip
LEFT = (IN_STORE, LOADED)
"""What can still be printed on."""
TO_DESTROY = (SPOILED, VOIDED)
SPOIL_REASONS: Final = ("jammed", "misprinted", "damaged", "other")
"""卡纸、印错、破损、其他."""
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class StockPolicy:
    """Which papers go on secure blanks; none by default, as most halls print on plain paper.

    Attributes:
        needed: one line a kind of paper, as `certificate=证明专用纸`: the paper's code, then the name of the blank.
    """

    needed: Annotated[tuple[str, ...], Lines(20, 80)] = ()

    def blank_for(self, kind: str) -> str:
        """Return the blank on which a kind of paper is printed, empty for plain paper."""
        pairs = (line.partition("=") for line in self.needed)
        return next((blank.strip() for code, _, blank in pairs if code.strip() == kind), "")


@dataclass(frozen=True, slots=True)
class BlankState:
    """Where one blank (空白证明纸) is.

    Attributes:
        state: `in_store`, `loaded` (issued to a colleague), `used`, `spoiled` (kept until it is destroyed), `voided`,
            `destroyed` or `gone` (passed on to another hall).
        holder: the colleague who answers for it, the store where empty.
        document_id: the paper that was printed on it.
    """

    state: str = IN_STORE
    holder: str = ""
    document_id: str = ""


def fold(state: BlankState | None, entry: Entry) -> BlankState:
    """Apply one entry of the journal."""
    state, details = state or BlankState(), entry.details
    if entry.kind in ("received", "returned"):
        return BlankState()
    if entry.kind in ("loaded", "passed"):
        return replace(state, state=LOADED, holder=str(details["holder"]))
    if entry.kind == "used":
        return replace(state, state=USED, document_id=str(details["document_id"]))
    return replace(state, state=_AFTER[entry.kind])


_AFTER: Mapping[str, str] = MappingProxyType(
    {"spoiled": SPOILED, "voided": VOIDED, "destroyed": DESTROYED, "transferred": GONE}
)


def load(state: BlankState, serial: str, *, holder: str) -> Event:
    """Issue a blank to a colleague, or pass it on from one to another (领用、转交).

    Raises:
        Refusal: `stock.is_…` with the state in which it is.
    """
    _expect(state, serial, LEFT)
    return Event("loaded" if state.state == IN_STORE else "passed", {"holder": holder})


def give_back(state: BlankState, serial: str) -> Event:
    """Put an unused blank back into the store (退库)."""
    _expect(state, serial, (LOADED,))
    return Event("returned")


def use(state: BlankState, serial: str, *, holder: str | None, document_id: str) -> Event:
    """Print a paper on it.

    Raises:
        Refusal: `stock.is_…`, `stock.not_yours` for what a colleague answers for.
    """
    _expect(state, serial, (LOADED,))
    _own(state, serial, holder)
    return Event("used", {"document_id": document_id})


def spoil(state: BlankState, serial: str, reason: str) -> Event:
    """Take out what was damaged; it is kept until two people destroy it.

    Raises:
        Refusal: `stock.reason`, `stock.is_…`.
    """
    if reason not in SPOIL_REASONS:
        raise Refusal("stock.reason")
    _expect(state, serial, (*LEFT, USED))
    return Event("spoiled", {"reason": reason})


def void(state: BlankState, serial: str) -> Event:
    """Take out what may not be used any more: of a withdrawn edition, or under a paper that is void (作废)."""
    _expect(state, serial, (*LEFT, USED))
    return Event("voided")


def destroy(state: BlankState, serial: str, *, by: str | None, witness: str) -> Event:
    """Destroy what was spoiled or void; two people sign (双人销毁).

    Raises:
        Refusal: `stock.one_pair_of_eyes` where the two are one, or one is nobody; `stock.not_spoiled`.
    """
    if not by or not witness or witness == by:
        raise Refusal("stock.one_pair_of_eyes")
    if state.state not in TO_DESTROY:
        raise Refusal("stock.not_spoiled", serial=serial)
    return Event("destroyed", {"by": by or "", "witness": witness})


def transfer(state: BlankState, serial: str) -> Event:
    """Pass a blank of the store on to another hall (调出)."""
    _expect(state, serial, (IN_STORE,))
    return Event("transferred")


def serials(first: str, last: str) -> tuple[str, ...]:
    """Return every serial of a packet, from the first to the last as they are printed: ZM000101 to ZM000200.

    Raises:
        Refusal: `stock.range` where these are not the ends of one packet; `stock.too_many`.
    """
    head, tail = _split(first.strip().upper()), _split(last.strip().upper())
    if head is None or tail is None or head[0] != tail[0] or len(head[1]) != len(tail[1]):
        raise Refusal("stock.range")
    begin, end, width = int(head[1]), int(tail[1]), len(head[1])
    if end < begin:
        raise Refusal("stock.range")
    if end - begin >= MOST_AT_ONCE:
        raise Refusal("stock.too_many", most=MOST_AT_ONCE)
    return tuple(f"{head[0]}{value:0{width}d}" for value in range(begin, end + 1))


def spans(found: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return serials as runs, each from its first to its last, in order."""
    runs: list[tuple[str, str]] = []
    for serial in sorted(found):
        if runs and _follows(runs[-1][1], serial):
            runs[-1] = (runs[-1][0], serial)
        else:
            runs.append((serial, serial))
    return tuple(runs)


def check_used(needed: int, given: Sequence[str], blank: str) -> None:
    """Refuse a paper on a secure blank whose serials were not read, or not one for each part.

    Raises:
        Refusal: `stock.serials_missing`; `stock.twice` where one is named twice.
    """
    if len(given) < needed:
        raise Refusal("stock.serials_missing", blank=blank, count=needed)
    if len(set(given)) != len(given):
        raise Refusal("stock.twice")


def _follows(before: str, serial: str) -> bool:
    one, two = _split(before), _split(serial)
    if one is None or two is None:
        return False
    return (one[0], len(one[1]), int(one[1]) + 1) == (two[0], len(two[1]), int(two[1]))


def _split(serial: str) -> tuple[str, str] | None:
    """Return letters and digits of a serial, None where it has no digits at its end."""
    head = serial.rstrip("0123456789")
    return (head, serial[len(head) :]) if len(head) < len(serial) <= 30 and serial.isascii() else None


def _expect(state: BlankState, serial: str, wanted: tuple[str, ...]) -> None:
    if state.state not in wanted:
        raise Refusal(f"stock.is_{state.state}", serial=serial)


def _own(state: BlankState, serial: str, holder: str | None) -> None:
    if holder is not None and state.holder != holder:
        raise Refusal("stock.not_yours", serial=serial)

"""Keeping secure blanks: received, issued, spoiled, destroyed by two, passed on, counted."""

from collections.abc import Sequence

from sqlalchemy import select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.security.model import Staff
from hall.stock import rules
from hall.stock.model import Blank, BlankCount, BlankPacket
from hall.stock.record import JOURNAL, each
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.work import Work


@action
def receive(work: Work, *, kind: str, first: str, last: str, count: int, source: str) -> str:
    """Take a packet in by its serials; answers with its key.

    Args:
        work: the open transaction.
        kind: name of the blank, as 证明专用纸.
        first: serial of the first sheet.
        last: serial of the last sheet.
        count: sheets as they were counted.
        source: who delivered them.

    Raises:
        Refusal: `stock.kind`, `stock.source`, `stock.range`, `stock.too_many`; `stock.miscounted` where the sheets
            are not as many as the serials; `stock.received` for a serial that came in before.
    """
    name, whence, all_serials = kind.strip(), source.strip(), rules.serials(first, last)
    if not 0 < len(name) <= 40:
        raise Refusal("stock.kind")
    if not 0 < len(whence) <= 80:
        raise Refusal("stock.source")
    if count != len(all_serials):
        raise Refusal("stock.miscounted", count=count, serials=len(all_serials))
    known = select(Blank.serial).where(Blank.kind == name, Blank.serial.in_(all_serials)).order_by(Blank.serial)
    if (twice := work.session.scalar(known.limit(1))) is not None:
        raise Refusal("stock.received", blank=name, serial=twice)
    packet = BlankPacket(
        id=new_id(),
        hall_id=work.place.hall_id,
        kind=name,
        first=all_serials[0],
        last=all_serials[-1],
        count=count,
        source=whence,
        received_at=work.now,
        received_by=work.actor.staff_id,
    )
    work.session.add(packet)
    work.session.flush()
    for serial in all_serials:
        blank = Blank(id=new_id(), hall_id=work.place.hall_id, packet_id=packet.id, kind=name, serial=serial)
        JOURNAL.begin(work, blank, Event("received", {"packet_id": packet.id}))
    work.touched(Topic.DOCUMENTS)
    return packet.id


@action
def load(work: Work, *, kind: str, first: str, last: str = "", holder: str = "") -> int:
    """Issue blanks to a colleague, the actor if none is named, or pass them on; answers with how many.

    Raises:
        Refusal: `stock.holder` for whoever has left, `stock.range`, `stock.unknown`, `stock.is_…`.
    """
    staff_id = _staff(work, holder or work.actor.staff_id)
    rows = each(
        work,
        kind,
        rules.serials(first, last or first),
        lambda state, serial: rules.load(state, serial, holder=staff_id),
    )
    return len(rows)


@action
def give_back(work: Work, *, kind: str, first: str, last: str = "") -> int:
    """Put unused blanks back into the store; answers with how many.

    Raises:
        Refusal: `stock.range`, `stock.unknown`, `stock.is_…`.
    """
    return len(each(work, kind, rules.serials(first, last or first), rules.give_back))


@action
def spoil(work: Work, *, kind: str, first: str, last: str = "", reason: str) -> int:
    """Take out what jammed, was misprinted or damaged; answers with how many. It is kept until two destroy it.

    Raises:
        Refusal: `stock.reason`, `stock.range`, `stock.unknown`, `stock.is_…`.
    """
    spoiled = each(
        work, kind, rules.serials(first, last or first), lambda state, serial: rules.spoil(state, serial, reason)
    )
    return len(spoiled)


@action
def void(work: Work, *, kind: str, first: str, last: str = "") -> int:
    """Take out blanks of an edition that may not be used any more; answers with how many.

    Raises:
        Refusal: `stock.range`, `stock.unknown`, `stock.is_…`.
    """
    return len(each(work, kind, rules.serials(first, last or first), rules.void))


@action
def destroy(work: Work, *, kind: str, first: str, last: str = "", witness: str, by: str = "") -> int:
    """Destroy what was spoiled or void before a witness; answers with how many.

    Two people answer for it whatever the way: nobody signs for somebody else, but where the hall itself acts, as from
    the command line, both are named.

    Args:
        work: the open transaction.
        kind: name of the blank.
        first: serial of the first sheet.
        last: serial of the last sheet, the same if empty.
        witness: the colleague (a key) who watches and signs.
        by: the colleague who destroys, where nobody is signed in.

    Raises:
        Refusal: `stock.one_pair_of_eyes`, `stock.holder`, `stock.not_spoiled`, `stock.range`, `stock.unknown`.
    """
    seen = _staff(work, witness)
    hand = work.actor.staff_id or _staff(work, by)
    destroyed = each(
        work,
        kind,
        rules.serials(first, last or first),
        lambda state, serial: rules.destroy(state, serial, by=hand, witness=seen),
    )
    return len(destroyed)


@action
def transfer(work: Work, *, kind: str, first: str, last: str = "") -> int:
    """Pass blanks of the store on to another hall; answers with how many.

    Raises:
        Refusal: `stock.range`, `stock.unknown`, `stock.is_…`.
    """
    return len(each(work, kind, rules.serials(first, last or first), rules.transfer))


@action
def count(work: Work, *, kind: str, found: Sequence[str], holder: str = "") -> int:
    """Write down which blanks lie there; answers with how many serials differ from the books.

    Args:
        work: the open transaction.
        kind: name of the blank.
        found: every serial that lies there.
        holder: the colleague whose blanks were counted, the store where empty.
    """
    there = {serial.strip().upper() for serial in found if serial.strip()}
    state = Blank.state == (rules.LOADED if holder else rules.IN_STORE)
    expected = set(work.session.scalars(select(Blank.serial).where(Blank.kind == kind, Blank.holder == holder, state)))
    result = BlankCount(
        id=new_id(),
        hall_id=work.place.hall_id,
        kind=kind,
        holder=holder,
        day=work.today,
        at=work.now,
        staff_id=work.actor.staff_id,
        found=len(there),
        missing=sorted(expected - there),
        surplus=sorted(there - expected),
    )
    work.session.add(result)
    work.touched(Topic.DOCUMENTS)
    return len(result.missing) + len(result.surplus)


def _staff(work: Work, staff_id: str | None) -> str:
    """Return the key of a colleague who is here.

    Raises:
        Refusal: `stock.holder`.
    """
    colleague = work.session.get(Staff, staff_id) if staff_id else None
    if colleague is None or not colleague.active:
        raise Refusal("stock.holder")
    return colleague.id

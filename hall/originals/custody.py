"""What later rooms do with originals of their own: follow a checklist, keep against a paper, give back at the end."""

from collections.abc import Collection

from sqlalchemy import ColumnElement

from hall.originals import rules
from hall.originals.actions import check_in
from hall.originals.model import Original
from hall.originals.record import JOURNAL, give, happened, here, locked, ticket_at_counter
from hall.storage.work import Work


def hold(work: Work, *, name: str, count: int, case_id: str, material_id: str, person_id: str) -> None:
    """See to it that so many originals of one line of a checklist are here: take what came, give what went back."""
    rows = here(work, (Original.case_id == case_id) & (Original.material_id == material_id))
    there = sum(row.count - row.out for row in rows)
    if count > there:
        check_in(work, name=name, count=count - there, case_id=case_id, material_id=material_id, person_id=person_id)
    for row in rows:
        too_many = min(there - count, row.count - row.out)
        if too_many > 0:
            there -= give(work, row, count=too_many)


def keep_with(work: Work, which: ColumnElement[bool], *, receipt_id: str) -> None:
    """Keep what lies in a tray against a paper that lists it; identity cards stay in the tray."""
    for row in here(work, which & (Original.state == rules.TRAY) & ~Original.identity_card):
        happened(work, row, rules.keep(JOURNAL.of(row), receipt_id=receipt_id))


def end_custody(work: Work, which: ColumnElement[bool], *, filed: Collection[str] = ()) -> None:
    """The work is over: what belongs to its file stays there, everything else is owed to its owner.

    Args:
        work: the open transaction.
        which: originals of the case or the errand.
        filed: materials whose originals remain in the file.
    """
    for row in here(work, which):
        if row.material_id in filed and not row.identity_card:
            give(work, row, to=rules.FILE)
        elif not row.owed:
            _owe(work, row)


def _owe(work: Work, row: Original) -> None:
    """Owe an original back; at a counter it is fetched into the tray, beside whoever sits there."""
    to_tray = row.state == rules.KEPT and work.actor.counter_id is not None
    if to_tray and (ticket := ticket_at_counter(work)) is not None:
        row.ticket_id = ticket.id
    happened(work, row, rules.owe(JOURNAL.of(row), to_tray=to_tray))


def send_up(work: Work, which: ColumnElement[bool]) -> None:
    """Let originals go to an upper level; an identity card stays with its owner (`originals.identity_card_up`)."""
    for row in here(work, which):
        give(work, row, to=rules.STREET)


def pass_on(work: Work, original_id: str, *, of: str, to: str) -> bool:
    """Give the custody of originals to whoever signs for it; False where they have left or are not theirs any more."""
    row = locked(work, original_id)
    if row.holder != of or row.state == rules.OUT:
        return False
    happened(work, row, rules.pass_on(JOURNAL.of(row), to=to))
    return True

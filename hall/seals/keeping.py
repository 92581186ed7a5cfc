"""The seals themselves: taken into use, handed over against a signature, lost, destroyed; their years filed."""

from sqlalchemy import select

from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.seals import keepers, rules
from hall.seals.model import Seal, SealUse
from hall.seals.papers import loss_report
from hall.seals.record import SEALS, USES, in_workdays, locked_seal, note, policy, staff_named
from hall.seals.record import happened as use_happened
from hall.storage import settings
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.place import HallFacts
from hall.storage.work import Work


@action
def add_seal(work: Work, *, kind: str, name: str, keeper: str) -> str:
    """Take a seal into use with its keeper; answers with its key.

    Args:
        work: the open transaction.
        kind: one of `keepers.KINDS`.
        name: the words on the seal.
        keeper: key of a colleague with the role of a seal keeper.

    Raises:
        Refusal: `seals.kind`, `seals.seal_name`, `seals.keeper_gone`, `seals.temporary`, `seals.no_keeper`.
    """
    added = keepers.add(kind=kind, name=name, keeper=keeper)
    staff_named(work, keeper)
    row = Seal(id=new_id(), hall_id=work.place.hall_id, kind=kind, name=name.strip()[:80], added_at=work.now)
    SEALS.begin(work, row, added)
    work.touched(Topic.SEALS)
    return row.id


@action
def hand_over_seal(work: Work, *, seal_id: str, to: str) -> None:
    """Name the next keeper, who has to sign within the hall's term (换届后七个工作日内移交).

    Raises:
        Refusal: `seals.same_keeper`, `seals.seal_blocked`, `seals.keeper_gone`, `seals.temporary`,
            `seals.no_keeper`.
    """
    row = locked_seal(work, seal_id)
    staff_named(work, to)
    until = in_workdays(work, policy(work).handover_days)
    _happened(work, row, keepers.hand_over(SEALS.of(row), to=to, by=until))


@action
def take_over_seal(work: Work, *, seal_id: str) -> None:
    """Sign for a seal: from now on the actor answers for it.

    Raises:
        Refusal: `seals.not_handed_to_you`, `seals.seal_blocked`.
    """
    row = locked_seal(work, seal_id)
    _happened(work, row, keepers.take_over(SEALS.of(row), by=work.actor.staff_id))


@action
def report_lost(work: Work, *, seal_id: str, words: str) -> str:
    """Block a lost seal and print the report to the street with the public notice; answers with the paper's key.

    Args:
        work: the open transaction.
        seal_id: the seal.
        words: when, where and how it was lost.

    Raises:
        Refusal: `seals.words_missing`, `seals.seal_blocked`.
    """
    row = locked_seal(work, seal_id)
    _happened(work, row, keepers.lose(SEALS.of(row), note_id=note(work, row.id, "lost", words)))
    paper = loss_report(
        settings.read(work.session, HallFacts),
        seal=row.name,
        words=words.strip(),
        number=take_number(work, "seal_loss_report"),
        day=work.today,
    )
    return issue(work, paper, subject_id=row.id)


@action
def destroy_seal(work: Work, *, seal_id: str, words: str) -> None:
    """Note that a seal was handed in and destroyed (缴销), to whom and when.

    Raises:
        Refusal: `seals.words_missing`, `seals.seal_blocked`.
    """
    row = locked_seal(work, seal_id)
    _happened(work, row, keepers.destroy(SEALS.of(row), note_id=note(work, row.id, "destroyed", words)))


@action
def log(work: Work, *, seal_id: str, year: int) -> int:
    """File a year's register of a seal (年终归档); answers with how many uses were filed.

    Raises:
        Refusal: `seals.year_running` before the year has ended, `seals.nothing_to_log`.
    """
    if year >= work.today.year:
        raise Refusal("seals.year_running", year=year)
    of_year = select(SealUse).where(SealUse.seal_id == seal_id, SealUse.year == year, SealUse.state == rules.SEALED)
    rows = list(work.session.scalars(of_year.order_by(SealUse.nth).with_for_update()))
    if not rows:
        raise Refusal("seals.nothing_to_log", year=year)
    for row in rows:
        use_happened(work, row, rules.log(USES.of(row)))
    return len(rows)


def _happened(work: Work, row: Seal, event: Event) -> None:
    SEALS.happened(work, row, event)
    work.touched(Topic.SEALS)

"""Opening a dossier: who looks, and what for, is on record before anything is shown."""

from hall.cases.model import Case
from hall.dossier.model import Disclosure
from hall.dossier.rules import check_purpose
from hall.kernel.ids import new_id
from hall.storage.action import action
from hall.storage.work import Work


@action
def open_dossier(work: Work, *, case_id: str, purpose: str = "", words: str = "", full: bool = False) -> str:
    """Note that somebody looks into everything about a case; answers with the key of the look.

    Args:
        work: the open transaction.
        case_id: the case.
        purpose: one of `rules.PURPOSES`; needed for a full look.
        words: what exactly for.
        full: personal data are shown in full, else masked.

    Raises:
        Refusal: `dossier.purpose_missing`, `dossier.purpose_unknown` (known).
    """
    check_purpose(purpose, full=full)
    row = work.session.get_one(Case, case_id)
    look = Disclosure(
        id=new_id(),
        hall_id=work.place.hall_id,
        case_id=row.id,
        at=work.now,
        staff_id=work.actor.staff_id,
        device_id=work.actor.device_id,
        purpose=purpose,
        words=words.strip(),
        full=full,
    )
    work.session.add(look)
    work.concerns(row.id, f"purpose:{purpose or 'none'}", "full" if full else "masked")
    return look.id

"""The applicant agrees, on paper and for this case alone, that something sensitive on file is used again."""

from collections.abc import Collection

from sqlalchemy import select

from hall.cases import rules
from hall.cases.consent_papers import consent_form
from hall.cases.materials import MISSING, WAIVED
from hall.cases.model import Case, CaseMaterial
from hall.cases.record import JOURNAL, facts_of, happened, locked, material_rows, matter_of
from hall.cases.reuse import Held, held_for, purpose_of, take_from_file
from hall.documents.actions import issue, take_number
from hall.kernel.refusal import Refusal
from hall.people.actions import consent, withdraw_consent
from hall.people.holdings import log_reuse
from hall.people.views import consents
from hall.storage.action import action
from hall.storage.work import Work


@action
def take_consent(work: Work, *, case_id: str, kinds: Collection[str] = (), version: int | None = None) -> str:
    """Print the consent to use what is sensitive and held, and cross it off the list; answers with the consent's key.

    Args:
        work: the open transaction.
        case_id: the case, which is the purpose.
        kinds: of the materials; all that wait for it if empty.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.consent_nothing` when nothing waits for it, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    held = held_for(work, row, matter_of(work, row))
    waiting = [line for line in material_rows(work, case_id) if _waits(line, held.get(line.material_id), kinds)]
    if not waiting:
        raise Refusal("cases.consent_nothing")
    asked = [held[line.material_id].kind for line in waiting]
    consent_id = consent(
        work, person_id=row.person_id, kinds=[kind.kind for kind in asked], matter_code=row.matter_code, case_id=case_id
    )
    agreed = held_for(work, row, matter_of(work, row))
    for line in waiting:
        checked = rules.check_material(JOURNAL.of(row), material_id=line.material_id, to=WAIVED, was=line.state)
        log_reuse(work, row.person_id, purpose_of(row), [take_from_file(line, agreed[line.material_id])])
        happened(work, row, checked)
    names = list(dict.fromkeys(kind.name for kind in asked))
    issue(work, consent_form(facts_of(work, row), take_number(work, "consent_form"), names), subject_id=row.id)
    return consent_id


@action
def take_consent_back(work: Work, *, case_id: str, version: int | None = None) -> None:
    """The applicant does not sign, or thinks better of it: what rested on the consent is asked for again.

    Raises:
        Refusal: `cases.consent_none` when there is none, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    given = consents(work, case_id=case_id)
    if not given:
        raise Refusal("cases.consent_none")
    for consent_id in sorted(set(given.values())):
        withdraw_consent(work, consent_id=consent_id)
    for line in _resting_on(work, row, given):
        checked = rules.check_material(JOURNAL.of(row), material_id=line.material_id, to=MISSING, was=line.state)
        line.state, line.waived_for, line.holding_id, line.held = MISSING, "", None, {}
        happened(work, row, checked)


def _waits(line: CaseMaterial, held: Held | None, kinds: Collection[str]) -> bool:
    if held is None or held.state != "consent" or line.state != MISSING:
        return False
    return not kinds or held.kind.kind in kinds


def _resting_on(work: Work, row: Case, given: Collection[str]) -> list[CaseMaterial]:
    lines = select(CaseMaterial).where(CaseMaterial.case_id == row.id, CaseMaterial.holding_id.is_not(None))
    return [line for line in work.session.scalars(lines) if line.held.get("kind") in given]

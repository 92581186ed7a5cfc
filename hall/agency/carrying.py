"""What an errand carries: a matter of the catalogue, a case on its way upward, or what a resident says in words."""

from dataclasses import dataclass

from hall.agency import rules
from hall.agency.model import Errand
from hall.cases import actions as cases
from hall.cases import life
from hall.cases.views import CaseFile, case
from hall.catalogue.views import current
from hall.kernel.refusal import Refusal
from hall.storage.work import Work


@dataclass(frozen=True, slots=True)
class What:
    """What is to be done, for whom, and the office to which it goes where that is known."""

    person_id: str
    matter_code: str
    name: str
    place: str = ""


def what(work: Work, *, case_id: str, person_id: str, matter_code: str, words: str) -> What:
    """Return what a mandate is for.

    Raises:
        Refusal: `agency.in_person` (matter), `agency.what_missing`.
    """
    if case_id:
        return _of_case(case(work, case_id=case_id), words)
    name = words.strip()
    if matter_code:
        matter = current(work, code=matter_code).matter
        rules.check_matter(name=matter.name, in_person_only=matter.in_person_only)
        name = name or matter.name
    if not name or not person_id:
        raise Refusal("agency.what_missing")
    return What(person_id, matter_code, name)


def handed_in(work: Work, row: Errand) -> None:
    """Note in the linked case that it went up, and under which number it was received."""
    if row.case_id is None:
        return
    file = case(work, case_id=row.case_id)
    if "forward" in file.acts:
        cases.forward(work, case_id=row.case_id)
        cases.record_receipt(work, case_id=row.case_id, receipt_number=row.receipt_number)
    elif file.card.stage == life.AT_UPPER:
        cases.record_receipt(work, case_id=row.case_id, receipt_number=row.receipt_number)


def answered(work: Work, row: Errand) -> None:
    """Note in the linked case what the office above has decided, where that step is the one at hand."""
    if row.case_id is None:
        return
    file = case(work, case_id=row.case_id)
    if file.card.stage == life.AT_UPPER:
        cases.record_result(work, case_id=row.case_id, outcome=_outcome(file, row.outcome))


def _of_case(file: CaseFile, words: str) -> What:
    matter = file.matter
    rules.check_matter(name=matter.name, in_person_only=matter.in_person_only)
    above = next((step.place for step in matter.steps[file.card.step - 1 :] if not step.held_here), "")
    return What(file.card.person_id, matter.code, words.strip() or matter.name, above)


def _outcome(file: CaseFile, outcome: str) -> str:
    """Return the outcome as the case knows it: approved by one office, it passes on while another is still to come."""
    later = file.matter.steps[file.card.step :]
    return "passed" if outcome == "approved" and any(not step.held_here for step in later) else outcome

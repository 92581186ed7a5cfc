"""Taking a case in: the form, the checklist of materials, acceptance."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from hall.cases import life, papers, rules
from hall.cases.certificates import ends_in_certificate
from hall.cases.materials import (
    PROMISED,
    check_complete,
    check_entry,
    opening_state,
)
from hall.cases.model import Case, CaseMaterial
from hall.cases.record import (
    DEEM,
    JOURNAL,
    LAPSE,
    check_choice,
    check_filled_in,
    dues_of,
    end_tolerance,
    entitled,
    facts_of,
    happened,
    in_workdays,
    lines_of,
    locked,
    material_rows,
    matter_of,
    policy,
    result_fields,
    wind,
)
from hall.catalogue import views as catalogue
from hall.catalogue.cleaning import clean_form
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType, DeemedAcceptance, MaterialForm
from hall.contacts.actions import link_case
from hall.documents.actions import issue, take_number
from hall.kernel.ids import new_id, new_status_code
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.people.views import named
from hall.storage import due
from hall.storage.action import action
from hall.storage.journal import Event
from hall.storage.work import Work

_SHOWN_ONLY = (MaterialForm.CHECK_ONLY, MaterialForm.CHECK_AND_COPY)


@action
def open_case(
    work: Work,
    *,
    matter_code: str,
    person_id: str,
    situations: Collection[str] = (),
    form: Mapping[str, Any] | None = None,
    contact_id: str | None = None,
    ticket_id: str | None = None,
) -> str:
    """Open a case as a draft under the present edition of a matter; answers with its key.

    Args:
        work: the open transaction.
        matter_code: of the matter.
        person_id: the applicant.
        situations: those of `Matter.situations` that apply; they say which conditional materials are needed.
        form: values that are known already.
        contact_id: the first-contact sheet from which it came.
        ticket_id: the ticket that the applicant holds.

    Raises:
        Refusal: `catalogue.no_matter`, `cases.matter_off`, `cases.situation`, `people.name_missing`, and what
            `contacts.link_case` says.
    """
    named(work, person_id=person_id)
    edition = catalogue.current(work, code=matter_code)
    matter = edition.matter
    if not edition.enabled:
        raise Refusal("cases.matter_off", name=matter.name)
    if set(situations) - set(matter.situations):
        raise Refusal("cases.situation")
    row = Case(
        id=new_id(),
        hall_id=work.place.hall_id,
        number=take_number(work, "case", matter.code),
        status_code=new_status_code(),
        opened_at=work.now,
        matter_code=matter.code,
        matter_version_id=edition.id,
        person_id=person_id,
        contact_id=contact_id,
        ticket_id=ticket_id,
        form=clean_form(matter, form or {}),
    )
    JOURNAL.begin(work, row, Event("opened", {"handler": work.actor.staff_id, "steps": len(matter.steps)}))
    work.session.flush()
    _lay_out_list(work, row, matter, situations)
    if contact_id is not None:
        link_case(work, sheet_id=contact_id, case_id=row.id)
    work.touched(Topic.CASES)
    return row.id


@action
def save_form(work: Work, *, case_id: str, form: Mapping[str, Any], version: int | None = None) -> None:
    """Keep the form as it is filled in so far; whether it is in order is asked when it is submitted.

    Raises:
        Refusal: `cases.now_…` when the case is accepted and more than fields of its result would change.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    cleaned = clean_form(matter, form)
    changed = {key for key in {*row.form, *cleaned} if row.form.get(key) != cleaned.get(key)}
    saved = rules.save_form(JOURNAL.of(row), result_only=changed <= result_fields(matter))
    row.form = cleaned
    happened(work, row, saved)


@action
def check_material(
    work: Work,
    *,
    case_id: str,
    material_id: str,
    state: str,
    originals: int = 0,
    copies: int = 0,
    pages: int = 0,
    returned: bool = False,
    waived_for: str = "",
    note: str = "",
    version: int | None = None,
) -> None:
    """Note how one material stands: `missing`, `received`, `verified` or `waived`.

    Args:
        work: the open transaction.
        case_id: the case.
        material_id: of the matter's list.
        state: as above.
        originals: how many originals came.
        copies: how many copies.
        pages: how many pages together.
        returned: the originals were looked at and handed back.
        waived_for: `shared`, `on_file` or `condition` where it is waived.
        note: a word on it.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.material_state`, `cases.waiver_reason`, `cases.material_count`, `cases.material_unknown`,
            `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    check_entry(state, waived_for, (originals, copies, pages))
    line = next((each for each in material_rows(work, case_id) if each.material_id == material_id), None)
    if line is None:
        raise Refusal("cases.material_unknown")
    checked = rules.check_material(JOURNAL.of(row), material_id=material_id, to=state, was=line.state)
    line.state, line.waived_for, line.note = state, waived_for, note.strip()
    line.originals, line.copies, line.pages, line.returned = originals, copies, pages, returned
    line.received_at = work.now if originals or copies else line.received_at
    happened(work, row, checked)
    end_tolerance(work, row)


@action
def submit(work: Work, *, case_id: str, version: int | None = None) -> None:
    """The applicant hands the application in: what is missing must be said within five working days.

    Raises:
        Refusal: `cases.form` (field, count), `cases.own_matter` (name, matter), `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    check_choice(work, row, matter)
    check_filled_in(work, row, matter)
    happened(work, row, rules.submit(JOURNAL.of(row)))
    if matter.deemed_acceptance is not DeemedAcceptance.NONE:
        due.schedule(work, DEEM, row.id, in_workdays(work, policy(work).notice_days), case_id=row.id)


@action
def accept(work: Work, *, case_id: str, promised: Collection[str] = (), version: int | None = None) -> None:
    """Accept the application, print the notice and the receipt of the materials; the clocks start.

    Args:
        work: the open transaction.
        case_id: the case.
        promised: ids of minor materials that the applicant promised in writing to bring (容缺受理).
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.materials_open` (count, name), `cases.no_tolerance`, `cases.form`, `cases.not_on_list`,
            `cases.own_matter`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    matter = matter_of(work, row)
    life_now = JOURNAL.of(row)
    until = in_workdays(work, policy(work).supplement_days) if promised else None
    dues = dues_of(work, row, accepted_at=work.now).details()
    accepted = rules.accept(life_now, dues=dues, tolerant_until=until)
    check_complete(lines_of(work, row, matter), promised, tolerant=matter.tolerant_acceptance)
    check_filled_in(work, row, matter)
    if ends_in_certificate(matter):
        entitled(work, row, matter)
    _promise(work, row, promised)
    happened(work, row, accepted)
    _start_clocks(work, row)
    if matter.case_type is not CaseType.IMMEDIATE:
        print_acceptance(work, case_id=case_id)


@action
def print_acceptance(work: Work, *, case_id: str) -> str:
    """Print the acceptance notice and, where something was handed in, the receipt; answers with the notice's key.

    Raises:
        Refusal: `cases.now_…` before acceptance.
    """
    row = locked(work, case_id)
    rules.expect(JOURNAL.of(row), *life.RUNNING, life.PAUSED, life.SUPPLEMENT)
    facts = facts_of(work, row)
    rows = material_rows(work, case_id)
    names = {material.id: material.name for material in facts.matter.materials}
    missing = [names[line.material_id] for line in rows if line.state == PROMISED]
    notice = papers.acceptance_notice(
        facts, take_number(work, "acceptance_notice"), missing=missing, until=facts.day(row.tolerant_until)
    )
    document_id = issue(work, notice, subject_id=row.id)
    if handed_in := [line for line in rows if line.originals or line.copies]:
        receipt = papers.material_receipt(
            facts, take_number(work, "material_receipt"), _receipt_lines(facts.matter, handed_in), at=work.now
        )
        issue(work, receipt, subject_id=row.id)
    work.concerns(row.id)
    return document_id


def _start_clocks(work: Work, row: Case) -> None:
    due.cancel(work, row.id, DEEM)
    if row.tolerant_until is not None:
        due.schedule(work, LAPSE, row.id, row.tolerant_until, case_id=row.id)
    wind(work, row)


def _promise(work: Work, row: Case, promised: Collection[str]) -> None:
    for line in material_rows(work, row.id):
        if line.material_id in promised:
            line.state = PROMISED


def _lay_out_list(work: Work, row: Case, matter: Matter, situations: Collection[str]) -> None:
    for position, material in enumerate(matter.materials):
        state, waived_for = opening_state(material, situations)
        work.session.add(
            CaseMaterial(
                id=new_id(),
                case_id=row.id,
                material_id=material.id,
                position=position,
                state=state,
                waived_for=waived_for,
                originals=0,
                copies=0,
                pages=0,
                returned=False,
                note="",
            )
        )


def _receipt_lines(matter: Matter, handed_in: Iterable[CaseMaterial]) -> list[papers.MaterialLine]:
    materials = {material.id: material for material in matter.materials}
    return [
        papers.MaterialLine(
            name=materials[line.material_id].name,
            originals=line.originals,
            copies=line.copies,
            pages=line.pages,
            returned=line.returned or (line.originals > 0 and materials[line.material_id].form in _SHOWN_ONLY),
        )
        for line in handed_in
    ]

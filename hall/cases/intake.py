"""Taking a case in: the form, the checklist of materials, acceptance."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from hall.cases import known, life, material_papers, papers, reuse, rules, tray
from hall.cases.certificates import ends_in_certificate
from hall.cases.materials import (
    PROMISED,
    check_complete,
    check_entry,
    opening_state,
)
from hall.cases.model import Case, CaseMaterial
from hall.cases.owing import owe_notice
from hall.cases.record import (
    DEEM,
    JOURNAL,
    LAPSE,
    SILENCE,
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
    said_day,
    wind,
)
from hall.catalogue import views as catalogue
from hall.catalogue.cleaning import clean_form
from hall.catalogue.matter import Matter
from hall.catalogue.terms import CaseType, MaterialForm
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
    known.fill_in(work, row, matter)
    JOURNAL.begin(work, row, Event("opened", {"handler": work.actor.staff_id, "steps": len(matter.steps)}))
    work.session.flush()
    _lay_out_list(work, row, matter, situations)
    reuse.use_held(work, row, matter)
    if contact_id is not None:
        link_case(work, sheet_id=contact_id, case_id=row.id)
    work.touched(Topic.CASES)
    return row.id


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
    number: str = "",
    issued: str = "",
    valid_to: str = "",
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
        note: a word on it; beside `missing` it says why what is held or shared does not do.
        number: of the document, where it has one.
        issued: the day of its issue (ISO).
        valid_to: its last valid day (ISO).
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.material_state`, `cases.waiver_reason`, `cases.material_count`, `cases.material_unknown`,
            what `reuse.follow` says, `cases.changed`, `cases.now_…`.
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
    tray.follow(work, row, line)
    reuse.follow(work, row, matter_of(work, row), line, number=number, issued=issued, valid_to=valid_to)
    end_tolerance(work, row)


@action
def submit(work: Work, *, case_id: str, version: int | None = None) -> None:
    """The applicant hands in what they have: what is missing must be said within five working days.

    Nothing has to be whole yet; what is missing in the form or among the materials goes onto the one notice.

    Raises:
        Refusal: `cases.own_matter` (name, matter), `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    check_choice(work, row, matter_of(work, row))
    happened(work, row, rules.submit(JOURNAL.of(row)))
    owe_notice(work, row)


@action
def accept(work: Work, *, case_id: str, promised: Collection[str] = (), version: int | None = None) -> None:
    """Accept the application, print the notice and the receipt of the materials; the clocks start.

    Args:
        work: the open transaction.
        case_id: the case.
        promised: ids of minor materials that the applicant promised in writing to bring (容缺受理).
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.materials_open` (count, name), `cases.no_tolerance`, `cases.promise_needless` (name),
            `cases.form` (field, count), `cases.not_on_list`, `cases.own_matter`, `cases.changed`, `cases.now_…`.
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
    known.keep_form(work, row, matter)
    _start_clocks(work, row)
    if matter.case_type is not CaseType.IMMEDIATE:
        print_acceptance(work, case_id=case_id)


@action
def print_acceptance(work: Work, *, case_id: str, version: int | None = None) -> str:
    """Print the acceptance notice and, where something was handed in, the receipt; answers with the notice's key.

    What may follow later is promised in writing: that paper is printed along, for the applicant's signature.

    Raises:
        Refusal: `cases.changed`, `cases.now_…` before acceptance.
    """
    row = locked(work, case_id, version)
    rules.expect(JOURNAL.of(row), *life.RUNNING, life.PAUSED, life.SUPPLEMENT)
    facts = facts_of(work, row)
    rows = material_rows(work, case_id)
    names = {material.id: material.name for material in facts.matter.materials}
    missing = [names[line.material_id] for line in rows if line.state == PROMISED]
    notice = papers.acceptance_notice(
        facts, take_number(work, "acceptance_notice"), missing=missing, until=said_day(work, row.tolerant_until)
    )
    document_id = issue(work, notice, subject_id=row.id)
    if missing:
        promise = material_papers.tolerance_promise(
            facts, take_number(work, "tolerance_promise"), missing=missing, until=said_day(work, row.tolerant_until)
        )
        issue(work, promise, subject_id=row.id)
    if handed_in := [line for line in rows if line.originals or line.copies]:
        receipt = material_papers.material_receipt(
            facts, take_number(work, "material_receipt"), _receipt_lines(facts.matter, handed_in), at=work.now
        )
        tray.keep_listed(work, row, issue(work, receipt, subject_id=row.id))
    work.concerns(row.id)
    return document_id


def _start_clocks(work: Work, row: Case) -> None:
    due.cancel(work, row.id, DEEM, SILENCE)
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


def _receipt_lines(matter: Matter, handed_in: Iterable[CaseMaterial]) -> list[material_papers.MaterialLine]:
    materials = {material.id: material for material in matter.materials}
    return [
        material_papers.MaterialLine(
            name=materials[line.material_id].name,
            originals=line.originals,
            copies=line.copies,
            pages=line.pages,
            returned=line.returned or (line.originals > 0 and materials[line.material_id].form in _SHOWN_ONLY),
        )
        for line in handed_in
    ]

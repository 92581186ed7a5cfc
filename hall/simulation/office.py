"""The mornings of a simulated hall: answers come from upper levels, results are put on paper, residents are told."""

from random import Random

from hall.cases import actions as cases
from hall.cases import life
from hall.cases.cards import CaseCard, CaseFile
from hall.cases.materials import MISSING
from hall.cases.views import case, open_cases
from hall.catalogue.form import Asked
from hall.catalogue.terms import CaseType
from hall.catalogue.views import options
from hall.contacts import actions as contacts
from hall.contacts import rules as first_contact
from hall.contacts.views import SheetCard, mine
from hall.originals.actions import hand_back
from hall.originals.views import of_case
from hall.people.views import PersonCard, person
from hall.simulation.forms import FormFiller
from hall.simulation.paperwork import Printer
from hall.simulation.sample import SampleHall, Seat
from hall.simulation.sealing import seal_papers
from hall.simulation.visits import as_brought, send_on

ANSWERED_A_DAY = 0.25
"""Share of the cases at upper levels that are answered on a day; assumed, no source gave one."""

DENIED = 0.06
PAUSED = 0.3
EXTENDED = 0.15
BROUGHT_A_DAY = 0.4
"""Shares of decisions, of cases for which the law knows it, and of missing materials; assumed likewise."""

_FOUND = "入户核查和信息比对的结果与申请书所填情况不一致"
_WHY_LONGER = "入户走访时申请人不在家，需要另约时间核实"


class BackOffice:
    """Plays the upper levels, and the clerks' hour before the doors open."""

    def __init__(self, sample: SampleHall, random: Random, print_waiting: Printer) -> None:
        self._sample = sample
        self._print = print_waiting
        self._random = random

    def morning(self) -> None:
        """Move every open case on by what the night brought, and call whoever is owed an answer."""
        for card in self._sample.itself.see(open_cases):
            self._move_on(self._seat_of(card), card)
        for seat in self._sample.seats:
            for sheet in seat.hall.see(mine, staff_id=seat.staff.id):
                self._answer_for(seat, sheet)

    def _move_on(self, seat: Seat, card: CaseCard) -> None:
        if card.stage in (life.AT_UPPER, life.DECIDING) and self._takes_longer(seat, card):
            return
        if card.stage == life.AT_UPPER and self._chance(ANSWERED_A_DAY):
            self._answer(seat, card)
        elif card.stage == life.DECIDING:
            self._decide(seat, card)
        elif card.stage == life.PAUSED and self._chance(0.5):
            seat.hall.do(cases.resume, case_id=card.id)
        elif card.stage == life.NOTIFIED and self._chance(BROUGHT_A_DAY):
            self._supplement(seat, card)
        elif card.stage == life.NOTIFIED_PICKUP:
            seat.hall.do(cases.deliver, case_id=card.id)
            if any(each.left for each in seat.hall.see(of_case, case_id=card.id)):
                seat.hall.do(hand_back, case_id=card.id)

    def _answer(self, seat: Seat, card: CaseCard) -> None:
        """The upper level passes the case on; the last of its steps approves it, or sends a no of its own."""
        steps = seat.hall.see(case, case_id=card.id).matter.steps
        last = all(step.held_here for step in steps[card.step :])
        outcome = ("denied" if self._chance(DENIED) else "approved") if last else "passed"
        seat.hall.do(cases.record_result, case_id=card.id, outcome=outcome)
        if last:
            self._tell(seat, card)
        else:
            send_on(seat, card.id, self._random)

    def _takes_longer(self, seat: Seat, card: CaseCard) -> bool:
        """Post or assess first where the matter knows it, or ask for more time; once for each case."""
        file = seat.hall.see(case, case_id=card.id)
        known = {step.kind for step in file.history}
        if file.matter.pause_reasons and "paused" not in known and self._chance(PAUSED):
            reason = file.matter.pause_reasons[0]
            seat.hall.do(cases.pause, case_id=card.id, reason=reason, needs="3个工作日")
            return True
        in_time = card.promised_due is not None and seat.hall.clock.now() <= card.promised_due
        may_extend = in_time and file.matter.limits.statutory.extension and "extension_proposed" not in known
        if may_extend and self._chance(EXTENDED):
            seat.hall.do(cases.propose_extension, case_id=card.id, days=5, reason=_WHY_LONGER)
            self._sample.leader.do(cases.approve_extension, case_id=card.id, agree=True)
            return True
        return False

    def _decide(self, seat: Seat, card: CaseCard) -> None:
        if "complete_step" in seat.hall.see(case, case_id=card.id).acts:
            seat.hall.do(cases.complete_step, case_id=card.id)
        file = seat.hall.see(case, case_id=card.id)
        if "decide" in file.acts:
            if self._chance(DENIED):
                self._deny(seat, file)
            else:
                seat.hall.do(cases.decide, case_id=card.id)
            self._tell(seat, card)
        else:
            send_on(seat, card.id, self._random)

    def _deny(self, seat: Seat, file: CaseFile) -> None:
        """Propose a no; the leader reads it and agrees."""
        seat.hall.do(
            cases.propose_refusal,
            case_id=file.card.id,
            reason=f"不符合本事项的申请条件：{file.matter.who_may_apply}。",
            basis="、".join(file.matter.legal_basis),
            found=_FOUND,
        )
        self._sample.leader.do(cases.review_refusal, case_id=file.card.id, agree=True)

    def _supplement(self, seat: Seat, card: CaseCard) -> None:
        """What was missing comes by post; the case is accepted and goes its way, an immediate one at once."""
        file = seat.hall.see(case, case_id=card.id)
        forms = {material.id: material.form for material in file.matter.materials}
        for line in file.materials:
            if line.state == MISSING:
                brought = as_brought(line.material_id, line.wanted, forms)
                seat.hall.do(cases.check_material, case_id=card.id, **brought)
        seat.hall.do(cases.supplement, case_id=card.id)
        seat.hall.do(cases.accept, case_id=card.id)
        if file.matter.case_type is CaseType.IMMEDIATE:
            seat.hall.do(cases.decide, case_id=card.id)
            self._tell(seat, card)
        else:
            send_on(seat, card.id, self._random)

    def _tell(self, seat: Seat, card: CaseCard) -> None:
        """Fill in what is known only now, put the result on paper and tell the applicant."""
        file = seat.hall.see(case, case_id=card.id)
        if (late := self._known_now(seat, file)) and file.card.decision == "approved":
            seat.hall.do(cases.save_form, case_id=card.id, form={**file.form, **late})
        seat.hall.do(cases.make_ready, case_id=card.id)
        self._print(seat.hall)
        seal_papers(self._sample.leader, self._sample.keeper, case_id=card.id)
        seat.hall.do(cases.notify, case_id=card.id)

    def _known_now(self, seat: Seat, file: CaseFile) -> dict[str, object]:
        """Return the fields of the result."""
        today = seat.hall.see(lambda reading: reading.today)
        filler = FormFiller(
            self._random, today, lambda table: [code for code, _ in seat.hall.see(options, codes=table)]
        )
        applicant = seat.hall.see(person, person_id=file.card.person_id)
        return filler.fill(file.matter, _as_value(applicant), asked=(Asked.AT_RESULT,))

    def _answer_for(self, seat: Seat, sheet: SheetCard) -> None:
        """Whoever was asked first calls back; whoever was handed a sheet says what came of it."""
        if sheet.state == first_contact.FOLLOWUP and sheet.first_contact == seat.staff.id:
            words = "已办结，结果已经告诉本人。" if sheet.case_id else "已电话告知办理的情况。"
            seat.hall.do(contacts.reply, sheet_id=sheet.id, way="phone", words=words)
            seat.hall.do(contacts.close, sheet_id=sheet.id)
        elif sheet.state == first_contact.HANDED and sheet.responsible == seat.staff.id and sheet.case_id is None:
            seat.hall.do(contacts.answer, sheet_id=sheet.id, words="已同居民说清条件和材料，约好再来。")

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _seat_of(self, card: CaseCard) -> Seat:
        """Return the seat of the case's handler, or any that is staffed today."""
        seats = self._sample.seats
        return next((seat for seat in seats if seat.staff.id == card.handler), seats[0])


def _as_value(card: PersonCard) -> dict[str, str]:
    """Return an applicant as the value of a form's `person` field."""
    return {
        "name": card.name,
        "id_kind": card.id_kind,
        "id_number": card.id_number,
        "birth": card.birth.isoformat() if card.birth else "",
        "sex": card.sex,
        "phone": card.phone,
    }

"""What happens at a counter of a simulated day: somebody asks, hands something in, and never leaves empty-handed."""

from random import Random
from typing import Any

from hall.cases import actions as cases
from hall.cases.certificates import ends_in_certificate, listed
from hall.cases.materials import MISSING, VERIFIED
from hall.cases.views import case
from hall.catalogue.form import Asked
from hall.catalogue.matter import Matter
from hall.catalogue.offer import LOCAL_CERTIFICATES
from hall.catalogue.terms import CaseType, MaterialForm
from hall.catalogue.views import certificates, options
from hall.contacts import actions as contacts
from hall.kernel.clock import ManualClock
from hall.originals.actions import hand_back
from hall.originals.views import of_visit
from hall.people.actions import register
from hall.queue.actions import finish, next_matter
from hall.simulation.forms import FormFiller
from hall.simulation.paperwork import Printer
from hall.simulation.residents import Resident
from hall.simulation.sample import SampleHall, Seat
from hall.simulation.sealing import seal_papers

_WITH_ORIGINAL = (MaterialForm.ORIGINAL, MaterialForm.ORIGINAL_AND_COPY, MaterialForm.FILLED_FORM)
_HANDED_BACK = (MaterialForm.CHECK_ONLY, MaterialForm.CHECK_AND_COPY)
_ELSEWHERE = ("安宁区政务服务中心", "安宁路1号", "010-55550200")

# How a visit ended, and the outcome under which its ticket is finished.
_TICKET_OUTCOMES = {
    "done": "done",
    "accepted": "accepted",
    "answered": "advised",
    "referred": "referred",
    "notified": "incomplete",
    "refused": "refused",
    "handed_over": "referred",
}


class Visits:
    """Plays the clerks of the sample hall through the real actions."""

    def __init__(self, sample: SampleHall, random: Random, clock: ManualClock, print_waiting: Printer) -> None:
        self._sample = sample
        self._print = print_waiting
        self._random = random
        self._clock = clock

    def begin(self, seat: Seat, ticket: str, resident: Resident) -> str:
        """Open the first-contact sheet with who came and what they want; answers with its key."""
        person_id = seat.hall.do(register, **resident.as_registered())
        topic = resident.asks_about.name if resident.asks_about else "不清楚该找哪个部门"
        wish = f"办理{topic}" if resident.matter else f"咨询{topic}" if resident.asks_about else topic
        return seat.hall.do(
            contacts.open_sheet,
            matter_text=wish,
            belonging="A",
            person_id=person_id,
            name=resident.name,
            phone=resident.phone,
            ticket_id=ticket,
        )

    def finish(self, seat: Seat, ticket: str, sheet: str, resident: Resident) -> str:
        """Do what the resident came for and finish the ticket; answers with how the visit ended."""
        outcome = self.attend(seat, ticket, sheet, resident)
        if seat.hall.see(of_visit, ticket_id=ticket):
            seat.hall.do(hand_back, ticket_id=ticket)
        seat.hall.do(finish, ticket_id=ticket, outcome=_TICKET_OUTCOMES[outcome])
        return outcome

    def go_on(self, seat: Seat, ticket: str, resident: Resident) -> str:
        """Turn to the second matter of a visit under the same number; answers with its sheet's key."""
        matter = resident.asks_about.code if resident.asks_about else ""
        seat.hall.do(next_matter, ticket_id=ticket, matter_code=matter)
        return self.begin(seat, ticket, resident)

    def attend(self, seat: Seat, ticket: str, sheet: str, resident: Resident) -> str:
        """Do what the resident came for; answers with how it ended."""
        if resident.matter is None:
            return self._inform(seat, sheet, resident)
        if resident.handed_over and len(self._sample.seats) > 1:
            return self._hand_over(seat, sheet)
        return self._take_in(seat, ticket, sheet, resident, resident.matter)

    def _inform(self, seat: Seat, sheet: str, resident: Resident) -> str:
        if resident.elsewhere:
            office, address, phone = _ELSEWHERE
            seat.hall.do(contacts.refer_out, sheet_id=sheet, office=office, address=address, phone=phone)
            seat.hall.do(contacts.reply, sheet_id=sheet, way="walk_in", words=f"已告知到{office}办理。")
            outcome = "referred"
        else:
            seat.hall.do(contacts.answer, sheet_id=sheet, words="已说明条件、材料和办理时间，并给了办事指南。")
            outcome = "answered"
        seat.hall.do(contacts.close, sheet_id=sheet)
        return outcome

    def _hand_over(self, seat: Seat, sheet: str) -> str:
        """Give the sheet to a colleague, who signs for it."""
        others = [other for other in self._sample.seats if other is not seat]
        receiver = self._random.choice(others)
        seat.hall.do(
            contacts.hand_over,
            sheet_id=sheet,
            to=receiver.staff.id,
            materials={"申请材料": 1},
            note="请接着办，居民已在现场。",
            belonging="C",
        )
        receiver.hall.do(contacts.sign_for, sheet_id=sheet)
        receiver.hall.do(contacts.print_sheet, sheet_id=sheet)
        return "handed_over"

    def _take_in(self, seat: Seat, ticket: str, sheet: str, resident: Resident, matter: Matter) -> str:
        filler = FormFiller(self._random, self._clock.now().date(), lambda table: self._codes(seat, table))
        form = self._form(seat, filler, matter, resident)
        if matter.case_type is CaseType.IMMEDIATE:
            form |= filler.fill(matter, resident.as_value(), asked=(Asked.AT_RESULT,))
        if ends_in_certificate(matter) and listed(matter, form, seat.hall.see(certificates)) is None:
            return self._refuse_certificate(seat, sheet, self._wished(seat, matter))
        case_id = seat.hall.do(
            cases.open_case,
            matter_code=matter.code,
            person_id=self._person(seat, resident),
            form=form,
            contact_id=sheet,
            ticket_id=ticket,
        )
        left_out = self._check_materials(seat, case_id, incomplete=resident.incomplete)
        if resident.unfit:
            return self._refuse(seat, case_id, matter)
        if left_out:
            seat.hall.do(cases.submit, case_id=case_id)
            seat.hall.do(cases.give_notice, case_id=case_id)
            return "notified"
        return self._accept(seat, case_id, matter)

    def _form(self, seat: Seat, filler: FormFiller, matter: Matter, resident: Resident) -> dict[str, Any]:
        """Return the form filled in; where the local list offers nothing to choose there is none to fill in."""
        if matter.chooses_from(LOCAL_CERTIFICATES) and not self._codes(seat, LOCAL_CERTIFICATES):
            return {}
        return filler.fill(matter, resident.as_value())

    def _wished(self, seat: Seat, matter: Matter) -> str:
        """Return the certificate that a resident asks for where nothing can be issued: one of the forbidden twenty."""
        if not matter.chooses_from(LOCAL_CERTIFICATES):
            return matter.name
        return self._random.choice([card.name for card in seat.hall.see(certificates) if not card.allowed])

    def _accept(self, seat: Seat, case_id: str, matter: Matter) -> str:
        if matter.case_type is CaseType.IMMEDIATE:
            seat.hall.do(cases.finish_at_once, case_id=case_id)
            if seat.hall.see(case, case_id=case_id).card.seal:
                self._hand_over_sealed(seat, case_id)
            return "done"
        seat.hall.do(cases.submit, case_id=case_id)
        seat.hall.do(cases.accept, case_id=case_id)
        send_on(seat, case_id, self._random)
        return "accepted"

    def _refuse(self, seat: Seat, case_id: str, matter: Matter) -> str:
        """Propose not to accept; the leader agrees, and the resident gets it in writing."""
        seat.hall.do(cases.submit, case_id=case_id)
        seat.hall.do(
            cases.propose_refusal,
            case_id=case_id,
            ground="not_competent",
            reason="申请人户籍和经常居住地都不在本辖区，本大厅不能受理。",
            basis="、".join(matter.legal_basis) or "属地管理的规定",
            office="{}（{}，{}）".format(*_ELSEWHERE),
        )
        self._sample.leader.do(cases.review_refusal, case_id=case_id, agree=True)
        seat.hall.do(cases.make_ready, case_id=case_id)
        self._hand_over_sealed(seat, case_id)
        return "refused"

    def _hand_over_sealed(self, seat: Seat, case_id: str) -> None:
        """Have the paper sealed while the resident waits, and hand it over."""
        self._print(seat.hall)
        seal_papers(self._sample.leader, self._sample.keeper, case_id=case_id)
        seat.hall.do(cases.deliver, case_id=case_id)

    def _refuse_certificate(self, seat: Seat, sheet: str, name: str) -> str:
        """Nothing that is not on the local list is issued: the resident gets a slip that says where to go."""
        seat.hall.do(cases.refuse_certificate, name=name, contact_id=sheet)
        seat.hall.do(contacts.answer, sheet_id=sheet, words=f"{name}社区不能开，已给告知单，说明该找谁、用什么代替。")
        seat.hall.do(contacts.close, sheet_id=sheet)
        return "refused"

    def _check_materials(self, seat: Seat, case_id: str, *, incomplete: bool) -> bool:
        """Tick off what came; answers whether something is missing."""
        file = seat.hall.see(case, case_id=case_id)
        needed = [line for line in file.materials if line.state == MISSING]
        forms = {material.id: material.form for material in file.matter.materials}
        left_out = needed[-1:] if incomplete else []
        for line in needed:
            if line not in left_out:
                # What is only looked at lies in the tray until the resident goes.
                brought = as_brought(line.material_id, line.wanted, forms) | {"returned": False}
                seat.hall.do(cases.check_material, case_id=case_id, **brought)
        return bool(left_out)

    def _person(self, seat: Seat, resident: Resident) -> str:
        return seat.hall.do(register, name=resident.name, id_kind="resident_card", id_number=resident.id_number)

    def _codes(self, seat: Seat, table: str) -> list[str]:
        return [code for code, _label in seat.hall.see(options, codes=table)]


def send_on(seat: Seat, case_id: str, random: Random) -> None:
    """Do the steps that the hall itself does and send the case to the body that does the next one.

    A matter that ends in the hall stays at its last step: deciding takes longer than a visit.
    """
    while (act := (file := seat.hall.see(case, case_id=case_id)).acts[0]) in ("begin_step", "complete_step"):
        if act == "complete_step" and file.card.step == file.card.steps:
            return
        seat.hall.do(cases.begin_step if act == "begin_step" else cases.complete_step, case_id=case_id)
    if act == "forward":
        seat.hall.do(cases.forward, case_id=case_id)
        seat.hall.do(cases.record_receipt, case_id=case_id, receipt_number=f"SJ{random.randint(0, 999_999):06}")


def as_brought(material_id: str, wanted: int, forms: dict[str, MaterialForm]) -> dict[str, Any]:
    """Return how a material came: originals to look at go back, copies and forms stay."""
    form = forms[material_id]
    copies = wanted if form in (MaterialForm.COPY, MaterialForm.CHECK_AND_COPY, MaterialForm.ORIGINAL_AND_COPY) else 0
    originals = wanted if form in _WITH_ORIGINAL else 1 if form in _HANDED_BACK else 0
    return {
        "material_id": material_id,
        "state": VERIFIED,
        "originals": originals,
        "copies": copies,
        "pages": originals + copies,
        "returned": form in _HANDED_BACK,
    }

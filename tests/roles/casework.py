"""The steps of casework at the desks: taken in, mended, put off, sent up, decided, handed over, given up."""

from dataclasses import replace
from typing import Any, Final

from hall.cases.record import codes_of
from hall.cases.views import CaseFile
from hall.cases.views import case as case_file
from hall.catalogue.files import read_catalogue
from hall.catalogue.offer import Catalogue
from hall.catalogue.terms import DeemedAcceptance
from hall.catalogue.views import current
from hall.queue.views import ticket
from hall.simulation.paperwork import put_on_paper
from hall.simulation.sample import catalogue_folder
from tests.cases.forms import filled_in
from tests.roles.desks import DIBAO, Desks, do

AT_ONCE, POSTED, DONE_HERE, HELD_FROM = "SB-005", "MZ-002", "ZM-002", "CL-003"
SILENCE_IS_YES, RECORDS = "MZ-006", "medical-records"
PHOTO: Final = {"key": "own-photo", "name": "照片", "problem": "没有交", "requirement": "2寸2张"}
BOOK: Final = {"key": "upper-book", "name": "户口簿", "problem": "没有交", "requirement": "原件"}
NO: Final = {"reason": "户籍不在本街道", "basis": "社会救助暂行办法第十一条", "ground": "not_eligible"}
BY_LAW: Final = {"exemption": "law_changed", "exemption_note": "11月20日的新通知"}

Case = dict[str, Any]


def with_silence_as_yes() -> Catalogue:
    """Return the catalogue with a matter for which the hall takes its own silence as acceptance."""
    shipped = read_catalogue(catalogue_folder())
    yes = {"deemed_acceptance": DeemedAcceptance.PRODUCT}
    changed = (each.model_copy(update=yes) if each.code == SILENCE_IS_YES else each for each in shipped.matters)
    return replace(shipped, matters=tuple(changed))


class Casework(Desks):
    """What happens to an application between its first paper and its file."""

    def submitted(self, matter: str = DIBAO) -> Case:
        """Hand an application in; answers with what names its case."""
        form = filled_in(self.clerk.see(current, code=matter).matter, self.clerk.see(codes_of))
        given = {"matter_code": matter, "person_id": self.person}
        case = {"case_id": do(self.clerk, "cases.open_case", **given)}
        do(self.clerk, "cases.save_form", **case, form=form, base={})
        do(self.clerk, "cases.submit", **case)
        return case

    def accepted(self, matter: str = DIBAO) -> Case:
        """Take an application in until it is accepted."""
        case = self.submitted(matter)
        self.bring(case)
        do(self.clerk, "cases.accept", **case)
        return case

    def bring(self, case: Case) -> None:
        """Let the applicant bring whatever is missing."""
        for piece in self.file(case).materials:
            if piece.state == "missing":
                seen = {"material_id": piece.material_id, "state": "verified", "copies": 1}
                do(self.clerk, "cases.check_material", **case, **seen)

    def file(self, case: Case) -> CaseFile:
        return self.clerk.see(case_file, **case)

    def steps(self, case: Case, *names: str) -> None:
        for name in names:
            do(self.clerk, f"cases.{name}", **case)

    def rated(self) -> str:
        done = do(self.clerk, "queue.serve_without_ticket", service_code="aid")
        do(self.clerk, "queue.finish", ticket_id=done)
        code = self.kiosk.see(ticket, ticket_id=done).status_code
        given = {"grade": 1, "name": "程小满", "phone": "13800000456"}
        rated: str = do(self.kiosk, "ratings.rate_by_code", status_code=code, **given)
        return rated

    def _to_its_end(self) -> None:
        """Mend a slip of the pen, take the case in, let it take longer, and carry it to the file."""
        case = self.submitted()
        do(self.clerk, "cases.correct_on_spot", **case, what="申请日期写错，当场改好")
        self.steps(case, "give_notice", "sign_notice", "supplement")
        self.bring(case)
        self.steps(case, "accept", "print_acceptance")
        do(self.clerk, "cases.propose_extension", **case, days=5, reason="入户调查没完")
        do(self.leader, "cases.approve_extension", **case, agree=True)
        do(self.leader, "cases.reassign", **case, to=self.staff(self.clerk))
        self.steps(case, "begin_step", "complete_step", "forward")
        do(self.clerk, "cases.record_receipt", **case, receipt_number="收001")
        do(self.clerk, "cases.record_result", **case, outcome="passed")
        self.steps(case, "forward")
        do(self.clerk, "cases.record_result", **case, outcome="denied", words="收入超过标准")
        self.steps(case, "make_ready")
        put_on_paper(self.clerk)
        do(self.clerk, "cases.record_outside_paper", **case, name="不予批准通知", issued_on=self.clock.now().date())
        self.steps(case, "notify", "deliver", "hand_back_materials", "archive")

    def _decided_here(self) -> None:
        """Put a case on hold while it is posted up, and decide another at once."""
        posted = self.accepted(POSTED)
        do(self.clerk, "cases.pause", **posted, reason="posting", needs="7天")
        self.steps(posted, "resume")
        ours = self.accepted(DONE_HERE)
        self.steps(ours, *("begin_step", "complete_step") * (self.file(ours).card.steps - 1), "begin_step", "decide")
        self.steps(ours, "make_ready")
        (use,) = self.file(ours).seals
        do(self.leader, "seals.reject", use_id=use.id, reason="unverified", words="请到派出所查户籍档案。")
        spot = self.submitted(AT_ONCE)
        self.bring(spot)
        self.steps(spot, "finish_at_once")

    def _given_up(self) -> None:
        """End one case because the applicant wishes so, and one because nobody is left to apply."""
        do(self.clerk, "cases.withdraw", **self.submitted(), reason="不办了")
        do(self.clerk, "cases.abort", **self.submitted(), reason="died")

    def _a_second_notice(self) -> None:
        """Ask for something new under a new law; go on with a leader's word and without."""
        for more in ({}, BY_LAW):
            case = self.submitted()
            self.steps(case, "give_notice", "supplement")
            if more:
                do(self.clerk, "cases.give_notice", **case, items=[PHOTO], **more)
                do(self.leader, "cases.release_notice", **case, agree=True)
            else:
                do(self.leader, "cases.insist_on_notice", **case, items=[PHOTO], words="居民同意再补一次")

    def _third_trip(self) -> None:
        """Send somebody away twice, and a third time by the leader's order; look into whose fault it is."""
        case = self.submitted()
        self.steps(case, "give_notice", "supplement")
        self.bring(case)
        self.steps(case, "accept", "begin_step", "complete_step", "forward")
        do(self.clerk, "cases.record_return", **case, items=[PHOTO])
        self.steps(case, "supplement", "forward")
        do(self.leader, "cases.insist_on_return", **case, items=[BOOK], words="街道坚持要原件")
        suspected = next(each for each in self.file(case).violations if each.candidate)
        do(self.keeper, "cases.judge_violation", violation_id=suspected.id, upheld=True, words="告知书里漏了照片")

    def _consented(self) -> None:
        """Use what is held and sensitive with the applicant's consent, and take that back."""
        held, needed = (self._of_situation(matter) for matter in (HELD_FROM, DIBAO))
        first = {"case_id": do(self.clerk, "cases.open_case", matter_code=HELD_FROM, person_id=self.person, **held)}
        seen = {"state": "verified", "originals": 1, "copies": 1, "returned": True}
        do(self.clerk, "cases.check_material", **first, material_id=RECORDS, **seen)
        case = {"case_id": do(self.clerk, "cases.open_case", matter_code=DIBAO, person_id=self.person, **needed)}
        self.steps(case, "take_consent", "take_consent_back")

    def _of_situation(self, matter: str) -> Case:
        """Return the situation in which a matter asks for medical records."""
        asked = self.clerk.see(current, code=matter).matter.materials
        return {"situations": [each.condition for each in asked if each.id == RECORDS and each.condition]}

    def _supervised(self) -> None:
        """Press, explain, put right, close."""
        slip = {"slip_id": do(self.leader, "cases.press", **self.submitted(), words="居民来问过两次")}
        do(self.clerk, "cases.explain_slip", **slip, words="核对报告没有出来")
        do(self.leader, "cases.print_slip", **slip)
        do(self.clerk, "cases.rectify_slip", **slip, words="已催办")
        do(self.leader, "cases.close_slip", **slip, words="属实")

    def _handed_on(self) -> None:
        """Leave a post whose duties a leader gives to somebody else, come back; ask whose a question is."""
        duties = do(self.clerk, "cases.leave_post", reason="休假两周", to=self.staff(self.colleague))
        do(self.leader, "cases.redirect_list", list_id=duties, to=self.staff(self.leader), words="王芳也休假")
        do(self.clerk, "cases.take_back", list_id=duties)
        asked = {"matter_text": "楼道灯坏了", "belonging": "B", "person_id": self.person}
        sheet = {"sheet_id": do(self.clerk, "contacts.open_sheet", **asked)}
        do(self.clerk, "contacts.escalate", **sheet, words="不知道归谁")
        do(self.leader, "contacts.assign", **sheet, to=self.staff(self.colleague))

    def _in_custody(self) -> None:
        """Keep an original against a receipt, lend it, give it back; close the counter for the day."""
        do(self.clerk, "posts.open_counter")
        visit = do(self.clerk, "queue.serve_without_ticket", service_code="aid", person_id=self.person)
        kept = do(self.clerk, "originals.check_in", name="房产证", ticket_id=visit)
        do(self.clerk, "originals.keep", ticket_id=visit)
        do(self.clerk, "originals.check_out", original_id=kept)
        do(self.clerk, "queue.finish", ticket_id=visit)
        do(self.clerk, "queue.call_next")
        do(self.clerk, "queue.undo")
        do(self.clerk, "posts.close_counter")
        do(self.clerk, "posts.open_counter")

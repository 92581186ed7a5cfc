"""What scenarios leave out at the desks and the machines: in the line, with people, sheets and papers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import text

from hall.appointments.files import FileRow as AppointmentRow
from hall.appointments.views import days_open, slots
from hall.contacts.rules import ContactPolicy
from hall.kernel.clock import ManualClock
from hall.people.roster_rules import Resident
from hall.people.views import holdings
from hall.queue.policy import CERTIFICATE_SEEN, IN_NEED
from hall.service import Hall, SystemHall
from hall.simulation.paperwork import put_on_paper
from hall.simulation.sample import SampleHall
from hall.storage.action import all_actions
from hall.templates.views import templates_for
from tests.templates.test_drawing_up import typed

PASSWORD: Final = "Tea-at-9-oclock"
PAPER: Final = "证明专用纸"
ZONE: Final = ZoneInfo("Asia/Shanghai")
DIBAO: Final = "MZ-001"
ENDS_OF_A_JOB: Final = (("spoiled", {"reason": "printing.no_paper"}), ("doubt", {}), ("sent", {"spooled_as": "1"}))
FURTHER: Final = "Cake-at-4-oclock"
A_DAY: Final = dt.timedelta(days=1)
MINUTE: Final = dt.timedelta(minutes=1)


def do(hall: Hall, name: str, /, **given: Any) -> Any:
    """Do something by its name."""
    return hall.do(all_actions()[name], **given)


@dataclass
class Desks:
    """A sample hall on an ordinary morning, everybody at their desk.

    Attributes:
        admin: the administrator's desk.
        street: another hall, in another database, which knows nobody here.
    """

    sample: SampleHall
    clock: ManualClock
    admin: Hall
    street: SystemHall

    def __post_init__(self) -> None:
        self.clerk, self.colleague = self.sample.seats[0].hall, self.sample.seats[1].hall
        self.itself, self.kiosk, self.guide = self.sample.itself, self.sample.kiosk, self.sample.guide
        self.leader, self.keeper = self.sample.leader, self.sample.keeper
        self.person = do(self.clerk, "people.register", name="程小满", phone="13800000456", address="12栋")

    def staff(self, hall: Hall) -> str:
        assert hall.actor.staff_id is not None
        return hall.actor.staff_id

    def case(self, matter: str = DIBAO) -> str:
        """Open a case at the first counter; answers with its key."""
        key: str = do(self.clerk, "cases.open_case", matter_code=matter, person_id=self.person)
        return key

    def _at_the_machine(self) -> None:
        """Take a number, let it jam, be torn and be lost; call for help."""
        for desk in (self.kiosk, self.guide, self.clerk, self.leader, self.admin):
            do(desk, "audit.note_clock")
        do(self.kiosk, "people.identify", name="高远", id_number="110101199003074477")
        for end, more in ENDS_OF_A_JOB:
            do(self.kiosk, "queue.take_ticket", service_code="aid")
            self._print(self.kiosk, end, more)
        do(self.kiosk, "posts.call_for_help")
        do(self.kiosk, "posts.withdraw_help")
        do(self.guide, "posts.answer_help", help_id=do(self.kiosk, "posts.call_for_help"))

    def _print_at(self, desk: Hall) -> None:
        """Let a leaflet jam at a desk, lie there in doubt, and come out."""
        for end, more in ENDS_OF_A_JOB:
            paper = do(self.itself, "leaflets.print_leaflet", matter_code=DIBAO)
            with self.itself._engine.begin() as owner:
                words = "UPDATE print_job SET device_id = :desk WHERE document_id = :paper"
                owner.execute(text(words), {"desk": desk.actor.device_id, "paper": paper})
            self._print(desk, end, more)

    def _print(self, desk: Hall, end: str, more: dict[str, str]) -> None:
        job = do(desk, "documents.claim_job", run="one")
        do(desk, "documents.take_up", job_id=job, of="one", run="two", gone=True)
        do(desk, "documents.report_handing", job_id=job, copy=1, run="two")
        do(desk, f"documents.report_{end}", job_id=job, run="two", **more)

    def _in_line(self) -> None:
        """Raise somebody in line, call the next at once, say something to everybody."""
        do(self.itself, "security.set_policy", policy=ContactPolicy(every_visit_ends=False))
        waits = [do(self.kiosk, "queue.take_ticket", service_code="aid") for _ in range(4)]
        do(self.guide, "queue.raise_priority", ticket_id=waits[3], priority=IN_NEED, ground=CERTIFICATE_SEEN)
        do(self.clerk, "posts.open_counter")
        first, second = {"ticket_id": waits[0]}, {"ticket_id": waits[1]}
        do(self.clerk, "queue.call_ticket", **first)
        do(self.clerk, "queue.undo")
        do(self.clerk, "queue.call_ticket", **first)
        do(self.clerk, "queue.arrive", **first)
        do(self.clerk, "screens.show_text", text="请出示身份证")
        do(self.clerk, "queue.hold", **first, reason="fetch_material")
        do(self.clerk, "queue.resume", **first)
        do(self.clerk, "queue.next_matter", **first, service_code="aid")
        assert do(self.clerk, "queue.finish_and_call_next", **first) == waits[3], "who is in need goes first"
        do(self.clerk, "queue.arrive", ticket_id=waits[3])
        do(self.clerk, "queue.transfer", ticket_id=waits[3], counter_id=self.colleague.actor.counter_id)
        do(self.clerk, "queue.call_ticket", **second)
        for _ in range(2):
            self.clock.advance(MINUTE)
            do(self.clerk, "queue.recall", **second)
        do(self.clerk, "queue.miss", **second)
        do(self.guide, "queue.requeue", **second)
        do(self.clerk, "posts.pause_counter", reason="meeting")
        do(self.clerk, "posts.open_counter")
        do(self.guide, "screens.announce", text="下午三点停电十分钟")
        do(self.colleague, "posts.work_in_back_office")

    def _books(self) -> None:
        """Serve with the paper book for an hour."""
        do(self.guide, "books.print_book", count=5)
        self.clock.advance(MINUTE)
        do(self.guide, "books.enter_leaf", number="H0001", arrived_at=self.clock.now(), service_code="aid")
        do(self.guide, "books.void_leaf", number="H0002", reason="spoiled")

    def _appointments(self) -> None:
        day = self.guide.see(days_open, service_code="aid")[0]
        free = [slot.start for slot in self.guide.see(slots, service_code="aid", day=day) if slot.open and slot.free]
        wish = {"service_code": "aid", "day": day, "start": free[0], "name": "林小", "phone": "13800010002"}
        booked = do(self.guide, "appointments.book", channel="guide", **wish)
        do(self.guide, "appointments.print_slip", appointment_id=booked)
        do(self.guide, "appointments.cancel", appointment_id=booked)
        cells = {"姓名": "林大", "手机号": "13800010003", "服务/事项": "aid", "日期": f"{day}", "时段": free[-1]}
        do(self.admin, "appointments.import_row", row=AppointmentRow(2, cells))
        mine = do(self.kiosk, "appointments.book", channel="kiosk", **{**wish, "phone": "13800010004"})
        do(self.kiosk, "appointments.cancel", appointment_id=mine)
        late = do(self.guide, "appointments.book", channel="guide", **{**wish, "phone": "13800010005"})
        before = self.clock.now()
        self.clock.move_to(dt.datetime.combine(day, dt.time.fromisoformat(free[0]), ZONE))
        do(self.kiosk, "appointments.check_in", appointment_id=late)
        self.clock.move_to(before)

    def _people(self) -> None:
        """Look at a number, put it right, agree and take it back, doubt what is held, hand out what is known."""
        at = {"person_id": self.person}
        do(self.clerk, "people.correct", **at, phone="13800000457", address="15栋")
        do(self.clerk, "people.reveal", **at, what="phone", purpose="contact")
        given = do(self.clerk, "people.consent", **at, kinds=["medical-records"], matter_code="CL-001")
        do(self.clerk, "people.withdraw_consent", consent_id=given)
        case = self.case("SB-020")
        seen = {"state": "verified", "originals": 1, "copies": 1, "returned": True}
        do(self.clerk, "cases.check_material", case_id=case, material_id="education-certificate", **seen)
        holding = self.clerk.see(holdings, **at)[0].id
        do(self.clerk, "people.dispute", holding_id=holding, note="毕业证是别人的")
        roster = [Resident(2, "钟表", "none", "", "", None, {"address": "9栋"})]
        do(self.admin, "people.import_rows", residents=roster)
        do(self.clerk, "privacy.hand_out", **at)
        do(self.clerk, "privacy.print_own_data", **at, reason="电话预约，明天来取")
        held = do(self.leader, "privacy.hold", ground="lawsuit", words="（2026）民初十二号", **at)
        do(self.leader, "privacy.release", hold_id=held, words="判决已经生效")
        do(self.leader, "privacy.note_export", what="holds", rows=1)

    def _sheets(self) -> None:
        """Pass a question on that nobody wants, and link one with its case."""
        sheet = do(self.clerk, "contacts.open_sheet", matter_text="楼道灯坏了", belonging="B", person_id=self.person)
        over = do(self.clerk, "contacts.hand_over", sheet_id=sheet, to=self.staff(self.colleague))
        do(self.colleague, "contacts.decline", sheet_id=sheet, reason="就是不办")
        do(self.leader, "contacts.judge_decline", hand_over_id=over)
        do(self.clerk, "contacts.print_sheet", sheet_id=sheet)
        told = {"words": "查清再回", "due_on": self.clock.now().date(), "sheet_id": sheet}
        promise = do(self.clerk, "contacts.promise", **told)
        do(self.leader, "contacts.assign_promise", promise_id=promise, to=self.staff(self.colleague))
        do(self.colleague, "contacts.keep_promise", promise_id=promise, words="带户口簿去")
        do(self.clerk, "contacts.hand_over_all", to=self.staff(self.colleague))
        asked = {"matter_text": "楼道灯坏了", "person_id": self.person}
        do(self.clerk, "contacts.answer_at_once", words="归物业，已打电话", **asked)
        sheet = {"sheet_id": do(self.clerk, "contacts.open_sheet", belonging="B", **asked)}
        do(self.clerk, "contacts.hand_over", to=self.staff(self.colleague), **sheet)
        do(self.colleague, "contacts.sign_for", **sheet)
        do(self.colleague, "contacts.answer", words="物业明天修", **sheet)
        do(self.clerk, "contacts.reply", way="phone", words="物业明天修", **sheet)
        do(self.clerk, "contacts.close", **sheet)
        where = {"office": "区教育局", "address": "教育路 1 号", "phone": "027-80000456"}
        sheet = {"sheet_id": do(self.clerk, "contacts.open_sheet", belonging="C", **asked)}
        do(self.clerk, "contacts.refer_out", **where, **sheet)
        other = do(self.clerk, "contacts.open_sheet", matter_text="低保怎么办", belonging="A", person_id=self.person)
        do(self.clerk, "contacts.link_case", sheet_id=other, case_id=self.case())
        do(self.clerk, "cases.refuse_certificate", name="亲属关系证明", institution="某银行", letter=True)

    def _papers(self) -> None:
        """Draft, send back, approve, print, lose, print again, hand over, void and revoke."""
        case = self.case()
        kept, gone, back, void = (self._drawn(case) for _ in range(4))
        do(self.leader, "documents.send_back", document_id=back, words="公示期少写了一天")
        for each in (kept, gone, void):
            do(self.leader, "documents.approve", document_id=each)
        put_on_paper(self.clerk)
        for end in ("not_out", "came_out"):
            do(self.leader, "documents.reprint_original", document_id=gone, reason="lost")
            self._print(self.leader, "doubt", {})
            do(self.leader, f"documents.{end}", document_id=gone)
        put_on_paper(self.leader)
        do(self.leader, "documents.void", document_id=void, reason="wrong")
        for each in (kept, gone):
            do(self.leader, "documents.hand_over", document_id=each)
        do(self.leader, "documents.revoke", document_id=gone, reason="unfounded", words="名单写错了人")
        do(self.admin, "documents.publish_revocations")
        slip = do(self.guide, "leaflets.print_leaflet", matter_code=DIBAO)
        put_on_paper(self.guide)
        do(self.guide, "documents.reprint", document_id=slip, reason="unreadable")

    def _drawn(self, case: str) -> str:
        card = next(each for each in self.clerk.see(templates_for, case_id=case) if each.code == "public_notice")
        values = {**typed(card), "people": [{"name": "程晴", "birth": "1961-04-08"}]}
        drawn: str = do(self.clerk, "templates.draw_up", case_id=case, template=card.code, values=values)
        return drawn

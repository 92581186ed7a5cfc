"""What comes at the end of long ways: after a wrongful no, a spoiled sheet, a second keeper, an errand, years."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

import pytest

from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.privacy.actions import clearing_rules
from hall.privacy.views import count_due
from hall.seals.keepers import SPECIAL
from hall.seals.views import of_case, seals
from hall.service import SystemHall
from hall.simulation.paperwork import put_on_paper
from hall.simulation.sealing import seal_papers
from tests.roles.casework import NO, SILENCE_IS_YES, Casework
from tests.roles.desks import A_DAY, DIBAO, FURTHER, PASSWORD, do

BOOK: Final = {"name": "居民户口簿", "originals": 1, "copies": 1}
YEARS: Final = dt.timedelta(days=1200, hours=12)
"""After these every rule of retention clears something; and it is morning again."""


@dataclass
class Late(Casework):
    """The ends of long ways, each reached by the steps before it.

    Attributes:
        host: the hall as its host has it, with the rights of its service alone.
        cleared: how many rows the host has cleared under each rule of retention.
    """

    host: SystemHall
    cleared: dict[str, int] = field(default_factory=dict)

    def _wrongful_no(self) -> None:
        """Refuse somebody, seal the paper twice because the first is spoiled, find the no wrong and make it good."""
        case = self.submitted()
        do(self.clerk, "cases.propose_refusal", **case, **NO)
        do(self.leader, "cases.escalate_refusal", **case, words="拿不准")
        do(self.leader, "cases.review_refusal", **case, agree=True, words="街道刘主任：同意")
        do(self.clerk, "cases.make_ready", **case)
        put_on_paper(self.clerk)
        assert seal_papers(self.leader, self.keeper, **case) == 1
        do(self.keeper, "seals.void", use_id=self.keeper.see(of_case, **case)[-1].id, words="章盖花了，已销毁")
        do(self.clerk, "cases.request_seal", **case)
        assert seal_papers(self.leader, self.keeper, **case) == 1
        do(self.clerk, "cases.deliver", **case)
        do(self.leader, "cases.draw_sample", month="2026-11", size=500)
        said = {"proposal_id": self.file(case).proposals[-1].id}
        do(self.keeper, "cases.audit_refusal", **said, ok=False, words="经常居住地在本街道")
        do(self.leader, "cases.correct_refusal", **said, words="已请居民重新申请，当日受理")

    def _next_keeper(self) -> None:
        """Hand a seal over to a colleague, who signs for it."""
        do(self.itself, "security.set_roles", staff_id=self.staff(self.colleague), roles=["clerk", "seal_keeper"])
        self.colleague.noticed(frozenset({Topic.STAFF}))
        seal = {"seal_id": self.keeper.see(seals)[0].id}
        do(self.leader, "seals.hand_over_seal", **seal, to=self.staff(self.colleague))
        do(self.colleague, "seals.take_over_seal", **seal)

    def _lost_seal(self) -> None:
        """Lose a seal that was taken into use this morning."""
        lost = do(self.admin, "seals.add_seal", kind="party", name="幸福里社区党支部", keeper=self.staff(self.keeper))
        do(self.keeper, "seals.report_lost", seal_id=lost, words="昨晚锁柜时不见了")

    def _whole_errand(self) -> None:
        """Run an errand whose originals come back late."""
        given = {"person_id": self.person, "identity_way": "card", "until": self.clock.now().date() + 30 * A_DAY}
        powers = ["submit", "supplement", "collect"]
        errand = {"agency_id": do(self.clerk, "agency.entrust", matter_code=DIBAO, powers=powers, **given)}
        do(self.clerk, "agency.log", **errand, items=[BOOK], place="和平街道民政科")
        do(self.clerk, "agency.submit", **errand, receipt_number="HP-0042")
        do(self.clerk, "agency.ask_supplement", **errand, words="缺照片")
        do(self.clerk, "agency.submit", **errand, receipt_number="HP-0043")
        do(self.clerk, "agency.record_result", **errand, outcome="approved")
        do(self.clerk, "agency.deliver", **errand)
        do(self.clerk, "agency.visit", **errand, grade=4)
        do(self.clerk, "agency.take_back", **errand)
        do(self.clerk, "originals.hand_back", mandate_id=errand["agency_id"])
        do(self.clerk, "agency.close", **errand)

    def _left_undone(self) -> None:
        """Leave undone what the hall then does by itself: in line, on the screen, with questions, cases and errands."""
        self.rated()
        do(self.clerk, "cases.leave_post", reason="休假两周", to=self.staff(self.colleague))
        waits = do(self.kiosk, "queue.take_ticket", service_code="aid")
        do(self.clerk, "posts.open_counter")
        do(self.clerk, "queue.call_ticket", ticket_id=waits)
        do(self.colleague, "posts.open_counter")
        visit = do(self.colleague, "queue.serve_without_ticket", service_code="aid")
        do(self.colleague, "screens.show_text", text="请出示户口簿")
        asked = {"matter_text": "楼道灯坏了", "belonging": "B", "person_id": self.person}
        sheet = do(self.colleague, "contacts.open_sheet", **asked)
        do(self.colleague, "contacts.hand_over", sheet_id=sheet, to=self.staff(self.clerk))
        do(self.clerk, "cases.propose_refusal", **self.submitted(), **NO)
        self.steps(self.submitted(), "give_notice")
        for matter in ("CL-001", SILENCE_IS_YES):
            self.submitted(matter)
        self.accepted()
        for days in (1, 9):
            given = {"identity_way": "card", "until": self.clock.now().date() + days * A_DAY, "matter_code": DIBAO}
            errand = do(self.clerk, "agency.entrust", powers=["submit"], person_id=self.person, **given)
            do(self.clerk, "agency.log", agency_id=errand, items=[BOOK], place="和平街道民政科")
        self._afterwards(visit)

    def _afterwards(self, visit: str) -> None:
        """Let the hall do by itself what falls due: within the hour, by the evening, in the weeks after."""
        self.clock.advance(dt.timedelta(hours=1))
        self.itself.run_due()
        do(self.colleague, "queue.finish", ticket_id=visit)
        for pause in (dt.timedelta(hours=11), 40 * A_DAY):
            self.clock.advance(pause)
            self.itself.run_due()

    def _years_later(self) -> None:
        """File the register of the seal, and clear what nobody needs any more: the host does, no PC."""
        do(self.clerk, "people.register", name="来过一次", phone="13800000458")
        do(self.kiosk, "people.identify", id_number="110101199003074493")
        self.clock.advance(YEARS)
        used = next(seal.id for seal in self.keeper.see(seals) if seal.kind == SPECIAL)
        do(self.keeper, "seals.log", seal_id=used, year=2026)
        run = do(self.admin, "privacy.ask_to_clear")
        do(self.leader, "privacy.agree_to_clear", run_id=run)
        with pytest.raises(Refusal, match=r"privacy\.at_the_host"):
            do(self.admin, "privacy.clear", run_id=run, rule="ticket")
        self._at_the_host()

    def _at_the_host(self) -> None:
        """Do what `hall privacy hold`, `release` and `apply` do at the host, with the rights of its service."""
        leader = {"leader": self.leader.actor.staff_number, "password": FURTHER}
        held = do(self.host, "privacy.hold", ground="lawsuit", words="（2027）民初一号", person_id=self.person)
        assert not do(self.host, "privacy.release", hold_id=held, words="判决生效", **{**leader, "password": PASSWORD})
        assert do(self.host, "privacy.release", hold_id=held, words="判决生效", **leader)
        run = do(self.host, "privacy.ask_to_clear")
        assert do(self.host, "privacy.agree_to_clear", run_id=run, **leader)
        for rule in clearing_rules():
            self.cleared[rule] = do(self.host, "privacy.clear", run_id=run, rule=rule)
        assert not any(line.count for line in self.host.see(count_due))

    def _next_morning(self) -> None:
        """Begin another day, so that whoever looks has something to see: in line, at a counter, on the screens."""
        waits = [do(self.guide, "queue.take_ticket", service_code="aid") for _ in range(3)]
        do(self.guide, "screens.announce", text="下午三点停电十分钟")
        for desk, ticket in zip((self.clerk, self.colleague), waits, strict=False):
            do(desk, "posts.open_counter")
            do(desk, "queue.call_ticket", ticket_id=ticket)
        do(self.clerk, "queue.arrive", ticket_id=waits[0])
        do(self.clerk, "screens.show_text", text="请出示户口簿")

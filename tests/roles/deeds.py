"""What scenarios leave out: what is seldom done in a hall, done once each, so that a rehearsal can listen."""

import datetime as dt

from sqlalchemy import text

from hall.exchange import views as exchange_views
from hall.kernel.holidays import HolidayYear
from hall.keys import signing
from hall.keys import views as keys_views
from hall.keys.cards import read_card
from hall.posts.files import FileRow as PostRow
from hall.queue.policy import QueuePolicy
from hall.seals.views import seals
from hall.simulation.paperwork import put_on_paper
from tests.roles.casework import with_silence_as_yes
from tests.roles.desks import A_DAY, DIBAO, FURTHER, PAPER, PASSWORD, do
from tests.roles.late import Late
from ui.shared.packages import Order, make_package


class Day(Late):
    """An ordinary morning on which everything happens that seldom does."""

    def live(self) -> None:
        """Do everything, in an order in which each finds what it needs."""
        self._at_the_machine()
        self._in_line()
        self._books()
        self._appointments()
        self._people()
        self._sheets()
        self._papers()
        self._seals()
        self._blanks()
        self._ratings()
        self._errands()
        self._other_halls()
        self._records()
        self._the_house()
        self._who_works_here()
        for way in (
            self._to_its_end, self._decided_here, self._given_up, self._a_second_notice, self._third_trip,
            self._consented, self._supervised, self._handed_on, self._in_custody, self._wrongful_no,
            self._next_keeper, self._lost_seal, self._whole_errand, self._left_undone,
        ):  # fmt: skip
            way()
        self._years_later()
        self._next_morning()

    def _seals(self) -> None:
        """Print the form of a use and the register, and destroy a seal."""
        wish = {"paper_name": "人口统计表", "list_code": "own-report", "reason": "上报街道"}
        use = do(self.clerk, "seals.request", person_id=self.person, **wish)
        do(self.leader, "seals.print_form", use_id=use)
        do(self.leader, "seals.verify", use_id=use, filled_in=True, originals=True)
        do(self.leader, "seals.approve", use_id=use, resolution="同意")
        do(self.keeper, "seals.seal", use_id=use, copies=1, pages=1, straddle=False, retained="用印留底盒")
        do(self.keeper, "seals.void", use_id=use, words="章盖花了，已销毁")
        seal = self.keeper.see(seals)[0].id
        do(self.keeper, "seals.print_register", seal_id=seal, span="2026")
        old = do(self.admin, "seals.add_seal", kind="party", name="幸福里社区党委", keeper=self.staff(self.keeper))
        do(self.leader, "seals.destroy_seal", seal_id=old, words="换发新章，旧章当众销毁")

    def _blanks(self) -> None:
        """Receive a packet and lose some of it."""
        of = {"kind": PAPER}
        do(self.leader, "stock.receive", **of, first="ZM0001", last="ZM0009", count=9, source="街道办事处")
        do(self.leader, "stock.load", **of, first="ZM0001", last="ZM0004", holder=self.staff(self.clerk))
        do(self.clerk, "stock.spoil", **of, first="ZM0001", reason="jammed")
        do(self.clerk, "stock.give_back", **of, first="ZM0002")
        do(self.leader, "stock.void", **of, first="ZM0002")
        do(self.leader, "stock.destroy", **of, first="ZM0001", last="ZM0002", witness=self.staff(self.keeper))
        do(self.leader, "stock.transfer", **of, first="ZM0009")
        do(self.clerk, "stock.count", **of, found=["ZM0003", "ZM0004"])

    def _ratings(self) -> None:
        """Follow bad grades up to their end, on each of the ways."""
        first, second = (self.rated() for _ in range(2))
        for each in (first, second):
            do(self.leader, "ratings.assign", rating_id=each, to=self.staff(self.leader))
            do(self.leader, "ratings.contact", rating_id=each, words="电话里问过", way="phone")
        do(self.leader, "ratings.find", rating_id=first, valid=True, words="看过录像")
        do(self.leader, "ratings.rectify", rating_id=first, course="simple", words="加开快办窗口")
        do(self.leader, "ratings.feed_back", rating_id=first, words="已加开", way="phone")
        do(self.leader, "ratings.revisit", rating_id=first, satisfied=False, words="还是要等很久")
        do(self.leader, "ratings.close", rating_id=first, words="下月再加一个窗口，已说清")
        do(self.leader, "ratings.find", rating_id=second, valid=False, words="看过录像")
        do(self.leader, "ratings.appeal", rating_id=second, words="居民点错了")
        do(self.keeper, "ratings.review", rating_id=second, exclude=True, words="录像中说了满意")
        screen, seat = self.sample.screens[0], self.sample.seats[0]
        done = do(seat.hall, "queue.serve_without_ticket", service_code="aid")
        do(seat.hall, "queue.finish", ticket_id=done)
        do(screen, "ratings.rate", ticket_id=done, grade=5)

    def _errands(self) -> None:
        """Give up errands, and say what stayed in a tray."""
        given = {"person_id": self.person, "identity_way": "looked_at", "until": self.clock.now().date() + 9 * A_DAY}
        errand = do(self.clerk, "agency.entrust", powers=["submit"], words="代交材料", **given)
        do(self.clerk, "agency.end", agency_id=errand, reason="withdrawn")
        visit = do(self.clerk, "queue.serve_without_ticket", service_code="aid", person_id=self.person)
        left = do(self.clerk, "originals.check_in", name="户口簿", ticket_id=visit)
        do(self.clerk, "originals.note_left", original_id=left, words="居民走得急")
        do(self.clerk, "queue.finish", ticket_id=visit)
        do(self.leader, "cases.recount", **self.submitted())

    def _other_halls(self) -> None:
        """Get to know another hall, send it papers, read its answer, and answer what it has sent."""
        for each in (self.street, self.itself):
            do(each, "keys.make")
        for one, other in ((self.street, self.admin), (self.itself, self.street)):
            card = one.see(signing.hall_card).decode()
            do(other, "keys.import_hall", card=card, fingerprint=read_card(card).fingerprint)
        revoked = do(self.street, "documents.publish_revocations")
        do(self.admin, "keys.import_revocations", text=self.street.see(keys_views.list_text, list_id=revoked).decode())
        case = self.case()
        do(self.leader, "documents.approve", document_id=self._drawn(case))
        put_on_paper(self.clerk)
        name = self.street.see(signing.hall_card).decode()
        key, sealed = make_package(self.clerk, case, Order(read_card(name).name, "consult"))
        do(self.street, "exchange.open_package", sealed=sealed)
        answer = do(self.street, "exchange.answer", package_id=key, outcome="done", words="同意")
        do(self.clerk, "exchange.open_package", sealed=self.street.see(exchange_views.answer_sealed, answer_id=answer))
        do(self.clerk, "exchange.close", package_id=key)
        incoming, _ = make_package(self.clerk, case, Order(read_card(name).name, "consult"))
        with self.itself._engine.begin() as owner:  # as if it had come from there
            owner.execute(text("UPDATE exchange_package SET direction = 'in' WHERE id = :id"), {"id": incoming})
        do(self.clerk, "exchange.answer", package_id=incoming, outcome="returned", words="缺收入证明")
        do(self.admin, "keys.rotate")
        do(self.admin, "keys.withdraw", key_id=self.itself.see(keys_views.keys)[0].id, since=self.clock.now().date())

    def _records(self) -> None:
        """Look into a case, sign a package of the archive, export what is on record."""
        do(self.leader, "dossier.open_dossier", case_id=self.case(), purpose="inspection", full=True)
        sums = {"manifest_sha256": "0" * 64, "manifest_sm3": "0" * 64}
        do(self.leader, "archive.sign_package", year=2026, files=3, papers=2, voided=0, **sums)
        do(self.leader, "audit.note_export", kind="audit", rows=1, digest="0" * 64)
        do(self.leader, "cases.recount_all")
        do(self.leader, "cases.draw_sample", month="2026-11")
        do(self.leader, "cases.print_slip", slip_id=self._pressed())
        note = do(self.leader, "catalogue.note_step", matter_code=DIBAO, step=1, words="先看户口簿")
        do(self.leader, "catalogue.withdraw_note", note_id=note)
        do(self.colleague, "contacts.open_sheet", matter_text="井盖坏了", belonging="B", person_id=self.person)
        duties = do(self.colleague, "cases.leave_post", reason="休假两周", to=self.staff(self.clerk))
        do(self.clerk, "cases.sign_list", list_id=duties)
        do(self.leader, "statistics.close_day", reason="居民约好明天来取")

    def _pressed(self) -> str:
        slip: str = do(self.leader, "cases.press", **self.submitted(), words="居民来问过两次")
        return slip

    def _the_house(self) -> None:
        """Furnish the hall: counters, posts, duty, matters, holidays, settings."""
        counter = do(self.admin, "posts.add_counter", number=9, name="综合", services=["aid"])
        do(self.admin, "posts.set_services", counter_id=counter, services=["aid"], takes_any=False)
        a, b = self.staff(self.clerk), self.staff(self.colleague)
        post = do(self.admin, "posts.set_post", a=a, b=b, service_code="aid")
        do(self.admin, "posts.drop_post", post_id=post)
        do(self.admin, "posts.set_duty", staff_id=a, day=dt.date(2026, 11, 24), on_duty=True)
        do(self.admin, "posts.import_row", row=PostRow(2, {"工号": "101", "日期": "2026-11-25", "值班": "休"}))
        do(self.admin, "catalogue.import_catalogue", catalogue=with_silence_as_yes())
        do(self.admin, "catalogue.switch_matter", code=DIBAO, enabled=False)
        do(self.admin, "catalogue.switch_matter", code=DIBAO, enabled=True)
        table = HolidayYear(2027, "市里的通知", local=True, days={dt.date(2027, 1, 4): False})
        do(self.admin, "workdays.import_holidays", table=table)
        do(self.admin, "security.set_policy", policy=QueuePolicy(requeue_place="end"))
        do(self.admin, "security.set_policies", policies=[QueuePolicy(requeue_place="third")])

    def _who_works_here(self) -> None:
        """Take on a colleague and a device, let both go; sit down, lock, unlock and leave at every desk."""
        newcomer = {"number": "777", "name": "新同事", "department": "community", "password": PASSWORD}
        staff = {"staff_id": do(self.admin, "security.add_staff", roles=["clerk"], **newcomer)}
        do(self.admin, "security.set_roles", roles=["guide"], **staff)
        do(self.admin, "security.reset_password", new=PASSWORD + "!", **staff)
        do(self.admin, "security.add_key", public="0" * 64, **staff)
        do(self.admin, "security.revoke_keys", **staff)
        do(self.admin, "security.leave", on=self.clock.now().date(), **staff)
        do(self.admin, "security.come_back", password=PASSWORD, **staff)
        device = do(self.admin, "security.add_device", kind="display", name="二号大屏").partition(".")[0]
        do(self.admin, "security.retire_device", device_id=device, reason="坏了")
        for desk in (self.guide, self.clerk, self.leader, self.admin):
            number = desk.actor.staff_number
            do(self.itself, "security.reset_password", staff_id=self.staff(desk), new=PASSWORD)
            do(desk, "security.sign_out")
            do(desk, "security.ask_challenge")
            do(desk, "security.sign_in", number=number, password=PASSWORD)
            do(desk, "security.change_password", old=PASSWORD, new=FURTHER)
            do(desk, "security.lock")
            do(desk, "security.unlock", password=FURTHER)
            do(desk, "security.sign_out")
            do(desk, "security.sign_in", number=number, password=FURTHER)
            self._print_at(desk)

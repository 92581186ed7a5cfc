"""Rating a visit at the kiosk by the code on the ticket: once, freely, and without a trace of who did it."""

import pytest
from PySide6.QtWidgets import QWidget

from hall.kernel.refusal import Refusal
from hall.service import Reading, queue, queue_views, ratings, ratings_views
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import settle
from tests.ui.kiosk.touching import later, lay_card, open_rating, read, served_code, touch, wait
from ui.kiosk.journey import Page
from ui.kiosk.window import KioskWindow

only_sqlite = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
A_DAY = 24 * 60


def given(sample: SampleHall) -> list[tuple[int | None, list[str]]]:
    """Return the grades and reasons that the hall keeps."""

    def look(reading: Reading) -> list[tuple[int | None, list[str]]]:
        cards = ratings_views.bad_ratings(reading)
        return [(card.grade, list(card.reasons)) for card in cards]

    return sample.leader.see(look)


def may_rate(sample: SampleHall, code: str) -> str | None:
    """Return why a visit cannot be rated any more, empty if it can."""
    found = sample.itself.see(ratings_views.to_rate_by_code, status_code=code)
    return found.refused if found else None


def test_one_touch_on_a_good_face_and_thanks(kiosk: KioskWindow, sample: SampleHall) -> None:
    code = served_code(sample)
    lay_card(kiosk, code)
    assert "已经办完" in read(kiosk)
    touch(kiosk.pages.progress.yes)
    assert "窗口人员看不到您评的等级" in read(kiosk)
    touch(kiosk.pages.faces.faces[5])
    assert "谢谢您" in read(kiosk)
    assert may_rate(sample, code) == "ratings.already"
    assert not kiosk.foot.back.isEnabled()
    wait(kiosk.idle, 8)
    assert "您要办什么事？" in read(kiosk)


def test_a_bad_grade_may_have_reasons(kiosk: KioskWindow, sample: SampleHall) -> None:
    open_rating(kiosk, sample)
    touch(kiosk.pages.faces.faces[2])
    reasons = kiosk.pages.reasons
    for code in ("attitude", "trips", "speed", "trips"):
        touch(reasons.reasons[code])
    assert "[*✓ 服务态度不好]" in read(kiosk)
    touch(reasons.submit)
    assert "核实整改" in read(kiosk)
    assert given(sample) == [(2, ["服务态度不好", "办得太慢"])]
    touch(kiosk.pages.rated.yes)
    assert "您要办什么事？" in read(kiosk)


@only_sqlite
class TestOneDatabase:
    """Ways that differ on the screen alone."""

    def test_a_bad_grade_needs_no_reason(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        open_rating(kiosk, sample)
        touch(kiosk.pages.faces.faces[1])
        touch(kiosk.pages.reasons.submit)
        assert given(sample) == [(1, [])]

    def test_the_wrong_face_is_taken_back(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        code = open_rating(kiosk, sample)
        touch(kiosk.pages.faces.faces[1])
        touch(kiosk.pages.reasons.reasons["attitude"])
        touch(kiosk.foot.back)
        touch(kiosk.pages.faces.faces[4])
        assert given(sample) == []
        assert may_rate(sample, code) == "ratings.already"

    @pytest.mark.parametrize("page", ["faces", "reasons"])
    def test_nobody_has_to_rate(self, kiosk: KioskWindow, sample: SampleHall, page: str) -> None:
        code = open_rating(kiosk, sample)
        if page == "reasons":
            touch(kiosk.pages.faces.faces[1])
        none: QWidget = {"faces": kiosk.pages.faces.none, "reasons": kiosk.pages.reasons.none}[page]
        touch(none)
        assert "您要办什么事？" in read(kiosk)
        assert may_rate(sample, code) == ""

    def test_who_only_looks_need_not_rate(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        code = served_code(sample)
        lay_card(kiosk, code)
        touch(kiosk.pages.progress.no)
        assert "您要办什么事？" in read(kiosk)
        assert may_rate(sample, code) == ""

    def test_who_touched_a_bad_face_and_left_has_rated(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        open_rating(kiosk, sample)
        touch(kiosk.pages.faces.faces[1])
        touch(kiosk.pages.reasons.reasons["speed"])
        wait(kiosk.idle, 60)
        settle()
        assert "您要办什么事？" in read(kiosk)
        assert given(sample) == [(1, ["办得太慢"])]

    def test_a_visit_is_rated_once(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        code = open_rating(kiosk, sample)
        touch(kiosk.pages.faces.faces[5])
        lay_card(kiosk, code)
        assert "已经评价过了" in read(kiosk)
        assert "评价这次服务" not in read(kiosk)
        touch(kiosk.pages.progress.yes)
        assert "您要办什么事？" in read(kiosk)

    def test_a_visit_that_goes_on_is_not_rated_yet(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        ticket = sample.itself.do(queue.take_ticket, service_code="aid")
        lay_card(kiosk, sample.itself.see(queue_views.ticket, ticket_id=ticket).status_code)
        assert "评价" not in read(kiosk)

    def test_after_seven_days_it_is_too_late_and_said_so(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        code = served_code(sample)
        later(sample, 7 * A_DAY)
        lay_card(kiosk, code)
        shown = read(kiosk)
        assert "11月23日 周一来办的事，已经办完" in shown
        assert "[评价这次服务]" in shown
        kiosk.begin_anew()
        later(sample, A_DAY)
        lay_card(kiosk, code)
        shown = read(kiosk)
        assert "评价时间已经过了" in shown
        assert "[评价这次服务]" not in shown

    def test_somebody_else_was_quicker(self, kiosk: KioskWindow, sample: SampleHall) -> None:
        code = open_rating(kiosk, sample)
        sample.kiosk.do(ratings.rate_by_code, status_code=code, grade=3)
        touch(kiosk.pages.faces.faces[1])
        touch(kiosk.pages.reasons.submit)
        assert "这次没有办成" in read(kiosk)
        assert "已经评价过了" in read(kiosk)
        assert given(sample) == []

    def test_a_lost_answer_is_sent_again(
        self, kiosk: KioskWindow, sample: SampleHall, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        code = open_rating(kiosk, sample)

        def lost(*_arguments: object, **_more: object) -> None:
            raise Refusal("storage.server_lost")

        monkeypatch.setattr(sample.kiosk, "do_once", lost)
        touch(kiosk.pages.faces.faces[5])
        monkeypatch.undo()
        assert kiosk.journey.page is Page.REFUSED
        touch(kiosk.foot.back)
        touch(kiosk.pages.faces.faces[5])
        assert "谢谢您" in read(kiosk)
        assert may_rate(sample, code) == "ratings.already"

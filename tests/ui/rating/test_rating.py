"""A resident touches a face, or does not; the hall keeps exactly that, and the screen forgets it."""

from datetime import timedelta

import pytest

from hall.kernel.refusal import Refusal
from hall.service import queue
from tests.ui.rating.booth import Booth, settle
from tests.ui.texts import assert_golden
from ui.rating.talk import ASK_SECONDS, MORE_SECONDS, THANKS_SECONDS, Page

ANSWER_SECONDS = THANKS_SECONDS + 1


def test_one_touch_and_thanks(booth: Booth) -> None:
    booth.serve()
    assert_golden("rating-faces", booth.reads())
    booth.touch(booth.window.faces.faces[5])
    assert booth.page is Page.THANKS
    assert "谢谢您" in booth.reads()
    assert booth.ratings() == [(5, [], "")]
    booth.seconds(ANSWER_SECONDS)
    assert "请等候叫号" in booth.reads()


def test_a_bad_grade_may_have_reasons_and_a_number(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.faces[2])
    assert_golden("rating-reasons", booth.reads())
    reasons = booth.window.reasons
    for code in ("attitude", "trips", "speed", "trips"):
        booth.touch(reasons.reasons[code])
    booth.touch(reasons.phone)
    for key in "13812345679":
        booth.touch(booth.window.phone.keys[key])
    booth.touch(booth.window.phone.keys["⌫"])
    booth.touch(booth.window.phone.keys["8"])
    booth.touch(booth.window.phone.confirm)
    assert "回复 138****5678" in booth.reads()
    booth.touch(reasons.submit)
    assert "一个工作日内，站长会给您打电话" in booth.reads()
    assert booth.ratings() == [(2, ["attitude", "speed"], "13812345678")]
    booth.seconds(ANSWER_SECONDS)
    booth.serve()
    booth.touch(booth.window.faces.faces[1])
    assert not any(button.isChecked() for button in reasons.reasons.values())
    assert "138" not in booth.reads()
    booth.touch(reasons.phone)
    assert booth.window.phone.typed.text() == ""


def test_a_number_that_cannot_be_rung_is_not_taken(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.faces[1])
    booth.touch(booth.window.reasons.phone)
    for key in "1381":
        booth.touch(booth.window.phone.keys[key])
    booth.touch(booth.window.phone.confirm)
    assert booth.page is Page.PHONE
    assert "电话号码不对" in booth.reads()
    booth.touch(booth.window.phone.none)
    booth.touch(booth.window.reasons.submit)
    assert "结果在大厅公示" in booth.reads()
    assert booth.ratings() == [(1, [], "")]


def test_the_wrong_face_is_taken_back(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.faces[1])
    booth.touch(booth.window.reasons.reasons["attitude"])
    booth.touch(booth.window.reasons.back)
    booth.touch(booth.window.faces.faces[4])
    assert booth.ratings() == [(4, [], "")]


def test_nobody_has_to_rate(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.blank)
    assert booth.page is Page.SIGN
    assert booth.ratings() == [(None, [], "")]


def test_a_question_that_nobody_answers_goes_away(booth: Booth) -> None:
    booth.serve()
    booth.seconds(ASK_SECONDS - 1)
    assert booth.page is Page.FACES
    booth.seconds(1)
    assert booth.page is Page.SIGN
    assert booth.ratings() == [(None, [], "")]
    booth.window._looks.refresh()
    settle()
    assert booth.page is Page.SIGN


def test_who_touched_a_face_and_left_has_rated(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.faces[1])
    booth.seconds(MORE_SECONDS - 1)
    booth.touch(booth.window.reasons.reasons["speed"])
    booth.seconds(MORE_SECONDS - 1)
    assert booth.page is Page.REASONS
    booth.seconds(1)
    assert booth.ratings() == [(1, ["speed"], "")]


def test_the_next_resident_is_not_asked_for_the_last_one(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.faces[1])
    second = booth.begin()
    booth.until(lambda: booth.page is Page.SIGN)
    assert booth.window.sign.hero.text() == booth.number(second)
    booth.until(lambda: booth.ratings() == [(1, [], "")])


def test_the_next_one_is_called_under_the_faces(booth: Booth) -> None:
    following = booth.sample.kiosk.do(queue.take_ticket, service_code="aid")
    ticket = booth.sample.kiosk.do(queue.take_ticket, service_code="aid")
    booth.clerk.do(queue.call_ticket, ticket_id=ticket)
    booth.clerk.do(queue.arrive, ticket_id=ticket)
    booth.clerk.do(queue.finish_and_call_next, ticket_id=ticket)
    booth.until(lambda: f"请 {booth.number(following)} 到本窗口" in booth.reads())
    assert booth.page is Page.FACES


def test_a_visit_that_goes_on_is_asked_about_at_its_end(booth: Booth) -> None:
    ticket = booth.serve()
    booth.touch(booth.window.faces.blank)
    booth.clerk.do(queue.undo)
    booth.until(lambda: "正在办理" in booth.reads())
    booth.clock().advance(timedelta(seconds=30))
    booth.clerk.do(queue.finish, ticket_id=ticket)
    booth.until(lambda: booth.page is Page.FACES)
    booth.touch(booth.window.faces.faces[3])
    assert booth.ratings() == [(3, [], "")]


def test_an_answer_that_did_not_arrive_is_asked_for_again(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    booth.serve()

    def lost(*_arguments: object, **_more: object) -> None:
        raise Refusal("storage.server_lost")

    monkeypatch.setattr(booth.sample.screens[0], "do", lost)
    booth.touch(booth.window.faces.faces[5])
    monkeypatch.undo()
    booth.until(lambda: booth.page is Page.FACES)
    assert booth.window.faces.problem.text()
    booth.touch(booth.window.faces.faces[5])
    assert booth.ratings() == [(5, [], "")]


def test_closing_the_screen_loses_no_grade(booth: Booth) -> None:
    booth.serve()
    booth.touch(booth.window.faces.faces[2])
    booth.window.close()
    settle()
    assert booth.ratings() == [(2, [], "")]

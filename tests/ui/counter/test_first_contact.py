"""Every contact ends with something: an answer, a way, a colleague's signature, a leader's word."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from hall.service import cases_views, contacts_views, queue_views, security, security_views
from tests.ui.counter.clerk import CONTROL, ENTER, SHIFT, Clerk, identity
from tests.ui.texts import assert_golden
from ui.counter.desk import Phase
from ui.counter.steps import Step

PASSWORD = "Mo1-tea-at-nine"


def takes_way(clerk: Clerk, way: str) -> None:
    """Tab to the ways, walk to one with the arrows and go into its questions."""
    ways = clerk.window.visit.ask.ways
    clerk.tabs_to(ways)
    for _ in range(5):
        if ways.code() == way:
            break
        clerk.press(Qt.Key.Key_Right)
    assert ways.code() == way
    clerk.press(ENTER)


def test_an_answer_on_the_spot_is_on_record(clerk: Clerk) -> None:
    clerk.serves("unsure")
    clerk.notes_who("赵桂兰")
    clerk.types("老年食堂几点开门")
    takes_way(clerk, "answer")
    clerk.types("每天十点半到十三点")
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    assert "已答复" in clerk.reads()
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    ticket = clerk.seat.hall.see(queue_views.ticket_numbered, number="D001")
    assert ticket is not None
    assert ticket.outcome == "advised"
    [sheet] = clerk.seat.hall.see(contacts_views.of_ticket, ticket_id=ticket.id)
    assert sheet.state == "closed"


def test_the_way_elsewhere_is_printed(clerk: Clerk) -> None:
    clerk.serves("unsure")
    clerk.notes_who("赵桂兰")
    clerk.types("想过户房子")
    takes_way(clerk, "refer")
    clerk.enters("区不动产登记中心")
    clerk.enters("安宁路 8 号")
    clerk.enters("010-55550200")
    clerk.enters("带身份证和房产证")
    clerk.reaches(Step.PAPERS)
    clerk.until(lambda: clerk.printed())
    assert set(clerk.printed()) == {"办事指引单"}


def test_a_certificate_that_no_community_issues_gets_its_notice(clerk: Clerk) -> None:
    clerk.serves("certificates")
    clerk.notes_who("赵桂兰")
    clerk.types("亲属关系证明")
    takes_way(clerk, "refer")
    clerk.tabs_to(clerk.window.visit.ask.forms.offer)
    clerk.press(Qt.Key.Key_Space)
    assert "派出所" in clerk.reads()
    clerk.tabs_to(clerk.window.visit.ask.leading)
    clerk.press(ENTER)
    clerk.reaches(Step.PAPERS)
    clerk.until(lambda: clerk.printed())
    assert set(clerk.printed()) == {"不予出具证明告知单"}


def test_a_hand_over_is_signed_at_the_colleagues_window(seat: Callable[[int], Clerk]) -> None:
    clerk, colleague = seat(1), seat(2)
    clerk.serves("aid")
    clerk.notes_who("赵桂兰", "", "13911112222")
    clerk.types("养老金怎么少了")
    takes_way(clerk, "hand")
    clerk.enters("赵建军")
    clerk.enters("存折复印件 1、申请书")
    clerk.enters("请查十月份的发放")
    clerk.reaches(Step.PAPERS)
    assert "等 赵建军 签收；签收以前由您负责。" in clerk.reads()

    colleague.until(lambda: "等我签收" in colleague.reads())
    colleague.press(Qt.Key.Key_F9)
    colleague.press(ENTER)
    colleague.until(lambda: "存折复印件 × 1、申请书 × 1" in colleague.reads())
    assert "请查十月份的发放" in colleague.reads()
    assert_golden("counter-to-sign", colleague.reads())
    colleague.press(ENTER)
    colleague.until(lambda: colleague.told() == "已签收，现在由您负责。")
    [sheet] = clerk.seat.hall.see(contacts_views.open_sheets)
    assert sheet.responsible == colleague.seat.staff.id
    assert sheet.first_contact == clerk.seat.staff.id
    clerk.until(lambda: "已签收" in clerk.reads())


def test_a_hand_over_is_sent_back_with_a_reason(seat: Callable[[int], Clerk]) -> None:
    clerk, colleague = seat(1), seat(2)
    clerk.serves("aid")
    clerk.notes_who("赵桂兰")
    clerk.types("养老金怎么少了")
    takes_way(clerk, "hand")
    clerk.enters("赵建军")
    clerk.enters()
    clerk.enters()
    clerk.reaches(Step.PAPERS)
    colleague.until(lambda: "等我签收" in colleague.reads())
    colleague.press(Qt.Key.Key_F9)
    colleague.press(ENTER)
    colleague.until(lambda: colleague.window.work.acts.more.isVisible())
    colleague.tabs_to(colleague.window.work.acts.more)
    colleague.press(ENTER)
    colleague.press(ENTER)
    colleague.press(ENTER)
    assert "这一项还没有填。" in colleague.reads()
    colleague.enters("不归社保，归医保办")
    colleague.until(lambda: colleague.told() == "已退回首问人。")
    clerk.until(lambda: "我的待办  1" in clerk.reads())


def test_the_ticket_goes_along_and_the_colleague_signs_by_going_on(seat: Callable[[int], Clerk]) -> None:
    clerk, colleague = seat(1), seat(2)
    colleague.opens()
    clerk.serves("aid")
    clerk.notes_who("赵桂兰", identity("19500101", "002"))
    clerk.types("想参加居民养老保险")
    takes_way(clerk, "hand")
    clerk.enters("赵建军")
    clerk.enters()
    clerk.enters()
    clerk.reaches(Step.PAPERS)
    assert "把号转给 赵建军" in clerk.reads()
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    colleague.until(lambda: colleague.window.table.is_enabled("call_next"))
    colleague.press(Qt.Key.Key_F2)
    colleague.until(lambda: colleague.window.phase is Phase.CALLING)
    colleague.press(ENTER)
    colleague.until(lambda: colleague.window.visit.visit is not None)
    assert "首问：王芳" in colleague.reads()
    assert colleague.window.visit.ask.words.text() == "想参加居民养老保险"
    colleague.enters()
    colleague.reaches(Step.MATERIALS)
    [case] = colleague.seat.hall.see(cases_views.open_cases)
    [sheet] = colleague.seat.hall.see(contacts_views.of_case, case_id=case.id)
    assert sheet.first_contact == clerk.seat.staff.id
    assert sheet.responsible == colleague.seat.staff.id


def test_a_no_is_reviewed_by_a_leader_at_the_same_window(clerk: Clerk) -> None:
    clerk.serves("work")
    clerk.notes_who("李建国", identity("19390305"))
    clerk.enters("求职登记")
    clerk.reaches(Step.FORM)
    refuse_somehow(clerk)
    clerk.press(Qt.Key.Key_F8)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    leader_sits_down(clerk)
    clerk.until(lambda: "等我审核" in clerk.reads())
    clerk.press(Qt.Key.Key_F9)
    clerk.press(ENTER)
    clerk.until(lambda: "家庭情况与申请不符" in clerk.reads())
    clerk.press(ENTER)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(ENTER)
    clerk.press(ENTER)
    clerk.until(lambda: clerk.told() == "已审核。")
    [case] = clerk.sample.itself.see(cases_views.open_cases)
    assert case.stage == "refused"


def refuse_somehow(clerk: Clerk) -> None:
    """Fill the form by program, for it is not what this is about, then propose a no by hand."""
    form = clerk.window.visit.form.form
    assert form is not None
    form.set_values(sample_answers(clerk))
    clerk.window.visit.form.go_on()
    clerk.reaches(Step.ACCEPT)
    clerk.tabs_to(clerk.window.visit.accept.acts.more)
    clerk.press(ENTER)
    clerk.press(ENTER)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(ENTER)
    clerk.enters("家庭情况与申请不符")
    clerk.enters()
    clerk.enters()
    clerk.reaches(Step.PAPERS)


def sample_answers(clerk: Clerk) -> dict[str, object]:
    from datetime import date
    from random import Random

    from hall.service import catalogue_views
    from hall.simulation.forms import FormFiller

    visit = clerk.window.visit.visit
    assert visit is not None
    assert visit.case is not None
    filler = FormFiller(
        Random(1),
        date(2026, 11, 23),
        lambda name: [code for code, _ in clerk.seat.hall.see(catalogue_views.options, codes=name)],
    )
    person = {"name": "李建国", "id_kind": "resident_card", "id_number": identity("19390305"),
              "birth": "1939-03-05", "sex": "1", "phone": ""}  # fmt: skip
    return filler.fill(visit.case.matter, person)


def leader_sits_down(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_L, CONTROL | SHIFT)
    clerk.until(lambda: clerk.window.phase is Phase.SIGNED_OUT)
    leader = clerk.sample.itself.see(security_views.colleagues, role="leader")[0]
    clerk.sample.leader.do(security.sign_out)
    clerk.sample.itself.do(security.reset_password, staff_id=leader.id, new=PASSWORD)
    clerk.enters(leader.number)
    clerk.enters(PASSWORD)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)

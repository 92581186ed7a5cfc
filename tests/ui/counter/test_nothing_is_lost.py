"""What was typed survives a refusal, a change of clerk and a crash; mistakes are said where they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from hall.service import cases_views, security
from printing.spooler import FileSpooler
from tests.ui.counter.clerk import CONTROL, ENTER, SHIFT, Clerk, identity
from ui.counter.desk import Phase
from ui.counter.steps import Step

PASSWORD = "Mo1-tea-at-nine"


def begin_allowance(clerk: Clerk) -> None:
    clerk.serves("elderly-disabled")
    clerk.notes_who("李建国", identity("19390305"))
    clerk.enters("高龄津贴")
    clerk.reaches(Step.MATERIALS)
    clerk.enters()
    clerk.reaches(Step.FORM)


def test_a_wrong_last_digit_is_said_at_once_and_stays(clerk: Clerk) -> None:
    clerk.serves("aid")
    right = identity("19390305")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    clerk.enters("李建国")
    clerk.enters(wrong)
    assert "证件号码的校验位对不上，多半有一位输错了：请对照证件再输一遍。" in clerk.reads()
    assert clerk.window.visit.ask.who.number.text() == wrong
    clerk.enters()
    clerk.enters("低保")
    assert clerk.window.visit.step is Step.ASK
    assert clerk.focused() is clerk.window.visit.ask.who.number
    assert clerk.window.visit.ask.who.name.text() == "李建国"
    assert clerk.window.visit.ask.words.text() == "低保"


def test_a_name_that_cannot_be_one_is_said_under_it(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李#国", identity("19390305"))
    clerk.enters("低保")
    assert "姓名里不能有“#”" in clerk.reads()
    assert clerk.focused() is clerk.window.visit.ask.who.name


def test_a_case_needs_a_name_and_a_person_without_papers_is_served(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("")
    clerk.enters("低保")
    assert "请先输入姓名" in clerk.reads()
    clerk.enters("王小满")
    clerk.tabs_to(clerk.window.visit.ask.words)
    clerk.press(ENTER)
    clerk.reaches(Step.MATERIALS)
    [case] = clerk.seat.hall.see(cases_views.open_cases)
    assert case.applicant == "王*满"


def test_somebody_known_is_found_by_name_and_taken_with_two_keys(clerk: Clerk) -> None:
    begin_allowance(clerk)
    clerk.press(Qt.Key.Key_F8)
    assert "这件还没有受理，也没有告知，怎么结束？" in clerk.reads()
    clerk.tabs_to(clerk.window.queue.panel.further[0])
    clerk.press(ENTER)
    clerk.until(lambda: clerk.window.phase is Phase.IDLE)
    clerk.serves("aid")
    clerk.types("李建国")
    clerk.until(lambda: "李*国　119999********0016" in clerk.reads())
    clerk.press(Qt.Key.Key_Down)
    assert isinstance(clerk.focused(), QPushButton)
    clerk.press(ENTER)
    assert clerk.window.visit.ask.who.who().id_number == identity("19390305")


def test_a_scanned_card_lands_in_the_number(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.enters(identity("19390305"))
    assert clerk.window.visit.ask.who.who().id_number == identity("19390305")
    assert clerk.window.visit.ask.who.name.text() == ""


def test_an_empty_field_gets_the_keyboard_and_a_sentence(clerk: Clerk) -> None:
    begin_allowance(clerk)
    clerk.window.visit.form.go_on()
    clerk.until(lambda: "有 3 处要改" in clerk.reads())
    form = clerk.window.visit.form.form
    assert form is not None
    assert form.editor("band").problem() == "档次还没有填。请填写。"
    assert form.editor("band").isAncestorOf(clerk.focused())
    assert clerk.window.visit.step is Step.FORM


def test_an_account_that_is_too_short_is_said_and_stays(clerk: Clerk) -> None:
    begin_allowance(clerk)
    form = clerk.window.visit.form.form
    assert form is not None
    clerk.tabs_to(form.editor("bank_account"))
    clerk.types("6222")
    clerk.window.visit.form.go_on()
    clerk.until(lambda: form.editor("bank_account").problem())
    assert form.editor("bank_account").value() == "6222"


def test_a_change_of_clerk_loses_nothing(clerk: Clerk) -> None:
    begin_allowance(clerk)
    form = clerk.window.visit.form.form
    assert form is not None
    clerk.tabs_to(form.editor("bank_account"))
    clerk.types("622202123456")
    clerk.press(Qt.Key.Key_L, CONTROL | SHIFT)
    clerk.until(lambda: clerk.window.phase is Phase.SIGNED_OUT)
    assert "李*国" not in clerk.reads()

    other = clerk.sample.seats[1]
    other.hall.do(security.sign_out)
    clerk.sample.itself.do(security.reset_password, staff_id=other.staff.id, new=PASSWORD)
    clerk.enters(other.staff.number)
    clerk.enters(PASSWORD)
    clerk.until(lambda: clerk.window.phase is Phase.SERVING)
    assert f"{other.staff.name} · 窗口受理员" in clerk.reads()
    assert clerk.window.visit.step is Step.FORM
    assert clerk.window.visit.form.form.values()["bank_account"] == "622202123456"
    [case] = clerk.sample.itself.see(cases_views.open_cases)
    assert clerk.sample.itself.see(cases_views.case, case_id=case.id).form["bank_account"] == "622202123456"


def test_after_a_crash_the_visit_stands_where_it_was(clerk: Clerk) -> None:
    begin_allowance(clerk)
    form = clerk.window.visit.form.form
    assert form is not None
    clerk.tabs_to(form.editor("bank_account"))
    clerk.types("622202123456")
    clerk.qtbot.waitUntil(lambda: "已保存" in clerk.window.visit.form.hint.text(), timeout=5_000)
    again = clerk.open_window(FileSpooler(clerk.paper))
    clerk.until(lambda: again.visit.visit is not None and again.visit.form.form is not None)
    assert again.phase is Phase.SERVING
    assert again.visit.form.form.values()["bank_account"] == "622202123456"


def test_words_survive_a_refusal(clerk: Clerk) -> None:
    clerk.serves("aid")
    clerk.notes_who("李建国", identity("19390305"), "123")
    clerk.enters("低保")
    assert "电话号码不对" in clerk.reads()
    assert clerk.focused() is clerk.window.visit.ask.who.phone
    assert clerk.window.visit.ask.who.phone.text() == "123"


def test_a_wrong_password_is_said_and_a_lock_too(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_L, CONTROL | SHIFT)
    clerk.until(lambda: clerk.window.phase is Phase.SIGNED_OUT)
    clerk.enters("101")
    clerk.enters("not this one")
    assert "工号或密码不对：请再输一遍密码。" in clerk.reads()
    assert clerk.focused() is clerk.window.sign_in.password
    for _ in range(5):
        clerk.enters("not this one")
    assert "密码错的次数太多，账号锁到 09:10" in clerk.reads()

"""Showing a document: laid on the reader, typed, or not at all."""

from datetime import date

import pytest

from hall.kernel.refusal import Refusal
from hall.service import people_views, queue_views
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import MakeKiosk
from tests.ui.kiosk.touching import OLD, YOUNG, lay_card, read, spell, touch
from ui.kiosk.documents import code_in, looks_like_document, read_document
from ui.kiosk.window import KioskWindow

TODAY = date(2026, 11, 23)
MASKED = "110105********002X"
only_sqlite = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def go_to_identity(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.unsure)


def test_a_reader_may_put_the_name_beside_the_number() -> None:
    read_both = read_document(f"周秀英|女|{OLD}|幸福路12号", TODAY)
    assert (read_both.name, read_both.number, read_both.birth) == ("周秀英", OLD, date(1949, 12, 31))
    assert read_document("110105 19491231 002x", TODAY).name == ""
    assert OLD not in repr(read_both)
    assert "周秀英" not in repr(read_both)


def test_a_wrong_check_digit_is_refused_without_the_number() -> None:
    with pytest.raises(Refusal, match=r"people\.check_digit") as refused:
        read_document("110105194912310021", TODAY)
    assert "1949" not in str(refused.value)


@pytest.mark.parametrize(("scan", "code"), [("acde-fghj", "ACDEFGHJ"), ("ACDE 2346", "ACDE2346"), ("ACDEFGH", "")])
def test_a_code_is_read_as_it_is_printed(scan: str, code: str) -> None:
    assert code_in(scan) == code


@pytest.mark.parametrize("scan", ["HELLO WORLD", "6921168509256", "https://example.invalid/q", "ABCD0000", "", "�" * 9])
def test_other_scans_are_neither_documents_nor_codes(scan: str) -> None:
    assert not looks_like_document(scan)
    assert code_in(scan) == ""


def test_age_gives_priority_and_the_ticket_knows_its_holder(kiosk: KioskWindow, sample: SampleHall) -> None:
    go_to_identity(kiosk)
    lay_card(kiosk, f"{OLD},周秀英")
    assert "要留个电话吗？" in read(kiosk)
    touch(kiosk.pages.phone.other)
    assert "您满 70 周岁，直接取优先号" in read(kiosk)
    touch(kiosk.pages.priority.yes)
    (ticket,) = sample.itself.see(queue_views.in_line)
    assert (ticket.priority, ticket.ground, ticket.number) == ("P2", "age", "V001")
    assert "优先号" in read(kiosk)
    person = sample.itself.see(people_views.person, person_id=ticket.person_id or "")
    assert (person.name, person.id_number) == ("周秀英", OLD)
    assert "周" not in read(kiosk)


def test_a_typed_number_and_a_phone_are_kept_for_the_counter(kiosk: KioskWindow, sample: SampleHall) -> None:
    go_to_identity(kiosk)
    touch(kiosk.pages.identity.no)
    spell(kiosk.pages.number.keys, YOUNG)
    touch(kiosk.pages.number.go)
    spell(kiosk.pages.phone.keys, "13800001234")
    touch(kiosk.pages.phone.go)
    touch(kiosk.pages.priority.yes)
    (ticket,) = sample.itself.see(queue_views.in_line)
    person = sample.itself.see(people_views.person, person_id=ticket.person_id or "")
    assert (person.id_number, person.phone, person.name, ticket.priority) == (YOUNG, "13800001234", "", "P4")


@only_sqlite
def test_a_wrong_number_is_said_and_stays(kiosk: KioskWindow) -> None:
    go_to_identity(kiosk)
    touch(kiosk.pages.identity.no)
    spell(kiosk.pages.number.keys, f"{OLD[:-1]}1")
    touch(kiosk.pages.number.go)
    assert "证件号码的校验位对不上" in read(kiosk)
    assert kiosk.pages.number.line.text() == f"{OLD[:-1]}1"
    touch(kiosk.pages.number.keys.delete_key())
    assert "校验位" not in read(kiosk)
    spell(kiosk.pages.number.keys, "X")
    touch(kiosk.pages.number.go)
    assert "要留个电话吗？" in read(kiosk)


@only_sqlite
def test_a_wrong_phone_number_is_said_and_can_be_skipped(kiosk: KioskWindow) -> None:
    go_to_identity(kiosk)
    lay_card(kiosk, YOUNG)
    spell(kiosk.pages.phone.keys, "138")
    touch(kiosk.pages.phone.go)
    assert "电话号码不对" in read(kiosk)
    touch(kiosk.pages.phone.other)
    assert "您有下面的情况吗？" in read(kiosk)
    assert kiosk.pages.phone.other.width() > kiosk.pages.phone.go.width()


@only_sqlite
def test_a_card_on_the_first_page_is_remembered_and_masked(kiosk: KioskWindow) -> None:
    lay_card(kiosk, OLD)
    shown = read(kiosk)
    assert MASKED in shown
    assert OLD not in shown
    touch(kiosk.pages.start.button("aid"))
    touch(kiosk.pages.matters.unsure)
    assert "要留个电话吗？" in read(kiosk)


@only_sqlite
def test_garbage_from_the_scanner_is_one_sentence_and_nothing_else(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.button("aid"))
    before = read(kiosk)
    lay_card(kiosk, "6921168509256")
    shown = read(kiosk)
    assert "这个码大厅用不上" in shown
    kiosk.notice.forget()
    assert read(kiosk) == before
    lay_card(kiosk, "110105194912310021")
    assert "证件号码的校验位对不上" in read(kiosk)
    assert kiosk.journey.document is None


@only_sqlite
def test_who_is_done_makes_room_for_the_next_card(kiosk: KioskWindow) -> None:
    go_to_identity(kiosk)
    touch(kiosk.pages.identity.yes)
    touch(kiosk.pages.priority.yes)
    lay_card(kiosk, YOUNG)
    assert "您要办什么事？" in read(kiosk)
    assert kiosk.journey.taken is None


@only_sqlite
def test_priority_names_the_law_and_the_halls_own_age(kiosk: KioskWindow) -> None:
    go_to_identity(kiosk)
    touch(kiosk.pages.identity.yes)
    shown = read(kiosk)
    for whom in ("满 70 周岁", "残疾人", "孕妇", "现役军人", "退役军人", "消防员", "烈士", "导服台"):
        assert whom in shown


@only_sqlite
def test_without_a_reader_nobody_is_asked_to_use_it(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(reader=False)
    go_to_identity(kiosk)
    assert "读卡" not in read(kiosk)
    touch(kiosk.pages.identity.no)
    assert "照着身份证输 18 位" in read(kiosk)

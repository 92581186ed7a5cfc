"""A matter is found by touching a few letters, or by whatever a keyboard types."""

import pytest

from hall.service import queue_views
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import MakeKiosk, settle
from tests.ui.kiosk.touching import read, spell, touch
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)


def test_two_letters_and_a_touch_lead_to_the_checklist(kiosk: KioskWindow, sample: SampleHall) -> None:
    touch(kiosk.pages.start.search)
    assert "点拼音的头一个字母就能找" in read(kiosk)
    spell(kiosk.pages.search.keys, "LHJY")
    touch(kiosk.pages.search.button("灵活就业社会保险补贴申领"))
    assert kiosk.journey.service is not None
    assert kiosk.journey.service.code == "work"
    if kiosk.pages.situations.isVisible():
        touch(kiosk.pages.situations.next)
    touch(kiosk.pages.bring.complete)
    touch(kiosk.pages.identity.yes)
    touch(kiosk.pages.priority.yes)
    assert [ticket.matter_code for ticket in sample.itself.see(queue_views.in_line)] == ["SB-014"]


@pytest.mark.parametrize("typed", ["失业登记", "没工作了", "shiyedengji"])
def test_a_keyboard_types_characters_and_whole_pinyin(kiosk: KioskWindow, typed: str) -> None:
    touch(kiosk.pages.start.search)
    kiosk.pages.search.line.setText(typed)
    settle()
    assert kiosk.pages.search.button("失业登记").isVisible()


def test_at_most_eight_are_shown_and_one_more_letter_is_advised(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.search)
    spell(kiosk.pages.search.keys, "S")
    shown = read(kiosk)
    assert "再点一个字母会更准" in shown
    assert 2 <= len(kiosk.pages.search.spoken()) - 2 <= 8


def test_what_does_not_exist_is_said_and_letters_are_taken_back(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.search)
    spell(kiosk.pages.search.keys, "SYX")
    assert "没有找到" in read(kiosk)
    touch(kiosk.pages.search.keys.delete_key())
    assert "没有找到" not in read(kiosk)
    assert kiosk.pages.search.line.text() == "SY"


def test_a_sensitive_matter_is_found_under_its_neutral_name(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.search)
    kiosk.pages.search.line.setText("失独")
    settle()
    assert kiosk.pages.search.button("家庭关怀服务").isVisible()
    assert "计划生育" not in read(kiosk)


@pytest.mark.parametrize("size", [(1080, 1920), (768, 1366), (1366, 768)])
def test_letters_are_as_large_as_every_other_button(make_kiosk: MakeKiosk, size: tuple[int, int]) -> None:
    kiosk = make_kiosk(*size)
    touch(kiosk.pages.start.search)
    least = kiosk.pages.search.measures.least_button
    keys = [kiosk.pages.search.keys.key(letter) for letter in "AMZ"]
    assert [key for key in keys if key.height() < least] == []

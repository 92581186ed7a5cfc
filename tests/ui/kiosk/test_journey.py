"""The way through the kiosk, without a screen."""

import pytest

from hall.kernel.refusal import Refusal
from ui.kiosk.journey import Journey, Page
from ui.kiosk.measures import Measures
from ui.kiosk.offer import Entry, ServiceOffer, Thing
from ui.kiosk.taking import Taken
from ui.kiosk.words import wait_words

CARD = Thing("居民身份证", "check_and_copy", 1, "", shared=True, note="")
FORM = Thing("申请表", "filled_form", 1, "", shared=False, note="")
BILLS = Thing("住院单据", "copy", 1, "因病致困", shared=False, note="")
PROXY = Thing("授权委托书", "original_and_copy", 1, "由他人代办", shared=False, note="")
LONG = Entry("MZ-001", "低保申请", things=(FORM, CARD, BILLS, PROXY))
SHORT = Entry("MZ-004", "困难认定", things=(FORM, CARD))
SERVICE = ServiceOffer("aid", "低保·救助", (), (LONG, SHORT))


def journey_to(entry: Entry | None) -> Journey:
    journey = Journey()
    journey.choose_service(SERVICE)
    journey.choose_entry(entry)
    return journey


def test_only_matters_with_situations_ask_about_them() -> None:
    assert journey_to(LONG).page is Page.SITUATIONS
    assert journey_to(SHORT).page is Page.BRING
    assert journey_to(None).page is Page.IDENTITY


def test_the_checklist_follows_the_answers() -> None:
    journey = journey_to(LONG)
    assert journey.to_bring().perhaps == (BILLS, PROXY)
    journey.answer("因病致困", True)
    journey.answer("由他人代办", False)
    wanted = journey.to_bring()
    assert (wanted.needed, wanted.perhaps, wanted.spared) == ((FORM, BILLS), (), (CARD,))
    journey.answer("由他人代办", None)
    assert journey.to_bring().perhaps == (PROXY,)


def test_the_way_back_keeps_what_was_chosen() -> None:
    journey = journey_to(LONG)
    journey.answer("因病致困", True)
    journey.go_on()
    journey.go_on()
    assert journey.page is Page.IDENTITY
    journey.show_nothing()
    assert journey.page is Page.PRIORITY
    for page in (Page.IDENTITY, Page.BRING, Page.SITUATIONS, Page.MATTERS, Page.START):
        journey.back()
        assert journey.page is page
    assert journey.answers == {"因病致困": True}


def test_another_matter_is_asked_afresh() -> None:
    journey = journey_to(LONG)
    journey.answer("因病致困", True)
    journey.back()
    journey.choose_entry(SHORT)
    assert journey.answers == {}


def test_a_lost_answer_is_asked_for_again_and_a_refused_request_is_not() -> None:
    journey = journey_to(None)
    first = journey.wish().request_id
    journey.was_refused(Refusal("storage.server_lost"))
    assert journey.wish().request_id == first
    journey.was_refused(Refusal("queue.no_counter"))
    assert journey.wish().request_id != first


def test_there_is_no_way_back_behind_a_ticket() -> None:
    journey = journey_to(None)
    journey.got(Taken("id", "A001", "低保·救助", 0, 0, (1,)))
    journey.back()
    assert journey.page is Page.START


@pytest.mark.parametrize(
    ("ahead", "minutes", "said"),
    [
        (0, 0, "马上就到您"),
        (1, 1, "约 5 分钟"),
        (3, 12, "约 10 分钟"),
        (7, 33, "约 35 分钟"),
        (2, None, "窗口一开就叫号"),
    ],
)
def test_an_estimate_is_said_as_people_say_it(ahead: int, minutes: int | None, said: str) -> None:
    assert wait_words(Taken("id", "A001", "低保·救助", ahead, minutes, (1,))) == said


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", [(1080, 1920), (768, 1024), (1366, 768)])
def test_sizes_are_for_wet_gloves_and_old_eyes(size: tuple[int, int], large: bool) -> None:
    measures = Measures(*size, large)
    assert measures.button >= 76
    assert measures.text("choice") >= 30
    columns, rows = measures.matter_slots()
    assert 2 <= columns * rows <= 8
    assert large or columns * rows >= 5

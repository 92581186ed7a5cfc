"""Every page as it is read: golden dumps, and no word is cut off at any size."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton

from hall.kernel.refusal import Refusal
from hall.service import posts
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import MakeKiosk, settle
from tests.ui.kiosk.touching import (
    LOW_INCOME,
    OLD,
    book,
    go_to_priority,
    keep_hours,
    later,
    lay_card,
    read,
    served_code,
    spell,
    touch,
)
from tests.ui.texts import assert_golden
from ui.kiosk.scroll_box import ScrollBox
from ui.kiosk.touch_button import ChoiceButton
from ui.kiosk.window import KioskWindow
from ui.shared.face import FaceButton

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
SIZES = [(1080, 1920), (768, 1366), (768, 1024), (1366, 768)]


def walk(kiosk: KioskWindow, sample: SampleHall, *, large: bool = False) -> list[str]:
    """Walk through all pages; answers with what stood on each."""

    def anew() -> None:
        kiosk.begin_anew()
        if large:
            touch(kiosk.foot.large)

    pages = kiosk.pages
    early, tomorrow = book(sample, "10:00"), book(sample, "09:30", day=1)
    steps = (
        lambda: None,
        lambda: touch(pages.start.button("aid")),
        lambda: touch(pages.matters.button(LOW_INCOME)),
        lambda: touch(pages.situations.button("因病致困", yes=True)),
        lambda: touch(pages.situations.next),
        lambda: touch(pages.bring.all_the_same),
        lambda: touch(pages.identity.no),
        lambda: spell(pages.number.keys, OLD[:-1] + "1"),
        lambda: touch(pages.number.go),
        lambda: lay_card(kiosk, OLD),
        lambda: touch(pages.found.none),
        lambda: touch(pages.phone.other),
        anew,
        lambda: go_to_priority(kiosk),
        lambda: touch(pages.priority.no),
        lambda: touch(pages.guide.no),
        anew,
        lambda: kiosk.errands.step(kiosk.journey.was_refused, Refusal("queue.no_counter", service="低保·救助")),
        lambda: kiosk.errands.step(kiosk.journey.was_refused, Refusal("queue.closed_for_today", until="17:00")),
        anew,
        lambda: touch(pages.start.search),
        lambda: spell(pages.search.keys, "SY"),
        anew,
        lambda: touch(pages.start.appointments),
        lambda: touch(pages.appointments.button("code")),
        lambda: lay_card(kiosk, early.code),
        lambda: touch(pages.arrival.no),
        lambda: lay_card(kiosk, tomorrow.code),
        lambda: touch(pages.arrival.no),
        lambda: touch(pages.give_up.no),
        anew,
        *booking_steps(kiosk),
        anew,
        lambda: touch(pages.start.progress),
        *rating_steps(kiosk, sample),
        anew,
        lambda: close_for_today(kiosk, sample),
        lambda: touch(kiosk.foot.help),
    )
    shown = []
    for step in steps:
        step()
        settle()
        assert cut_off(kiosk) == []
        assert nameless(kiosk) == []
        shown.append(read(kiosk))
    return shown


def booking_steps(kiosk: KioskWindow) -> tuple[Callable[[], None], ...]:
    """Return the steps of somebody who books a time, up to the question for whom."""
    pages = kiosk.pages
    return (
        lambda: touch(pages.start.appointments),
        lambda: touch(pages.appointments.button("book")),
        lambda: touch(pages.services.button("aid")),
        lambda: touch(pages.days.button("2026-11-24")),
        lambda: touch(pages.slots.button("10:30")),
    )


def rating_steps(kiosk: KioskWindow, sample: SampleHall) -> tuple[Callable[[], None], ...]:
    """Return the steps of somebody who rates a visit."""
    pages = kiosk.pages
    return (
        lambda: come_back(kiosk, sample),
        lambda: touch(pages.progress.yes),
        lambda: touch(pages.faces.faces[2]),
        lambda: touch(pages.reasons.reasons["trips"]),
        lambda: touch(pages.reasons.submit),
    )


def come_back(kiosk: KioskWindow, sample: SampleHall) -> None:
    code = served_code(sample)
    kiosk.head.clock.tick()
    settle()
    lay_card(kiosk, code)


def close_for_today(kiosk: KioskWindow, sample: SampleHall) -> None:
    keep_hours(sample)
    later(sample, 8 * 60)
    kiosk.head.clock.tick()


def cut_off(kiosk: KioskWindow) -> list[str]:
    """Return the words that do not fit their place."""
    cut = []
    for button in kiosk.findChildren(QPushButton):
        if button.isVisible() and button.text() and not _scrolled(button):
            fits = button.fontMetrics().horizontalAdvance(button.text()) <= button.contentsRect().width() - 8
            if not fits or button.height() < kiosk.pages.current().measures.least_button:
                cut.append(button.text())
    for face in kiosk.findChildren(FaceButton):
        _face, words = face._beside() if face._is_wide() else face._below()
        fits = QFontMetrics(face._words_font()).horizontalAdvance(face.text()) <= words.width()
        if face.isVisible() and (not fits or face.height() < kiosk.pages.current().measures.least_button):
            cut.append(face.text())
    for label in kiosk.findChildren(QLabel):
        shown = label.isVisible() and label.text() and label.wordWrap() and not _scrolled(label)
        if shown and label.height() < label.heightForWidth(label.width()):
            cut.append(label.text())
    return cut


def nameless(kiosk: KioskWindow) -> list[QPushButton]:
    """Return the buttons that a screen reader could not tell."""
    return [button for button in kiosk.findChildren(QPushButton) if button.isVisible() and not button.accessibleName()]


def _scrolled(widget: QPushButton | QLabel) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, ScrollBox):
        parent = parent.parentWidget()
    return parent is not None


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut_off(
    make_kiosk: MakeKiosk, sample: SampleHall, screenshots: Path, size: tuple[int, int], large: bool
) -> None:
    sample.seats[0].hall.do(posts.open_counter)
    kiosk = make_kiosk(*size)
    if large:
        touch(kiosk.foot.large)
    kiosk.grab().save(str(screenshots / f"kiosk-{size[0]}{'-large' if large else ''}.png"))
    walk(kiosk, sample, large=large)
    for service in ("birth-children", "elderly-disabled"):
        kiosk.begin_anew()
        kiosk.foot.large.setChecked(False)
        if large:
            touch(kiosk.foot.large)
        touch(kiosk.pages.start.button(service))
        assert cut_off(kiosk) == []


def test_the_pages_read_as_reviewed(make_kiosk: MakeKiosk, sample: SampleHall) -> None:
    sample.seats[0].hall.do(posts.open_counter)
    pages = walk(make_kiosk(1080, 1920), sample)
    assert_golden("kiosk", "\n".join(pages))


def test_long_services_are_turned_page_by_page(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(768, 1024)
    touch(kiosk.pages.start.button("work"))
    seen = []
    while True:
        seen += [
            button.accessibleName() for button in kiosk.pages.matters.findChildren(ChoiceButton) if button.isVisible()
        ]
        if not kiosk.pages.matters.later.isEnabled():
            break
        touch(kiosk.pages.matters.later)
    assert len(seen) == len(set(seen)) == 12
    assert kiosk.pages.matters.earlier.isEnabled()

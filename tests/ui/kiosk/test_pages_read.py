"""Every page as it is read: golden dumps, and no word is cut off at any size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from hall.kernel.refusal import Refusal
from hall.service import posts
from hall.simulation.sample import SampleHall
from tests.ui.kiosk.conftest import MakeKiosk, settle
from tests.ui.kiosk.touching import LOW_INCOME, read, touch
from tests.ui.texts import assert_golden
from ui.kiosk.scroll_box import ScrollBox
from ui.kiosk.touch_button import ChoiceButton
from ui.kiosk.window import KioskWindow

pytestmark = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
SIZES = [(1080, 1920), (768, 1024), (1366, 768)]


def walk(kiosk: KioskWindow) -> list[str]:
    """Walk through all pages; answers with what stood on each."""
    pages = kiosk.pages
    steps = (
        lambda: None,
        lambda: touch(pages.start.button("aid")),
        lambda: touch(pages.matters.button(LOW_INCOME)),
        lambda: touch(pages.situations.button("因病致困", yes=True)),
        lambda: touch(pages.situations.next),
        lambda: touch(pages.bring.all_the_same),
        lambda: touch(pages.priority.no),
        lambda: touch(pages.guide.no),
        lambda: touch(pages.ticket.close_button),
        lambda: kiosk._on_refused(Refusal("queue.no_counter", service="低保·救助")),
    )
    shown = []
    for step in steps:
        step()
        settle()
        assert cut_off(kiosk) == []
        shown.append(read(kiosk))
    return shown


def cut_off(kiosk: KioskWindow) -> list[str]:
    """Return the words that do not fit their place."""
    cut = []
    for button in kiosk.findChildren(QPushButton):
        if button.isVisible() and button.text() and not _scrolled(button):
            fits = button.fontMetrics().horizontalAdvance(button.text()) <= button.contentsRect().width() - 8
            if not fits or button.height() < kiosk.pages.current().measures.least_button:
                cut.append(button.text())
    for label in kiosk.findChildren(QLabel):
        shown = label.isVisible() and label.text() and label.wordWrap() and not _scrolled(label)
        if shown and label.height() < label.heightForWidth(label.width()):
            cut.append(label.text())
    return cut


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
    walk(kiosk)
    for service in ("birth-children", "elderly-disabled"):
        kiosk.begin_anew()
        kiosk.foot.large.setChecked(False)
        if large:
            touch(kiosk.foot.large)
        touch(kiosk.pages.start.button(service))
        assert cut_off(kiosk) == []


def test_the_pages_read_as_reviewed(make_kiosk: MakeKiosk, sample: SampleHall) -> None:
    sample.seats[0].hall.do(posts.open_counter)
    pages = walk(make_kiosk(1080, 1920))
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


def test_every_button_has_a_name_for_readers(kiosk: KioskWindow) -> None:
    touch(kiosk.pages.start.button("aid"))
    assert [button for button in kiosk.findChildren(QPushButton) if not button.accessibleName()] == []

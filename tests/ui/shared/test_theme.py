"""Colours that weak eyes can read, and type that grows."""

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.shared.sheets import grounds_in, pairs_in, sheets
from ui.shared.app import application
from ui.shared.number_label import NumberLabel
from ui.shared.theme import apply_theme, contrast, load_theme, set_role, stylesheet, text_size, theme_names

THEMES = ("day", "contrast")
SHEETS = sheets()


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_of_text_and_ground_is_readable(name: str) -> None:
    theme = load_theme(name)
    weak = {pair: round(contrast(theme.palette[pair[0]], theme.palette[pair[1]]), 2) for pair in theme.pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_that_carries_text_is_measured(name: str) -> None:
    theme = load_theme(name)
    grounds = {"window", "paper", "accent_soft", "problem_soft", "accent_pressed", "disabled_paper"}
    lines = {"rule", "edge"}
    assert set(theme.palette) - grounds - lines <= {text for text, _ in theme.pairs}


@pytest.mark.parametrize("window", SHEETS)
@pytest.mark.parametrize("name", THEMES)
def test_every_pair_that_a_style_sheet_brings_about_is_measured(name: str, window: str) -> None:
    declared = set(load_theme(name).pairs)
    assert set(pairs_in(window, SHEETS[window], SHEETS["base"])) - declared == set()


@pytest.mark.parametrize("window", SHEETS)
@pytest.mark.parametrize("name", THEMES)
def test_every_ground_of_a_style_sheet_has_a_text_that_is_measured_on_it(name: str, window: str) -> None:
    assert grounds_in(SHEETS[window]) - {ground for _, ground in load_theme(name).pairs} == set()


def test_a_pair_that_nobody_declared_is_found() -> None:
    base = "QLabel { background: transparent; } QPushButton { color: $text; background: $paper; }"
    sheet = """
    QPushButton:hover { background: $accent; }
    QFrame[part="sign"] { background: $problem; }
    QFrame[part="sign"] QLabel { color: $quiet; }
    QLabel[part="late"] { color: $yellow; }
    QPushButton[part="next"] { color: $accent_text; background: $accent; }
    QPushButton[part="next"]:pressed { background: $accent_pressed; }
    """
    assert set(pairs_in("kiosk", sheet, base)) == {
        ("text", "accent"),
        ("quiet", "problem"),
        ("yellow", "window"),
        ("yellow", "paper"),
        ("accent_text", "accent"),
        ("accent_text", "accent_pressed"),
    }
    assert grounds_in(sheet) == {"accent", "problem", "accent_pressed"}


def test_both_themes_measure_the_same_pairs() -> None:
    assert set(THEMES) == set(theme_names())
    assert len({load_theme(name).pairs for name in THEMES}) == 1


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_field_borders_stand_out_from_their_ground() -> None:
    for name in THEMES:
        palette = load_theme(name).palette
        assert contrast(palette["edge"], palette["window"]) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_a_style_sheet_is_complete_at_every_scale(name: str) -> None:
    assert "$" not in stylesheet(load_theme(name), 1.5)


def test_text_and_fields_are_twice_as_large_at_200_percent(qtbot: QtBot, qapp: QApplication) -> None:
    label, line = QLabel("办"), QLineEdit()
    set_role(label, "title")
    for widget in (label, line):
        qtbot.addWidget(widget)
    small = label.fontMetrics().height(), line.sizeHint().height()
    apply_theme(qapp, "day", 2.0)
    try:
        label.ensurePolished()
        assert label.fontMetrics().height() == pytest.approx(2 * small[0], abs=2)
        assert line.sizeHint().height() >= 1.8 * small[1]
        assert text_size("body") == 32
    finally:
        apply_theme(qapp)


def test_scale_is_held_within_bounds(qapp: QApplication) -> None:
    apply_theme(qapp, "day", 9.0)
    try:
        assert text_size("body") == 2 * load_theme("day").sizes["body"]
    finally:
        apply_theme(qapp)


def test_a_second_call_dresses_the_same_application(qapp: QApplication) -> None:
    try:
        assert application([], theme="contrast") is qapp
        assert text_size("body") == load_theme("contrast").sizes["body"]
    finally:
        application([])


def test_windows_speak_in_the_shipped_typeface(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Noto Sans SC"


def test_changing_numbers_stand_still(qtbot: QtBot) -> None:
    label = NumberLabel("A111")
    qtbot.addWidget(label)
    metrics = QFontMetricsF(label.font())
    assert metrics.horizontalAdvance("A111") == metrics.horizontalAdvance("A808")


def test_a_fitted_number_fills_its_room_and_stays_inside(qtbot: QtBot) -> None:
    label = NumberLabel("A023", fitted=True)
    qtbot.addWidget(label)
    label.resize(800, 300)
    metrics = QFontMetricsF(label.fitted_font())
    assert 150 < metrics.height() <= 300
    assert metrics.horizontalAdvance("A023") <= 800

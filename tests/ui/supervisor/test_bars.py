"""Counts as bars: every word stands, on however small a card."""

from pytestqt.qtbot import QtBot

from ui.supervisor.bars import Bar, Bars


def test_ten_hours_stand_whole_on_a_card_of_the_smallest_screen(qtbot: QtBot) -> None:
    bars = Bars("今天来了多少人")
    qtbot.addWidget(bars)
    bars.show_bars([Bar(f"{hour} 点　平均等 {hour * 7} 分", hour, "blue") for hour in range(8, 18)])
    bars.resize(402, 300)
    words, counts = bars._columns(bars.fontMetrics())
    assert bars.minimumSizeHint().height() <= bars.height()
    assert all(bars.fontMetrics().horizontalAdvance(bar.words) <= words for bar in bars.bars()), "no word is cut short"
    assert words + counts < bars.width() * 0.8, "there is room for a bar"

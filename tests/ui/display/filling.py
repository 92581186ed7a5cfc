"""A display in a full hall, without taking eight tickets at twelve counters."""

from hall.service import screens_display
from tests.ui.display.conftest import settle
from ui.display.news import Wait
from ui.display.window import DisplayWindow


def fill(display: DisplayWindow, counters: int) -> None:
    """Show a full hall: eight calls, many counters in every state, four groups of services."""
    display._changes.close()  # what the hall has to say now would take the place of what is shown here
    for timer in (display._waits_soon, display._heartbeat):
        timer.stop()
    settle()
    at = display._hall.clock.now()
    numbers = ("A023", "V003", "B017", "A1022", "C009", "A021", "B016", "A020")
    states = ("calling", "calling", "serving", "missed", "serving", "missed", "serving", "serving")
    calls = tuple(
        screens_display.Call(f"id {number}", number, 1 + 5 * place % 12, state, 1 + place % 2, at, place == 1)
        for place, (number, state) in enumerate(zip(numbers, states, strict=True))
    )
    kinds = (
        ("open", "", "A023", "calling"),
        ("open", "", "B1017", "serving"),
        ("open", "", "", ""),
        ("paused", "meal", "", ""),
        ("back_office", "", "", ""),
        ("closed", "", "", ""),
    )
    signs = tuple(
        screens_display.CounterSign(number, "", *kinds[number % len(kinds)], number % 5 == 3)
        for number in range(1, counters + 1)
    )
    display.board.take(screens_display.DisplayFeed(calls[0], calls, signs, display._now().date()))
    display._draw()
    names = ("民政", "社会保险与医疗保险", "计生卫健", "综合")
    waits = tuple(Wait(name, people, 15, 12, 120) for name, people in zip(names, (4, 112, 0, 3), strict=True))
    display.waits.show_waits(waits)

"""The end of the day: each line of it, what is open and where, and the one key that closes it."""

from hall.service import Hall, Reading, statistics, statistics_closing
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Step, Values, said, words
from ui.shared.timeline import Event

DAY = "day"
_OPENS = {"case": ("cases", "all"), "sheet": ("approvals", "sheets"), "list": ("approvals", "lists")}
"""On which page and in which scope a thing is looked at, by its kind; the rest is settled at a counter."""
_WHERE = {
    "ticket": mark("at the counter or the guide's desk"),
    "promise": mark("by whoever promised it"),
    "original": mark("at the counter that has it"),
    "document": mark("where it was printed"),
}
_COPIES = {
    "": mark("The copy of the data is being made."),
    "made": mark("Copy of the data: {name}, read back and whole."),
    "host": mark("The copy of the data is made on the hall's server."),
    "failed": mark("No copy of the data could be made: please tell whoever looks after the PCs."),
}


def look(reading: Reading, office: Office, _scope: str, key: str) -> Folder:
    """Return the day with its lines, what does not balance on top, and one of them in full.

    Args:
        reading: the look at the data.
        office: whose desk it is.
        key: code of the line to be open, or `day`.
    """
    day = statistics_closing.day_close(reading)
    lines = sorted(day.lines, key=lambda line: line.balanced)
    open_one = chosen([DAY, *(line.code for line in lines)], key)
    whole = Row(DAY, _title(day), _word(day), _light(day), f"{day.day:%Y-%m-%d}")
    line = next((each for each in lines if each.code == open_one), None)
    file = _day(day, office) if line is None else _line(line, day, office)
    return Folder(tr("Close of the day"), (whole, *map(_row, lines)), file)


def _title(day: statistics_closing.DayClose) -> str:
    return tr("The day is closed") if day.closed else tr("The whole day")


def _word(day: statistics_closing.DayClose) -> str:
    if day.closed:
        return tr("closed")
    return tr("balanced") if day.balanced else tr("{count} open", count=day.open_count)


def _light(day: statistics_closing.DayClose) -> Light:
    if day.closed:
        return Light.BLUE
    return Light.GREEN if day.balanced else Light.YELLOW


def _row(line: statistics_closing.CloseLine) -> Row:
    remark = tr("balanced") if line.balanced else tr("{count} open", count=len(line.items))
    return Row(line.code, line.title, remark, Light.GREEN if line.balanced else Light.YELLOW, line.text)


def _line(line: statistics_closing.CloseLine, day: statistics_closing.DayClose, office: Office) -> File:
    links = tuple(_link(thing) for thing in line.items)
    hint = "" if line.balanced else tr("Choose one to open it; what belongs to a counter is settled there.")
    row = _row(line)
    return File(
        line.code, _state(day), line.title, row.light or Light.GREY, row.remark, (line.text, hint), links=links,
        steps=_steps(day, office),
    )  # fmt: skip


def _link(thing: statistics_closing.OpenThing) -> Link:
    page, scope = _OPENS.get(thing.kind, ("", ""))
    where = "" if page else tr(_WHERE.get(thing.kind, mark("at the counter")))
    return Link(thing.words, page, scope, thing.key, where, Light.YELLOW)


def _day(day: statistics_closing.DayClose, office: Office) -> File:
    return File(
        DAY, _state(day), _title(day), _light(day), _word(day), _facts(day, office), history=_history(day),
        steps=_steps(day, office),
    )  # fmt: skip


def _facts(day: statistics_closing.DayClose, office: Office) -> tuple[str, ...]:
    closing = day.closed
    if closing is None:
        if day.balanced:
            return (tr("Everything balances: tickets, answers, originals, seals and papers. One key closes the day."),)
        return (
            tr("{count} things are open. The yellow lines on the left say which.", count=day.open_count),
            tr("What cannot be settled today is closed over with a reason, which stands on the report."),
        )
    return (
        tr("Closed {at} by {name}", at=f"{office.local(closing.closed_at):%H:%M}", name=closing.closed_by),
        tr("Open then: {count}. Reason: {reason}", count=closing.open_count, reason=closing.reason)
        if closing.open_count
        else tr("Nothing was open."),
        tr(_COPIES[closing.copy], name=closing.copy_name),
        tr("Anchor of the audit record, also on the printed report: {anchor}", anchor=_grouped(closing.anchor)),
    )


def _history(day: statistics_closing.DayClose) -> tuple[Event, ...]:
    closing = day.closed
    return (Event(closing.closed_at, tr("Day closed"), (closing.closed_by,)),) if closing else ()


def _grouped(digest: str) -> str:
    """Return the beginning of a digest in groups of four, as the report prints it."""
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def _state(day: statistics_closing.DayClose) -> str:
    """Keep what is typed as a reason while counts change."""
    return "closed" if day.closed else "balanced" if day.balanced else "open"


def _steps(day: statistics_closing.DayClose, office: Office) -> tuple[Step, ...]:
    if day.closed or "statistics.close_day" not in office.may:
        return ()
    reason = words(tr("Why the day is closed all the same"), tr("It stands on the report."), name="reason")
    fields = () if day.balanced else (reason,)

    def run(hall: Hall, values: Values) -> object:
        return hall.do(statistics.close_day, reason=said(values, "reason"))

    text = tr("Close the day") if day.balanced else tr("Close the day with this reason")
    return (Step("close_day", text, fields, run, tr("The day is closed; report and copy are on their way.")),)

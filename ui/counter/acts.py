"""What can be done with a case or a sheet: words, questions and the action, one entry each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hall.service import Hall
from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Value
from ui.shared.i18n import tr

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Act:
    """Something that a person may do next.

    Attributes:
        name: the name of the core's action, for example `accept`.
        text: what its button says.
        run: does it, in a worker; called with the hall and the answers.
        fields: what has to be asked before; empty for a single key.
        explained: one quiet line on what will happen.
        needs: the permission, where it is not the name itself.
        done: what the message line says afterwards.
        start: answers that stand there already.
        seldom: it waits behind one button with others that one seldom takes.
        of: the acts among which it lets choose; it does nothing itself.
        opens: the sheet of the window on which it is done; it does nothing itself.
    """

    name: str
    text: str
    run: Callable[[Hall, Values], object]
    fields: Sequence[PlainField] = ()
    explained: str = ""
    needs: str = ""
    done: str = ""
    start: Values | None = None
    seldom: bool = False
    of: Sequence["Act"] = ()
    opens: str = ""


def text_of(values: Values, name: str) -> str:
    """Return an answer as text, empty for none."""
    value = values.get(name)
    return "" if value is None else str(value)


def words(name: str, label: str, *, required: bool = True, help_: str | None = None) -> PlainField:
    """Return a question for some lines of text."""
    return PlainField(name, label, "text", required=required, multiline=True, max_length=1000, help=help_)


def line(name: str, label: str, *, required: bool = True, help_: str | None = None) -> PlainField:
    """Return a question for one line of text."""
    return PlainField(name, label, "text", required=required, max_length=200, help=help_)


def choice(name: str, label: str, entries: Mapping[str, str], *, required: bool = True) -> PlainField:
    """Return a question with few answers; `entries` are English source texts by code."""
    options = tuple(Choice(code, tr(text)) for code, text in entries.items())
    return PlainField(name, label, "choice", required=required, options=options)


def day(name: str, label: str) -> PlainField:
    """Return a question for a day."""
    return PlainField(name, label, "date", required=True)


def staff(name: str, label: str, *, required: bool = True) -> PlainField:
    """Return a question for a colleague."""
    return PlainField(name, label, "staff", required=required)


def yes_no(name: str, label: str) -> PlainField:
    """Return a question for yes or no."""
    return PlainField(name, label, "yes_no", required=True)


def rows(name: str, label: str, columns: Sequence[PlainField]) -> PlainField:
    """Return a question that is answered in rows."""
    return PlainField(name, label, "table", required=True, min_rows=1, columns=tuple(columns))


def allowed(acts: Sequence[Act], room: str, may: frozenset[str]) -> tuple[Act, ...]:
    """Return the acts that a person may do."""
    return tuple(act for act in acts if (act.needs or f"{room}.{act.name}") in may)


def plain(action: Any, **fixed: Any) -> Callable[[Hall, Values], object]:  # noqa: ANN401 -- any action and arguments
    """Return a run that calls one action without answers."""
    return lambda hall, _values: hall.do(action, **fixed)

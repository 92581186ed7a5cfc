"""How the words beside a verb are read: names of people, matters, materials, days and yes or no."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from hall.catalogue.matter import Matter
from hall.catalogue.views import all_matters, current, services
from hall.kernel.dates import HALL_ZONE
from hall.simulation.scenarios.mistakes import Misread, known
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.text import read_time
from hall.simulation.scenarios.words import YES_NO

Reader = Callable[[Stage, Any], Any]
"""Returns an action's argument for what stands in the file; raises `Misread`."""

LATEST = "最近"


def words(_stage: Stage, value: object) -> str:
    """Return a text as it stands."""
    if isinstance(value, list | dict):
        raise Misread("not_text", word=str(value))
    return "" if value is None else str(value).strip()


def number(_stage: Stage, value: object) -> int:
    """Return a whole number."""
    try:
        return int(str(value))
    except ValueError:
        raise Misread("not_a_number", word=str(value)) from None


def yes(_stage: Stage, value: object) -> bool:
    """Return whether it says yes."""
    if isinstance(value, bool):
        return value
    return bool(pick(YES_NO, value))


def day(_stage: Stage, value: object) -> dt.date:
    """Return a day."""
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise Misread("time", word=str(value)) from None


def moment(stage: Stage, value: object) -> dt.datetime:
    """Return an instant (aware)."""
    return read_time(str(value), stage.copy.clock.now().astimezone(HALL_ZONE))


def pick(table: Mapping[str, Any], value: object) -> Any:  # noqa: ANN401 -- whatever the table holds
    """Return what a table has for a word."""
    if str(value) not in table:
        raise Misread("value", word=str(value), known=known(table, value))
    return table[str(value)]


def one_of(table: Mapping[str, Any]) -> Reader:
    """Return a reader of the words of a table."""
    return lambda _stage, value: pick(table, value)


def each(reader: Reader) -> Reader:
    """Return a reader of a list; a single value stands for a list of one."""

    def read(stage: Stage, value: object) -> list[Any]:
        return [reader(stage, one) for one in (value if isinstance(value, list) else [value])]

    return read


def counts(_stage: Stage, value: object) -> dict[str, int]:
    """Return names with how many of each: a mapping, or a list of names, each once."""
    if isinstance(value, dict):
        return {str(name): number(_stage, count) for name, count in value.items()}
    return dict.fromkeys((str(name) for name in (value if isinstance(value, list) else [value])), 1)


def colleague(stage: Stage, value: object) -> str:
    """Return the key of a colleague."""
    return stage.staff_id(str(value))


def resident(stage: Stage, value: object) -> str:
    """Return the key of a resident."""
    return stage.person_id(str(value))


def labelled(kind: str) -> Reader:
    """Return a reader of a thing's name; `最近` means the latest."""
    return lambda stage, value: stage.thing(kind, "" if value == LATEST else str(value))


def matter(stage: Stage, value: object) -> str:
    """Return the code of a matter, from its code or its name."""
    names: dict[str, str] = {}
    for card in stage.see(all_matters):
        names |= {card.matter.code: card.matter.code, card.matter.name: card.matter.code}
    return str(pick(names, value))


def service(stage: Stage, value: object) -> str:
    """Return the code of what residents queue for, from its name on the button."""
    return str(pick({card.name: card.code for card in stage.see(services)}, value))


def matter_of(stage: Stage, code: str) -> Matter:
    """Return the present edition of a matter."""
    found: Matter = stage.see(current, code=code).matter
    return found


def material(stage: Stage, value: object) -> str:
    """Return the key of a material of the case at hand, from its name."""
    names = {each.name: each.id for each in stage.case().matter.materials}
    return str(pick(names, value))

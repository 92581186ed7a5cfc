"""Finding a person in a large register by what a clerk types."""

from datetime import date, timedelta
from functools import partial
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import insert

from hall.kernel.ids import new_id
from hall.people.model import Person
from hall.people.samples import sample_identity, sample_name
from hall.service import SystemHall, people_views
from ui.bench.drivers import Driver
from ui.bench.places import Places
from ui.bench.rounds import p95_ms, seconds_of
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.stage import HALL, MORNING, Stage
from ui.bench.table import INITIALS, NUMBER, PART, PHONE

SEED = 20261123
NOBODY = "靐龘"
"""Part of no name in the register: whoever comes for the first time is looked for as well, and in vain."""

NO_SUCH_COUNTY = "119999"
_CHUNK = 10_000
_BY_NAME = "name LIKE '%' || ? || '%'"
_BY_NUMBER = f"({_BY_NAME} OR id_number LIKE '%' || ? OR phone LIKE '%' || ?)"
_FIND = """SELECT id, name, id_kind, id_number, sex, birth, phone, address FROM person
WHERE {} ORDER BY name, id LIMIT 50"""


def measure(places: Places, scale: Scale) -> list[Row]:
    """Search a register for people who are in it; the register does not know initials yet, so that row is not run."""
    small, large = _Register(places.stage(), scale.people // 20), _Register(places.stage(), scale.people)
    rows = [_row(row, small, large, scale) for row in (PART, NUMBER, PHONE)]
    small.close()
    large.close()
    return [*rows, INITIALS]


def _row(row: Row, small: "_Register", large: "_Register", scale: Scale) -> Row:
    figure, bare = large.p95(row, scale.searches)
    before, _ = small.p95(row, scale.searches)
    return row.found(figure, bare, more={f"{small.size:,}": before, f"{large.size:,}": figure})


class _Register:
    """A register of made-up persons and two ways to search it.

    Attributes:
        size: how many persons it has.
    """

    def __init__(self, stage: Stage, size: int) -> None:
        self.size = size
        self._random = Random(SEED)
        self._known = _fill(stage, size, self._random)
        self._hall = SystemHall.open(stage.open(), stage.clock)
        self._driver = Driver(stage)

    def p95(self, row: Row, searches: int) -> tuple[float, float]:
        """Return what 95 of 100 searches stay under in milliseconds, through the hall and through the driver."""
        typed = [_typed(row, self._random.choice(self._known)) for _ in range(searches)]
        if row is PART:
            typed[::4] = [NOBODY] * len(typed[::4])
        for text in typed[:2]:  # warm
            self._search(text)
            self._search_bare(text)
        pairs = [(seconds_of(partial(self._search, t)), seconds_of(partial(self._search_bare, t))) for t in typed]
        hall, bare = zip(*pairs, strict=True)
        return p95_ms(hall), p95_ms(bare)

    def close(self) -> None:
        """Let go of the database."""
        self._hall.close()
        self._driver.close()

    def _search(self, text: str) -> object:
        return self._hall.see(people_views.find, text=text)

    def _search_bare(self, text: str) -> object:
        condition = _BY_NUMBER if text.isdigit() else _BY_NAME
        return self._driver.run(_FIND.format(condition), (text,) * condition.count("?")).fetchall()


def _typed(row: Row, person: dict[str, Any]) -> str:
    if row is PART:
        return str(person["name"][1:3])
    return str(person["id_number" if row is NUMBER else "phone"][-4:])


def _fill(stage: Stage, size: int, random: Random) -> list[dict[str, Any]]:
    """Fill a register; answers with some of those who stand in it."""
    engine = stage.open()
    people = (_person(random) for _ in range(size))
    known: list[dict[str, Any]] = []
    with engine.begin() as connection:
        while chunk := list(islice(people, _CHUNK)):
            connection.execute(insert(Person), chunk)
            known += chunk[:200]
    engine.dispose()
    return known


def _person(random: Random) -> dict[str, Any]:
    birth = date(1935, 1, 1) + timedelta(days=random.randrange(30_000))
    return {
        "id": new_id(),
        "hall_id": HALL,
        "name": sample_name(random),
        "id_kind": "resident_card",
        "id_number": sample_identity(random, birth, random.choice("12"), NO_SUCH_COUNTY),
        "sex": "1",
        "birth": birth,
        "phone": f"139{random.randrange(100_000_000):08}",
        "address": "幸福路12号",
        "created_at": MORNING,
    }

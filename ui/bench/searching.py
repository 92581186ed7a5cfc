"""Finding a person in a large register by what a clerk types."""

from datetime import date, timedelta
from functools import partial
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import insert

from hall.kernel.ids import new_id
from hall.kernel.pinyin import initials, plain
from hall.people.fragments import START, rows_of
from hall.people.model import Person, PersonFragment
from hall.people.samples import sample_identity, sample_name
from hall.service import SystemHall, people_views
from hall.storage.engine import for_writing
from hall.storage.sealing import sealer_of, unlock
from ui.bench.drivers import Driver
from ui.bench.places import Places
from ui.bench.rounds import p95_ms, seconds_of
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.stage import HALL, MORNING, Stage
from ui.bench.table import INITIALS, NUMBER, PART, PHONE

Kind = dict[bool, Row]
"""The row of one way to search, on SQLite and on PostgreSQL."""

SEED = 20261123
NOBODY = "靐龘"
"""Part of no name in the register: whoever comes for the first time is looked for as well, and in vain."""

NO_SUCH_COUNTY = "119999"
_CHUNK = 10_000
_COLUMNS = "p.id, p.name, p.id_kind, p.id_number, p.sex, p.birth, p.phone, p.address"
_BY_NUMBER = f"""SELECT {_COLUMNS} FROM person p WHERE p.id_tail_mark = ? OR p.phone_tail_mark = ?
ORDER BY p.name, p.id LIMIT 50"""
_BY_PART = f"""SELECT {_COLUMNS} FROM (SELECT person_id FROM person_fragment WHERE fragment = ?
ORDER BY person_id LIMIT 50) f JOIN person p ON p.id = f.person_id ORDER BY p.name, p.id"""
_BY_SOUND = f"""SELECT {_COLUMNS} FROM (SELECT person_id FROM person_fragment WHERE fragment >= ? AND fragment < ?
ORDER BY fragment, person_id LIMIT 50) f JOIN person p ON p.id = f.person_id ORDER BY p.name, p.id"""
_AFTER = "\U0010ffff"


def measure(places: Places, scale: Scale) -> list[Row]:
    """Search a register for people who are in it."""
    small, large = _Register(places.stage(), scale.people // 20), _Register(places.stage(), scale.people)
    rows = [_row(kind, places.postgresql, small, large, scale) for kind in (PART, NUMBER, PHONE, INITIALS)]
    small.close()
    large.close()
    return rows


def _row(kind: Kind, postgresql: bool, small: "_Register", large: "_Register", scale: Scale) -> Row:
    figure, bare = large.p95(kind, scale.searches)
    before, _ = small.p95(kind, scale.searches)
    return kind[postgresql].found(figure, bare, more={f"{small.size:,}": before, f"{large.size:,}": figure})


class _Register:
    """A register of made-up persons and two ways to search it.

    Attributes:
        size: how many persons it has.
    """

    def __init__(self, stage: Stage, size: int) -> None:
        self.size = size
        self._random = Random(SEED)
        self._known = _fill(stage, size, self._random)
        engine = stage.open()
        self._hall = SystemHall.open(engine, stage.clock)
        self._sealer = sealer_of(engine.dialect)
        self._driver = Driver(stage)

    def p95(self, kind: Kind, searches: int) -> tuple[float, float]:
        """Return what 95 of 100 searches stay under in milliseconds, through the hall and through the driver."""
        typed = [_typed(kind, self._random.choice(self._known)) for _ in range(searches)]
        if kind is PART:
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
        """Fetch the same persons by one statement; what is sealed stays sealed."""
        if text.isascii() and any(map(str.isdigit, text)):
            marks = (self._sealer.mark(text, "identity tail"), self._sealer.mark(text, "phone tail"))
            return self._driver.run(_BY_NUMBER, marks).fetchall()
        if text.isascii():
            return self._driver.run(_BY_SOUND, (START + text, START + text + _AFTER)).fetchall()
        return self._driver.run(_BY_PART, (text,)).fetchall()


def _typed(kind: Kind, person: dict[str, Any]) -> str:
    if kind is PART:
        return str(person["name"][1:3])
    if kind is INITIALS:
        return initials(plain(person["name"]))[0]
    return str(person["id_number" if kind is NUMBER else "phone"][-4:])


def _fill(stage: Stage, size: int, random: Random) -> list[dict[str, Any]]:
    """Fill a register; answers with some of those who stand in it."""
    engine = stage.open()
    people = (_person(random) for _ in range(size))
    known: list[dict[str, Any]] = []
    unlock(engine)
    with for_writing(engine).begin() as connection:
        while chunk := list(islice(people, _CHUNK)):
            connection.execute(insert(Person), chunk)
            rows = [row for person in chunk for row in rows_of(person["id"], person["name"])]
            connection.execute(insert(PersonFragment), sorted(rows, key=lambda row: row["fragment"]))
            known += chunk[:200]
        if stage.postgresql:
            connection.exec_driver_sql("ANALYZE")  # the server would do so by itself a minute later
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

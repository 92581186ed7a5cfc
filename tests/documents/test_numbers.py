"""Numbers of papers: a series for each kind, year and place, never twice, and none that vanishes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from hall.check import find_problems
from hall.documents.actions import issue, take_number, void
from hall.documents.content import Content, Layout, Sheet
from hall.documents.model import Document
from hall.documents.rules import split
from hall.kernel.clock import ManualClock
from hall.security.actions import set_policy
from hall.service import HallFacts, SystemHall, facts_of
from hall.storage.engine import for_writing
from hall.storage.numbers import NumberSeries
from hall.storage.work import Work
from tests.halls import empty_hall

YEAR_S_END = dt.datetime(2026, 12, 31, 15, 59, 59, tzinfo=dt.UTC)
"""A second before midnight in the hall's zone, eight hours before it in UTC."""


def give_out(hall: SystemHall, kind: str = "certificate", middle: str = "", *, fails: bool = False) -> str:
    """Issue a paper with the next number of its kind; answers with its key."""
    place = hall.see(lambda reading: reading.place)
    with Session(for_writing(hall._engine)) as session, session.begin():
        work = Work(session, hall.clock.now(), place, hall.actor)
        number = take_number(work, kind, middle)
        key = issue(work, Content(kind, Sheet.A4, Layout.FORM, "证　明", number=number), subject_id="case")
        if fails:
            raise RuntimeError("the power went off")
        return key


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(YEAR_S_END)


@pytest.fixture
def hall(tmp_path: Path, clock: ManualClock) -> Iterator[SystemHall]:
    hall = empty_hall(f"sqlite:///{tmp_path / 'hall.sqlite3'}", clock)
    yield hall
    hall.close()


def number_of(hall: SystemHall, key: str) -> str:
    return hall.see(lambda reading: reading.session.get_one(Document, key).number)


def given(hall: SystemHall, kind: str = "receipt", middle: str = "") -> str:
    return number_of(hall, give_out(hall, kind, middle))


def facts(hall: SystemHall) -> HallFacts:
    return hall.see(facts_of)


def problems(hall: SystemHall) -> list[str]:
    return hall.see(lambda reading: list(find_problems(reading)))


def test_the_year_of_a_number_changes_at_midnight_in_the_hall_s_zone(hall: SystemHall, clock: ManualClock) -> None:
    assert [given(hall, "certificate"), given(hall, "certificate")] == [
        "（2026）幸福社证字第00001号",
        "（2026）幸福社证字第00002号",
    ]
    clock.advance(dt.timedelta(seconds=1))
    assert given(hall, "certificate") == "（2027）幸福社证字第00001号"
    assert given(hall) == "119999-0007-HZ-2027-00001"
    assert problems(hall) == []


def test_a_new_code_in_the_middle_of_a_year_begins_a_series_and_the_old_one_goes_on_after_it(hall: SystemHall) -> None:
    assert [given(hall), given(hall)] == ["119999-0007-HZ-2026-00001", "119999-0007-HZ-2026-00002"]
    hall.do(set_policy, policy=replace(facts(hall), code="0008", short_name="安康"))
    assert given(hall) == "119999-0008-HZ-2026-00001"
    assert given(hall, "certificate") == "（2026）安康社证字第00001号"
    hall.do(set_policy, policy=replace(facts(hall), code="0007"))
    assert given(hall) == "119999-0007-HZ-2026-00003"
    assert problems(hall) == []


def test_two_matters_whose_codes_print_alike_share_one_series(hall: SystemHall) -> None:
    assert given(hall, "receipt", "MZ-0011") == "119999-0007-MZ0011-2026-00001"
    assert given(hall, "receipt", "MZ0-011") == "119999-0007-MZ0011-2026-00002"


def test_a_void_number_stays_used_and_a_number_that_was_rolled_back_was_never_taken(hall: SystemHall) -> None:
    first = give_out(hall)
    hall.do(void, document_id=first, reason="wrong")
    with pytest.raises(RuntimeError):
        give_out(hall, fails=True)
    assert given(hall, "certificate") == "（2026）幸福社证字第00002号"
    assert problems(hall) == []


def test_a_series_of_an_older_version_goes_on(hall: SystemHall) -> None:
    with Session(hall._engine) as session, session.begin():
        session.add(NumberSeries(series="receipt//2026", value=41))
    assert given(hall) == "119999-0007-HZ-2026-00042"


@pytest.mark.parametrize(
    ("value", "said"), [(3, "00003 was given and stands nowhere"), (1, "the series stands at 1, used 2")]
)
def test_hall_check_names_a_hole_and_a_number_that_nobody_gave(hall: SystemHall, value: int, said: str) -> None:
    given(hall)
    given(hall)
    assert problems(hall) == []
    with hall._engine.begin() as connection:
        connection.execute(update(NumberSeries).where(NumberSeries.series.like("%-HZ-2026-")).values(value=value))
    assert any(said in each for each in problems(hall)), problems(hall)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("119999-0007-HZ-2026-00042", ("119999-0007-HZ-2026-", 42)),
        ("（2026）幸福社证字第123456号", ("（2026）幸福社证字第", 123456)),
        ("2026-11-23/119999-0007-DC-2026-00001", ("119999-0007-DC-2026-", 1)),
        ("2026-11-23/A001", None),
    ],
)
def test_a_number_says_its_series_and_its_place_in_it(number: str, parts: tuple[str, int] | None) -> None:
    assert split(number) == parts

"""A and B posts: A on duty does it, else B, else a leader; and a weekend visitor learns who can."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.cases.actions import leave_post
from hall.kernel.refusal import Refusal
from hall.posts import files, manning, roster
from hall.posts.actions import set_duty, set_post
from hall.security import actions as security
from tests.cases.house import House, prepare
from tests.contacts.house import PASSWORD

MATTER, SERVICE = "MZ-006", "elderly-disabled"
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("roster") / "hall.sqlite3"
    prepare(f"sqlite:///{file}")
    return file


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """李明 is the A post of everything, 王芳 the B post, 周建国 leads."""
    (tmp_path / "hall.sqlite3").write_bytes(template.read_bytes())
    house = House(f"sqlite:///{tmp_path / 'hall.sqlite3'}")
    house.hall.do(set_post, a=house.id_of(house.first), b=house.id_of(house.second))
    yield house
    house.close()


def who(house: House, matter: str = MATTER, counter: str = "") -> tuple[str, str]:
    found = house.hall.see(roster.effective_handler, matter_code=matter, counter_id=counter)
    assert found is not None
    return found.name, found.post


def send_home(house: House, *names: str) -> None:
    """Sign colleagues out and put them on the roster as off."""
    for name in names:
        counter = getattr(house, name)
        staff_id = house.id_of(counter)
        counter.do(security.sign_out)
        house.hall.do(set_duty, staff_id=staff_id, day=MONDAY, on_duty=False)


def test_a_on_duty_else_b_else_a_leader(house: House) -> None:
    assert who(house) == ("李明", "A")
    send_home(house, "first")
    assert who(house) == ("王芳", "B")
    send_home(house, "second")
    assert who(house) == ("周建国", "leader")


def test_who_sits_at_a_device_is_on_duty_whatever_the_roster_says(house: House) -> None:
    house.hall.do(set_duty, staff_id=house.id_of(house.first), day=MONDAY, on_duty=False)
    assert who(house) == ("李明", "A")


def test_on_a_rostered_day_only_those_named_are_expected(house: House) -> None:
    first = house.id_of(house.first)
    house.hall.do(set_duty, staff_id=house.id_of(house.second), day=MONDAY, on_duty=True)
    house.first.do(security.sign_out)
    assert not house.hall.see(roster.on_duty, staff_id=first)


def test_the_narrowest_pair_counts(house: House) -> None:
    third, second = house.id_of(house.third), house.id_of(house.second)
    house.hall.do(set_post, a=second, b=third, service_code=SERVICE)
    assert who(house) == ("王芳", "A")
    house.hall.do(set_post, a=third, b=second, matter_code=MATTER)
    assert who(house) == ("赵晴", "A")
    assert who(house, matter="ZM-001") == ("李明", "A")


def test_without_posts_nobody_is_proposed(house: House) -> None:
    (pair,) = house.hall.see(roster.pairs)
    house.hall.do(manning.drop_post, post_id=pair.id)
    assert house.hall.see(roster.effective_handler, matter_code=MATTER, counter_id="") is None
    assert house.hall.see(roster.able, matter_code=MATTER) == ()


def test_a_weekend_visitor_learns_who_may_do_it_and_when_they_are_there(house: House) -> None:
    third, saturday = house.id_of(house.third), dt.date(2026, 11, 28)
    first, second = house.id_of(house.first), house.id_of(house.second)
    house.hall.do(set_post, a=first, b=second, matter_code=MATTER, others=[third])
    house.hall.do(set_duty, staff_id=third, day=saturday, on_duty=True)
    found = {each.name: each.next_day for each in house.hall.see(roster.able, matter_code=MATTER)}
    assert found == {"李明": None, "王芳": None, "赵晴": saturday}


def test_one_person_is_not_both_posts(house: House) -> None:
    with pytest.raises(Refusal, match=r"posts\.same_person"):
        house.hall.do(set_post, a=house.id_of(house.first), b=house.id_of(house.first))


def test_a_table_of_posts_and_a_roster_are_read_from_files(house: House, tmp_path: Path) -> None:
    posts, days = tmp_path / "posts.csv", tmp_path / "days.csv"
    posts.write_text("AB岗表\n事项/服务,窗口,A岗,B岗,其他可办\nMZ-006,,0112,赵晴,0107\n", encoding="gb18030")
    days.write_text("工号,日期,值班\n0115,2026年11月28日,\n0112,2026/11/28,休\n", encoding="utf-8")
    kinds = [house.hall.do(manning.import_row, row=row) for file in (posts, days) for row in files.read_rows(file)]
    assert kinds == ["post", "duty", "duty"]
    assert who(house) == ("王芳", "A")
    days_on = {(day.isoformat(), on) for day, _, on in house.hall.see(roster.roster, since=MONDAY, until=dt.date.max)}
    assert days_on == {("2026-11-28", True), ("2026-11-28", False)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A岗,B岗\n0112,9999\n", "posts.unknown_staff"),
        ("事项,A岗,B岗\n飞行许可,0112,0107\n", "posts.unknown_what"),
        ("窗口,A岗,B岗\n77,0112,0107\n", "posts.no_such_counter"),
        ("工号,日期\n0112,明天\n", "posts.day_unreadable"),
        ("A岗,B岗\n0112,\n", "posts.cell_empty"),
        ("甲,乙\n1,2\n", "posts.file_columns"),
    ],
)
def test_a_wrong_row_is_named(house: House, tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        house.hall.do(manning.import_row, row=files.read_rows(file)[0])
    assert refusal.value.code == code


def test_who_has_left_the_post_is_not_on_duty_until_they_sign_in_or_open_a_counter_again(house: House) -> None:
    house.first.do(leave_post, reason="看病")
    assert who(house) == ("王芳", "B")
    house.clock.advance(dt.timedelta(days=2))
    house.first.do(security.sign_out)
    house.first.do(security.sign_in, number="0107", password=PASSWORD)
    assert who(house) == ("李明", "A")

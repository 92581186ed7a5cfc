"""Settings: each is explained, each says what it may be, and what is typed is read as it is written."""

import dataclasses
import inspect
import pkgutil
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import hall
from hall.audit.model import AuditEntry
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.policies import POLICIES, SettingCard, all_settings, policies_with, policies_without, settings_named, written
from hall.queue.policy import QueuePolicy
from hall.screens.policy import DisplayPolicy, VoicePolicy
from hall.security import actions as security
from hall.service import SystemHall, facts_of, queue_policy_of
from hall.storage import settings
from hall.storage.engine import for_writing
from hall.storage.place import HallFacts
from hall.storage.settings import Setting
from tests.databases import SQLITE
from tests.halls import name_database, named_hall
from ui.shared.i18n import sentence

MEANINGS = tomllib.loads(resource("translations", "zh_CN", "settings.toml").read_text(encoding="utf-8"))
WIDTH = 80


@pytest.fixture
def opened(prepared_database: Callable[[Callable[[str], Any]], str]) -> Iterator[SystemHall]:
    opened = named_hall(prepared_database(name_database))
    yield opened
    opened.close()


def factory_cards() -> list[SettingCard]:
    return [
        SettingCard(f"{settings.group_of(policy)}.{field.name}", field.default, field.default, rule)
        for policy in POLICIES
        for field, rule in zip(dataclasses.fields(policy), settings.rules_of(policy).values(), strict=True)
    ]


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)


def set_typed(opened: SystemHall, **typed: str) -> None:
    """Set what somebody types, as the command does; `__` stands for the dot."""
    wishes = {name.replace("__", "."): text for name, text in typed.items()}
    opened.do(security.set_policies, policies=opened.see(policies_with, typed=wishes))


def refused(opened: SystemHall, **typed: str) -> str:
    with pytest.raises(Refusal) as refusal:
        set_typed(opened, **typed)
    return sentence(refusal.value)


def test_every_policy_of_the_hall_can_be_set() -> None:
    names = [found.name for found in pkgutil.walk_packages(hall.__path__, "hall.")]
    modules = [import_module(name) for name in names if not name.startswith("hall.migrations.")]
    written_down = {
        kind
        for module in modules
        for name, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__ and re.fullmatch(r"\w+Policy|HallFacts", name)
    }
    assert written_down == set(POLICIES)


def test_each_setting_has_its_sentence_and_each_sentence_a_setting() -> None:
    names = [card.name for card in factory_cards()]
    groups = {f"{card.group}.*" for card in factory_cards()}
    assert set(MEANINGS) == {*names, *groups}
    assert len(groups) == len(POLICIES)


def test_each_sentence_is_one_chinese_sentence_that_fits_the_terminal() -> None:
    said = {name: text for name, text in MEANINGS.items() if not name.endswith(".*")}
    assert [name for name, text in said.items() if not re.fullmatch(r".*[\u4e00-\u9fff].*。", text)] == []
    assert {name: columns(text) for name, text in said.items() if 4 + columns(text) > WIDTH} == {}


def test_a_sentence_of_a_number_names_its_unit() -> None:
    units = {"minutes": "分钟", "seconds": "秒", "days": "天|日", "percent": "百", "mm": "毫米", "age": "周岁"}
    for card in factory_cards():
        for word in set(card.name.partition(".")[2].split("_")) & set(units):
            assert isinstance(card.factory, bool) or re.search(units[word], MEANINGS[card.name]), card.name


@pytest.mark.parametrize("card", factory_cards(), ids=lambda card: card.name)
def test_each_setting_says_what_it_may_be(card: SettingCard) -> None:
    said = sentence(card.rule.refusal(card.name))
    assert said.startswith(card.name)
    assert "请" in said
    assert said.endswith("。")


@pytest.mark.parametrize("card", factory_cards(), ids=lambda card: card.name)
def test_the_factory_value_is_allowed(card: SettingCard) -> None:
    set_at_founding = {"hall.hall_id", "hall.name"}
    assert card.rule.allows(card.factory) is (card.name not in set_at_founding)


@SQLITE
@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("queue.calls", " 2 ", 2),
        ("queue.calls_by_itself", "否", False),
        ("queue.calls_by_itself", "FALSE", False),
        ("queue.tickets_on_days_off", "true", True),
        ("queue.tickets_from", "8：00", "08:00"),
        ("queue.tickets_from", "空", ""),
        ("queue.requeue_place", "void", "void"),
        ("voice.gap_seconds", "1.5", 1.5),
        ("voice.quiet_from", "22:00", "22:00"),
        ("display.areas", "一楼=1,2;二楼=3,4", (("一楼", (1, 2)), ("二楼", (3, 4)))),
        ("display.areas", "一楼＝1，2；二楼＝3、4", (("一楼", (1, 2)), ("二楼", (3, 4)))),
        ("display.notices", "周三停电；周四照常;", ("周三停电", "周四照常")),
        ("hall.phone", "010-55550199", "010-55550199"),
    ],
)
def test_what_is_typed_holds(opened: SystemHall, name: str, text: str, value: object) -> None:
    set_typed(opened, **{name.replace(".", "__"): text})
    (card,) = opened.see(settings_named, name=name)
    assert card.value == value
    assert card.is_changed


@SQLITE
@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("queue.calls", "0", "1 到 9 的整数"),
        ("queue.calls", "2.5", "1 到 9 的整数"),
        ("queue.calls", "三次", "1 到 9 的整数"),
        ("queue.calls", "", "1 到 9 的整数"),
        ("queue.calls_by_itself", "也许", "“是”或“否”"),
        ("queue.requeue_place", "fourth", "third、end、new、void"),
        ("queue.paper_mm", "76", "80、58"),
        ("queue.expires_at", "24:00", "二十四小时制"),
        ("queue.expires_at", "空", "二十四小时制"),
        ("queue.priority_series", "O", "I 和 O 除外"),
        ("book.series", "空", "一个大写字母"),
        ("voice.gap_seconds", "nan", "0 到 30 的数"),
        ("display.areas", "一楼", "一楼=1,2；二楼=3,4"),
        ("display.areas", "一楼=1；一楼=2", "不要重复"),
        ("display.areas", "一楼=0", "窗口号"),
        ("display.notices", "长" * 121, "每条最多 120 个字"),
        ("hall.region", "12345", "6 位数字"),
        ("hall.zone", "Asia", "Asia/Shanghai"),
        ("hall.zone", "../../etc", "Asia/Shanghai"),
        ("hall.name", "空", "不能空着"),
        ("hall.hall_id", "another", "不能改"),
        ("facing.clerk", "alias", "number、surname、name"),
        ("queue.tickets_from", "18:00", "先后不对"),
        ("queue.expires_at", "17:15", "先后不对"),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_is(opened: SystemHall, name: str, text: str, words: str) -> None:
    before = opened.see(all_settings)
    assert words in refused(opened, **{name.replace(".", "__"): text})
    assert opened.see(all_settings) == before


def test_one_wrong_wish_among_several_changes_nothing(opened: SystemHall) -> None:
    before = opened.see(all_settings)
    assert "voice.repeats" in refused(opened, queue__calls="2", voice__repeats="9")
    assert opened.see(all_settings) == before


def test_hours_that_depend_on_each_other_change_together(opened: SystemHall) -> None:
    set_typed(opened, queue__tickets_from="18:00", queue__tickets_until="20:00", queue__expires_at="21:00")
    policy = opened.see(queue_policy_of)
    assert (policy.tickets_from, policy.tickets_until, policy.expires_at) == ("18:00", "20:00", "21:00")


def test_an_unknown_name_is_answered_with_the_nearest(opened: SystemHall) -> None:
    assert "queue.p2_minutes" in refused(opened, queue__p2_minute="1")
    assert "queue.calls" in refused(opened, calls="1")
    assert "您要的是" not in refused(opened, zzzz="1")
    with pytest.raises(Refusal) as refusal:
        opened.see(settings_named, name="quue")
    assert refusal.value.values["near"] == "queue"


def test_the_gate_refuses_what_code_hands_in(opened: SystemHall) -> None:
    with pytest.raises(Refusal, match=r"settings\.range"):
        opened.do(security.set_policy, policy=VoicePolicy(repeats=0))
    with pytest.raises(Refusal, match=r"settings\.range"):
        opened.do(security.set_policies, policies=[QueuePolicy(calls=2), VoicePolicy(repeats=0)])
    assert opened.see(queue_policy_of).calls == QueuePolicy().calls
    with pytest.raises(Refusal, match=r"settings\.fixed"):
        opened.do(security.set_policy, policy=HallFacts(name="阳光社区", hall_id="another"))


def test_what_was_set_is_recorded_by_name_and_never_by_value(opened: SystemHall) -> None:
    set_typed(opened, hall__phone="010-55550199", hall__street="和平街道")
    of_setting = select(AuditEntry.subjects).where(AuditEntry.action == "security.set_policies")
    (subjects,) = opened.see(lambda reading: reading.session.scalars(of_setting).all())
    assert set(subjects) == {"hall.phone", "hall.street"}


def test_the_factory_value_comes_back_and_leaves_no_row(opened: SystemHall) -> None:
    set_typed(opened, queue__calls="2", voice__repeats="1", queue__age_line="65")
    opened.do(security.set_policies, policies=opened.see(policies_without, names=["queue.calls", "voice.repeats"]))
    changed = {card.name for card in opened.see(all_settings) if card.is_changed and card.group != "hall"}
    assert changed == {"queue.age_line"}
    kept = opened.see(lambda reading: set(reading.session.scalars(select(Setting.key))))
    assert {key for key in kept if not key.startswith("HallFacts.")} == {"QueuePolicy.age_line"}


def test_nothing_is_done_where_it_stands_so_already(opened: SystemHall) -> None:
    assert opened.see(policies_with, typed={"queue.calls": "3"}) == ()


def test_a_value_is_written_as_it_may_be_typed(opened: SystemHall) -> None:
    set_typed(
        opened, display__areas="一楼=1,2；二楼=3", display__notices="周三停电；周四照常", voice__gap_seconds="1.5"
    )
    before = opened.see(all_settings)
    typed = {card.name: written(card.value) for card in before if not card.is_fixed}
    assert opened.see(policies_with, typed=typed) == ()


def test_rows_of_an_older_or_newer_program_are_read(opened: SystemHall) -> None:
    rows = {"QueuePolicy.calls": 2, "QueuePolicy.gone_minutes": 5, "GonePolicy.days": 1, "VoicePolicy.repeats": 7}
    with Session(for_writing(opened._engine)) as session, session.begin():
        session.add_all(Setting(key=key, value=value) for key, value in rows.items())
    assert opened.see(queue_policy_of) == QueuePolicy(calls=2)
    set_typed(opened, queue__age_line="65", voice__chime="否")
    assert opened.see(queue_policy_of) == QueuePolicy(calls=2, age_line=65)
    assert opened.see(lambda reading: settings.read(reading.session, VoicePolicy)).repeats == 7


def test_areas_come_back_from_the_database_as_they_went_in(opened: SystemHall) -> None:
    areas = (("一楼", (1, 2)), ("二楼", (3,)))
    opened.do(security.set_policy, policy=DisplayPolicy(areas=areas, notices=("周三停电",)))
    assert opened.see(lambda reading: settings.read(reading.session, DisplayPolicy)).areas == areas
    assert opened.see(facts_of).name

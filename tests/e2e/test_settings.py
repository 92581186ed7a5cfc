"""The hall's settings by the command line: shown, changed, refused, put back."""

import json
from pathlib import Path
from queue import Queue

import pytest

from hall.kernel.topics import Topic
from hall.opening import open_hall
from hall.service import SystemHall, queue_policy_of
from tests.e2e import command
from tests.test_policies import WIDTH, columns


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("settings") / "data"
    founded = command.run(folder, "init", "--name", "阳光社区便民服务中心", "--counters", "2")
    assert founded.returncode == 0, founded.stderr
    return folder


def settings(data: Path, *words: str) -> str:
    """Run `hall settings …`; what it says."""
    ran = command.run(data, "settings", *words)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def refused(data: Path, *words: str) -> str:
    ran = command.run(data, "settings", *words)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert len(ran.stderr.splitlines()) == 1
    return ran.stderr


def test_the_list_fits_a_terminal_and_says_what_is_changed(data: Path) -> None:
    settings(data, "set", "queue.p2_minutes", "45")
    lines = settings(data).splitlines()
    at = lines.index("  queue.p2_minutes = 45  （已改，出厂值：30）")
    assert "多少分钟" in lines[at + 1]
    assert "排队叫号（queue）" in lines
    assert [line for line in lines if columns(line) > WIDTH] == []
    changed = {line.split()[0] for line in lines if "已改" in line}
    assert changed == {"hall.name", "queue.p2_minutes"}


def test_a_group_and_one_setting_are_shown_alone(data: Path) -> None:
    group = settings(data, "voice")
    assert "voice.repeats = 2" in group
    assert "queue." not in group
    one = settings(data, "voice.repeats").splitlines()
    assert one == [
        "voice.repeats = 2",
        "每次叫号念几遍。",
        "voice.repeats 请填 1 到 3 的整数。",
        "现在用的是出厂值。",
    ]
    assert settings(data, "show", "voice") == group


def test_a_machine_reads_the_list_as_json(data: Path) -> None:
    cards = {card["name"]: card for card in json.loads(settings(data, "--json"))}
    assert cards["queue.calls_by_itself"]["value"] is True
    (card,) = json.loads(settings(data, "staffing.target_minutes", "--json"))
    assert (card["value"], card["factory"], card["changed"]) == (15, 15, False)
    assert not any("password" in name or "secret" in name for name in cards)


def test_several_are_set_in_one_go_and_put_back(data: Path) -> None:
    said = settings(data, "set", "voice.yao=是", "display.areas=一楼=1,2;二楼=3", "queue.calls=2")
    assert "display.areas 改成了：一楼=1,2；二楼=3（原来：空）" in said
    assert "voice.yao 改成了：是（原来：否）" in said
    assert "自己设的，出厂值：3" in settings(data, "queue.calls")
    settings(data, "reset", "voice.yao", "display.areas", "queue.calls")
    assert "现在用的是出厂值" in settings(data, "queue.calls")
    assert "没有改动" in settings(data, "reset", "queue.calls")


def test_a_wrong_value_is_one_sentence_that_says_what_is_allowed(data: Path) -> None:
    assert "1 到 9 的整数" in refused(data, "set", "queue.calls", "-5")
    assert "third、end、new、void" in refused(data, "set", "queue.requeue_place", "fourth")
    assert "queue.p2_minutes 吗" in refused(data, "set", "queue.p2_minuts", "40")
    assert "queue.p2_minutes 吗" in refused(data, "p2_minutes")
    assert "名称=值" in refused(data, "set", "queue.calls")
    assert command.run(data, "settings", "set").returncode == 2


def test_an_open_window_follows(data: Path) -> None:
    opened = open_hall(data, kind=SystemHall)
    heard: Queue[frozenset[Topic]] = Queue()
    opened.feed.subscribe(heard.put)
    assert heard.get(timeout=10) == set(Topic)  # whatever happened before
    settings(data, "set", "queue.age_line=65")
    assert heard.get(timeout=10) == {Topic.SETTINGS}
    assert opened.see(queue_policy_of).age_line == 65
    opened.close()


def test_help_is_in_the_readers_language(data: Path) -> None:
    assert "恢复成出厂值" in settings(data, "--help")

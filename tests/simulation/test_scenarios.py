"""The runner of scenarios: it reports what differs, and names what it cannot play by file, scenario and step."""

import json
import re
from pathlib import Path

import pytest

from hall.cases.life import ENDED, UNDECIDED
from hall.simulation.scenarios.looks import LOOKS
from hall.simulation.scenarios.mistakes import Mistake
from hall.simulation.scenarios.play import Difference, load, play
from hall.simulation.scenarios.things import KINDS
from hall.simulation.scenarios.verbs import VERBS
from hall.simulation.scenarios.words import CASE_STAGES, HOLD_REASONS, SHEET_STATES, TICKET_OUTCOMES
from tests.architecture.source import ROOT
from tests.e2e.test_day import hall
from ui.commands.scenario import play_files
from ui.counter import wording
from ui.shared import case_words
from ui.shared.i18n import sentence, tr

OPENING = """\
人物: {{周大明: {{性别: 男, 出生: 1985-07-20}}}}
场景:
- 名称: 试一试
  依据: 规则1
  步骤:
  - {{时间: 2026-05-11 09:00, 谁: 王芳, 做: 登记首问, 事由: 问路, 来人: 周大明}}
{steps}"""


def written(folder: Path, steps: str, opening: str = OPENING) -> Path:
    file = folder / "试.yaml"
    file.write_text(opening.format(steps=steps), encoding="utf-8")
    return file


def differences(folder: Path, steps: str) -> tuple[Difference, ...]:
    (scenario,) = load([written(folder, steps)])
    return play(scenario, sentence)


def mistake(folder: Path, steps: str) -> str:
    with pytest.raises(Mistake) as raised:
        differences(folder, steps)
    return sentence(raised.value)


def test_a_wrong_state_is_reported_with_what_is_found(tmp_path: Path) -> None:
    (found,) = differences(tmp_path, "  - {做: 转交, 给: 赵建军, 应为: {首问单: 已签收}, 责任人: 王芳}")
    assert (found.file, found.scenario, found.step, found.did) == ("试.yaml", "试一试", 2, "05-11 09:00 王芳转交")
    assert (found.what, found.expected, found.found) == ("首问单", "已签收", "等同事签收")


def test_a_wrong_date_a_wrong_light_and_a_wrong_paper_are_all_reported(tmp_path: Path) -> None:
    steps = """\
  - {做: 开办件, 事项: SB-001, 申请人: 周大明}
  - {做: 交材料}
  - {做: 收件}
  - {做: 受理, 到期: {承诺: 2026-05-15, 法定: 2026-05-14}, 灯: 红, 纸: [受理通知书], 纸上: [不会有的话]}
"""
    found = {(each.what, each.expected, each.found) for each in differences(tmp_path, steps)}
    assert found == {
        ("承诺到期", "2026-05-15", "2026-05-14"),
        ("灯", "红", "绿"),
        ("纸", "受理通知书", "受理通知书、材料接收清单"),
        ("纸上", "不会有的话", "没有这句话"),
    }


def test_what_is_done_against_an_expected_no_is_reported_and_the_rest_left_out(tmp_path: Path) -> None:
    steps = "  - {做: 转交, 给: 赵建军, 不行: contacts.to_oneself}\n  - {应为: {首问单: 已办结}}"
    (found,) = differences(tmp_path, steps)
    assert (found.what, found.expected, found.found) == ("不行", "contacts.to_oneself", "照办了")


def test_a_refusal_that_nobody_expected_is_reported_in_its_own_words(tmp_path: Path) -> None:
    (found,) = differences(tmp_path, "  - {做: 转交, 给: 王芳}")
    assert found.expected == "照办了"
    assert "不用转给自己" in found.found


def test_another_refusal_than_the_expected_one_is_reported_with_its_code(tmp_path: Path) -> None:
    (found,) = differences(tmp_path, "  - {做: 转交, 给: 王芳, 不行: 还没有回复居民}")
    assert found.found.endswith("（contacts.to_oneself）")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("  - {做: 转教, 给: 赵建军}", ["试.yaml“试一试”第 2 步", "转教", "转交"]),
        ("  - {做: 转交, 送: 赵建军}", ["第 2 步", "“送”"]),
        ("  - {做: 转交}", ["第 2 步", "少了“给”"]),
        ("  - {做: 转交, 给: 赵建均}", ["第 2 步", "赵建均", "赵建军"]),
        ("  - {应为: {首问单: 办好了}}", ["第 2 步", "办好了", "已办结"]),
        ("  - {时间: 08:59, 应为: {首问单: 待答复}}", ["第 2 步", "08:59", "先后"]),
        ("  - {时间: 明天, 应为: {首问单: 待答复}}", ["第 2 步", "明天", "2026-09-18 09:30"]),
        ("  - {做: 受理}", ["第 2 步", "还没有办件"]),
        ("  - {做: 签收, 首问单: 乙}", ["第 2 步", "乙", "首问单"]),
        ("  - {做: 开办件, 事项: SB-001, 申请人: 周二明}", ["第 2 步", "周二明", "周大明"]),
        ("  - 做完了", ["第 2 步", "名称: 内容"]),
    ],
)
def test_what_cannot_be_played_is_named_by_file_and_step(tmp_path: Path, steps: str, words: list[str]) -> None:
    said = mistake(tmp_path, steps)
    assert [word for word in words if word not in said] == []
    assert "请" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("场景: []", ["场景"]),
        ("情景: [{名称: 甲}]", ["情景", "场景"]),
        ("场景: [{名称: 甲, 步骤: []}]", ["依据"]),
        ("场景:\n- 名称: 甲\n  名称: 乙\n", ["名称"]),
        ("场景: [{", ["行"]),
    ],
)
def test_a_file_that_is_no_scenario_is_named(tmp_path: Path, text: str, words: list[str]) -> None:
    file = tmp_path / "坏.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Mistake) as raised:
        load([file])
    assert [word for word in ["坏.yaml", *words] if word not in sentence(raised.value)] == []


def test_a_setting_or_a_person_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    head = OPENING.replace("  步骤:", "  本厅: {{设定: 一}}\n  步骤:")
    (scenario,) = load([written(tmp_path, "", head)])
    with pytest.raises(Mistake, match="scenario_local"):
        play(scenario, sentence)
    (scenario,) = load([written(tmp_path, "", OPENING.replace("1985-07-20", "85年"))])
    with pytest.raises(Mistake, match="scenario_person"):
        play(scenario, sentence)


def test_one_scenario_does_not_see_another(tmp_path: Path) -> None:
    (scenario,) = load([written(tmp_path, "  - {做: 打印首问单, 纸: [首问负责登记单], 纸上: ['SW202600001']}")])
    first, second = play(scenario, sentence), play(scenario, sentence)
    assert first == second


def test_the_command_prints_only_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = Path(__file__).parents[1] / "scenarios" / "12-queue.yaml"
    wrong = written(tmp_path, "  - {应为: {首问单: 已签收}}")
    assert play_files([wrong, right], as_json=False) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0] == "试.yaml“试一试”第 2 步（05-11 09:00）：首问单应为“已签收”，实际是“待答复”。"
    assert lines[1].endswith(" scenarios, 1 differ")


def test_the_command_works_without_a_data_folder(tmp_path: Path) -> None:
    wrong = written(tmp_path, "  - {应为: {首问单: 已签收}}")
    ran = hall(tmp_path / "nothing", "scenario", str(wrong), "--json")
    outcome = json.loads(ran.stdout)
    assert (ran.returncode, outcome["scenarios"], outcome["differ"]) == (1, 1, 1)
    assert outcome["differences"][0]["found"] == "待答复"
    assert not (tmp_path / "nothing").exists()


def test_states_are_called_as_the_windows_call_them() -> None:
    windows = {code: tr(words).replace(", ", "，") for code, words in case_words.STAGES.items()}
    assert {code: words for words, code in CASE_STAGES.items()} == windows
    assert {code: words for words, code in SHEET_STATES.items()} == {
        code: tr(words) for code, words in case_words.SHEET_STATES.items()
    }
    assert {code: words for words, code in HOLD_REASONS.items()} == {
        code: tr(words) for code, words in wording.HOLD_REASONS.items()
    }
    assert set(TICKET_OUTCOMES.values()) == set(wording.OUTCOMES)
    assert {*UNDECIDED, *ENDED} <= set(CASE_STAGES.values())


def test_the_guide_names_everything_that_can_be_written() -> None:
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    verbs = {verb: {word for word in known.words if word} for verb, known in VERBS.items()}
    written = {verb: re.search(rf"(?:^|；|\n){verb}(?:（([^）]*)）)?(?=；|\n)", guide) for verb in verbs}
    assert [verb for verb, found in written.items() if found is None] == []
    told = {verb: set((found[1] or "").replace("*", "").split("、")) - {""} for verb, found in written.items() if found}
    assert told == verbs
    assert [look for look in LOOKS if f"`{look}" not in guide] == []
    assert [word for kind in KINDS.values() for word in kind.words if word not in guide] == []


def test_the_example_of_the_guide_plays(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    file = tmp_path / "例子.yaml"
    file.write_text(guide.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    (scenario,) = load([file])
    assert play(scenario, sentence) == ()

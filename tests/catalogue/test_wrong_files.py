"""A hall's staff edit a file wrongly: the sentence names the file, the matter and the place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hall.catalogue.files import read_catalogue
from hall.catalogue.problems import CatalogueProblems
from hall.kernel.resources import resource

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the shipped catalogue."""
    return Path(shutil.copytree(resource("catalogue"), tmp_path / "catalogue"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Give a function that replaces a text once in a file; the text must be there."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def sentences(source: Path) -> list[str]:
    with pytest.raises(CatalogueProblems) as refused:
        read_catalogue(source)
    return [problem.sentence() for problem in refused.value.problems]


CIVIL = "civil-affairs.yaml"
STATUTORY = "    statutory:\n      value: 30\n      unit: working_day\n      extension: 15\n"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (STATUTORY, "    statute:\n      value: 30\n      unit: working_day\n      extension: 15\n",
         "limits.statutory：缺少此项（没有全国统一时限时请写 null）。"),
        (STATUTORY, "    statutory:\n      unit: working_day\n      extension: 15\n",
         "limits.statutory.value：缺少此项（没有全国统一时限时请写 null）。"),
        ("  case_type: promised", "  case_typ: promised",
         "case_typ：不认识 case_typ 这一项。是不是想写 case_type？请改正。"),
        ("    form: filled_form", "    form: photo", "materials[application-form].form：“photo”不在可选范围。"),
        ("    shared: true", "    shard: true",
         "materials[id-card].shard：不认识 shard 这一项。是不是想写 shared？请改正。"),
        ("    shared: true", "    shared: 大概", "materials[id-card].shared：“大概”应当写 true 或 false。"),
        ("    copies: 1", "    copies: 两份", "materials[application-form].copies：“两份”不是整数。请只写数字。"),
        ("    copies: 1", "    copies: -1", "materials[application-form].copies：-1 太小，最小为 0。"),
        ("  name: 最低生活保障申请", "  name: ''", "name：不能空着。请填写。"),
        ("  - level: street", "  - level: 街道",
         "steps[2].level：“街道”不在可选范围。请从这些里选：community、street、"),
        ("    type: choice", "    type: dropdown", "fields[hh_type].type：“dropdown”不在可选范围。"),
        ("  - id: income_month", "  - id: hh_type", "fields：有两个 hh_type。请把其中一个改名。"),
        ("    - code: rural", "    - code: urban", "fields[hh_type].options：选项代码 urban 写了两次。请改掉一个。"),
        ("    type: money\n    required", "    type: choice\n    required",
         "fields[income_month].options：单选、多选要有选项。"),
        ("    promised:\n      value: 25", "    promised:\n      value: 31",
         "limits.promised.value：承诺 31 天，比法定 30 天还长。"),
        ("    days: 7\n", "", "publicity.days：要公示就要写明 days（几天）和 day_kind（哪种天）。"),
        ("  enabled: true", "  enabled: true\n  confidential: true",
         "queue_name：敏感事项要有对外的中性名称。请写上 queue_name。"),
        ("  - L_salv\n", "  - L_save\n", "sources：来源 L_save 查不到。"),
        ("  fields:\n", "  fields: 无\n  fields_x:\n", "fields：应当是一个清单。"),
        ("  result:\n    kinds:\n    - approval\n    - payment\n    note: 按月发放保障金\n", "  result: 发钱\n",
         "result：应当是一组“名称: 内容”。请检查缩进。"),
    ],
)  # fmt: skip
def test_mistake_in_a_matter(folder: Path, edit: Edit, old: str, new: str, sentence: str) -> None:
    edit(CIVIL, old, new)
    found = sentences(folder)
    assert len(found) <= 2, found
    assert any(each.startswith(f"文件 {CIVIL} 事项 MZ-001 的 {sentence}") for each in found), found


def test_sentence_reads_as_a_whole(folder: Path, edit: Edit) -> None:
    edit(CIVIL, "    statutory:\n      value: 30\n", "    legal:\n      value: 30\n")
    whole = "文件 civil-affairs.yaml 事项 MZ-001 的 limits.statutory：缺少此项（没有全国统一时限时请写 null）。"
    assert whole in sentences(folder)


def test_all_mistakes_of_all_files_are_said_at_once(folder: Path, edit: Edit) -> None:
    edit(CIVIL, "    form: filled_form", "    form: photo")
    edit("party.yaml", "  fee: 不收费\n", "")
    found = sentences(folder)
    assert any("civil-affairs.yaml 事项 MZ-001" in sentence for sentence in found)
    assert any("party.yaml 事项 DW-001 的 fee：缺少此项。请补上。" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"matters:\n- code: [\n", "第 3 行第 1 个字附近写法有误。"),
        (b"department:\n\tcode: x\n", "第 2 行第 1 个字附近写法有误。"),
        ("department: 民政".encode("gb18030"), "不是 UTF-8 编码。"),
        (b"\x00department: x", "里面有读不出的字符"),
        (b"[" * 100_000, "文件 new.yaml："),
        (b"- a\n- b\n", "开头不对。"),
        (b"", "是空的。"),
        (b"a: !!int x\n", "里面有读不出的字符"),
        (b"recipes: 1\n", "看不出是哪种目录文件。开头应有 department、services、certificates、sources 之一。"),
        (b"sources: []\nsources: []\n", "第 2 行的 sources 写了两次。请只留一个。"),
        (b"sources: []\nmore: 1\n", "的 more：不认识 more 这一项。这里可以写：sources。"),
        (b"department:\n  code: x\n  name: y\n", "的 matters：缺少此项。"),
        (b"# " + b"x" * (5 * 1024 * 1024), "超过 5 MB"),
    ],
    ids=range(13),
)
def test_file_that_is_no_catalogue(folder: Path, content: bytes, sentence: str) -> None:
    (folder / "new.yaml").write_bytes(content)
    found = [each for each in sentences(folder) if each.startswith("文件 new.yaml")]
    assert sentence in "".join(found)


def test_missing_file(tmp_path: Path) -> None:
    assert sentences(tmp_path / "gone.yaml")[0].startswith("文件 gone.yaml：打不开。")


def test_matter_described_twice(folder: Path) -> None:
    shutil.copy(folder / "party.yaml", folder / "party-copy.yaml")
    found = sentences(folder)
    assert "文件 party.yaml 事项 DW-001 的 code：事项编号 DW-001 重复，party-copy.yaml 里已有。" in "".join(found)
    assert "部门 party 重复" in "".join(found)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("  - MZ-002\n", "  - MZ-002\n  - DW-001\n", "的 services[unsure].matters：事项 DW-001 已在“低保·救助”里。"),
        ("  - MZ-002\n", "  - MZ-002\n  - XX-009\n", "的 services[aid].matters：没有编号为 XX-009 的事项。"),
        ("  - MZ-002\n", "", "civil-affairs.yaml 事项 MZ-002 的 enabled：事项 MZ-002 已启用，却不在任何业务里"),
        ("  series: A\n", "  series: E\n", "的 services[aid].series：没有业务号段 E。现有：A、B、C、D。"),
        ("  series: A\n", "  series: V\n", "的 services[aid].series：没有业务号段 V。现有：A、B、C、D。"),
        ("- letter: D", "- letter: I", "的 series[I].letter：“I”写法不对。"),
        ("- letter: B", "- letter: A", "票号字母 A 重复。"),
        ("- code: work", "- code: aid", "业务编号 aid 重复。"),
    ],
)
def test_mistake_in_the_services(folder: Path, edit: Edit, old: str, new: str, sentence: str) -> None:
    edit("services.yaml", old, new)
    assert sentence in "".join(sentences(folder))


def test_unknown_code_table(folder: Path, edit: Edit) -> None:
    edit("social-security.yaml", "codes: gbt-4658", "codes: gbt-4659")
    assert "事项 SB-008 的 fields[education].codes：没有代码表 gbt-4659。" in "".join(sentences(folder))


def test_forbidden_certificate_on_the_local_list(folder: Path, edit: Edit) -> None:
    edit("certificates.yaml", "-designation\n    name: 监护人指定书", "-designation\n    name: 亲属关系证明")
    assert "“亲属关系证明”属于社区不应出具的证明，不能列入本地清单。" in "".join(sentences(folder))


def test_refusal_counts_and_quotes_the_first(folder: Path, edit: Edit) -> None:
    edit(CIVIL, "    form: filled_form", "    form: photo")
    with pytest.raises(CatalogueProblems) as refused:
        read_catalogue(folder)
    assert refused.value.code == "catalogue.problems"
    assert refused.value.values["count"] == 1
    assert "MZ-001" in str(refused.value.values["first"])


def test_one_departments_file_can_be_read_alone(folder: Path) -> None:
    catalogue = read_catalogue(folder / "party.yaml", partial=True)
    assert [matter.code for matter in catalogue.matters] == ["DW-001", "DW-002"]
    assert "DW-001 已启用，却不在任何业务里" in "".join(sentences(folder / "party.yaml"))


def test_plain_words_of_yaml_mean_what_staff_expect(folder: Path, edit: Edit) -> None:
    edit("party.yaml", "  enabled: true", "  enabled: yes")
    edit("party.yaml", "  status: ", "  notes: 2026-11-22\n  status: ")
    edit("party.yaml", "  notes: 不进", "  confidence_note: 不进")
    edit("party.yaml", "  confidence_note: 转载来源\n", "")
    matter = read_catalogue(folder).matter("DW-001")
    assert matter.enabled
    assert matter.notes == "2026-11-22"

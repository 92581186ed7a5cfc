"""The package of a year: everything that is kept, in order, signed; and every change in it is found and said."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hall.archive import checking, views
from hall.archive.checking import Outcome, check
from hall.documents import actions as documents
from hall.documents.views import documents_of
from hall.kernel.refusal import Refusal
from hall.keys.signing import verifiers
from hall.storage.zip_file import entry
from tests.cases.house import House, prepare
from ui.commands.archive import check_archive, new_package, pack_year

YEAR = 2026
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give a hall with an accepted case, a decided one with its certificate, and a paper that was voided."""
    url = f"sqlite:///{tmp_path_factory.mktemp('archive') / 'hall.sqlite3'}"
    prepare(url)
    house = House(url)
    first, second = house.accepted("MZ-001"), house.accepted("MZ-006")
    notices = [house.hall.see(documents_of, subject_id=case)[-1] for case in (first, second)]
    house.leader.do(documents.void, document_id=notices[1].id, reason="wrong")
    yield house
    house.close()


@pytest.fixture(scope="module")
def package(house: House, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return packed(house, tmp_path_factory.mktemp("scratch"))


def packed(house: House, scratch: Path) -> bytes:
    file, done = io.BytesIO(), []
    plan = house.hall.see(views.plan, year=YEAR)
    pack_year(house.hall, plan, file, scratch, lambda: done.append(1))
    assert len(done) == plan.papers
    assert list(scratch.iterdir()) == []
    return file.getvalue()


def judged(house: House, data: bytes) -> checking.Verdict:
    return check(io.BytesIO(data), house.hall.see(verifiers))


def files_of(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def rows(files: Files, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in files[name].splitlines()]


def codes(verdict: checking.Verdict) -> list[str]:
    return [each.code for each in verdict.differences]


def test_it_holds_every_paper_that_is_kept_and_proves_itself(house: House, package: bytes) -> None:
    files = files_of(package)
    told = rows(files, "metadata.jsonl")
    verdict = judged(house, package)
    assert (verdict.outcome, verdict.year, verdict.whole_year) == (Outcome.WHOLE, YEAR, False)
    assert verdict.papers == sum(name.startswith("papers/") for name in files) == len(told) - 1
    assert all(b"<pdfaid:part>2</pdfaid:part>" in data for name, data in files.items() if name.endswith(".pdf"))
    notice = next(row for row in told if row["kind"] == "acceptance_notice" and row["file"])
    assert [each["kind"] for each in notice["history"]] == ["issued"]  # type: ignore[attr-defined]
    assert str(notice["case"]).startswith("420199-0007-MZ001-2026-")
    assert "受理通知书" in files["目录.html"].decode()
    assert "㭎小满" not in files["目录.html"].decode() + files["metadata.jsonl"].decode()


def test_the_archive_copy_is_drawn_where_a_paper_has_one(package: bytes) -> None:
    import pypdfium2

    files = files_of(package)
    notice = next(data for name, data in files.items() if name.endswith("acceptance_notice.pdf"))
    text = "".join(pypdfium2.PdfDocument(notice)[0].get_textpage().get_text_range().split())
    assert "存档联" in text
    assert "居民联" not in text


def test_a_voided_number_is_listed_with_its_reason_and_not_drawn(package: bytes) -> None:
    files = files_of(package)
    void = next(row for row in rows(files, "metadata.jsonl") if row["state"] == "voided")
    assert void["file"] == ""
    series = json.loads(files["series.json"])
    assert [void["number"], "wrong"] in [pair for each in series for pair in each["voided"]]
    assert all(each["missing"] == [] for each in series)
    assert f"{void['number']} 作废（写错）" in files["目录.html"].decode()


def test_the_same_year_gives_the_same_bytes(house: House, package: bytes, tmp_path: Path) -> None:
    assert packed(house, tmp_path) == package


def test_tickets_stay_out_unless_the_hall_keeps_them(house: House, package: bytes) -> None:
    assert not any("queue_ticket" in name for name in files_of(package))


def drop(files: Files) -> Files:
    return {name: data for name, data in files.items() if not name.endswith("acceptance_notice.pdf")}


def add(files: Files) -> Files:
    return files | {"papers/2026-11/999999-certificate.pdf": b"%PDF"}


def change(files: Files) -> Files:
    name = next(name for name in files if name.endswith(".pdf"))
    return files | {name: files[name].replace(b"%%EOF", b"%%EOG")}


def relist(files: Files) -> Files:
    return files | {"manifest.jsonl": files["manifest.jsonl"].replace(b'"size":', b'"size": ', 1)}


def resign(files: Files) -> Files:
    return files | {"signature.json": files["signature.json"].replace("幸福里".encode(), "平安里".encode())}


def retell(files: Files) -> Files:
    return files | {"metadata.jsonl": files["metadata.jsonl"].replace(b"-SL-2026-00001", b"-SL-2026-00009")}


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (drop, "archive.missing"),
        (add, "archive.added"),
        (change, "archive.changed"),
        (relist, "archive.list_changed"),
        (resign, "archive.signature"),
        (retell, "archive.changed"),
    ],
)
def test_every_change_is_found_and_said(
    house: House, package: bytes, forge: Callable[[Files], Files], code: str
) -> None:
    verdict = judged(house, zipped(forge(files_of(package))))
    assert verdict.outcome is Outcome.ALTERED
    assert code in codes(verdict)


def test_a_key_that_nobody_knows_proves_nothing(package: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(io.BytesIO(package), {}).outcome is Outcome.UNKNOWN_KEY
    assert check_archive(io.BytesIO(package), {}, as_json=False) == 1
    assert "hall keys import" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../evil.pdf", "zip.name"),
        ("/etc/evil", "zip.name"),
        ("C:\\evil", "zip.name"),
        ("papers//x", "zip.name"),
        ("目录.HTML", "zip.twice"),
    ],
)
def test_no_name_leads_out_of_the_package(house: House, package: bytes, name: str, code: str) -> None:
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        judged(house, zipped(files_of(package) | {name: b"x"}))


def test_links_bombs_and_hidden_bytes_are_not_opened(house: House, package: bytes) -> None:
    def with_head(change: Callable[[zipfile.ZipInfo], object], data: bytes) -> bytes:
        file = io.BytesIO(package)
        with zipfile.ZipFile(file, "a") as archive:
            head = entry("papers/x.pdf", house.clock.now())
            change(head)
            archive.writestr(head, data)
        return file.getvalue()

    link = with_head(lambda head: setattr(head, "external_attr", 0o120777 << 16), b"/etc/passwd")
    bomb = with_head(lambda head: None, bytes(40_000_000))
    for data, code in ((link, "zip.link"), (bomb, "zip.bomb"), (b"MZ" + package, "zip.hidden")):
        with pytest.raises(Refusal, match=code.replace(".", r"\.")):
            judged(house, data)


@pytest.mark.parametrize("cut", [10, 1000, 30000])
def test_a_truncated_package_is_called_damaged(house: House, package: bytes, cut: int) -> None:
    with pytest.raises(Refusal, match=r"zip\.damaged"):
        judged(house, package[:-cut])


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    def write() -> None:
        with new_package(tmp_path / "2026.zip") as file:
            file.write(b"half")
            raise OSError(28, "no space")

    with pytest.raises(Refusal, match=r"archive\.disk_full"):
        write()
    with pytest.raises(KeyboardInterrupt), new_package(tmp_path / "2026.zip"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_year_that_has_not_begun_cannot_be_packed(house: House) -> None:
    with pytest.raises(Refusal, match=r"archive\.future"):
        house.hall.see(views.plan, year=2027)

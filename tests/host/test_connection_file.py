"""The connection file: opened by its code alone, for seven days, and never altered unnoticed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall.host import certificates, joining
from hall.host.connection_file import Invitation, new_code, seal, tidy_code, unseal
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.storage import connection
from hall.storage.connection import Connection
from hall.storage.folder import database_in
from ui.shared.i18n import sentence

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("certificates")
    certificates.make(folder, ["192.168.1.10", "hall-pc"], NOW)
    return (folder / certificates.AUTHORITY).read_text(encoding="ascii")


@pytest.fixture(scope="module")
def invitation(authority: str) -> Invitation:
    return Invitation("幸福里社区大厅", "hall-1", ("192.168.1.10",), 5432, "hall", "pc_0123456789ab", "pass", authority,
                      "counter", 2, "device.secret", "00" * 20, NOW)  # fmt: skip


@pytest.fixture(scope="module")
def code() -> str:
    return new_code()


@pytest.fixture(scope="module")
def sealed(invitation: Invitation, code: str) -> bytes:
    return seal(invitation, code)


def said(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return sentence(refusal.value)


def test_the_right_code_opens_it_however_it_is_typed(sealed: bytes, invitation: Invitation, code: str) -> None:
    assert unseal(sealed, f" {code.lower().replace('-', ' ')} ", NOW) == invitation


def test_nothing_can_be_read_without_the_code(sealed: bytes) -> None:
    assert not any(word in sealed for word in (b"pass", b"192.168", b"pc_", b"BEGIN CERT", "幸福".encode()))


def test_a_code_is_read_out_without_doubt() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert not set("".join(codes)) & set("01IO")
    assert all(len(code.split("-")) == 4 for code in codes)


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKLM-NPQ0", "ABCD-EFGH-JKLM-NPQR-STUV"])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        tidy_code(typed)
    assert "连接码不对" in said(refusal)


def test_a_wrong_code_is_one_sentence(sealed: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        unseal(sealed, "2222-2222-2222-2222", NOW)
    assert "连接码不对" in said(refusal)


@pytest.mark.parametrize("part", ["sealed", "nonce"])
def test_a_forged_file_is_one_sentence(sealed: bytes, code: str, part: str) -> None:
    forged = json.loads(sealed)
    forged[part] = ("A" if forged[part][0] != "A" else "B") + forged[part][1:]
    with pytest.raises(Refusal) as refusal:
        unseal(json.dumps(forged).encode(), code, NOW)
    assert "被改动过" in said(refusal)


@pytest.mark.parametrize("file", [b"", b"{}", b"[]", b"\xff\xfe", b"PK\x03\x04", b"{" * 100_000])
def test_what_is_no_connection_file_is_one_sentence(file: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        unseal(file, code, NOW)
    assert "不是连接文件" in said(refusal)


@pytest.mark.parametrize("late", [timedelta(days=7, seconds=1), timedelta(days=-2)])
def test_an_expired_file_is_one_sentence(sealed: bytes, code: str, late: timedelta) -> None:
    with pytest.raises(Refusal) as refusal:
        unseal(sealed, code, NOW + late)
    assert "过了七天" in said(refusal)


def test_a_file_of_another_hall_leaves_the_folder_as_it_is(tmp_path: Path, sealed: bytes, code: str) -> None:
    connection.write(tmp_path, Connection("10.0.0.9", 5432, "hall", "pc_f", hall_id="hall-2", kind="counter"), "x")
    before = (tmp_path / connection.FILE).read_text(encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        joining.join(tmp_path, joining.look(sealed, code, ManualClock(NOW)))
    assert "别的大厅" in said(refusal)
    assert (tmp_path / connection.FILE).read_text(encoding="utf-8") == before


def test_a_hall_of_one_pc_is_not_joined_over(tmp_path: Path, sealed: bytes, code: str) -> None:
    database_in(tmp_path).write_bytes(b"")
    with pytest.raises(Refusal, match=r"host\.folder_taken"):
        joining.join(tmp_path, joining.look(sealed, code, ManualClock(NOW)))


def test_each_window_has_a_folder_of_its_own(tmp_path: Path, sealed: bytes, invitation: Invitation, code: str) -> None:
    joining.join(tmp_path, joining.look(sealed, code, ManualClock(NOW)))
    other = seal(replace(invitation, kind="rating"), code)
    with pytest.raises(Refusal) as refusal:
        joining.join(tmp_path, joining.look(other, code, ManualClock(NOW)))
    assert "另一个窗口" in said(refusal)


def test_the_secrets_stay_out_of_the_data_folder(tmp_path: Path, sealed: bytes, code: str) -> None:
    way = joining.join(tmp_path / "data", joining.look(sealed, code, ManualClock(NOW)))
    written = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "data").iterdir())
    assert "pass" not in written.replace("BEGIN", "")
    assert "device.secret" not in written
    assert connection.url_of(tmp_path / "data", way).password == "pass"

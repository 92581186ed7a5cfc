"""The connection file: opened by its code alone, for seven days, and never altered unnoticed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall.host import certificates, joining, plan
from hall.host.connection_file import Invitation, new_code, seal, tidy_code, unseal
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from hall.storage import connection, pc
from hall.storage.connection import Connection
from hall.storage.folder import database_in
from hall.storage.machine_key import MachineKey
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


@pytest.mark.parametrize(
    "file", [b"", b"{}", b"[]", b"\xff\xfe", b"PK\x03\x04", b"{" * 100_000, b'{"form":' * 1_800, b"[" * 20_000]
)
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


@pytest.fixture
def for_a_kiosk(invitation: Invitation) -> Invitation:
    keys = MachineKey.of(bytes(pc.ROOT_BYTES), invitation.role).to_text()
    return replace(invitation, kind="kiosk", number=0, root="", machine=keys)


def test_a_machine_is_given_its_own_keys_in_a_form_that_older_programs_call_newer(
    for_a_kiosk: Invitation, sealed: bytes, code: str
) -> None:
    file = seal(for_a_kiosk, code)
    assert unseal(file, code, NOW) == for_a_kiosk
    forms = [json.loads(each)["form"] for each in (sealed, file)]
    assert forms == ["one-stop-hall connection 1", "one-stop-hall connection 2"]
    relabelled = json.dumps({**json.loads(file), "form": forms[0]}).encode()
    with pytest.raises(Refusal) as refusal:
        unseal(relabelled, code, NOW)
    assert "被改动过" in said(refusal)


def test_damaged_keys_of_a_machine_are_one_sentence(tmp_path: Path, for_a_kiosk: Invitation, code: str) -> None:
    broken = seal(replace(for_a_kiosk, machine=for_a_kiosk.machine[:-9]), code)
    with pytest.raises(Refusal) as refusal:
        joining.join(tmp_path, joining.look(broken, code, ManualClock(NOW)))
    assert "被改动过" in said(refusal)


def _join(place: Path, said: Invitation, code: str) -> None:
    joining.join(place, joining.look(seal(said, code), code, ManualClock(NOW)))


@pytest.fixture
def key_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Be a PC of its own; answers with the name of the hall's key."""
    monkeypatch.setattr(pc, "folder", lambda: tmp_path / "pc")
    return pc.key_id_of(bytes(pc.ROOT_BYTES))


def test_a_kiosk_that_joins_again_loses_the_halls_key(
    tmp_path: Path, key_id: str, invitation: Invitation, for_a_kiosk: Invitation, code: str
) -> None:
    _join(tmp_path / "data", replace(invitation, kind="kiosk", number=0), code)  # as a program of before invited it
    assert pc.key_of(key_id) == bytes(pc.ROOT_BYTES)
    _join(tmp_path / "data", for_a_kiosk, code)
    assert pc.key_of(key_id) is None
    assert pc.machine_key_of(key_id, for_a_kiosk.role) == for_a_kiosk.machine
    assert (pc.folder() / pc.KEYS).read_text(encoding="utf-8").count(key_id) == 2  # as the entry's name, and in it


@pytest.mark.parametrize("beside", ["counter", "host", "unknown", "moved"])
def test_a_pc_with_another_window_keeps_the_halls_key_for_it(
    tmp_path: Path, key_id: str, invitation: Invitation, for_a_kiosk: Invitation, code: str, beside: str
) -> None:
    if beside == "host":
        pc.remember_key(bytes(pc.ROOT_BYTES))
        plan.keep_master_password(tmp_path / "host", "secret")
    else:
        _join(tmp_path / "other", invitation, code)
    if beside == "moved":
        (tmp_path / "other" / connection.FILE).unlink()
        database_in(tmp_path / "other").write_bytes(b"")
    elif beside == "unknown":
        (tmp_path / "other" / connection.FILE).write_text("?", encoding="utf-8")
    _join(tmp_path / "kiosk", for_a_kiosk, code)
    assert pc.key_of(key_id) == bytes(pc.ROOT_BYTES)
    assert pc.machine_key_of(key_id, for_a_kiosk.role) == for_a_kiosk.machine


def test_a_screen_another_hall_or_a_removed_window_beside_a_kiosk_keeps_no_key_of_this_one(
    tmp_path: Path, key_id: str, invitation: Invitation, for_a_kiosk: Invitation, code: str
) -> None:
    pc.remember_key(bytes(pc.ROOT_BYTES))
    _join(tmp_path / "screen", replace(invitation, kind="rating", root=""), code)
    _join(tmp_path / "removed", invitation, code)
    (tmp_path / "removed" / connection.FILE).unlink()
    _join(tmp_path / "other hall", replace(invitation, hall_id="hall-2", root="01" * pc.ROOT_BYTES), code)
    _join(tmp_path / "kiosk", for_a_kiosk, code)
    assert pc.key_of(key_id) is None
    assert pc.key_of(pc.key_id_of(b"\x01" * pc.ROOT_BYTES)) is not None

"""Certificates that end: said two months before, renewed without a step at the other PCs."""

import json
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hall.host import certificates, plan, renewing
from hall.host.certificates import AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY, VALID
from hall.host.front import Door, Front
from hall.host.plan import Places, Plan
from hall.host.status import status_of
from hall.kernel.clock import ManualClock
from hall.kernel.refusal import Refusal
from tests.e2e.command import run
from tests.postgres import free_port
from ui.commands.admin_machine import ThisPc
from ui.shared.i18n import sentence

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime.now(UTC).replace(microsecond=0)  # of the PC itself: a TLS handshake asks no other clock


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """Give the data folder of a host with its certificates, whose server is off."""
    plan.write(tmp_path, Plan(port=free_port(), inner_port=free_port(), names=("192.168.1.10",)))
    certificates.make(Places(tmp_path).certificates, ["192.168.1.10"], NOW)
    return tmp_path


def shown(door: Front, authority: Path) -> bytes:
    """Come to the door as a PC that trusts an authority; answers with the certificate that is shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(authority)
    with socket.create_connection(("127.0.0.1", door.port), 5) as bare:
        bare.sendall(b"\0\0\0\x08\x04\xd2\x16\x2f")
        assert bare.recv(1) == b"S"
        with context.wrap_socket(bare) as secure:
            return secure.getpeercert(binary_form=True) or b""


def test_a_running_door_shows_the_new_certificate_and_the_pcs_trust_it_as_it_is(host: Path, tmp_path: Path) -> None:
    place = Places(host).certificates
    kept = tmp_path / "on-another-pc.pem"
    kept.write_bytes((place / AUTHORITY).read_bytes())
    door = Front(Door("127.0.0.1", 0, 9, "hall", place))
    door.open()
    try:
        before = shown(door, kept)
        later = NOW + timedelta(days=3000)
        assert renewing.renew(host, ManualClock(NOW)) == NOW + VALID
        door.renew()
        assert shown(door, kept) != before
        assert renewing.renew(host, ManualClock(later)) == later + VALID
        (place / SERVER).write_text("half", encoding="ascii")
        with pytest.raises(Refusal) as refusal:
            door.renew()
        assert "--new-authority" in sentence(refusal.value)
        assert shown(door, kept)  # whoever comes meanwhile is served on
    finally:
        door.close()
    assert [(place / name).stat().st_mode & 0o077 for name in (AUTHORITY_KEY, SERVER_KEY)] == [0, 0]


@pytest.mark.parametrize(
    ("left", "words"),
    [(timedelta(days=61), ""), (timedelta(days=59, hours=1), "还有 59 天"), (timedelta(hours=-1), "已经到期")],
)
def test_the_end_of_the_certificate_is_said_two_months_before(host: Path, left: timedelta, words: str) -> None:
    warning = status_of(host, ManualClock(NOW + VALID - left)).warning
    said = sentence(warning) if warning else ""
    assert words in said
    assert bool(said) is bool(words)
    assert not said or (
        "hall host renew，其他电脑不用动" in said and f"{(NOW + VALID).astimezone(ZONE):%Y-%m-%d}" in said
    )


def test_the_end_of_the_authority_says_that_every_pc_is_concerned(host: Path) -> None:
    end = NOW + certificates.AUTHORITY_VALID
    renewing.renew(host, ManualClock(end - timedelta(days=30)))
    assert status_of(host).certificate_ends == end  # not beyond what the PCs believe
    warning = status_of(host, ManualClock(end - timedelta(days=30))).warning
    assert warning is not None
    assert "每台电脑" in sentence(warning)
    with pytest.raises(Refusal, match=r"host\.authority_ended"):
        renewing.renew(host, ManualClock(end + timedelta(days=1)))


def test_the_command_the_status_and_the_administrators_window_say_it(host: Path) -> None:
    certificates.renew(Places(host).certificates, ["192.168.1.10"], NOW - VALID + timedelta(days=20))
    told = json.loads(run(host, "host", "status", "--json").stdout)
    assert "hall host renew" in told["warning"]
    assert told["warning"] in run(host, "host", "status").stdout
    assert told["warning"] in ThisPc(host).host().trouble
    renewed = run(host, "host", "renew")
    assert (renewed.returncode, f"{NOW + VALID:%Y-%m}" in renewed.stdout) == (0, True)
    assert json.loads(run(host, "host", "status", "--json").stdout)["warning"] is None


def test_a_host_that_kept_no_key_makes_a_new_authority_that_has_another_fingerprint(host: Path) -> None:
    (Places(host).certificates / AUTHORITY_KEY).unlink()
    before = status_of(host).fingerprint
    refused = run(host, "host", "renew")
    assert (refused.returncode, "--new-authority" in refused.stderr) == (1, True)
    anew = run(host, "host", "renew", "--new-authority", "--yes")
    assert anew.returncode == 0
    assert status_of(host).fingerprint in anew.stdout
    assert status_of(host).fingerprint != before


def test_a_given_servers_certificate_is_its_own_business(tmp_path: Path) -> None:
    plan.write(tmp_path, Plan(port=5432, inner_port=5432, names=("db",), given="192.0.2.1"))
    with pytest.raises(Refusal) as refusal:
        renewing.renew(tmp_path)
    assert "管理员" in sentence(refusal.value)
    warning = renewing.warning(plan.read(tmp_path), NOW, NOW + timedelta(days=10), NOW, ZONE)
    assert warning is not None
    assert "hall host setup --ca" in sentence(warning)

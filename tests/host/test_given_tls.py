"""A given server with TLS of its own: the hall's PCs come to it themselves, and trust no other."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall.host import certificates, plan
from hall.host.running import Host
from hall.host.setup import Wishes, set_up
from hall.host.status import status_of
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import queue
from tests.host.secured import NAME, Authority, SecuredServer
from tests.host.serving import Served, found_in, other_pc
from tests.waiting import until
from ui.shared.i18n import sentence


@pytest.fixture(scope="module")
def server() -> Iterator[SecuredServer]:
    given = SecuredServer()
    try:
        given.make()
        yield given
    finally:
        given.remove()


@pytest.fixture(scope="module")
def served(server: SecuredServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give a host that looks after a hall of two counters on the given server."""
    folder = tmp_path_factory.mktemp("host")
    set_up(folder, Wishes(server=server.address(), authority=server.ca))
    found_in(folder)
    host = Host(folder)
    thread = threading.Thread(target=host.run, name="host")
    thread.start()
    try:
        until(lambda: host._hall, "the host does not open its hall", patience=30)
        yield Served(folder, folder.parent, host)
    finally:
        host.end()
        thread.join()


def refused(folder: Path, wishes: Wishes) -> str:
    with pytest.raises(Refusal) as refusal:
        set_up(folder, wishes)
    assert not (folder / plan.FILE).exists()
    return sentence(refusal.value)


BAD: dict[str, tuple[Callable[[SecuredServer], None], str, str]] = {
    "over": (lambda server: server.show([NAME], begins=-300, ends=-2), "已经过期", "已经过期"),
    "not yet": (lambda server: server.show([NAME], begins=20), "还没有到生效的日子", "证书不是本大厅的"),
    "name": (lambda server: server.show(["mail.office.example"]), "证书上没有写这个名称", "写的是别的名称"),
    "authority": (lambda server: server.show([NAME], authority=Authority("Other CA")), "不是 --ca", "不是本大厅的"),
    "plain": (lambda server: server.settle(ssl=False), "没有开 TLS", "没有加密连接"),
}


@pytest.mark.parametrize(("spoil", "at_set_up", "at_a_pc"), BAD.values(), ids=BAD)
def test_a_server_that_cannot_be_trusted_is_told_no_password(
    server: SecuredServer, served: Served, guide: Path, tmp_path: Path,
    spoil: Callable[[SecuredServer], None], at_set_up: str, at_a_pc: str,
) -> None:  # fmt: skip
    spoil(server)
    server.reload()
    try:
        assert at_set_up in refused(tmp_path, Wishes(server=server.address(), authority=server.ca))
        with other_pc(guide), pytest.raises(Refusal) as refusal:
            open_hall(guide / "data")
        assert at_a_pc in sentence(refusal.value)
        warning = status_of(served.folder).warning
        assert warning is not None
        assert at_set_up in sentence(warning)
    finally:
        server.settle()
        server.show([NAME])
        server.reload()


@pytest.fixture(scope="module")
def guide(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place of a PC of the guide desk that has joined."""
    place = tmp_path_factory.mktemp("guide")
    served.join(served.invite("guide"), place).close()
    return place


def test_a_kiosk_comes_to_the_server_itself_and_every_connection_is_encrypted(
    server: SecuredServer, served: Served, tmp_path: Path
) -> None:
    kiosk = served.join(served.invite("kiosk"), tmp_path / "kiosk")
    assert kiosk.do(queue.take_ticket, service_code="aid")
    plain = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE datname = 'hall' AND NOT ssl"
    assert server.order(plain) == [(0,)]
    state = status_of(served.folder)
    assert (state.running, state.trouble, state.warning, state.given) == (True, "", None, NAME)
    assert [client.address for client in state.clients if client.kind == "kiosk"] == ["127.0.0.1"]
    assert state.certificate_ends is not None
    assert state.certificate_ends - datetime.now(UTC) < timedelta(days=366)
    kiosk.close()


def test_a_kiosk_has_the_counting_role_only_when_it_says_so(server: SecuredServer, served: Served) -> None:
    device = served.invite("kiosk").device_id
    may = f"SELECT pg_has_role('pc_{device[-12:]}', 'hall_counting', kind) FROM unnest('{{USAGE,MEMBER}}'::text[]) kind"
    assert server.order(may, "hall") == [(False,), (True,)]


def test_the_host_copies_the_hall_at_night_and_says_when_it_did(served: Served) -> None:
    copies = served.host.places.logical
    until(lambda: list(copies.glob("*Z.zip")), "no copy is made by itself", patience=30)
    state = status_of(served.folder)
    assert state.copied_at is not None
    assert not list(served.host.places.copies.glob("*"))


def test_a_host_that_starts_before_its_server_waits_for_it(server: SecuredServer, served: Served) -> None:
    server.stop()
    until(lambda: served.host.news.trouble == "host.given_stopped", "nobody is told", patience=20)
    early = Host(served.folder)  # as after a power cut: the host is up first
    early._begin()
    assert early.news.trouble == "host.given_stopped"
    served.host._ready = False
    served.host._let_go_of_hall()
    server.start()
    until(lambda: served.host._hall and not served.host.news.trouble, "the host does not come back", patience=30)
    assert served.host._ready


def test_an_authority_is_read_as_it_is_handed_over_and_a_key_is_none(server: SecuredServer, tmp_path: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = server.ca.read_text(encoding="ascii")
    binary, worded, key = tmp_path / "ca.cer", tmp_path / "ca.crt", tmp_path / "ca.key"
    binary.write_bytes(x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER))
    worded.write_text(f"Certificate:\n    Data: …\n{pem}", encoding="utf-8")
    key.write_bytes(server.authority.sign([NAME], timedelta(0), timedelta(days=1))[0])
    assert certificates.read_authority(binary) == certificates.read_authority(worded) == pem
    assert certificates.fingerprint(pem + pem) != certificates.fingerprint(pem)
    assert "根证书" in refused(tmp_path / "folder", Wishes(server=server.address(), authority=key))
    assert "读不出" in refused(tmp_path / "folder", Wishes(server=server.address(), authority=tmp_path / "none.pem"))

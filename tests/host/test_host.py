"""A hall full of PCs, for real: set up, join over TLS, act, and be told in words why a connection is refused."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from hall.host import certificates, copying, inviting, joining, plan, rights
from hall.host.cluster import archive_command
from hall.host.plan import MASTER
from hall.host.running import Host
from hall.host.service import task_script, unit
from hall.host.status import status_of
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.opening import open_hall
from hall.schema import HEAD
from hall.service import Hall, posts_views, queue
from hall.storage import connection
from hall.storage.connection import Connection
from hall.storage.engine import open_engine
from hall.storage.trouble import sentence_for
from tests.host.serving import NAME, Served, other_pc
from tests.waiting import until
from ui.shared.i18n import sentence


@pytest.fixture(scope="module")
def kiosk_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kiosk")


@pytest.fixture(scope="module")
def kiosk(served: Served, kiosk_place: Path) -> Iterator[Hall]:
    """Give the kiosk as it stands on another PC of the hall."""
    hall = served.join(served.invite("kiosk"), kiosk_place)
    yield hall
    hall.close()


@pytest.fixture
def way(kiosk: Hall, kiosk_place: Path) -> tuple[Connection, str, Path]:
    """Give how that PC comes to the host, its password, and the certificate that it trusts."""
    with other_pc(kiosk_place):
        said = connection.read(kiosk_place / "data")
        assert isinstance(said, Connection)
        password = connection.url_of(kiosk_place / "data", said).password
    return said, str(password), kiosk_place / "data" / connection.CERTIFICATE


def tickets(served: Served) -> int:
    """Return how many tickets are in the hall's books."""
    with rights.master(served.folder, plan.read(served.folder)) as master:
        return int(master.execute(text("SELECT count(*) FROM ticket")).scalar_one())


def taken(kiosk: Hall, request: str) -> str | None:
    """Press the same key again; None while the host is away, which is said in a sentence."""
    try:
        return kiosk.do_once(request, queue.take_ticket, service_code="aid")
    except Refusal as refusal:
        if "主机" not in sentence(refusal):
            raise
        return None


def refused(said: Connection, password: str, authority: Path | None) -> str:
    """Return the sentence with which a connection is refused."""
    engine = open_engine(connection.address(said, password, authority))
    with pytest.raises(DBAPIError) as error:
        engine.connect()
    engine.dispose()
    refusal = sentence_for(error.value)
    assert isinstance(refusal, Refusal), error.value
    return sentence(refusal)


def clients_of(served: Served) -> list[tuple[str, str]]:
    return [(client.device, client.address) for client in status_of(served.folder).clients]


def test_a_pc_that_has_joined_works_over_tls(served: Served, kiosk: Hall) -> None:
    before = tickets(served)
    kiosk.do(queue.take_ticket, service_code="aid")
    assert tickets(served) == before + 1
    assert status_of(served.folder).running
    here = [("取号机", "127.0.0.1")]  # the host notes now and then who comes from where
    until(lambda: clients_of(served) == here, f"the host knows {clients_of(served)}", patience=20)


def test_the_file_names_hall_and_fingerprint_before_anybody_joins(served: Served) -> None:
    made = served.invite("display")
    offered = joining.look(made.sealed, made.code)
    state = status_of(served.folder)
    assert (offered.hall_name, offered.fingerprint) == (NAME, state.fingerprint)
    assert offered.invitation.root == ""


def test_a_connection_without_tls_is_refused(way: tuple[Connection, str, Path]) -> None:
    said, password, _ = way
    with pytest.raises(psycopg.OperationalError, match="without TLS"):
        psycopg.connect(host=said.host, port=said.port, user=said.role, password=password, dbname=said.database,
                        sslmode="disable")  # fmt: skip


def test_old_tls_is_refused(served: Served) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", served.port), 5) as bare:
        bare.sendall(b"\0\0\0\x08\x04\xd2\x16\x2f")
        assert bare.recv(1) == b"S"
        with pytest.raises(ssl.SSLError):
            context.wrap_socket(bare)


def test_the_owner_of_the_server_is_not_admitted_from_the_network(
    served: Served, way: tuple[Connection, str, Path]
) -> None:
    said, _, authority = way
    master = replace(said, role=MASTER)
    assert "主机不认这台电脑" in refused(master, plan.master_password(served.folder), authority)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"host": "no-such-host.invalid"}, "网络里找不到大厅主机"),
        ({"port": 9}, "大厅服务没有运行"),
        ({"database": "other"}, "没有本大厅的数据库"),
        ({"role": "pc_000000000000"}, "主机不认这台电脑"),
    ],
)
def test_each_way_of_not_connecting_has_its_words(
    way: tuple[Connection, str, Path], change: dict[str, str | int], words: str
) -> None:
    said, password, authority = way
    assert words in refused(replace(said, **change), password, authority)


def test_a_wrong_password_is_said(way: tuple[Connection, str, Path]) -> None:
    said, _, authority = way
    assert "主机不认这台电脑" in refused(said, "wrong", authority)


def test_a_host_with_another_certificate_is_not_spoken_to(way: tuple[Connection, str, Path], tmp_path: Path) -> None:
    said, password, _ = way
    certificates.make(tmp_path, ["127.0.0.1"], datetime.now(UTC))
    assert "证书不是本大厅的" in refused(said, password, tmp_path / certificates.AUTHORITY)


def test_a_host_that_does_not_answer_is_said(way: tuple[Connection, str, Path]) -> None:
    said, password, authority = way
    with socket.create_server(("127.0.0.1", 0)) as mute:
        engine = open_engine(connection.address(replace(said, port=mute.getsockname()[1]), password, authority))
        event.listen(engine, "do_connect", lambda _d, _r, _a, arguments: arguments.update(connect_timeout=2))
        with pytest.raises(DBAPIError) as error:
            engine.connect()
    assert "没有回应" in sentence(sentence_for(error.value))  # type: ignore[arg-type]


@pytest.mark.parametrize(("revision", "words"), [("0001", "请先升级主机"), ("9999", "升级到新版")])
def test_another_version_of_the_host_is_said_and_no_table_is_touched(
    served: Served, kiosk: Hall, kiosk_place: Path, revision: str, words: str
) -> None:
    with rights.master(served.folder, plan.read(served.folder)) as master:
        master.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    try:
        with other_pc(kiosk_place), pytest.raises(Refusal) as refusal:
            open_hall(kiosk_place / "data")
    finally:
        with rights.master(served.folder, plan.read(served.folder)) as master:
            master.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": HEAD})
    assert words in sentence(refusal.value)


def test_a_window_that_stays_open_while_the_host_becomes_newer_writes_nothing(served: Served, kiosk: Hall) -> None:
    kiosk.do(queue.take_ticket, service_code="aid")
    before = tickets(served)
    with rights.master(served.folder, plan.read(served.folder)) as master:
        master.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    kiosk._engine.dispose()  # a host that is brought up to date begins anew, and its windows connect anew
    try:
        with pytest.raises(Refusal, match=r"storage\.newer") as refusal:
            kiosk.do(queue.take_ticket, service_code="aid")
    finally:
        with rights.master(served.folder, plan.read(served.folder)) as master:
            master.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": HEAD})
    assert "升级到新版" in sentence(refusal.value)
    assert tickets(served) == before
    kiosk.do(queue.take_ticket, service_code="aid")
    assert tickets(served) == before + 1


def test_a_device_that_is_expelled_is_out_at_once(served: Served, tmp_path: Path) -> None:
    made = served.invite("guide")
    guide = served.join(made, tmp_path / "guide")
    guide.see(posts_views.counters)
    inviting.dismiss(served.folder, made.device_id)
    with pytest.raises(Refusal) as refusal:
        guide.see(posts_views.counters)
    assert "主机不认这台电脑" in sentence(refusal.value)
    guide.close()


def test_a_server_that_dies_comes_back_and_what_was_pressed_counts_once(served: Served, kiosk: Hall) -> None:
    told: list[frozenset[Topic]] = []
    kiosk.feed.subscribe(told.append)
    until(lambda: told, "the feed does not begin", patience=10)
    restarts, before = served.host.news.restarts, tickets(served)
    cluster = served.host._cluster
    assert cluster is not None
    assert cluster._process is not None
    cluster._process.kill()
    cluster._process.wait()
    told.clear()
    request = new_id()
    until(lambda: taken(kiosk, request), "the kiosk does not come back", patience=30)
    first = taken(kiosk, request)
    assert kiosk.do_once(request, queue.take_ticket, service_code="aid") == first
    assert tickets(served) == before + 1
    until(lambda: frozenset(Topic) in told, "the feed does not come back with every topic", patience=15)
    assert served.host.news.restarts == restarts + 1


def test_the_nightly_copy_is_proven_and_old_ones_go(served: Served) -> None:
    cluster = served.host._cluster
    assert cluster is not None
    until(lambda: copying.copies_of(served.host.places), "no copy is made by itself", patience=30)
    cluster.plan = replace(cluster.plan, copies=1)
    done = copying.copy(cluster, datetime(2027, 1, 1, tzinfo=UTC))
    assert copying.copies_of(served.host.places) == [done]
    status = status_of(served.folder)
    assert status.copied_at == datetime(2027, 1, 1, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert status.archived_until is not None
    assert not list(served.host.places.wal.glob("*.part"))


def test_a_copy_is_due_once_a_night_and_made_up_for_in_the_morning() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    night, morning = datetime(2026, 11, 23, 2, 30, tzinfo=zone), datetime(2026, 11, 23, 8, 50, tzinfo=zone)
    assert copying.is_due(None, morning, "02:30")
    assert copying.is_due(night - timedelta(days=1), morning, "02:30")
    assert not copying.is_due(night, morning, "02:30")
    assert not copying.is_due(night - timedelta(hours=23), night - timedelta(minutes=1), "02:30")


def test_a_second_host_on_the_same_folder_is_refused(served: Served) -> None:
    with pytest.raises(Refusal) as refusal:
        Host(served.folder).run()
    assert "已经在运行" in sentence(refusal.value)


def test_a_segment_is_archived_whole_and_the_same_one_twice_is_no_fault(tmp_path: Path) -> None:
    wal, segment = tmp_path / "w a l", tmp_path / "0001"
    wal.mkdir()
    segment.write_bytes(b"log" * 1000)
    command = archive_command(wal).replace("%p", str(segment)).replace("%f", segment.name)

    def archive() -> int:
        return subprocess.run(["sh", "-c", command], check=False, capture_output=True).returncode

    assert [archive(), archive()] == [0, 0]
    assert (wal / "0001").read_bytes() == segment.read_bytes()
    segment.write_bytes(b"other")
    assert archive() != 0
    assert (wal / "0001").read_bytes() == b"log" * 1000


def test_the_service_starts_with_the_pc_and_is_given_time_to_end() -> None:
    text_of_unit = unit(Path("/srv/50% hall"), Path("/opt/hall/bin/hall"), system=True)
    assert 'ExecStart="/opt/hall/bin/hall" --data "/srv/50%% hall" host run' in text_of_unit
    assert "TimeoutStopSec=90" in text_of_unit
    assert "WantedBy=multi-user.target" in text_of_unit
    assert "host run" in task_script(Path("/srv/hall"), Path("hall.exe"))


def test_a_host_that_is_ended_on_purpose_stays_so_and_one_that_dies_comes_back() -> None:
    """`hall host stop` before a copy or a move must not be undone three seconds later."""
    for system in (True, False):
        assert "\nRestart=on-failure\n" in unit(Path("/srv/hall"), Path("/opt/hall/bin/hall"), system=system)


@pytest.mark.parametrize(("system", "most"), [(True, 3.5), (False, 7.0)])
def test_the_service_may_do_what_a_host_needs_and_little_more(tmp_path: Path, system: bool, most: float) -> None:
    file = tmp_path / "one-stop-hall-host.service"
    file.write_text(unit(tmp_path / "50% 大厅", Path("/bin/true"), system=system), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", file], check=False, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    judge = ["systemd-analyze", "security", "--offline=true", f"--threshold={most * 10:.0f}", "--no-pager", file]
    judged = subprocess.run(judge, check=False, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout.splitlines()[-1]

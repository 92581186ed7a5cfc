"""A server that the hall was given: taken into service in words, not disturbed at its work, and joined by other PCs."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from hall.backup import write
from hall.host import given, inviting, plan, rights, setup
from hall.host.running import Host
from hall.host.setup import Wishes, set_up
from hall.host.status import status_of
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.opening import engine_of, open_hall
from hall.service import HallFacts, SystemHall, backup_views, posts_views, queue
from hall.storage import settings
from hall.storage.engine import for_writing, open_engine, sqlite_url
from hall.storage.folder import database_in
from hall.storage.recovery import code_of
from tests.backup.halls import live_a_little, root_of
from tests.e2e.command import run
from tests.host.serving import NAME, Served
from tests.postgres import PostgresServer, free_port
from tests.waiting import until
from ui.shared.i18n import sentence

DBA = "dba"
"""Whoever looks after the given server: may make roles and databases, and is not its master."""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    given = PostgresServer()
    try:
        given.start()
        with psycopg.connect(given.url("postgres").replace("+psycopg", ""), autocommit=True) as master:
            master.execute(f"CREATE ROLE {DBA} LOGIN CREATEROLE CREATEDB PASSWORD 'x'")
        yield given
    finally:
        given.stop()


@pytest.fixture(scope="module")
def address(server: PostgresServer) -> str:
    """Give what the administrator types after --server."""
    return f"postgresql://{DBA}:x@127.0.0.1:{server.port}/postgres"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """Give the folder of a hall of one PC, a copy of that hall, and its recovery code."""
    folder, copy = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("copy") / "大厅.zip"
    live_a_little(sqlite_url(database_in(folder)))
    engine = open_engine(sqlite_url(database_in(folder)))
    with Session(for_writing(engine)) as session, session.begin():
        settings.write(session, HallFacts(hall_id=new_id(), name=NAME))
    write(engine, copy)
    code = code_of(root_of(engine))
    engine.dispose()
    return folder, copy, code


@pytest.fixture(scope="module")
def served(address: str, copied: tuple[Path, Path, str]) -> Iterator[Served]:
    """Give a host on the given server, to which the hall of one PC has moved."""
    folder = copied[0]
    set_up(folder, Wishes(names=("127.0.0.1",), server=address, address="127.0.0.1"))
    host = Host(folder)
    thread = threading.Thread(target=host.run, name="host")
    thread.start()
    try:
        until(lambda: host.news.at, "the host does not begin to serve", patience=30)
        moved = run(folder, "move", "--to", "host")
        assert moved.returncode == 0, moved.stderr
        yield Served(folder, folder.parent, host)
    finally:
        host.end()
        thread.join()


def refused(folder: Path, server: str) -> str:
    with pytest.raises(Refusal) as refusal:
        set_up(folder, Wishes(server=server))
    assert not (folder / plan.FILE).exists()
    return sentence(refusal.value)


def test_a_server_that_cannot_be_had_is_said_and_may_be_tried_again(tmp_path: Path, address: str) -> None:
    assert "管理员或密码" in refused(tmp_path, address.replace(":x@", ":wrong@"))
    assert "没有运行" in refused(tmp_path, f"postgresql://{DBA}:x@127.0.0.1:{free_port()}/postgres")
    assert "没有这个数据库" in refused(tmp_path, address.replace("/postgres", "/nowhere"))
    assert "--ca" in refused(tmp_path, f"postgresql://{DBA}:x@192.0.2.1/postgres")
    assert "看不懂" in refused(tmp_path, "mysql://root@127.0.0.1/")


def test_an_administrator_who_may_not_make_roles_is_told_so_and_leaves_nothing(
    tmp_path: Path, server: PostgresServer, address: str
) -> None:
    master(server, "CREATE ROLE clerk LOGIN CREATEDB PASSWORD 'x'")
    try:
        assert "CREATEROLE" in refused(tmp_path, address.replace(DBA, "clerk"))
        with psycopg.connect(server.url("postgres").replace("+psycopg", "")) as opened:
            assert opened.execute("SELECT 1 FROM pg_roles WHERE rolname = 'hall_master'").fetchone() is None
    finally:
        master(server, "DROP ROLE clerk")


def test_a_server_of_another_time_is_not_taken(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "OLDEST", 99)
    assert "太旧了：请把它升级到 PostgreSQL 99" in refused(tmp_path, address)


def test_a_server_that_lets_everybody_in_is_not_taken(tmp_path: Path, server: PostgresServer, address: str) -> None:
    rules = server.data / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    rules.write_text(before.replace("scram-sha-256", "trust"), encoding="utf-8")
    reload(server)
    try:
        assert "不核对密码" in refused(tmp_path, address)
    finally:
        rules.write_text(before, encoding="utf-8")
        reload(server)
        drop(server)


def test_another_programs_database_of_that_name_is_left_alone(
    tmp_path: Path, server: PostgresServer, address: str
) -> None:
    master(server, "CREATE DATABASE hall")
    try:
        assert "别的程序的数据库" in refused(tmp_path, address)
    finally:
        drop(server)


def test_a_hall_moves_to_the_given_server_and_its_pcs_come_through_the_door(served: Served, tmp_path: Path) -> None:
    until(lambda: served.host._hall, "the host does not open its hall", patience=20)
    made = served.invite("kiosk")
    kiosk = served.join(made, tmp_path / "kiosk")
    assert kiosk.do(queue.take_ticket, service_code="aid")
    state = status_of(served.folder)
    assert (state.running, state.trouble, state.given) == (True, "", "127.0.0.1")
    until(lambda: any(client.address for client in status_of(served.folder).clients), "nobody is known", patience=20)
    inviting.dismiss(served.folder, made.device_id)
    with pytest.raises(Refusal) as refusal:
        kiosk.see(posts_views.counters)
    assert "主机不认这台电脑" in sentence(refusal.value)
    kiosk.close()
    assert run(served.folder, "check").returncode == 0


def test_setting_up_again_keeps_what_stands_and_another_server_is_refused(served: Served, address: str) -> None:
    before = (served.folder / plan.FILE).read_text(encoding="utf-8")
    set_up(served.folder, Wishes(server=address))
    with pytest.raises(Refusal) as refusal:
        set_up(served.folder, Wishes(server=f"postgresql://{DBA}:x@127.0.0.1:{free_port()}/postgres"))
    assert "另一个数据库服务" in sentence(refusal.value)
    assert (served.folder / plan.FILE).read_text(encoding="utf-8") == before


def test_a_starting_host_waits_for_whoever_is_in_the_middle_of_something(served: Served) -> None:
    engine, failed = engine_of(served.folder), list[Refusal]()
    waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'ticket'::regclass"

    def start() -> None:
        try:
            setup.prepare(served.folder, plan.read(served.folder))
        except Refusal as refusal:
            failed.append(refusal)

    starting = threading.Thread(target=start)
    with engine.connect() as work:
        work.exec_driver_sql("LOCK TABLE ticket IN ROW EXCLUSIVE MODE")
        starting.start()
        until(lambda: work.exec_driver_sql(waits).first(), "nothing waits for the work", patience=20)
        work.exec_driver_sql("SET LOCAL lock_timeout = '700ms'")  # a second on, the server would end one of the two
        work.exec_driver_sql("LOCK TABLE audit_entry IN ROW EXCLUSIVE MODE")  # what the rules of rights touch first
        work.commit()
    starting.join()
    engine.dispose()
    assert failed == []


def test_a_copy_of_a_hall_of_one_pc_comes_back_on_the_host_and_its_pcs_may_work(
    served: Served, copied: tuple[Path, Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rights.master(served.folder, plan.read(served.folder)) as master:
        master.execute(text("ALTER TABLE ticket ADD COLUMN of_another_version text"))  # so that all are made anew
    monkeypatch.setenv("HALL_RECOVERY_CODE", copied[2])
    restored = run(served.folder, "restore", str(copied[1]), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert run(served.folder, "check").returncode == 0
    hall = open_hall(served.folder, kind=SystemHall)
    assert hall.see(backup_views.restorings)[0].kind == "restored"
    hall.close()
    kiosk = served.join(served.invite("kiosk"), tmp_path / "kiosk")
    assert kiosk.do(queue.take_ticket, service_code="aid")
    kiosk.close()


def master(server: PostgresServer, *statements: str) -> None:
    with psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True) as opened:
        for statement in statements:
            opened.execute(statement)


def reload(server: PostgresServer) -> None:
    """Let the server read its rules again, and wait until it has."""
    since = "SELECT pg_conf_load_time()"
    with psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True) as opened:
        before = opened.execute(since).fetchone()
        opened.execute("SELECT pg_reload_conf()")
        until(lambda: opened.execute(since).fetchone() != before, "the rules are not read again", patience=10)


def drop(server: PostgresServer) -> None:
    with suppress(psycopg.errors.UndefinedObject):
        master(server, "DROP DATABASE IF EXISTS hall WITH (FORCE)", "DROP ROLE hall_master")

"""The hall comes back as it was at one minute, from a nightly copy and the log, while the host goes on."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from hall.host import copying, plan, rights
from hall.host.recovering import recover
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.service import SystemHall, people
from tests.host.serving import Served
from ui.shared.i18n import sentence

BEFORE = {"name": "欧阳先", "id_kind": "resident_card", "id_number": "110105199003078510"}
AFTER = {"name": "欧阳后", "id_kind": "resident_card", "id_number": "110105199003078035"}


def test_what_came_before_the_minute_is_in_it_and_what_came_after_is_not(served: Served, tmp_path: Path) -> None:
    cluster = served.host._cluster
    assert cluster is not None
    cluster.plan = replace(cluster.plan, copies=7)
    copying.copy(cluster, datetime.now(UTC))
    hall = open_hall(served.folder, kind=SystemHall)
    hall.do(people.register, **BEFORE)
    at = now_of(served)
    hall.do(people.register, **AFTER)
    recovered = recover(served.folder, at, tmp_path / "then.zip")
    assert recovered.problems == ()
    with ZipFile(tmp_path / "then.zip") as copy:
        residents = copy.read("tables/person.jsonl").decode()
    assert (BEFORE["name"] in residents, AFTER["name"] in residents) == (True, False)
    assert hall.do(people.register, **AFTER)  # the host has not stood still
    hall.close()
    assert not list(served.folder.glob("recover-*"))


def test_a_minute_before_the_oldest_copy_is_said(served: Served, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        recover(served.folder, datetime(2020, 1, 1, tzinfo=UTC), tmp_path / "then.zip")
    assert "还没有夜间备份" in sentence(refusal.value)
    assert not (tmp_path / "then.zip").exists()


def now_of(served: Served) -> datetime:
    """Return the server's own time: its log goes by it."""
    with rights.master(served.folder, plan.read(served.folder)) as master:
        at = master.execute(text("SELECT clock_timestamp()")).scalar_one()
    assert isinstance(at, datetime)
    return at

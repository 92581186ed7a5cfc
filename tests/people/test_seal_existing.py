"""A register of an older version, open for anybody with the file, is sealed by the step and found as before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, String, Text, column, delete, select, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from hall.contacts.model import ContactSheet
from hall.people import actions, views
from hall.people.model import PersonFragment
from hall.people.seal_existing import MARKED, SEALED, seal_existing
from hall.storage.engine import for_writing, open_engine
from hall.storage.scrub import scrub
from hall.storage.sealer import VERSION
from hall.storage.sealing import sealer_of
from tests.halls import furnish_database, sample_hall
from tests.sealed import lived_visit, readable

NUMBER, PHONE = "11999919900307006X", "13912345678"


def lay_open(connection: Connection) -> None:
    """Write everything as an older version had it: plain, without marks, without fragments."""
    sealer = sealer_of(connection.dialect)
    for name, columns in SEALED.items():
        here = table(name, column("id", String), *(column(each, Text) for each in columns))
        for row in connection.execute(select(here)).mappings().all():
            plain = {c: sealer.open(row[c]) for c in columns if (row[c] or "").startswith(VERSION)}
            if plain:
                connection.execute(here.update().where(here.c.id == row["id"]).values(plain))
    for name, marks in MARKED.items():
        connection.execute(text(f"UPDATE {name} SET " + ", ".join(f"{mark} = ''" for mark in marks)))
    connection.execute(delete(PersonFragment))


def test_plain_rows_end_sealed_and_are_found_again(prepared_database: Callable[[Callable[[str], Any]], str]) -> None:
    url = prepared_database(furnish_database)
    sample = sample_hall(url)
    secrets = lived_visit(sample, number=NUMBER, phone=PHONE)
    hall = sample.itself
    engine = open_engine(url)
    sealed_before = hall.see(views.find, text="王晓明")
    with for_writing(hall._engine).begin() as connection:
        lay_open(connection)
    assert readable(engine, secrets) != []
    assert hall.see(views.find, text=NUMBER) == ()
    with for_writing(hall._engine).begin() as connection:
        assert seal_existing(connection) >= 3  # the person, what was known of them, the sheet
        assert seal_existing(connection) == 0
    assert readable(engine, secrets) == []
    for typed in (NUMBER, NUMBER[-4:], PHONE, PHONE[-4:], "王晓", "wxm"):
        assert (typed, hall.see(views.find, text=typed)) == (typed, sealed_before)
    assert hall.do(actions.register, name="王晓明", id_kind="resident_card", id_number=NUMBER) == sealed_before[0].id
    with Session(hall._engine) as session:
        assert PHONE in {sheet.phone for sheet in session.scalars(select(ContactSheet))}
    hall.close()
    scrub(engine)
    engine.dispose()
    if url.startswith("sqlite"):
        content = Path(make_url(url).database).read_bytes()
        assert [secret for secret in secrets if secret.encode() in content] == []

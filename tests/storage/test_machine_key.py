"""A machine in the open seals for the hall and finds people by their card; it opens nothing, and nor does its thief."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, Text, bindparam, column, select, table, type_coerce
from sqlalchemy.orm import Session

from hall.appointments.model import Appointment
from hall.appointments.views import days_open, slots
from hall.backup.restoring import restore
from hall.backup.writing import write
from hall.documents import views as documents_views
from hall.documents.model import Document
from hall.kernel.refusal import Refusal
from hall.keys.model import HallKey
from hall.opening import open_hall
from hall.people import actions as people
from hall.people import views as people_views
from hall.people.model import Person
from hall.people.seal_existing import seal_existing
from hall.service import SystemHall, appointments, documents, find_problems, keys, queue
from hall.simulation.sample import SampleHall
from hall.storage import pc, recovery, sealing
from hall.storage.engine import for_writing, open_engine
from hall.storage.machine_key import MachineKey, MachineSealer, Withheld
from hall.storage.sealer import BY_A_MACHINE, OWN_SLIP, VERSION, Sealer, WrittenBy
from hall.storage.sealing_proofs import find_broken_seals
from tests.halls import furnish_database, sample_hall

Lend = Callable[[Callable[[str], Any]], str]
SQLITE = pytest.mark.parametrize("prepared_database", ["sqlite"], indirect=True)
ROOT, MACHINE = bytes(range(pc.ROOT_BYTES)), "pc_0123456789ab"
NUMBER, PHONE, OTHER = "11999919900307006X", "13912345678", "110105199003078510"
TEXT = Text()


@pytest.fixture
def hall_sealer() -> Sealer:
    return Sealer(ROOT)


@pytest.fixture
def machine() -> MachineSealer:
    return MachineSealer(MachineKey.of(ROOT, MACHINE))


def test_the_hall_opens_what_a_machine_sealed_and_the_machine_does_not(
    hall_sealer: Sealer, machine: MachineSealer
) -> None:
    sealed = machine.seal(PHONE, WrittenBy.MACHINES)
    assert sealed.startswith(f"{BY_A_MACHINE}{hall_sealer.key_id}:")
    assert sealed != machine.seal(PHONE, WrittenBy.MACHINES)
    assert hall_sealer.open(sealed, WrittenBy.MACHINES) == PHONE
    for of in (sealed, hall_sealer.seal(PHONE)):
        for column_of in WrittenBy:
            with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
                machine.open(of, column_of)
            assert isinstance(machine.read(of, column_of), Withheld)


def test_both_find_by_the_same_mark(hall_sealer: Sealer, machine: MachineSealer) -> None:
    assert machine.mark(NUMBER, "identity") == hall_sealer.mark(NUMBER, "identity")
    assert machine.mark(NUMBER, "phone") != machine.mark(NUMBER, "identity")


def test_a_machine_prints_its_own_slips_and_no_other_machines(hall_sealer: Sealer, machine: MachineSealer) -> None:
    slip = machine.seal("A001", WrittenBy.SLIPS)
    assert slip.startswith(f"{OWN_SLIP}{hall_sealer.key_id}:{MACHINE}:")
    assert machine.open(slip, WrittenBy.SLIPS) == hall_sealer.open(slip, WrittenBy.SLIPS) == "A001"
    neighbour = MachineSealer(MachineKey.of(ROOT, "pc_ba9876543210"))
    assert isinstance(neighbour.read(slip, WrittenBy.SLIPS), Withheld)
    renamed = slip.replace(MACHINE, "pc_ba9876543210")
    for opens in (neighbour.open, hall_sealer.open):
        with pytest.raises(Refusal, match=r"storage\.seal_broken"):
            opens(renamed, WrittenBy.SLIPS)


def test_nothing_in_a_machines_keys_leads_back_to_the_halls(hall_sealer: Sealer) -> None:
    key = MachineKey.of(ROOT, MACHINE)
    assert MachineKey.of_text(key.to_text()) == key
    said = b"".join((key.mark, key.public, key.slips))
    for secret in (ROOT, hall_sealer._seal_key, hall_sealer._pair, hall_sealer._slips):
        assert secret not in said
    for text in ("", "[]", "{}", key.to_text()[:-1], json.dumps({**json.loads(key.to_text()), "mark": "?"})):
        with pytest.raises(ValueError):  # noqa: PT011 -- whatever is wrong with it, it is none
            MachineKey.of_text(text)


def test_what_a_machine_sealed_and_somebody_changed_is_refused(hall_sealer: Sealer, machine: MachineSealer) -> None:
    sealed, slip = machine.seal(PHONE, WrittenBy.MACHINES), machine.seal("A001", WrittenBy.SLIPS)
    changed = (sealed[:-8] + "AAAAAAA=", sealed[:-5], f"{machine.head}xx", machine.head, VERSION + sealed[3:])
    for broken in changed:
        with pytest.raises(Refusal, match=r"storage\.seal_broken"):
            hall_sealer.open(broken, WrittenBy.MACHINES)
    for opens in (hall_sealer.open, machine.open):
        with pytest.raises(Refusal, match=r"storage\.seal_broken"):
            opens(slip[:-8] + "AAAAAAA=", WrittenBy.SLIPS)
    for stranger in (MachineSealer(MachineKey.of(ROOT[::-1], MACHINE)).seal(PHONE, WrittenBy.MACHINES), "k2:", "k2:x"):
        with pytest.raises(Refusal, match=r"storage\.key_missing"):
            hall_sealer.open(stranger, WrittenBy.MACHINES)


def test_no_machine_puts_anything_where_only_the_hall_writes(hall_sealer: Sealer, machine: MachineSealer) -> None:
    with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
        machine.seal("a signing key of a thief")
    forged = machine.seal("a signing key of a thief", WrittenBy.MACHINES)
    for column_of in (WrittenBy.HALL, WrittenBy.SLIPS):
        with pytest.raises(Refusal, match=r"storage\.seal_broken"):
            hall_sealer.open(forged, column_of)
    with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
        machine.seal_bytes(b"anything")


def test_a_screen_that_only_seals_marks_nothing_and_prints_nothing(hall_sealer: Sealer) -> None:
    screen = MachineSealer(MachineKey.of(ROOT, MACHINE, only_seals=True))
    assert hall_sealer.open(screen.seal(PHONE, WrittenBy.MACHINES), WrittenBy.MACHINES) == PHONE
    for deed in (lambda: screen.mark(PHONE), lambda: screen.seal("A001", WrittenBy.SLIPS)):
        with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
            deed()


@pytest.mark.parametrize(
    "use",
    [str, len, list, "{}".format, lambda it: it[:4], lambda it: it.strip(), lambda it: it + "1", lambda it: "1" in it,
     lambda it: sealing.tail(it), lambda it: f"{it:>4}"],
)  # fmt: skip
def test_a_withheld_value_is_carried_and_never_used(use: Callable[[Any], object]) -> None:
    with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
        use(Withheld())


def test_a_withheld_value_is_never_written(machine: MachineSealer) -> None:
    there = Withheld()
    assert there
    assert repr(there) == "<withheld>"
    dialect = type("Dialect", (), {"sealer": machine})()
    for kind in (
        sealing.Sealed(WrittenBy.MACHINES),
        sealing.SealedJson(),
        sealing.SealedBytes(),
        sealing.Mark("phone"),
    ):
        with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
            kind.process_bind_param(there, dialect)  # type: ignore[attr-defined]
    assert isinstance(sealing.SealedJson().process_result_value(Sealer(ROOT).seal("{}"), dialect), Withheld)
    assert isinstance(sealing.SealedBytes().process_result_value(Sealer(ROOT).seal_bytes(b"x"), dialect), Withheld)


class Place:
    """A sample hall, and the same one as a kiosk has it that has only a machine's keys."""

    def __init__(self, sample: SampleHall, url: str) -> None:
        self.sample, self.clerk = sample, sample.seats[0].hall
        self.root = sealing.root_for(sample.itself._engine)
        self.there = SystemHall.open(open_engine(url), sample.itself.clock)
        self.there._engine.dialect.sealer = MachineSealer(MachineKey.of(self.root, MACHINE))  # type: ignore[attr-defined]
        self.kiosk = self.there.at(sample.kiosk.actor.device_id)

    def written(self, row: type[Any], name: str) -> list[str]:
        """Return a column as it lies in the database."""
        with Session(self.sample.itself._engine) as session:
            return list(session.scalars(select(type_coerce(getattr(row, name), TEXT))))

    def problems(self) -> list[str]:
        return self.sample.itself.see(lambda reading: list(find_problems(reading)))

    def close(self) -> None:
        self.there.close()
        self.sample.itself.close()


@pytest.fixture
def place(prepared_database: Lend) -> Any:
    url = prepared_database(furnish_database)
    made = Place(sample_hall(url), url)
    yield made
    made.close()


@pytest.fixture
def lived(place: Place) -> Place:
    """Let somebody be taken in by a clerk, and somebody at the kiosk, who books as well."""
    known = {"name": "王晓明", "id_kind": "resident_card", "id_number": NUMBER, "phone": PHONE}
    place.clerk.do(people.register, **known, address="幸福路12号3单元")
    for number, name in ((NUMBER, "王晓明"), (OTHER, "")):
        who = place.kiosk.do(people.identify, id_number=number, name=name, phone="13800138000")
        place.kiosk.do(queue.take_ticket, service_code="aid", person_id=who)
    day = place.kiosk.see(days_open, service_code="aid")[-1]
    start = next(slot.start for slot in place.kiosk.see(slots, service_code="aid", day=day) if slot.open)
    wish = {"service_code": "aid", "day": day, "start": start, "name": "林小", "phone": "13800010002"}
    place.kiosk.do(appointments.book, channel="kiosk", **wish)
    return place


@SQLITE
def test_a_clerk_reads_who_came_to_the_kiosk_and_who_came_to_both(lived: Place) -> None:
    (newcomer,) = lived.clerk.see(people_views.find, text=OTHER)
    assert (newcomer.id_number, newcomer.phone, newcomer.sex) == (OTHER, "13800138000", "1")
    (known,) = lived.clerk.see(people_views.find, text=PHONE)
    assert (known.id_number, known.phone, known.address) == (NUMBER, PHONE, "幸福路12号3单元")
    assert lived.clerk.see(people_views.find, text="13800138000") == (newcomer,)
    with Session(lived.sample.itself._engine) as session:
        assert session.scalars(select(Appointment.phone)).all() == ["13800010002"]
    heads = {sealed[:3] for sealed in lived.written(Person, "id_number")}
    assert heads == {VERSION, BY_A_MACHINE}
    assert lived.problems() == []


@SQLITE
def test_the_kiosk_shows_nobodys_numbers(lived: Place) -> None:
    with Session(lived.there._engine) as session:
        rows = session.scalars(select(Person)).all()
        assert len(rows) == 2
        for value in (value for row in rows for value in (row.id_number, row.phone)):
            with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
                str(value)
    card = lived.kiosk.see(people_views.person, person_id=rows[0].id)
    with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
        str(card.masked_number)
    with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
        list(lived.there.see(lambda reading: list(find_broken_seals(reading.session))))


@SQLITE
def test_the_kiosk_prints_what_it_gave_out_and_a_clerk_can_read_it(lived: Place) -> None:
    job = lived.kiosk.do(documents.claim_job, run="one")
    card = lived.kiosk.see(documents_views.job, job_id=job)
    assert card.content == lived.clerk.see(documents_views.content_of, document_id=card.document_id)
    assert {sealed[:3] for sealed in lived.written(Document, "content")} == {OWN_SLIP}
    lived.kiosk.do(documents.report_handing, job_id=job, copy=1, run="one")
    lived.kiosk.do(documents.report_doubt, job_id=job, run="one")
    lived.sample.guide.do(documents.came_out, document_id=card.document_id)
    assert lived.problems() == []


def test_a_row_of_the_counter_is_locked_and_written_at_the_kiosk_as_it_was(lived: Place) -> None:
    before = dict(zip(lived.written(Person, "id"), lived.written(Person, "id_number"), strict=True))
    with Session(for_writing(lived.there._engine)) as session, session.begin():
        for row in session.scalars(select(Person).with_for_update()):
            row.birth = row.birth and row.birth.replace(year=1980)
    assert dict(zip(lived.written(Person, "id"), lived.written(Person, "id_number"), strict=True)) == before


@SQLITE
def test_a_check_names_what_somebody_put_in_place_of_what_a_machine_sealed(lived: Place) -> None:
    lived.sample.itself.do(keys.make)
    machine = MachineSealer(MachineKey.of(lived.root, MACHINE))
    stolen = machine.seal("a signing key of a thief", WrittenBy.MACHINES)
    (whose,) = (key for key, sealed in _of(lived, Person, "id_number") if sealed.startswith(BY_A_MACHINE))
    last = lived.written(HallKey, "id")[-1]
    for row, name, key, value in (
        (Person, "id_number", whose, f"{machine.head}AAAA"),
        (HallKey, "private", last, stolen),
    ):
        here = table(row.__tablename__, column("id", String), column(name, Text))
        with for_writing(lived.sample.itself._engine).begin() as connection:
            connection.execute(here.update().where(here.c.id == bindparam("key")).values({name: value}), {"key": key})
    assert lived.problems() == [
        f"hall_key {last}: private does not open with this hall's key",
        f"person {whose}: id_number does not open with this hall's key",
    ]


@SQLITE
def test_a_copy_and_the_recovery_sheet_bring_back_what_machines_sealed(
    lived: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(lived.sample.itself._engine, tmp_path / "copy.zip")
    code = recovery.code_of(lived.root)
    monkeypatch.setattr(pc, "folder", lambda: tmp_path / "another pc")
    assert restore(tmp_path / "copy.zip", tmp_path / "data", recovery.root_of(code)).problems == ()
    hall = open_hall(tmp_path / "data", kind=SystemHall)
    assert {card.phone for card in hall.see(people_views.find, text=OTHER)} == {"13800138000"}
    hall.close()


@SQLITE
def test_the_step_of_before_leaves_alone_what_machines_sealed(lived: Place) -> None:
    before = lived.written(Person, "id_number")
    with for_writing(lived.sample.itself._engine).begin() as connection:
        assert seal_existing(connection) == 0
    assert lived.written(Person, "id_number") == before


def _of(place: Place, row: type[Any], name: str) -> list[tuple[str, str]]:
    return list(zip(place.written(row, "id"), place.written(row, name), strict=True))

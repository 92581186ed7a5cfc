"""A kiosk and a rating screen join a real host: their PCs never see the hall's key, and lose nothing by that."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.documents import actions as documents
from hall.documents import views as documents_views
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.opening import enter_key, open_hall, recovery_code
from hall.people import views as people_views
from hall.service import Hall, SystemHall, find_problems
from hall.storage import pc, sealing
from hall.storage.sealer import WrittenBy
from tests.host.serving import Served, other_pc
from ui.kiosk import booking, taking
from ui.kiosk.documents import Document

PHONE, NUMBER = "13912345678", "11999919900307006X"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kiosk")


@pytest.fixture(scope="module")
def kiosk(served: Served, place: Path) -> Iterator[Hall]:
    hall = served.join(served.invite("kiosk"), place)
    yield hall
    hall.close()


@pytest.fixture(scope="module")
def itself(served: Served) -> Iterator[SystemHall]:
    hall = open_hall(served.folder, kind=SystemHall)
    yield hall
    hall.close()


def kept_by(place: Path) -> str:
    """Return everything that a PC keeps, of its own and in the data folder."""
    files = (file for file in place.rglob("*") if file.is_file())
    return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


def test_the_halls_key_is_on_no_machine(served: Served, kiosk: Hall, place: Path) -> None:
    assert kiosk.actor.kind == "kiosk"
    code, key_id = recovery_code(served.folder)
    root = pc.key_of(key_id)
    assert root is not None
    with other_pc(place):
        assert pc.key_of(key_id) is None
        assert [set(json.loads(kept)) for kept in pc.read(pc.KEYS).values()] == [
            {"key_id", "machine", "mark", "public", "slips"}
        ]
    kept = kept_by(place)
    assert key_id in kept
    assert not any(secret in kept for secret in (root.hex(), code, pc.read(pc.KEYS)[key_id]))


def test_a_recovery_code_is_not_taken_in_at_a_machine(served: Served, kiosk: Hall, place: Path) -> None:
    assert kiosk.actor.kind == "kiosk"
    code, key_id = recovery_code(served.folder)
    with other_pc(place):
        with pytest.raises(Refusal, match=r"storage\.no_root_at_a_machine"):
            enter_key(place / "data", code)
        with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
            recovery_code(place / "data")
        assert pc.key_of(key_id) is None


def test_a_resident_does_everything_at_the_kiosk_and_the_hall_reads_it(kiosk: Hall, itself: SystemHall) -> None:
    document = Document(NUMBER, "王晓明")
    taken = taking.take(kiosk, taking.Wish(new_id(), "aid", document=document, phone=PHONE))
    job = kiosk.do(documents.claim_job, run="run")
    assert taken.number in str(kiosk.see(documents_views.job, job_id=job).content)
    day = booking.days_open(kiosk, "aid")[-1]
    start = next(slot.start for slot in booking.slots_of(kiosk, "aid", day) if slot.open)
    booked = booking.book(kiosk, booking.Booking(new_id(), "aid", day, start, document))
    assert booked.name == "王*明"
    (card,) = itself.see(people_views.find, text=PHONE)
    assert (card.name, card.id_number, card.phone) == ("王晓明", NUMBER, PHONE)
    again = kiosk.showing(NUMBER).see(people_views.person, person_id=card.id)
    with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
        str(again.masked_phone)
    assert list(itself.see(find_problems)) == []


def test_a_rating_screen_is_given_what_seals_and_nothing_else(
    served: Served, itself: SystemHall, tmp_path: Path
) -> None:
    screen = served.join(served.invite("rating", 1), tmp_path)
    mine, halls = (sealing.sealer_of(hall._engine.dialect) for hall in (screen, itself))
    assert halls.open(mine.seal(PHONE, WrittenBy.MACHINES), WrittenBy.MACHINES) == PHONE
    for deed in (lambda: mine.mark(PHONE), lambda: mine.seal("A001", WrittenBy.SLIPS)):
        with pytest.raises(Refusal, match=r"storage\.not_at_a_machine"):
            deed()
    screen.close()

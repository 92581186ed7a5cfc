"""Takes over one row of an imported table: reads what it says, finds the person, books unless it is booked already."""

import datetime as dt
import re
from typing import Final

from sqlalchemy import select

from hall.appointments import rules
from hall.appointments.booking import Booker, Wanted, booker, keep_place
from hall.appointments.capacity import policy_of, slot_at
from hall.appointments.files import DAY, ID_NUMBER, NAME, ORIGIN, PHONE, SERVICE, START, FileRow
from hall.appointments.model import Appointment
from hall.catalogue.views import ServiceCard, on_offer, service_of, services
from hall.kernel.refusal import Refusal
from hall.people.actions import register
from hall.people.rules import IdentityKind, kind_of, normalise_number
from hall.storage.action import action
from hall.storage.work import Reading, Work

_SHOWN: Final = 20
"""So much of a wrong cell is repeated in the sentence about it."""
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T(（周星].*)?")
_PLAIN_DAY: Final = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_EXCEL_DAY: Final = re.compile(r"[45]\d{4}")
_EXCEL_ZERO: Final = dt.date(1899, 12, 30)
_START: Final = re.compile(r"(上午|下午|晚上)?(\d{1,2})(?:[:点时](半|\d{1,2})?分?)?(?::\d{2})?(?:[-~—–至到].*)?")
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_TRAVEL: Final = re.compile(r"[HM]\d{8}|\d{8}")


@action
def import_row(work: Work, *, row: FileRow) -> bool:
    """Book what a row says; answers whether anything was added: the same row again, or one given up, is not.

    Raises:
        Refusal: what is wrong with the row: `appointments.formula`, `appointments.number_cut`,
            `appointments.cell_empty`, `appointments.day_unreadable`, `appointments.start_unreadable`,
            `appointments.service_unknown`; what `people.register`, `slot_at` and `keep_place` say.
    """
    if row.problem is not None:
        raise row.problem
    for column in (NAME, SERVICE, DAY, START):
        if not row.cells[column]:
            raise Refusal("appointments.cell_empty", column=column)
    day, start = read_day(row.cells[DAY]), read_start(row.cells[START])
    wanted, matter_code = find_service(work, row.cells[SERVICE])
    who = _person(work, row)
    if _known(work, who, wanted.code, day, start):
        return False
    policy = policy_of(work)
    slot = slot_at(work, day, start, policy)
    origin = row.cells.get(ORIGIN, "")[:40]
    keep_place(work, Wanted(wanted, slot, who, rules.FILE, matter_code, origin), policy)
    return True


def read_day(text: str) -> dt.date:
    """Return the day of a cell: 2026-11-23, 2026/11/23, 2026年11月23日, 20261123, or the number that Excel keeps.

    Raises:
        Refusal: `appointments.day_unreadable`.
    """
    plain = text.translate(_WIDE).strip()
    if _EXCEL_DAY.fullmatch(plain):
        return _EXCEL_ZERO + dt.timedelta(days=int(plain))
    found = _DAY.fullmatch(plain) or _PLAIN_DAY.fullmatch(plain)
    try:
        if found is None:
            raise ValueError(plain)
        return dt.date(*map(int, found.groups()))
    except ValueError:
        raise Refusal("appointments.day_unreadable", text=text[:_SHOWN]) from None


def read_start(text: str) -> str:
    """Return the beginning of a cell's slot as HH:MM: 9:30, 09:30-10:00, 上午9点半.

    Raises:
        Refusal: `appointments.start_unreadable`.
    """
    found = _START.fullmatch("".join(text.translate(_WIDE).split()))
    if found is None:
        raise Refusal("appointments.start_unreadable", text=text[:_SHOWN])
    half, hour, minute = found.groups()
    minutes = 30 if minute == "半" else int(minute or 0)
    hours = int(hour) + (12 if half in {"下午", "晚上"} and int(hour) < 12 else 0)
    if (start := rules.read_start(f"{hours:02d}:{minutes:02d}")) is None:
        raise Refusal("appointments.start_unreadable", text=text[:_SHOWN])
    return start


def find_service(reading: Reading, text: str) -> tuple[ServiceCard, str]:
    """Return the service that a cell names by its code or name, or by that of one of its matters, and the matter.

    Raises:
        Refusal: `appointments.service_unknown`, `catalogue.no_service`.
    """
    wanted = _squeezed(text)
    for card in services(reading):
        if wanted in {_squeezed(card.code), _squeezed(card.name)}:
            return card, ""
    matters = [card.matter for card in on_offer(reading)]
    named = [each for each in matters if wanted in {_squeezed(each.code), _squeezed(each.name)}]
    called = named or [each for each in matters if wanted in map(_squeezed, each.also_called)]
    if len(called) != 1:  # what residents call two matters says nothing about which of them is meant
        raise Refusal("appointments.service_unknown", text=text[:_SHOWN])
    return service_of(reading, matter_code=called[0].code), called[0].code


def _squeezed(text: str) -> str:
    return "".join(text.translate(_WIDE).split()).casefold()


def _person(work: Work, row: FileRow) -> Booker:
    """Return for whom the row is: somebody in the register where it has an identity number."""
    name, number, phone = row.cells[NAME], row.cells.get(ID_NUMBER, ""), row.cells.get(PHONE, "")
    if not number:
        return booker("", name, phone)
    return Booker(register(work, name=name, id_kind=_kind(number), id_number=number, phone=phone))


def _kind(number: str) -> str:
    """Return which document a number is of; what could only be a mistyped identity card is judged as one."""
    plain = normalise_number(number)
    if known := kind_of(plain):
        return known.value
    if _TRAVEL.fullmatch(plain):
        return IdentityKind.TRAVEL_PERMIT.value
    letters = plain.isascii() and not plain[:-1].isdigit()
    return (IdentityKind.PASSPORT if letters else IdentityKind.RESIDENT_CARD).value


def _known(work: Work, who: Booker, service: str, day: dt.date, start: str) -> bool:
    """Say whether the row was taken over before, whatever became of it since."""
    same = select(Appointment.id).where(
        who.is_theirs(), Appointment.day == day, Appointment.start == start, Appointment.service == service
    )
    return work.session.scalar(same.limit(1)) is not None

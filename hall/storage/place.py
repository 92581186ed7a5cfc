"""The hall itself as settings: its key, its name, its zone, how to reach it."""

from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hall.kernel.allowed import Digits, Fixed, Words, ZoneName
from hall.storage import settings
from hall.storage.work import Place


@dataclass(frozen=True)
class HallFacts:
    """What every paper and every screen says about the hall.

    Attributes:
        hall_id: key of the hall, made once at set-up.
        name: full name, at most 14 characters fit on a ticket in one line.
        region: six digits of GB/T 2260, the beginning of document numbers.
        code: four digits of the institution within the region.
        short_name: two to four characters for certificate numbers, as in （2026）幸福社证字第00012号.
        address: where residents find it.
        phone: enquiries.
        supervision_phone: complaints; 12345 is the national line.
        hours: opening hours in words.
        zone: the zone in which the hall counts its days.
        street: the street office above it, which hears objections to a residents' committee's acts.
        district: the people's government that hears administrative reconsideration.
    """

    hall_id: Annotated[str, Fixed()] = ""
    name: Annotated[str, Words(30, needed=True)] = ""
    region: Annotated[str, Digits(6)] = "000000"
    code: Annotated[str, Digits(4)] = "0000"
    short_name: Annotated[str, Words(4)] = ""
    address: Annotated[str, Words(60)] = ""
    phone: Annotated[str, Words(30)] = ""
    supervision_phone: Annotated[str, Words(30)] = "12345"
    hours: Annotated[str, Words(60)] = "周一至周五 9:00–12:00，13:30–17:30"
    zone: Annotated[str, ZoneName()] = "Asia/Shanghai"
    street: Annotated[str, Words(40)] = ""
    district: Annotated[str, Words(40)] = ""


def place_of(session: Session) -> Place:
    """Return the hall's key and zone."""
    facts = settings.read(session, HallFacts)
    return Place(facts.hall_id, ZoneInfo(facts.zone))

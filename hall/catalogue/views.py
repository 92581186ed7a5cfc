"""Reads the matters on offer, the services that residents queue for and the certificates of the local list."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select

from hall.catalogue.files import read_codes
from hall.catalogue.matter import Matter, from_json
from hall.catalogue.model import CertificateRow, DepartmentRow, MatterNote, MatterVersion, ServiceRow
from hall.catalogue.offer import LOCAL_CERTIFICATES, may_choose
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.security.model import Staff
from hall.storage.work import Reading

__all__ = [
    "CertificateCard",
    "Matter",
    "MatterVersionCard",
    "NoteCard",
    "ServiceCard",
    "all_matters",
    "certificate",
    "certificates",
    "current",
    "departments",
    "notes_of",
    "on_offer",
    "options",
    "service",
    "service_of",
    "services",
    "version",
]


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """What residents queue for."""

    code: str
    name: str
    series: str
    series_name: str
    examples: tuple[str, ...]
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterVersionCard:
    """One edition of a matter."""

    id: str
    version: int
    enabled: bool
    matter: Matter


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """A certificate that may be issued here, or what to do instead; `weighty`: only after a residents' resolution."""

    name: str
    code: str
    allowed: bool
    basis: str
    instead: str
    matter_code: str
    valid_days: int | None
    weighty: bool = False


@dataclass(frozen=True, slots=True)
class NoteCard:
    """What the hall has noted about a step of a matter; step 0 is the whole matter."""

    id: str
    step: int
    words: str
    written_at: datetime
    author_name: str


def services(reading: Reading) -> tuple[ServiceCard, ...]:
    """Return the services in the order of the kiosk's first page."""
    rows = reading.session.scalars(select(ServiceRow).order_by(ServiceRow.position))
    return tuple(_service(row) for row in rows)


def service(reading: Reading, *, code: str) -> ServiceCard:
    """Return one service.

    Raises:
        Refusal: `catalogue.no_service`.
    """
    row = reading.session.get(ServiceRow, code)
    if row is None:
        raise Refusal("catalogue.no_service")
    return _service(row)


def service_of(reading: Reading, *, matter_code: str) -> ServiceCard:
    """Return the service under which a matter is queued for.

    Raises:
        Refusal: `catalogue.no_service`.
    """
    for card in services(reading):
        if matter_code in card.matters:
            return card
    raise Refusal("catalogue.no_service")


def current(reading: Reading, *, code: str) -> MatterVersionCard:
    """Return the present edition of a matter, also one that is switched off.

    Raises:
        Refusal: `catalogue.no_matter`.
    """
    row = reading.session.scalar(select(MatterVersion).where(MatterVersion.code == code, MatterVersion.current))
    if row is None:
        raise Refusal("catalogue.no_matter", matter=code)
    return _version(row)


def version(reading: Reading, *, version_id: str) -> MatterVersionCard:
    """Return the edition under which a case was taken in."""
    return _version(reading.session.get_one(MatterVersion, version_id))


def on_offer(reading: Reading) -> tuple[MatterVersionCard, ...]:
    """Return the present edition of each matter that is switched on, by code."""
    rows = select(MatterVersion).where(MatterVersion.current, MatterVersion.enabled).order_by(MatterVersion.code)
    return tuple(_version(row) for row in reading.session.scalars(rows))


def all_matters(reading: Reading) -> tuple[MatterVersionCard, ...]:
    """Return the present edition of each matter, switched on or off, by code."""
    rows = select(MatterVersion).where(MatterVersion.current).order_by(MatterVersion.code)
    return tuple(_version(row) for row in reading.session.scalars(rows))


def certificates(reading: Reading) -> tuple[CertificateCard, ...]:
    """Return the local list of certificates and those that must not be issued, in their order."""
    rows = reading.session.scalars(select(CertificateRow).order_by(CertificateRow.position))
    return tuple(_certificate(row) for row in rows)


def certificate(reading: Reading, *, name: str) -> CertificateCard | None:
    """Return what holds for a certificate, None when the lists do not know it: then it is not issued either."""
    row = reading.session.get(CertificateRow, name)
    return _certificate(row) if row else None


def departments(reading: Reading) -> dict[str, str]:
    """Return the departments' names by code, in their order."""
    rows = reading.session.scalars(select(DepartmentRow).order_by(DepartmentRow.position))
    return {row.code: row.name for row in rows}


def notes_of(reading: Reading, *, matter_code: str) -> tuple[NoteCard, ...]:
    """Return what the hall has noted about a matter and not withdrawn, the newest first."""
    held = (
        select(MatterNote, Staff.name)
        .outerjoin(Staff, Staff.id == MatterNote.staff_id)
        .where(MatterNote.matter_code == matter_code, MatterNote.withdrawn_at.is_(None))
        .order_by(MatterNote.written_at.desc(), MatterNote.id.desc())
    )
    rows = reading.session.execute(held).all()
    return tuple(NoteCard(row.id, row.step, row.words, row.written_at, name or "") for row, name in rows)


def options(reading: Reading, *, codes: str) -> tuple[tuple[str, str], ...]:
    """Return code and label of each entry of a code table.

    The hall's local list of certificates counts as one, without those that are issued through a matter of their own.
    """
    if codes != LOCAL_CERTIFICATES:
        return _table(codes)
    choosing = {card.matter.code for card in all_matters(reading) if card.matter.chooses_from(LOCAL_CERTIFICATES)}
    cards = [card for card in certificates(reading) if card.allowed and may_choose(card.matter_code, choosing)]
    return tuple((card.code, card.name) for card in cards)


@lru_cache(maxsize=64)
def _table(codes: str) -> tuple[tuple[str, str], ...]:
    table = read_codes(resource("codes"))[codes]
    return tuple((entry.code, entry.label) for entry in table.codes)


def _certificate(row: CertificateRow) -> CertificateCard:
    return CertificateCard(
        row.name, row.code, row.allowed, row.basis, row.instead, row.matter_code, row.valid_days, row.weighty
    )


def _service(row: ServiceRow) -> ServiceCard:
    return ServiceCard(row.code, row.name, row.series, row.series_name, tuple(row.examples), tuple(row.matters))


def _version(row: MatterVersion) -> MatterVersionCard:
    return MatterVersionCard(row.id, row.version, row.enabled, _parsed(row.body))


@lru_cache(maxsize=512)
def _parsed(body: str) -> Matter:
    """Parse each edition once: it never changes."""
    return from_json(body)

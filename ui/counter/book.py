"""What the catalogue, the staff list and earlier visits offer today: the same for every visitor."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.service import Reading, cases_demands, catalogue_views, contacts_views, security_views
from ui.counter.matters import Matter


@dataclass(frozen=True, slots=True)
class Book:
    """What the catalogue and the staff list say today: the same for every visitor.

    Attributes:
        matters: all on offer.
        certificates: those that may be issued here and those that must not.
        colleagues: the active staff.
        present: keys of those who are signed in somewhere.
        departments: names by code.
        offices: where this hall has shown the way before.
        institutions: who has demanded certificates that no community issues.
    """

    matters: tuple[Matter, ...]
    certificates: tuple[catalogue_views.CertificateCard, ...]
    colleagues: tuple[security_views.StaffCard, ...]
    present: frozenset[str]
    departments: Mapping[str, str]
    offices: tuple[contacts_views.OfficeCard, ...] = ()
    institutions: tuple[str, ...] = ()


def book_of(reading: Reading) -> Book:
    """Return what the catalogue and the staff list say today."""
    return Book(
        matters=tuple(card.matter for card in catalogue_views.on_offer(reading)),
        certificates=catalogue_views.certificates(reading),
        colleagues=security_views.colleagues(reading),
        present=frozenset(card.id for card in security_views.present(reading)),
        departments=catalogue_views.departments(reading),
        offices=contacts_views.offices(reading),
        institutions=cases_demands.institutions(reading),
    )

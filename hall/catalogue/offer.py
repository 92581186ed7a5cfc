"""What stands around the matters: departments, services to queue for, certificates, code tables, sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from hall.catalogue.form import Code
from hall.catalogue.matter import Matter, MatterCode, Part, Slug, Text
from hall.catalogue.terms import Confidence

Letter = Annotated[str, StringConstraints(pattern=r"^[A-HJ-NP-Z]$")]

LOCAL_CERTIFICATES = "local-certificates"
"""The code table that a hall fills itself: its local list of certificates."""


class SeriesKind(StrEnum):
    """What the letter of a ticket says (号段)."""

    BUSINESS = "business"
    PRIORITY = "priority"
    APPOINTMENT = "appointment"


class Department(Part):
    """A department whose matters the hall takes in (部门)."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
    name: Text


class Series(Part):
    """The letter before a ticket's number (票号字母): never I or O, which are read as 1 and 0."""

    letter: Letter
    name: Text
    kind: SeriesKind


class Service(Part):
    """What residents queue for (业务), in their own words; every enabled matter is in exactly one."""

    code: Slug
    name: Text
    series: Letter
    examples: tuple[Text, ...] = ()
    matters: tuple[MatterCode, ...]


class ForbiddenCertificate(Part):
    """A certificate that a community must not issue (不应出具的证明; 民发〔2020〕20号), and where to go instead."""

    no: Annotated[int, Field(ge=1)]
    name: Text
    instead: Text


class LocalAddition(Part):
    """What one province forbids beside the national twenty."""

    province: Text
    items: tuple[Text, ...]
    note: Text | None = None
    enabled: bool = False


class PermittedCertificate(Part):
    """A certificate for which a law exists: advice for the local list, not yet a permission."""

    name: Text
    basis: Text
    matter: MatterCode | None = None
    note: Text | None = None
    confidence: Confidence


class LocalCertificate(Part):
    """An entry of the local list (本地清单): only these are issued, each with its basis.

    One with a matter of its own is issued through that matter alone, whose form asks what the paper has to say. A
    weighty one is sealed only with the number of a residents' resolution (重大事项须居民会议决议).
    """

    code: Slug
    name: Text
    basis: Text
    matter: MatterCode | None = None
    purposes: tuple[Text, ...] = ()
    weighty: bool = False
    valid_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    note: Text | None = None


def may_choose(own_matter: str | None, choosing: Collection[str]) -> bool:
    """Say whether a form may offer an entry of the local list: it has no matter of its own, or is that form's.

    Args:
        own_matter: the matter that the entry names, if it does.
        choosing: codes of the matters whose form chooses from the list.
    """
    return not own_matter or own_matter in choosing


class Abolished(Part):
    """An old paper or duty for which residents still ask."""

    name: Text
    since: Text
    instead: Text


class Certificates(Part):
    """What the community's seal may be used for and what not (证明清单)."""

    must_not_issue: tuple[ForbiddenCertificate, ...] = ()
    local_additions: tuple[LocalAddition, ...] = ()
    may_issue: tuple[PermittedCertificate, ...] = ()
    local_list: tuple[LocalCertificate, ...] = ()
    abolished: tuple[Abolished, ...] = ()
    sources: tuple[Text, ...] = ()


class Source(Part):
    """Where a fact of the catalogue comes from."""

    id: Text
    title: Text
    kind: Text
    url: Text | None


class CodeEntry(Part):
    """One code of a table."""

    code: Code
    label: Text
    group: Text | None = None
    note: Text | None = None


class CodeTable(Part):
    """A national code table (国家标准代码), or one of the product's own."""

    id: Slug
    name: Text
    standard: Text
    edition: Text
    notes: tuple[Text, ...] = ()
    codes: tuple[CodeEntry, ...]

    def label(self, code: str) -> str | None:
        """Return the words for a code, or None if the table does not know it."""
        return next((entry.label for entry in self.codes if entry.code == code), None)

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.codes)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything on offer in a hall (办事目录), read from its files and found whole."""

    departments: tuple[Department, ...] = ()
    matters: tuple[Matter, ...] = ()
    services: tuple[Service, ...] = ()
    series: tuple[Series, ...] = ()
    certificates: Certificates = field(default_factory=Certificates)
    sources: tuple[Source, ...] = ()
    codes: Mapping[str, CodeTable] = field(default_factory=dict)

    def matter(self, code: str) -> Matter:
        """Return the matter of that code; raises KeyError."""
        for matter in self.matters:
            if matter.code == code:
                return matter
        raise KeyError(code)

    def service_of(self, code: str) -> Service | None:
        """Return the service under which residents queue for a matter; None for one that is switched off."""
        return next((service for service in self.services if code in service.matters), None)

"""Everything that the hall holds of one person, room by room, for that person (查阅、复制权)."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sqlalchemy import select

from hall.archive.rules import ArchivePolicy
from hall.cases.model import Case
from hall.contacts.model import ContactSheet
from hall.dossier.views import Section
from hall.people.views import PersonCard, person
from hall.privacy.rules import RetentionPolicy, retention_rules, term_of
from hall.queue.model import Ticket
from hall.security.model import Staff
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading

CHANNELS: Final = {"counter": "窗口", "kiosk": "自助机", "import": "名册导入", "shared": "数据共享"}


@dataclass(frozen=True, slots=True)
class OwnData:
    """What the hall holds of one person (个人信息查询结果). Personal Information Protection Law, article 45.

    Attributes:
        facts: pairs of label and value from the register.
        sections: the rooms in which something of the person may stand; an empty one says so.
        retention: of which records how long what is kept.
    """

    hall: HallFacts
    person: PersonCard
    made_at: dt.datetime
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    retention: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Search:
    """What the chapters are written from: whose data, and the keys of what the person has in the hall."""

    reading: Reading
    card: PersonCard

    @cached_property
    def tickets(self) -> tuple[str, ...]:
        """Keys of the person's tickets."""
        return self._keys(Ticket.id, Ticket.person_id)

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """Keys of the person's cases."""
        return self._keys(Case.id, Case.person_id)

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """Keys of the person's first-contact sheets."""
        return self._keys(ContactSheet.id, ContactSheet.person_id)

    def _keys(self, key: object, owner: object) -> tuple[str, ...]:
        rows = select(key).where(owner == self.card.id).order_by(key)  # type: ignore[call-overload]
        return tuple(self.reading.session.scalars(rows))

    def at(self, instant: dt.datetime | None) -> str:
        """Return an instant as the hall's clocks showed it."""
        return f"{self.reading.local(instant):%Y-%m-%d %H:%M}" if instant else ""

    def staff(self, staff_id: str | None) -> str:
        """Return a colleague by the staff number: the resident may ask for them by it."""
        row = self.reading.session.get(Staff, staff_id) if staff_id else None
        return f"工号 {row.number}" if row else "大厅系统"


Chapter = Callable[[Search], Section]


def gather(reading: Reading, person_id: str, chapters: Sequence[Chapter]) -> OwnData:
    """Return what is held of a person, written by these chapters."""
    search = Search(reading, person(reading, person_id=person_id))
    return OwnData(
        settings.read(reading.session, HallFacts),
        search.card,
        reading.local(reading.now),
        register_facts(search.card),
        tuple(chapter(search) for chapter in chapters),
        retention_of(reading),
    )


def retention_of(reading: Reading) -> tuple[tuple[str, str, str], ...]:
    """Return of which records how long what is kept: kind, term, what happens then."""
    policy = settings.read(reading.session, RetentionPolicy)
    archive = settings.read(reading.session, ArchivePolicy).retention
    return tuple((rule.kind, term_of(rule, policy, archive), rule.ground) for rule in retention_rules())


_KINDS: Final = {
    "resident_card": "居民身份证", "hk_macao_taiwan_permit": "港澳台居民居住证",
    "permanent_residence": "外国人永久居留身份证", "travel_permit": "来往内地（大陆）通行证", "passport": "护照",
    "disabled_card": "残疾人证", "none": "没有证件",
}  # fmt: skip
_SEXES: Final = {"1": "男", "2": "女"}


def register_facts(card: PersonCard) -> tuple[tuple[str, str], ...]:
    """Return what the register says of a person, as pairs of label and value."""
    facts = (
        ("姓名", card.name),
        ("证件", _KINDS.get(card.id_kind, card.id_kind)),
        ("证件号码", card.id_number),
        ("性别", _SEXES.get(card.sex, "")),
        ("出生日期", card.birth.isoformat() if card.birth else ""),
        ("电话", card.phone),
        ("住址", card.address),
    )
    return tuple((label, value) for label, value in facts if value)

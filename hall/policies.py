"""Every setting of the hall in one place: listed, read as it is typed, and put back."""

import dataclasses
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from hall.agency.rules import AgencyPolicy
from hall.appointments.rules import AppointmentPolicy
from hall.archive.rules import ArchivePolicy
from hall.audit.policy import AuditPolicy, AuditSinkPolicy
from hall.books.rules import BookPolicy
from hall.cases.clock import CasePolicy
from hall.cases.facts import PaperPolicy
from hall.cases.refusal_rules import RefusalPolicy
from hall.contacts.rules import ContactPolicy
from hall.documents.typefaces import FontPolicy
from hall.kernel.allowed import Fixed, Rule
from hall.kernel.refusal import Refusal
from hall.people.retirement import AgePolicy
from hall.privacy.rules import ClipboardPolicy, RetentionPolicy
from hall.queue.policy import QueuePolicy
from hall.ratings.rules import RatingPolicy
from hall.screens.facing import FacingPolicy
from hall.screens.policy import DisplayPolicy, KioskPolicy, VoicePolicy
from hall.seals.rules import SealPolicy
from hall.security.policy import SignInPolicy
from hall.statistics.rules import ClosingPolicy
from hall.statistics.staffing import StaffingPolicy
from hall.stock.rules import StockPolicy
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.settings import group_of, rules_of
from hall.storage.work import Reading
from hall.workdays.rules import OfficePolicy

POLICIES: Final[tuple[type, ...]] = (
    HallFacts,
    OfficePolicy,
    QueuePolicy,
    AppointmentPolicy,
    BookPolicy,
    DisplayPolicy,
    KioskPolicy,
    VoicePolicy,
    FacingPolicy,
    StaffingPolicy,
    ContactPolicy,
    CasePolicy,
    RefusalPolicy,
    PaperPolicy,
    FontPolicy,
    SealPolicy,
    StockPolicy,
    AgencyPolicy,
    RatingPolicy,
    ClosingPolicy,
    AuditPolicy,
    AuditSinkPolicy,
    ArchivePolicy,
    RetentionPolicy,
    ClipboardPolicy,
    AgePolicy,
    SignInPolicy,
)
"""What a hall may set, in the order in which people read it; none of it is secret."""

GROUPS: Final = MappingProxyType({group_of(policy): policy for policy in POLICIES})

YES, NO, EMPTY = "是", "否", "空"
_YES_OR_NO = {YES: True, "true": True, "yes": True, NO: False, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class SettingCard:
    """One setting as it stands.

    Attributes:
        name: as it is typed, for example `queue.calls`; `group` is what stands before the dot.
        value: what holds now; `factory` what holds where a hall has set nothing.
        rule: what it may be.
    """

    name: str
    value: object
    factory: object
    rule: Rule = field(compare=False)

    @property
    def group(self) -> str:
        """What it is about."""
        return self.name.partition(".")[0]

    @property
    def is_changed(self) -> bool:
        """Whether this hall has set it to something of its own."""
        return self.value != self.factory and not self.is_fixed

    @property
    def is_fixed(self) -> bool:
        """Whether it was made with the hall, so that nobody sets it."""
        return isinstance(self.rule, Fixed)


def all_settings(reading: Reading) -> tuple[SettingCard, ...]:
    """Return every setting, grouped."""
    return tuple(card for policy in POLICIES for card in _cards(settings.read(reading.session, policy)))


def settings_named(reading: Reading, *, name: str) -> tuple[SettingCard, ...]:
    """Return the setting of a name, or those of a group.

    Raises:
        Refusal: `settings.unknown` or, with the nearest name, `settings.unknown_near`.
    """
    found = tuple(card for card in all_settings(reading) if name in (card.name, card.group))
    if not found:
        raise _unknown(name, *GROUPS)
    return found


def policies_with(reading: Reading, *, typed: Mapping[str, str]) -> tuple[object, ...]:
    """Return the policies that hold what somebody typed, each whole, for `security.set_policies`.

    Raises:
        Refusal: `settings.…` for the first name that is not known or value that is not allowed; nothing is set then.
    """
    return _changed(reading, typed, _read)


def policies_without(reading: Reading, *, names: Iterable[str]) -> tuple[object, ...]:
    """Return the policies with the factory's values put back for these names.

    Raises:
        Refusal: as `policies_with`.
    """
    return _changed(reading, dict.fromkeys(names, ""), lambda policy, name, _: _factory(policy, name))


def written(value: object) -> str:
    """Return a value as it may be typed."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "；".join(map(_written_line, value)) or EMPTY
    return str(value) or EMPTY


def _cards(policy: object) -> Iterable[SettingCard]:
    group = group_of(type(policy))
    for name, rule in rules_of(type(policy)).items():
        yield SettingCard(f"{group}.{name}", getattr(policy, name), _factory(type(policy), name), rule)


def _changed(
    reading: Reading, wishes: Mapping[str, str], value_of: Callable[[type, str, str], object]
) -> tuple[object, ...]:
    """Return the policies in which the wishes change something, checked."""
    changes: dict[type, dict[str, object]] = {}
    for name, text in wishes.items():
        policy, own_name = _found(name)
        changes.setdefault(policy, {})[own_name] = value_of(policy, own_name, text)
    return tuple(
        wanted
        for policy, values in changes.items()
        if (wanted := _checked(settings.read(reading.session, policy), values)) is not None
    )


def _checked(known: Any, values: Mapping[str, object]) -> object | None:  # noqa: ANN401 -- any of the policies
    """Return a policy with these values, or None where it has them already."""
    wanted: object = dataclasses.replace(known, **values)
    return wanted if settings.check(known, wanted) else None


def _found(name: str) -> tuple[type, str]:
    group, _, own_name = name.partition(".")
    policy = GROUPS.get(group)
    if policy is None or own_name not in rules_of(policy):
        raise _unknown(name)
    return policy, own_name


def _unknown(name: str, *more: str) -> Refusal:
    """Return the sentence with the nearest name, of a setting or of what else could be meant."""
    names = [f"{group}.{own_name}" for group, policy in GROUPS.items() for own_name in rules_of(policy)]
    near = difflib.get_close_matches(name.lower(), [*more, *names], n=1)
    return Refusal("settings.unknown_near", name=name, near=near[0]) if near else Refusal("settings.unknown", name=name)


def _factory(policy: type, name: str) -> object:
    return next(of_it.default for of_it in dataclasses.fields(policy) if of_it.name == name)


# -- as people type


def _read(policy: type, name: str, text: str) -> object:
    """Return the value that somebody typed for a field; whether it is allowed is looked at later."""
    kind = get_type_hints(policy)[name]
    try:
        return _READERS[kind]("" if text.strip() == EMPTY else text.strip())
    except (ValueError, KeyError):
        raise rules_of(policy)[name].refusal(f"{group_of(policy)}.{name}") from None


def _words(text: str) -> str:
    """Return words as they stand, a time of day as HH:MM."""
    time = re.fullmatch(r"(\d{1,2})[:：](\d\d)", text)
    return f"{int(time[1]):02d}:{time[2]}" if time else text


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in re.split("[;；]", text) if line.strip())


def _areas(text: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(_area(line) for line in _lines(text))


def _area(line: str) -> tuple[str, tuple[int, ...]]:
    name, _, numbers = line.replace("＝", "=").partition("=")
    return name.strip(), tuple(int(number) for number in re.split("[,，、]", numbers))


def _written_line(line: str | tuple[str, tuple[int, ...]]) -> str:
    return line if isinstance(line, str) else f"{line[0]}={','.join(map(str, line[1]))}"


_READERS: Final[Mapping[object, Callable[[str], object]]] = {
    int: int,
    float: float,
    bool: lambda text: _YES_OR_NO[text.lower()],
    str: _words,
    tuple[str, ...]: _lines,
    tuple[tuple[str, tuple[int, ...]], ...]: _areas,
}

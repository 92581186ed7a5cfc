"""Settings: what varies by place, with a default in the code that reads it.

A policy is a frozen dataclass whose field defaults come from the regulations or from common practice; the table
holds only what a hall has changed. What a field may be stands beside it, as in `Annotated[int, Between(1, 9)]`.
"""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_type_hints

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.kernel.allowed import Rule, YesOrNo
from hall.storage.base import Base, PortableJson

Policy = TypeVar("Policy")


class Setting(Base):
    """One value that this hall has changed, as `policy.field`."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[Any] = mapped_column(PortableJson)


# Read without a flush: actions ask for a policy in the middle of their writing.
_ALL = select(Setting.key, Setting.value).execution_options(autoflush=False)
_READ = "settings"


def read(session: Session, policy: type[Policy]) -> Policy:
    """Return a policy with its defaults overlaid by what the hall has changed.

    All settings are read together the first time that a session asks: a step asks for three to nine policies, and
    what it goes by must not change under its hands.
    """
    if _READ not in session.info:
        session.info[_READ] = dict(session.execute(_ALL).tuples().all())
    prefix = f"{policy.__name__}."
    return overlaid(policy, {key: value for key, value in session.info[_READ].items() if key.startswith(prefix)})


def overlaid(policy: type[Policy], rows: Mapping[str, Any]) -> Policy:
    """Return a policy from rows that somebody has read together with others; what it does not know is left out."""
    prefix = f"{policy.__name__}."
    known = {field.name for field in dataclasses.fields(policy)}  # type: ignore[arg-type]
    changed = {key.removeprefix(prefix): value for key, value in rows.items()}
    return policy(**{name: value for name, value in changed.items() if name in known})


def write(session: Session, policy: object) -> None:
    """Keep every field of a policy that differs from its default."""
    for field in dataclasses.fields(policy):  # type: ignore[arg-type]
        value = getattr(policy, field.name)
        key = f"{type(policy).__name__}.{field.name}"
        if value != field.default:
            session.merge(Setting(key=key, value=value))
        elif (row := session.get(Setting, key)) is not None:
            session.delete(row)
    session.flush()
    session.info.pop(_READ, None)


def group_of(policy: type) -> str:
    """Return what people call a policy: `queue` for QueuePolicy, `sign_in` for SignInPolicy, `hall` for HallFacts."""
    name = policy.__name__.removesuffix("Policy").removesuffix("Facts")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def rules_of(policy: type) -> dict[str, Rule]:
    """Return what each field of a policy may be; a yes or no needs no words beside it."""
    found: dict[str, Rule] = {}
    for name, hint in get_type_hints(policy, include_extras=True).items():
        found[name] = YesOrNo() if hint is bool else hint.__metadata__[0]
    return found


def check(known: Policy, wanted: Policy) -> tuple[str, ...]:
    """Return the names of the settings that differ, as `queue.calls`; what an old row holds is not looked at again.

    Raises:
        Refusal: `settings.…` with what the setting may be, or what the policy's own `check` says of the whole.
    """
    rules, group = rules_of(type(wanted)), group_of(type(wanted))
    changed = [name for name in rules if getattr(known, name) != getattr(wanted, name)]
    for name in changed:
        if not rules[name].allows(getattr(wanted, name)):
            raise rules[name].refusal(f"{group}.{name}")
    if changed and (whole := getattr(wanted, "check", None)) is not None:
        whole()
    return tuple(f"{group}.{name}" for name in changed)

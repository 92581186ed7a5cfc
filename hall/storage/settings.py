"""Settings: what varies by place, with a default in the code that reads it.

A policy is a frozen dataclass whose field defaults come from the regulations or from common practice; the table
holds only what a hall has changed.
"""

import dataclasses
from typing import Any, TypeVar

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hall.storage.base import Base, PortableJson

Policy = TypeVar("Policy")


class Setting(Base):
    """One value that this hall has changed, as `policy.field`."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[Any] = mapped_column(PortableJson)


# Built once, and read without a flush: actions ask for a policy in the middle of their writing.
_OF_POLICY = (
    select(Setting.key, Setting.value)
    .where(Setting.key.startswith(bindparam("prefix")))
    .execution_options(autoflush=False)
)


def read(session: Session, policy: type[Policy]) -> Policy:
    """Return a policy with its defaults overlaid by what the hall has changed."""
    prefix = f"{policy.__name__}."
    rows = session.execute(_OF_POLICY, {"prefix": prefix})
    known = {field.name for field in dataclasses.fields(policy)}  # type: ignore[arg-type]
    changed = {key.removeprefix(prefix): value for key, value in rows}
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

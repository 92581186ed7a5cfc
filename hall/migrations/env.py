"""Runs the migrations on the connection that `hall.schema` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from hall.storage.base import Base, UtcDateTime
from hall.storage.sealing import MARK_LENGTH, Mark, Sealed, SealedJson


def render_item(kind: str, item: Any, _autogen_context: Any) -> str | Literal[False]:  # noqa: ANN401 -- Alembic's own
    """Write the hall's own column types by their short names into a new step."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "UtcDateTime()"
    if isinstance(item, Sealed | SealedJson):
        return "sa.Text()"
    if isinstance(item, Mark):
        return f"sa.String(length={MARK_LENGTH})"
    return "PortableJson" if isinstance(item, JSON) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

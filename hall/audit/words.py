"""The record in words that a person reads: what each action, purpose and kind of number is called in Chinese."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import String, cast, or_, select

from hall.audit.model import AuditEntry
from hall.kernel.resources import resource
from hall.storage.work import Reading

MOST = 100_000
_COMMAND = "command."


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry of the record with its keys as they stand; `at` is the hall's local time.

    Attributes:
        action: the name of the action, `what` is what people call it.
        outcome: `done` or the code of a refusal.
        changes: each rule or setting with what it was and what it is.
        detail: everything else that was noted.
    """

    at: datetime
    device_id: str
    seq: int
    staff_id: str | None
    action: str
    what: str
    outcome: str
    subjects: tuple[str, ...]
    changes: tuple[tuple[str, object, object], ...]
    detail: Mapping[str, object]
    request_id: str
    digest: str


@cache
def action_words() -> Mapping[str, str]:
    """Return what each action is called, by its name; purposes and kinds of numbers stand there too."""
    return tomllib.loads(resource("translations", "zh_CN", "actions.toml").read_text(encoding="utf-8"))


def word_for(name: str) -> str:
    """Return what an action is called; its name where nobody has named it, and of a command what was typed for it."""
    if name.startswith(_COMMAND):
        return f"命令 hall {name.removeprefix(_COMMAND).replace('_', ' ')}"
    return action_words().get(name, name)


def entries(
    reading: Reading,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    staff_id: str = "",
    device_id: str = "",
    action: str = "",
    subject: str = "",
    last: int = MOST,
) -> tuple[EntryCard, ...]:
    """Return the entries of a time, of a colleague, a device, an action or a thing; the newest `last` of them.

    Args:
        reading: the open look.
        since: the first instant.
        until: the instant after the last.
        staff_id: whose.
        device_id: at which device.
        action: the name of an action, of a room (`queue`), or its Chinese word.
        subject: the key of a thing.
        last: how many at most; they come oldest first.
    """
    found = select(AuditEntry)
    if since is not None:
        found = found.where(AuditEntry.at >= since)
    if until is not None:
        found = found.where(AuditEntry.at < until)
    if staff_id:
        found = found.where(AuditEntry.staff_id == staff_id)
    if device_id:
        found = found.where(AuditEntry.device_id == device_id)
    if action:
        named = [name for name, word in action_words().items() if word == action]
        room = AuditEntry.action.startswith(f"{action}.", autoescape=True)
        found = found.where(or_(AuditEntry.action.in_([action, *named]), room))
    if subject:
        found = found.where(cast(AuditEntry.subjects, String).contains(f'"{subject}"', autoescape=True))
    newest = found.order_by(AuditEntry.at.desc(), AuditEntry.device_id, AuditEntry.seq.desc()).limit(last)
    rows = list(reading.session.scalars(newest))
    return tuple(_card(reading, row) for row in reversed(rows))


def said_of(card: EntryCard) -> str:
    """Return in words what an entry says beyond its action: changes with before and after, purposes, the clock."""
    return "；".join((*_changes(card), *_details(card.detail)))


def _changes(card: EntryCard) -> Iterator[str]:
    for key, before, after in card.changes:
        yield f"{key}：{_value(before)} → {_value(after)}"


def _details(detail: Mapping[str, object]) -> Iterator[str]:
    for key, value in detail.items():
        if key in _CODED:
            prefix, name = _CODED[key]
            yield f"{name}：{word_for(f'{prefix}.{value}')}"
        else:
            yield f"{_NAMES.get(key, key)}：{value}"


_CODED = {
    "clock": ("clock", "时间以谁为准"),
    "purpose": ("purpose", "目的"),
    "what": ("look", "内容"),
    "record": ("look.on", "写在"),
}
_NAMES = {
    "words": "原因",
    "late_s": "晚执行（秒）",
    "back_s": "时钟倒退（秒）",
    "offset_ms": "与服务器相差（毫秒）",
    "kind": "格式",
    "rows": "条数",
    "digest": "摘要",
    "since": "起",
    "until": "止",
    "copy_sha256": "备份的摘要",
    "made_at": "备份做于",
    "skipped": "跳过的号",
    "lost": "不再有的操作（项）",
    "lost_minutes": "少了最后（分钟）",
}


def _value(value: object) -> str:
    if value is None:
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) or "空" if isinstance(value, list) else str(value)


def _card(reading: Reading, row: AuditEntry) -> EntryCard:
    detail: dict[str, Any] = dict(row.detail)
    changes = detail.pop("changes", {})
    return EntryCard(
        reading.local(row.at),
        row.device_id,
        row.seq,
        row.staff_id,
        row.action,
        word_for(row.action),
        row.outcome,
        tuple(row.subjects),
        tuple((key, pair[0], pair[1]) for key, pair in sorted(changes.items())),
        detail,
        row.request_id,
        row.digest,
    )

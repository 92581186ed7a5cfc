"""How long personal data is kept, on what ground it is kept longer, and when a clearing may run."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, Final

from hall.kernel.allowed import Between
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource

ANONYMISE, DELETE, KEEP, AT_ONCE = "anonymise", "delete", "keep", "at_once"
ACTS: Final = {
    ANONYMISE: "清除个人信息，保留记录",
    DELETE: "删除",
    KEEP: "按档案或法律规定保存",
    AT_ONCE: "用完即删",
}
HOLD_GROUNDS: Final = {
    "lawsuit": "诉讼",
    "review": "行政复议",
    "inspection": "检查、巡察",
    "complaint": "投诉处理",
    "request": "本人要求保留",
}
"""Grounds on which data is kept longer (保全事由) by code."""
AGREED_FOR: Final = timedelta(hours=24)
"""So long an agreement to a clearing holds."""


@dataclass(frozen=True)
class RetentionPolicy:
    """For how many days what is personal stays readable (保存期限), from the event that `retention.toml` names.

    Personal Information Protection Law, article 19: no longer than the purpose needs, unless a law says otherwise.

    Attributes:
        ticket: who took a ticket; registers of halls keep it three months.
        appointment: name and phone of an appointment.
        identification: who only showed a card at the kiosk.
        contact: first-contact sheets that became no case.
        rating: name, phone and words of a rating.
        exchange: words of packages that are answered.
        register: persons who never came again.
    """

    ticket: Annotated[int, Between(1, 3650)] = 90
    appointment: Annotated[int, Between(1, 3650)] = 90
    identification: Annotated[int, Between(1, 3650)] = 7
    contact: Annotated[int, Between(30, 36500)] = 1095
    rating: Annotated[int, Between(30, 36500)] = 365
    exchange: Annotated[int, Between(30, 36500)] = 1095
    register: Annotated[int, Between(30, 36500)] = 1095


@dataclass(frozen=True)
class ClipboardPolicy:
    """How long a copied number may lie in the clipboard (剪贴板), as GB/T 22239 asks of what is left behind.

    Attributes:
        seconds: until what was copied here is cleared, if nothing else was copied since.
    """

    seconds: Annotated[int, Between(5, 3600)] = 60


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One rule of retention in words.

    Attributes:
        kind: which records; `data` what of them is personal.
        since: the event from which the time counts.
        act: one of `ACTS`.
        ground: the law or the schedule.
    """

    code: str
    kind: str
    data: str
    since: str
    act: str
    ground: str

    @property
    def clears(self) -> bool:
        """Whether a run clears anything under it."""
        return self.act in (ANONYMISE, DELETE)

    def term(self, policy: RetentionPolicy, archive: str = "") -> str:
        """Return how long it is, in words.

        Args:
            policy: of the hall.
            archive: what the hall's schedule of archives says, if it was approved.
        """
        if self.clears:
            return f"{getattr(policy, self.code)} 天"
        if self.act == AT_ONCE:
            return "用完即删"
        return "不删除" if self.code == "audit" else archive or "按保管期限表"


def term_of(rule: RetentionRule, policy: RetentionPolicy, archive: str) -> str:
    """Return how long something is kept and from when, in words."""
    term = rule.term(policy, archive)
    return f"{rule.since}起 {term}" if rule.clears else term


@cache
def retention_rules() -> tuple[RetentionRule, ...]:
    """Return the rules in the order in which they are applied."""
    data = tomllib.loads(resource("privacy", "retention.toml").read_text(encoding="utf-8"))
    return tuple(
        RetentionRule(each["code"], each["kind"], each["data"], each["from"], each["act"], each["ground"])
        for each in data["rule"]
    )


def rule_named(code: str) -> RetentionRule:
    """Return the rule of a code under which something is cleared.

    Raises:
        Refusal: `privacy.unknown_rule` (known).
    """
    clearing = {rule.code: rule for rule in retention_rules() if rule.clears}
    if code not in clearing:
        raise Refusal("privacy.unknown_rule", known="、".join(clearing))
    return clearing[code]


def check_ground(ground: str) -> None:
    """Refuse an unknown ground for keeping data longer (`privacy.unknown_ground`)."""
    if ground not in HOLD_GROUNDS:
        raise Refusal(
            "privacy.unknown_ground", known="；".join(f"{code} {HOLD_GROUNDS[code]}" for code in HOLD_GROUNDS)
        )


def check_agreed(agreed_at: datetime | None, now: datetime) -> None:
    """Refuse a clearing that nobody has agreed to.

    Raises:
        Refusal: `privacy.not_agreed`, or `privacy.agreement_old` a day after the agreement.
    """
    if agreed_at is None:
        raise Refusal("privacy.not_agreed")
    if now - agreed_at > AGREED_FOR:
        raise Refusal("privacy.agreement_old")

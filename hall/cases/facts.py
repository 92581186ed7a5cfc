"""What the papers of a case need to know, gathered once and handed to pure functions."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from hall.cases.words import word
from hall.catalogue.matter import Matter
from hall.catalogue.terms import Level, Role
from hall.contacts.papers import foot_of
from hall.kernel.allowed import Between, Words
from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.people.views import PersonCard
from hall.storage.place import HallFacts


@dataclass(frozen=True)
class PaperPolicy:
    """Bodies named on papers that the hall's own facts do not know.

    Attributes:
        committee: the residents' committee that signs certificates (社区居民委员会); the hall's name if empty.
        court: the court before which a decision may be brought.
        keep_days: days for which a finished result is kept at the counter.
    """

    committee: Annotated[str, Words(40)] = ""
    court: Annotated[str, Words(40, needed=True)] = "有管辖权的人民法院"
    keep_days: Annotated[int, Between(1, 3650)] = 90


@dataclass(frozen=True, slots=True)
class Facts:
    """A case as its papers tell it.

    Attributes:
        promised: when the promised limit ends, and `statutory` the legal one.
        provisional: a holiday notice that could move the promised day is not out yet (暂定).
        statutory_provisional: the same for the statutory day.
    """

    hall: HallFacts
    bodies: PaperPolicy
    zone: dt.tzinfo
    today: dt.date
    number: str
    status_code: str
    matter: Matter
    applicant: PersonCard
    handler: str
    handler_number: str
    submitted_at: dt.datetime | None
    accepted_at: dt.datetime | None
    promised: dt.datetime | None
    statutory: dt.datetime | None
    provisional: bool
    statutory_provisional: bool

    @property
    def committee(self) -> str:
        """The body that signs what the community itself decides."""
        return self.bodies.committee or self.hall.name

    @property
    def own(self) -> bool:
        """Whether the community itself decides the matter, so that no authority acts and no suit lies."""
        decides = Role.DECIDE in self.matter.community_role.kinds
        return decides and all(step.level is Level.COMMUNITY for step in self.matter.steps)

    @property
    def authority(self) -> str:
        """The body in whose name the matter is accepted or refused."""
        return self.committee if self.own else self.hall.street or self.hall.name

    @property
    def asked(self) -> str:
        """Where to ask."""
        return f"{self.handler}，{self.hall.phone}" if self.hall.phone else self.handler

    def day(self, at: dt.datetime | None) -> str:
        """Return an instant as the papers date it, empty if there is none."""
        return chinese_date(at.astimezone(self.zone).date()) if at else ""

    @property
    def promised_day(self) -> str:
        """The last day of the promise, marked where it may still move; empty without a limit."""
        return self.day(self.promised) + ("（暂定）" if self.provisional else "")

    @property
    def statutory_day(self) -> str:
        """The last day that the law allows, marked likewise."""
        return self.day(self.statutory) + ("（暂定）" if self.statutory_provisional else "")

    def footer(self) -> tuple[str, ...]:
        """Return the lines at the foot of every paper."""
        return foot_of(self.hall)

    def tell(self) -> str:
        """Return how the applicant learns that it is done: by phone, or by asking where no number is known."""
        if self.applicant.phone:
            return "办好后我们打电话通知您，中间不用再来问。"
        ask = self.hall.phone or self.hall.supervision_phone
        return f"您没有留电话：想知道办到哪一步，可以凭查询码查，或打 {ask} 问。"


def told(value: object, what: str, *, paper: str) -> str:
    """Return what a paper is to say.

    Raises:
        Refusal: `cases.paper_gap` (paper, what): no paper leaves the hall with a gap in its sentence.
    """
    text = str(value if value is not None else "").strip()
    if not text:
        raise Refusal("cases.paper_gap", paper=paper, what=what)
    return text


def pause_words(reason: str) -> str:
    """Return why a clock stands still."""
    return word("pauses", reason)


def whole_sentence(text: str) -> str:
    """Return a text with the full stop that whoever typed it may have left out."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"

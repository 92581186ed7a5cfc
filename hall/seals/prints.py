"""Printing what the seal leaves behind: the approval form of one use, the register of a month or a year."""

import calendar
import re
from datetime import date

from hall.documents.actions import issue, take_number
from hall.documents.views import documents_of
from hall.kernel.masks import mask_address, mask_phone
from hall.kernel.refusal import Refusal
from hall.people.model import Person
from hall.seals import papers
from hall.seals.model import Seal
from hall.seals.views import UseCard, register, use
from hall.storage import settings
from hall.storage.action import action
from hall.storage.place import HallFacts
from hall.storage.work import Work

_SPAN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")


@action
def print_form(work: Work, *, use_id: str) -> str:
    """Print the approval form of a use as it stands now (用印审批单); answers with the paper's key."""
    card = use(work, use_id=use_id).card
    before = sum(paper.kind == "seal_form" for paper in documents_of(work, subject_id=use_id))
    paper = papers.approval_form(
        settings.read(work.session, HallFacts),
        card,
        reason=card.reason,
        applicant=_applicant(work, card, beside="　"),
        number=f"{card.number}-{before + 1}" if before else card.number,
        zone=work.place.zone,
    )
    return issue(work, paper, subject_id=use_id)


@action
def print_register(work: Work, *, seal_id: str, span: str) -> str:
    """Print the register of a seal (印章使用登记簿); answers with the paper's key.

    Args:
        work: the open transaction.
        seal_id: the seal.
        span: a month as `2026-11`, or a year as `2026`.

    Raises:
        Refusal: `seals.span`.
    """
    since, until, words = _days(span)
    cards = register(work, since=since, until=until, seal_id=seal_id)
    paper = papers.register(
        settings.read(work.session, HallFacts),
        [(card, card.reason, _applicant(work, card, beside="\n")) for card in cards],
        seal=work.session.get_one(Seal, seal_id).name,
        span=words,
        number=take_number(work, "seal_register"),
        zone=work.place.zone,
    )
    return issue(work, paper, subject_id=seal_id)


def _days(span: str) -> tuple[date, date, str]:
    """Return first and last day of a month or a year, and how the paper names it."""
    found = _SPAN.fullmatch(span)
    if found is None:
        raise Refusal("seals.span")
    year, month = int(found[1]), found[2]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), f"{year}年"
    last = calendar.monthrange(year, int(month))[1]
    return date(year, int(month), 1), date(year, int(month), last), f"{year}年{int(month)}月"


def _applicant(work: Work, card: UseCard, *, beside: str) -> str:
    """Return who asked as the register keeps it: the name, the last four of the number, phone and address masked.

    Phone and address stand `beside` each other, or below.
    """
    person = work.session.get(Person, card.person_id) if card.person_id else None
    if person is None:
        return card.requester_name
    tail = f"后4位{card.id_tail}" if card.id_tail else ""
    lines = ("　".join(filter(None, (person.name, tail))), mask_phone(person.phone), mask_address(person.address))
    name, *rest = filter(None, lines)
    return "\n".join(filter(None, (name, beside.join(rest))))

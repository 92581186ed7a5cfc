"""What the hall lends to the editors of forms: checks of numbers, code tables, colleagues."""

from collections.abc import Callable, Mapping
from datetime import date

from hall.kernel.refusal import Refusal
from hall.service import people_rules
from ui.counter.book import Book
from ui.counter.visit import CodeTable
from ui.shared.fields.spec import Choice, Helpers, IdentityFacts
from ui.shared.i18n import sentence, tr
from ui.shared.initials import initials


def helpers_for(book: Book, today: date, tables: Mapping[str, CodeTable], *, by_number: bool) -> Helpers:
    """Return the helpers of a form.

    Args:
        book: who works here.
        today: the hall's day.
        tables: the code tables that the form refers to.
        by_number: whether a colleague is named by staff number, as forms do, or by key, as actions want it.
    """
    return Helpers(
        check_identity=_checker(today),
        read_identity=_reader(today),
        code_table=lambda name: tables[name].codes if name in tables else (),
        check_credit_code=_credit_code,
        staff=colleagues(book, by_number=by_number),
        initials=initials,
    )


def colleagues(book: Book, *, by_number: bool = False, without: str = "") -> tuple[Choice, ...]:
    """Return the staff as a list offers them, whoever is signed in first."""
    here = sorted(book.colleagues, key=lambda card: card.id not in book.present)
    return tuple(
        Choice(card.number if by_number else card.id, _name(book, card.id, card.name, card.number))
        for card in here
        if card.id != without
    )


def _name(book: Book, staff_id: str, name: str, number: str) -> str:
    if staff_id in book.present:
        return tr("{name} ({number})", name=name, number=number)
    return tr("{name} ({number}, not signed in)", name=name, number=number)


def _checker(today: date) -> Callable[[str, str], str | None]:
    def check(kind: str, number: str) -> str | None:
        try:
            people_rules.read_identity(people_rules.IdentityKind(kind), number, today)
        except Refusal as refusal:
            return sentence(refusal)
        except ValueError:  # a kind that no list offers any more
            return None
        return None

    return check


def _reader(today: date) -> Callable[[str, str], IdentityFacts | None]:
    def read(kind: str, number: str) -> IdentityFacts | None:
        try:
            identity = people_rules.read_identity(people_rules.IdentityKind(kind), number, today)
        except (Refusal, ValueError):
            return None
        if identity.birth is None or identity.sex is None:
            return None
        return IdentityFacts(identity.birth.isoformat(), identity.sex.value)

    return read


def _credit_code(code: str) -> str | None:
    problem = people_rules.credit_code_problem(code)
    return sentence(Refusal(problem)) if problem else None

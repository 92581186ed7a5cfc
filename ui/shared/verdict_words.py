"""What a verdict is called, why it came out so, and what to do next."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from hall.kernel.dates import chinese_date
from hall.service import documents_verifying
from ui.shared.i18n import mark, tr
from ui.shared.shape_mark import Shape

Outcome = documents_verifying.Outcome
Verdict = documents_verifying.Verdict

TITLES: Final[Mapping[Outcome, str]] = {
    Outcome.VALID: mark("Genuine"),
    Outcome.ALTERED: mark("Not genuine: it was changed"),
    Outcome.REVOKED: mark("Taken back: it does not count any more"),
    Outcome.UNKNOWN_KEY: mark("Nobody here knows who signed it"),
    Outcome.EXPIRED: mark("Genuine, and expired"),
    Outcome.NOT_A_STATEMENT: mark("This is no code of a hall"),
    Outcome.UNSIGNED: mark("The file is not signed"),
}
REASONS: Final[Mapping[str, str]] = {
    "broken": mark("The code is not whole."),
    "signature": mark("The signature does not fit what the code says."),
    "content": mark("The code does not fit the paper that the hall has under this number."),
    "number": mark("The hall has not issued a paper with this number."),
    "file": mark("The file was changed after it was signed."),
    "words": mark("The words in the file are not those of the paper that the hall has under this number."),
    "withdrawn": mark("The key that signed was withdrawn: somebody else may have it."),
    "retired": mark("The key that signed was no longer in use on that day."),
    "early": mark("The key that signed was not yet in use on that day."),
    "stranger": mark("The key that signed belongs to no hall on record here."),
}
ADVICE: Final[Mapping[Outcome, str]] = {
    Outcome.VALID: mark("Compare every line below with the paper: name, purpose and number have to agree."),
    Outcome.ALTERED: mark("Scan once more; if it stays so, do not accept the paper and call the hall that it names."),
    Outcome.REVOKED: mark("Do not accept the paper; ask its holder to apply for a new one."),
    Outcome.UNKNOWN_KEY: mark("Ask the hall for its card of keys and take it in with hall keys import, or call it."),
    Outcome.EXPIRED: mark("Ask for a new paper; this one was genuine until it expired."),
    Outcome.NOT_A_STATEMENT: mark("Scan the square code at the top left of the certificate or decision."),
    Outcome.UNSIGNED: mark("Do not rely on the file: look at the paper itself, or ask for the signed file."),
}
MARKS: Final[Mapping[Outcome, tuple[Shape, str]]] = {
    Outcome.VALID: (Shape.TICK, "green"),
    Outcome.ALTERED: (Shape.TRIANGLE, "red"),
    Outcome.REVOKED: (Shape.SQUARE, "red"),
    Outcome.UNKNOWN_KEY: (Shape.RING, "yellow"),
    Outcome.EXPIRED: (Shape.HALF, "yellow"),
    Outcome.NOT_A_STATEMENT: (Shape.DISC, "grey"),
    Outcome.UNSIGNED: (Shape.RING, "yellow"),
}


_NOT_ASKED: Final = frozenset(REASONS) - {"content", "number", "words"}
"""Reasons for which nobody looked whether the paper was taken back: it is no paper of that hall."""


def title(verdict: Verdict) -> str:
    """Return the outcome in words; half a scan is called no forgery."""
    if verdict.reason == "broken":
        return tr("Not read as a whole")
    return tr(TITLES[verdict.outcome])


def why(verdict: Verdict) -> str:
    """Return why it came out so; empty where the outcome says it all."""
    if verdict.outcome is Outcome.REVOKED and verdict.revoked_on is not None:
        return tr("Taken back on {day}.", day=chinese_date(verdict.revoked_on))
    if verdict.outcome is Outcome.UNSIGNED:
        return tr("The code in it is genuine; what the file says is not proved.")
    return tr(REASONS[verdict.reason]) if verdict.reason else ""


def advice(verdict: Verdict) -> str:
    """Return what to do next, in one sentence."""
    return tr(ADVICE[verdict.outcome])


def list_age(verdict: Verdict, today: date) -> str:
    """Return how fresh the list of revoked papers is that was asked."""
    if verdict.reason in _NOT_ASKED:
        return ""
    if verdict.held_here:
        return tr("Compared with this hall’s own books, as of now.")
    if not verdict.hall_name:
        return ""
    if verdict.list_as_of is None:
        return tr("No list of revoked papers of this hall: whether it was taken back is not known here.")
    days = (today - verdict.list_as_of).days
    return tr(
        "List of revoked papers of {day}, {days} days old.", day=chinese_date(verdict.list_as_of), days=max(days, 0)
    )  # fmt: skip


def lines(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """Return what a person compares with the paper, as label and value."""
    said = verdict.statement
    if said is None:
        return ()
    until = chinese_date(said.valid_until) if said.valid_until else tr("without an end")
    issuer = verdict.hall_name or tr("unknown")
    if verdict.outcome in (Outcome.ALTERED, Outcome.UNKNOWN_KEY) and verdict.hall_name:
        issuer = tr("{hall} (so it says; not proved)", hall=verdict.hall_name)
    return (
        (tr("Issued by"), issuer),
        (tr("Paper"), verdict.title),
        (tr("Its number"), said.number),
        (tr("Whom it is about"), said.name),
        (tr("What it is for"), said.purpose),
        (tr("Day of issue"), chinese_date(said.issued)),
        (tr("Valid up to"), until),
    )

"""What a leader can answer: one entry for each kind of thing that waits."""

from typing import Any

from hall.service import Hall, cases, cases_duties, cases_views, contacts, contacts_views
from ui.shared.fields.plain import PlainField
from ui.shared.i18n import tr
from ui.shared.step import Step, Values, said, words

__all__ = ["Step", "duty_list", "extension", "notice", "refusal", "sheet"]


def refusal(file: cases_views.CaseFile, may: frozenset[str], *, escalated: bool) -> tuple[Step, ...]:
    """Agree to a refusal, overrule it, or ask the leader above."""
    agree = _answer(file, "review_refusal", tr("Agree: the resident is told in writing"), agree=True, needed=False,
                    done=tr("Agreed; the clerk hands out the decision with the remedy."))  # fmt: skip
    overrule = _answer(file, "review_refusal", tr("Overrule: go on with the case"), agree=False, needed=True,
                       done=tr("Overruled; the case goes on where it was."))  # fmt: skip

    def ask(hall: Hall, values: Values) -> object:
        return hall.do(cases.escalate_refusal, case_id=file.card.id, words=said(values), version=file.card.version)

    above = Step("escalate_refusal", tr("Ask the leader above"), (words(tr("What is to be decided above")),), ask,
                 tr("Passed on; the answer is due in one working day."))  # fmt: skip
    return _allowed((agree, overrule) if escalated else (agree, overrule, above), may)


def extension(file: cases_views.CaseFile, may: frozenset[str]) -> tuple[Step, ...]:
    """Grant more time or not."""
    grant = _answer(file, "approve_extension", tr("Grant the extension"), agree=True, needed=False,
                    done=tr("Granted; the notice for the resident is printed."))  # fmt: skip
    decline = _answer(file, "approve_extension", tr("Do not grant it"), agree=False, needed=True,
                      done=tr("Not granted; the limit stays."))  # fmt: skip
    return _allowed((grant, decline), may)


def notice(file: cases_views.CaseFile, may: frozenset[str]) -> tuple[Step, ...]:
    """Let a second notice go out or not."""
    release = _answer(file, "release_notice", tr("Let it go out"), agree=True, needed=False,
                      done=tr("The notice is printed; the resident is asked once more."))  # fmt: skip
    decline = _answer(file, "release_notice", tr("Do not ask the resident again"), agree=False, needed=True,
                      done=tr("The clerk goes on with what is there."))  # fmt: skip
    return _allowed((release, decline), may)


def sheet(card: contacts_views.SheetCard, may: frozenset[str]) -> tuple[Step, ...]:
    """Name who is responsible for a question."""

    def assign(hall: Hall, values: Values) -> object:
        return hall.do(contacts.assign, sheet_id=card.id, to=said(values, "to"), words=said(values))

    asked = (PlainField("to", tr("Who does it"), "staff", required=True), words(tr("A word to them"), required=False))
    done = tr("Assigned; it cannot be declined.")
    return (Step("assign", tr("Assign"), asked, assign, done),) if "contacts.assign" in may else ()


def duty_list(card: cases_duties.ListCard, may: frozenset[str]) -> tuple[Step, ...]:
    """Name somebody else who signs for a duty list."""

    def redirect(hall: Hall, values: Values) -> object:
        return hall.do(cases.redirect_list, list_id=card.id, to=said(values, "to"), words=said(values))

    asked = (PlainField("to", tr("Who takes it over"), "staff", required=True), words(tr("Why"), required=False))
    done = tr("The list now waits for that signature.")
    return _allowed((Step("redirect_list", tr("Give it to somebody else"), asked, redirect, done),), may)


def _answer(file: cases_views.CaseFile, name: str, text: str, *, agree: bool, needed: bool, done: str) -> Step:
    action: Any = getattr(cases, name)
    card = file.card

    def run(hall: Hall, values: Values) -> object:
        return hall.do(action, case_id=card.id, agree=agree, words=said(values), version=card.version)

    return Step(name, text, (words(tr("Your words"), required=needed),), run, done)


def _allowed(steps: tuple[Step, ...], may: frozenset[str]) -> tuple[Step, ...]:
    return tuple(step for step in steps if f"cases.{step.name}" in may)

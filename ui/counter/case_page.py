"""The page of a case, put together from the core: its head, its way, what to do now, and what has happened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hall.service import Reading, cases_register_cards, cases_views
from ui.counter.stations import Station
from ui.counter.step_notes import Note, notes_for, told
from ui.counter.visit import Case
from ui.shared import case_words
from ui.shared.i18n import tr
from ui.shared.state_mark import Light
from ui.shared.timeline import Event

Share = cases_register_cards.LevelShare
_SMALL = ("form_saved", "material_checked")
"""Steps of the work at the counter that tell nobody anything afterwards."""
_OPEN_MATERIALS = ("missing", "received", "promised")
"""States of a material that somebody still has to look at."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """What the page of a case shows above its facts.

    Attributes:
        version: of the case as it was looked at.
        left: the working days left, in words; empty while no clock runs.
        dues: the promised day and the lawful one.
        guide: what to do at the step at hand, line by line.
        events: the journal, oldest first, without what tells nobody anything; `latest` is all of it with its numbers.
        local: turns an instant into the hall's time.
    """

    number: str
    version: int
    light: Light
    state: str
    left: str
    dues: tuple[str, ...]
    stations: tuple[Station, ...]
    guide: tuple[str, ...]
    events: tuple[Event, ...]
    local: Callable[[datetime], datetime]
    latest: tuple[tuple[int, datetime, str, str], ...]


def page_of(reading: Reading, case: Case, notes: Sequence[Note]) -> CasePage:
    """Return the page of a case."""
    card = case.card
    return CasePage(
        number=card.number,
        version=card.version,
        light=case_words.light_of(card),
        state=case_words.stage(card),
        left=case_words.days_left(card),
        dues=case_words.due_days(card, reading.local),
        stations=tuple(_stations(reading, case)),
        guide=tuple(_guide(case, notes, reading.local(reading.now))),
        events=tuple(Event(each.at, each.name, (each.staff_name,)) for each in case.history if each.kind not in _SMALL),
        local=reading.local,
        latest=tuple((each.seq, reading.local(each.at), each.name, each.staff_name) for each in case.history),
    )


def changed_since(page: CasePage, version: int) -> str:
    """Return in one sentence who has changed the case since a version, when and how."""
    since = [each for each in page.latest if each[0] > version] or list(page.latest[-1:])
    if not since:
        return ""
    _seq, at, _name, who = since[-1]
    what = tr(", ").join(dict.fromkeys(name for _seq, _at, name, _who in since))
    return tr("{who} changed this case at {at} ({what}). What you have typed is still here.",
              who=who, at=f"{at:%H:%M}", what=what)  # fmt: skip


def _stations(reading: Reading, case: Case) -> Iterator[Station]:
    """Yield the steps of the matter: done, at hand, to come."""
    used = {share.step: share for share in cases_views.shares(reading, case_id=case.card.id)}
    over = case.card.decision != "" or case.card.stage in ("withdrawn", "aborted", "refused")
    for step in case.matter.steps:
        share = used.get(step.no)
        done = step.no < case.card.step or (over and share is not None)
        now = step.no == case.card.step and not over
        state = "done" if done else "now" if now else "later"
        who = _who(reading, case, share, state)
        yield Station(state, step.place, step.action, who, _days(share, step.working_days))


def _who(reading: Reading, case: Case, share: Share | None, state: str) -> str:
    """Return who did a step and on which day, or with whom it lies since when."""
    if share is None or state == "later":
        return case.card.handler_name if state == "now" else ""
    if state == "done":
        at = share.ended or share.began
        name = next((each.staff_name for each in case.history if each.at == share.ended), "")
        return f"{name} {reading.local(at):%m-%d}".strip()
    held = case.card.handler_name if share.level == "community" else tr("Sent up")
    return tr("{name} since {day}", name=held, day=f"{reading.local(share.began):%m-%d}")


def _days(share: Share | None, allowed: int | None) -> str:
    """Return how many days a step has used, and how many it may."""
    if share is None:
        return tr("{days} working days", days=allowed) if allowed else ""
    if allowed is None:
        return tr("{days} days used", days=share.working_days)
    return tr("{days} of {allowed} days used", days=share.working_days, allowed=allowed)


def _guide(case: Case, notes: Sequence[Note], now: datetime) -> Iterator[str]:
    """Yield what the catalogue says about the step at hand, then what the hall has noted."""
    matter, card = case.matter, case.card
    step = next((each for each in matter.steps if each.no == card.step), None)
    if step is not None and step.held_here:
        yield from _checks(case)
    elif step is not None:
        yield tr("Send it to {place} and note their receipt number; the resident hears the answer from you.",
                 place=step.place)  # fmt: skip
    if card.promised_due is not None and card.days_left is not None:
        until = case_words.until(card.promised_due.astimezone(now.tzinfo), card.provisional)
        yield tr("Tell the resident: done by {day} at the latest; the status code is {code}.",
                 day=until, code=case.status_code)  # fmt: skip
    if matter.notes:
        yield tr("Mind: {note}", note=matter.notes)
    yield from (told(note, now) for note in notes_for(notes, card.step))


def _checks(case: Case) -> Iterator[str]:
    """Yield what is looked at in a step of the hall: who, which materials, which conditions."""
    matter = case.matter
    if case.card.step == 1 and matter.who_may_apply:
        yield tr("Who may apply: {who}", who=matter.who_may_apply)
    asked = [line for line in case.materials if line.state != "waived"]
    still = [line.name for line in asked if line.state in _OPEN_MATERIALS]
    if still:
        yield tr("Not yet looked at: {what}", what=tr(", ").join(still))
    elif asked:
        yield tr("Look at: {what}", what=tr(", ").join(line.name for line in asked))
    if matter.eligibility is not None and matter.eligibility.note:
        yield tr("Mind: {note}", note=matter.eligibility.note)

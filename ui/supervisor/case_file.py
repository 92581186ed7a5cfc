"""How a case is told to whoever decides about it: its facts and its history."""

from hall.service import cases_views
from ui.shared import case_words
from ui.shared.i18n import tr
from ui.shared.timeline import Event


def lines_of(file: cases_views.CaseFile) -> tuple[str, ...]:
    """Return what a leader wants to know of a case at a glance."""
    card = file.card
    step = tr("Step {step} of {steps}: {place}, {action}", step=card.step, steps=card.steps, place=card.step_place,
              action=card.step_action) if card.step_place else ""  # fmt: skip
    return (
        tr("Case {number}　{stage}", number=card.number, stage=case_words.stage(card)),
        tr("Worked by {name}", name=card.handler_name) if card.handler_name else tr("Nobody works on it"),
        step,
        tr("The clerk noted: {words}", words=file.notes[-1][2]) if file.notes else "",
    )


def history_of(file: cases_views.CaseFile) -> tuple[Event, ...]:
    """Return the journal in words, oldest first."""
    return tuple(Event(entry.at, entry.name, (entry.staff_name,)) for entry in file.history if entry.kind not in _SMALL)


_SMALL = ("form_saved", "material_checked")
"""Steps of the work at the counter that tell a leader nothing."""

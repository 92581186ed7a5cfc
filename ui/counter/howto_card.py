"""The card that says how this step is done: what the matter's own notes know, where the clerk is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.counter.step_notes import notes_for, told
from ui.counter.steps import Step
from ui.counter.visit import Visit
from ui.shared.card import Card
from ui.shared.i18n import mark, tr
from ui.shared.theme import GRID, set_role

_GENERAL = {
    Step.ASK: (
        mark("Let the resident say it in their own words first."),
        mark("Not ours? Name the office, its address and phone; nobody leaves with nothing in hand."),
        mark("Unclear whose it is? Ask the leader; you give the resident the answer."),
    ),
    Step.MATERIALS: (
        mark("Ask about the situation first; it decides what is needed."),
        mark("Look at each material: name, date, seal."),
        mark("What can be put right here is put right here."),
        mark("Say everything that is missing at once: the resident comes back only once."),
    ),
    Step.FORM: (
        mark("Read the answers back to the resident."),
        mark("What the identity card says is filled in already: compare it."),
    ),
    Step.ACCEPT: (mark("Tell the resident how long it takes and where to ask."),),
    Step.PAPERS: (
        mark("Count the papers, show where to sign."),
        mark("Hand back every original."),
    ),
}


class HowToCard(Card):
    """Shows the steps of the matter and what to mind at this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("How this step is done"), parent)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self.text, "small")
        holder = QWidget(self)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, GRID, 0)
        inside.addWidget(self.text)
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        self.body.addWidget(scroll, 1)

    def show_step(self, visit: Visit | None, step: Step) -> None:
        """Show what helps at this step."""
        self.text.setText("\n\n".join(lines_for(visit, step)) if visit is not None else "")


def lines_for(visit: Visit, step: Step) -> Sequence[str]:
    """Return the lines of the card."""
    lines = [f"· {tr(each)}" for each in _GENERAL[step]]
    matter = visit.case.matter if visit.case else None
    if matter is None:
        return lines
    if step is Step.MATERIALS and matter.who_may_apply:
        lines.insert(0, tr("Who may apply: {who}", who=matter.who_may_apply))
    if step in (Step.MATERIALS, Step.ACCEPT) and matter.eligibility is not None and matter.eligibility.note:
        lines.append(tr("Mind: {note}", note=matter.eligibility.note))
    if step in (Step.ACCEPT, Step.PAPERS):
        lines.append("\n".join(f"{each.no} {each.place}：{each.action}" for each in matter.steps))
    if matter.notes and step is not Step.ASK:
        lines.append(matter.notes)
    at_hand = visit.case.card.step if visit.case else 0
    return [*lines, *(told(note, visit.looked_at) for note in notes_for(visit.notes, at_hand))]

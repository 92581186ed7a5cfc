"""Step two: the materials, looked at one after the other; what is missing goes onto the one notice."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.counter import checklist, material_acts
from ui.counter.act_panel import ActPanel
from ui.counter.acts import Act, Values, allowed
from ui.counter.checklist import Entry, MaterialCard
from ui.counter.material_row import COUNT_WIDTH, STATE_WIDTH, MaterialRow
from ui.counter.page import Page
from ui.counter.steps import Step
from ui.counter.visit import Case, Visit
from ui.shared.i18n import tr
from ui.shared.runner import Runner
from ui.shared.theme import GRID, scaled, set_role
from ui.shared.toggle_row import ToggleRow

TOGGLE_WIDTH = 160


class MaterialsPage(Page):
    """A checklist for the keyboard; each press is written down at once, so nothing is lost."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._case: Case | None = None
        self.situations: dict[str, ToggleRow] = {}
        self.rows: dict[str, MaterialRow] = {}
        self._questions = QGridLayout()
        self._questions.setHorizontalSpacing(3 * GRID)
        self._questions.setVerticalSpacing(GRID // 2)
        self._questions.setColumnStretch(0, 1)
        self._questions.setColumnStretch(1, 1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.all = self.quiet_button(tr("All are here"))
        self.all.setShortcut("Ctrl+Space")
        self.all.setToolTip("Ctrl+Space")
        self.all.clicked.connect(self._on_all)
        self.about = self.quiet_button(tr("About this one…"))
        self.about.setShortcut("Ctrl+E")
        self.about.setToolTip("Ctrl+E")
        self.about.clicked.connect(self._on_about)
        self.consent = self.quiet_button("")
        self.consent.clicked.connect(self._on_consent)
        self.acts = ActPanel(lambda _question, _acts, _take: None, self)
        self.acts.act_requested.connect(self._on_act)
        self.acts.asking_changed.connect(self._on_asking)
        self._at = ""
        self._may: frozenset[str] = frozenset()
        self._scroll = QScrollArea(self)
        self._assemble()

    def show_visit(self, visit: Visit) -> None:
        """Show how the materials stand."""
        case = visit.case
        if case is None:
            return
        if self._case is None or self._case.card.id != case.card.id:
            self._build(case)
        self._case, self._may = case, visit.may
        notes = {each.id: each.note or "" for each in case.matter.materials}
        asked = {line.material_id for line in checklist.asked_for(case)}
        for line in case.materials:
            row = self.rows[line.material_id]
            row.show_line(line, notes.get(line.material_id, ""))
            row.setVisible(line.material_id in asked)
        for situation, toggle in self.situations.items():
            if toggle.code() != _code(checklist.applies(case, situation)):
                toggle.choose(_code(checklist.applies(case, situation)))
        self._say(case)

    def take_focus(self) -> None:
        """Go to the first material that is missing, else to the next step."""
        open_rows = [self.rows[line.material_id] for line in checklist.missing(self._case)] if self._case else []
        shown = [row for row in open_rows if not row.isHidden()]
        (shown[0] if shown else self.leading).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go on to the form; what is missing is said there where the case is decided."""
        self.step_wanted.emit(Step.FORM)

    def _say(self, case: Case) -> None:
        count = len(checklist.missing(case))
        self.hint.setText(
            tr("{count} missing: it goes onto the notice.", count=count)
            if count
            else tr("Everything is here. Originals that were only looked at go back to the resident.")
        )
        self.all.setVisible(count > 0)
        self.say_next(tr("Next: form"))
        act = self._consent_act(case)
        self.consent.setVisible(act is not None)
        self.consent.setText(act.text if act else "")
        self._say_about()

    def _build(self, case: Case) -> None:
        _empty(self._questions)
        _empty(self._lines)
        self.situations = {each: self._question(each) for each in case.matter.situations}
        self.rows = {line.material_id: self._row(line) for line in case.materials}
        self._lines.addStretch(1)
        answers = [button for toggle in self.situations.values() for button in toggle.findChildren(QPushButton)]
        self.order_stops([*answers, *self.rows.values(), self.about, self.consent, self.all])

    def _question(self, situation: str) -> ToggleRow:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(tr("{situation}?", situation=situation), holder)
        label.setWordWrap(True)
        toggle = ToggleRow((("yes", tr("Yes")), ("no", tr("No"))), situation, holder)
        toggle.setFixedWidth(scaled(TOGGLE_WIDTH))
        toggle.chosen.connect(lambda code: self._on_answered(situation, code))
        row.addWidget(label, 1)
        row.addWidget(toggle)
        place = self._questions.count()
        self._questions.addWidget(holder, place // 2, place % 2)
        return toggle

    def _row(self, line: MaterialCard) -> MaterialRow:
        material_id = line.material_id
        row = MaterialRow(self)
        row.toggled.connect(lambda: self._write(lambda case, now: checklist.toggled(case, now), material_id))
        row.counted.connect(lambda by: self._write(lambda _case, now: checklist.counted(now, by), material_id))
        row.reached.connect(lambda: self._on_reached(material_id))
        row.left.connect(lambda by: self._go_beside(row, by))
        row.entered.connect(self.go_on)
        self._lines.addWidget(row)
        return row

    def _write(self, change: Callable[[Case, MaterialCard], Entry], material_id: str) -> None:
        case = self._case
        line = next((each for each in case.materials if each.material_id == material_id), None) if case else None
        if case is not None and line is not None:
            self._put(case, (change(case, line),))

    def _put(self, case: Case, entries: Sequence[Entry]) -> None:
        case_id = case.card.id
        if entries:
            self._runner.run(self, lambda hall: checklist.write(hall, case_id, entries))

    def _on_answered(self, situation: str, code: str) -> None:
        if self._case is not None:
            self._put(self._case, checklist.answered(self._case, situation, code == "yes"))

    def _on_all(self) -> None:
        if self._case is not None:
            self._put(self._case, [checklist.wanted(line) for line in checklist.missing(self._case)])
            self.leading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _consent_act(self, case: Case) -> Act | None:
        """What the resident can sign for, or did not sign after all."""
        if checklist.to_consent(case):
            acts = [material_acts.consent(case)]
        else:
            acts = [material_acts.unsigned(case)] if checklist.consented(case) else []
        return next(iter(allowed(acts, "cases", self._may)), None)

    def _about_act(self) -> Act | None:
        line = (
            next((each for each in self._case.materials if each.material_id == self._at), None) if self._case else None
        )
        return material_acts.act_about(self._case, line) if self._case is not None and line is not None else None

    def _say_about(self) -> None:
        self.about.setVisible(self._about_act() is not None and not self.acts.is_asking())

    def _on_reached(self, material_id: str) -> None:
        self._at = material_id
        self._say_about()

    def _on_about(self) -> None:
        act = self._about_act()
        if act is not None:
            self.acts.show()
            self.acts.show_acts((act,))
            self.acts.leading.click()

    def _on_consent(self) -> None:
        act = self._consent_act(self._case) if self._case is not None else None
        if act is not None:
            self._on_act(act, {})
            self.leading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_act(self, act: Act, values: Values) -> None:
        self._runner.run(
            self, lambda hall: act.run(hall, values), lambda _answer: self.acts.put_away(), said=act.done
        )  # fmt: skip

    def _on_asking(self, asking: bool) -> None:
        """Questions about one material get the room of the list."""
        self.scroller.setVisible(not asking)
        self.acts.setVisible(asking)
        self.column.setStretch(0, 0 if asking else 1)
        self.column.setStretch(1, 1 if asking else 0)
        for widget in (self.leading, self.hint):
            widget.setVisible(not asking)
        if asking:
            for button in (self.all, self.about, self.consent):
                button.hide()
        elif self._case is not None:
            self._say(self._case)
            if self._at in self.rows:
                self.rows[self._at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_beside(self, row: MaterialRow, step: int) -> None:
        shown = [each for each in self.rows.values() if not each.isHidden()]
        place = min(max(shown.index(row) + step, 0), len(shown) - 1)
        shown[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(shown[place], 0, GRID)

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.setSpacing(GRID)
        widths = ((tr("Material"), 0), (tr("Originals"), COUNT_WIDTH), (tr("Copies"), COUNT_WIDTH),
                  (tr("State"), STATE_WIDTH))  # fmt: skip
        for text, width in widths:
            label = QLabel(text, self)
            set_role(label, "quiet")
            if width:
                label.setFixedWidth(scaled(width))
            if width == COUNT_WIDTH:
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            head.addWidget(label, 0 if width else 1)
        holder = QWidget(self)
        holder.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder.setAutoFillBackground(False)  # the scroll area has just filled it
        self._scroll.viewport().setAutoFillBackground(False)
        self.body.addLayout(self._questions)
        self.body.addLayout(head)
        self.body.addWidget(self._scroll, 1)
        self.column.insertWidget(1, self.acts)
        self.acts.hide()


def _code(applies: bool) -> str:
    return "yes" if applies else "no"


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()

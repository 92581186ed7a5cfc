"""The sheet on which a case's papers are packed for another hall, and packages that came in are read and answered."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, exchange_rules
from ui.counter import package_work
from ui.counter.acts import text_of
from ui.counter.facts_view import FactsView
from ui.counter.package_forms import answer_form, facts_of, send_form
from ui.counter.package_work import OPEN, SEND, Arrived, Sealed, Sending
from ui.shared import packages
from ui.shared.fields.form import DynamicForm
from ui.shared.i18n import sentence, tr
from ui.shared.long_work import LongWork
from ui.shared.overlay import Overlay
from ui.shared.problem_line import ProblemLine
from ui.shared.progress_line import ProgressLine
from ui.shared.row_list import Row, RowList
from ui.shared.runner import Runner
from ui.shared.state_mark import Light, StateMark
from ui.shared.theme import GRID, length, set_role

WIDTH = 720
T = TypeVar("T")
_AGAIN = "exchange.opened_before"


class PackageSheet(Overlay):
    """One package at a time: Enter goes on, Escape stops the work under way, then puts the sheet away."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window, WIDTH)
        self._runner = runner
        self._sending: Sending | None = None
        self._arrived: Arrived | None = None
        self._unsaved: Sealed | None = None
        self._file: Path | None = None
        self._work: LongWork | None = None
        self._go: Callable[[], object] = lambda: None
        self.form: DynamicForm | None = None
        self.title = QLabel(self)
        set_role(self.title, "title")
        self.verdict = StateMark(Light.GREEN, "", self)
        self.facts = FactsView(self)
        self.papers = RowList(tr("Papers in the package"), self, framed=False)
        self.papers.setMaximumHeight(4 * length("control"))
        self.problem = ProblemLine(self)
        self.progress = ProgressLine(self)
        self.progress.cancel_requested.connect(self._stop)
        self.keep = QPushButton(tr("Keep the papers…"), self)
        self.keep.clicked.connect(self._on_keep)
        self.leading = QPushButton(self)
        set_role(self.leading, "next")
        self.leading.clicked.connect(lambda: self._go())
        for button in (self.keep, self.leading):
            button.setAutoDefault(True)
            button.setMinimumHeight(length("control") + GRID)
        self._column = QVBoxLayout(self)
        self._assemble()

    def begin(self, what: str, case_id: str) -> None:
        """Pack papers of a case (SEND), or open a package that came in (OPEN)."""
        if what == SEND:
            self._run(lambda hall: hall.see(package_work.sending, case_id=case_id), self._ask_order)
        elif what == OPEN and (file := self._ask_open()) is not None:
            self._open_file(file)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in the form is Escape here."""
        if watched is self.form and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops what is under way; what is on record and not saved yet holds the sheet open."""
        if event.key() == Qt.Key.Key_Escape and self._work is not None:
            self._stop()
        elif event.key() == Qt.Key.Key_Escape and self._unsaved is not None:
            self.problem.say(tr("The file is on record as made: save it first."))
        else:
            super().keyPressEvent(event)

    # -- packing

    def _ask_order(self, found: Sending) -> None:
        self._sending, self._arrived = found, None
        self._show(tr("Send papers to another hall"))
        if not found.halls:
            self.problem.say(tr("No other hall is known: take in its card first (hall keys import)."))
            self._lead("", self.close_sheet)
        elif not found.papers:
            self.problem.say(tr("This case has no paper yet that could go along."))
            self._lead("", self.close_sheet)
        else:
            self._ask(send_form(found, self))
            self._lead(tr("Sign, seal and save…"), self._on_send)
        self._fit()

    def _on_send(self) -> None:
        found, form = self._sending, self.form
        if found is None or form is None or not self._is_whole(form):
            return
        values = form.values()
        file = self._ask_save(tr("package-{number}", number=found.case_number))
        if file is None:
            return
        order = packages.Order(
            text_of(values, "to"), text_of(values, "purpose"), text_of(values, "words"),
            text_of(values, "basis"), papers=[str(each) for each in values.get("papers") or ()],
        )  # fmt: skip
        work = self._begin_work(tr("Drawing the papers"))
        self._run(
            lambda hall: package_work.save(package_work.seal(hall, found.case_id, order, work.told), file),
            self._on_sealed,
        )

    def _on_sealed(self, sealed: Sealed) -> None:
        """Say where the file lies; one that could not be written is kept until it lies somewhere."""
        card, file, refusal = sealed.card, sealed.file, sealed.refusal
        self._unsaved = sealed if refusal is not None else None
        if refusal is not None:
            self.problem.say(sentence(refusal))
            self._lead(tr("Save it somewhere else…"), self._save_again)
            self._fit()
            return
        self._clear()
        self.verdict.show_state(Light.GREEN, tr("Saved. Only {hall} can open it.", hall=card.partner_name))
        way = tr("By mail, on a stick, in any way: nobody else can read it.")
        self.facts.show_facts([(tr("File"), file.name), (tr("How to send it"), way)])
        self.facts.show()
        self.verdict.show()
        self._lead(tr("Good"), self.close_sheet)
        self._fit()

    def _save_again(self) -> None:
        sealed = self._unsaved
        file = self._ask_save(tr("package-{number}", number=sealed.card.number)) if sealed else None
        if sealed is not None and file is not None:
            self._run(lambda _hall: package_work.save(sealed, file), self._on_sealed)

    # -- what came in

    def _open_file(self, file: Path, *, again: bool = False) -> None:
        self._file, self._sending = file, None
        self._run(
            lambda hall: package_work.arrive(hall, file, again=again), self._on_arrived, self._on_not_opened
        )  # fmt: skip

    def _on_not_opened(self, refusal: Refusal) -> None:
        self._show(tr("A package of papers"))
        self.verdict.show_state(Light.RED, tr("Not opened"))
        self.verdict.show()
        self.problem.say(sentence(refusal))
        file = self._file
        if refusal.code == _AGAIN and file is not None:
            self._lead(tr("Open it again"), lambda: self._open_file(file, again=True))
        else:
            self._lead(tr("Good"), self.close_sheet)
        self._fit()

    def _on_arrived(self, arrived: Arrived) -> None:
        card = arrived.card
        self._arrived = arrived
        self._show(
            tr("Answer from {hall}", hall=card.partner_name)
            if card.direction == "out"
            else tr("Papers from {hall}", hall=card.partner_name)
        )
        self.verdict.show_state(
            Light.GREEN, tr("Signed by {hall}, and nothing was changed on the way.", hall=card.partner_name)
        )
        self.verdict.show()
        self.facts.show_facts(facts_of(arrived))
        self.facts.show()
        self.papers.show_rows([Row(place, *each) for place, each in enumerate(arrived.papers)])
        self.papers.setVisible(bool(arrived.papers))
        self.keep.setVisible(bool(arrived.papers))
        if card.direction == "in" and card.outcome not in map(exchange_rules.OUTCOMES.get, exchange_rules.FINAL):
            self._ask(answer_form(card, self))
            self._lead(tr("Answer and save…"), self._on_answer)
        else:
            self._lead(tr("Good"), self.close_sheet)
        self._fit()

    def _on_keep(self) -> None:
        arrived = self._arrived
        place = QFileDialog.getExistingDirectory(self, tr("Where shall the papers lie?")) if arrived else ""
        if arrived is not None and place:
            self._run(lambda hall: packages.unpack(hall, arrived.sealed, Path(place)), self._on_kept)

    def _on_kept(self, folder: Path) -> None:
        self.verdict.show_state(Light.GREEN, tr("The papers lie in the folder {folder}.", folder=folder.name))
        self._fit()

    def _on_answer(self) -> None:
        arrived, form = self._arrived, self.form
        if arrived is None or form is None or not self._is_whole(form):
            return
        file = self._ask_save(tr("answer-{number}", number=arrived.card.number))
        if file is None:
            return
        values, key = form.values(), arrived.card.id
        said = [text_of(values, name) for name in ("outcome", "receipt_number", "words")]
        self._run(lambda hall: package_work.save(package_work.answer(hall, key, *said), file), self._on_sealed)

    # -- the sheet

    def _run(
        self,
        work: Callable[[Hall], T],
        then: Callable[[T], object],
        otherwise: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Work off the screen's thread; a refusal stands on the sheet, and what was typed stays."""

        def done(result: T) -> None:
            self._end_work()
            then(result)

        def refused(refusal: Refusal) -> None:
            self._end_work()
            (otherwise or self._on_refused)(refusal)

        self.problem.say("")
        if self._runner.run(self._over, work, done, refused):
            self.leading.setEnabled(False)
        else:  # something else is being done: the same key works in a moment
            self._end_work()

    def _on_refused(self, refusal: Refusal) -> None:
        if self.isHidden():
            self._show(tr("A package of papers"))
            self._lead("", self.close_sheet)
        self.problem.say(sentence(refusal))
        self._fit()

    def _begin_work(self, text: str) -> LongWork:
        work = LongWork(self)
        work.advanced.connect(self._on_advanced)
        self._work = work
        self.progress.start(text)
        self.progress.show()
        self._fit()
        return work

    def _end_work(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
        self._work = None
        self.progress.hide()
        self.leading.setEnabled(True)

    @Slot(int, int)
    def _on_advanced(self, done: int, total: int) -> None:
        if done == 0:
            self.progress.start(tr("Drawing {count} papers", count=total), total)
        self.progress.advance(done, tr("Signing and sealing") if done == total else "")

    @Slot()
    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _is_whole(self, form: DynamicForm) -> bool:
        problems = form.check()
        form.show_problems(problems)
        return not problems

    def _ask_save(self, name: str) -> Path | None:
        kinds = tr("Packages of papers (*{suffix})", suffix=packages.SUFFIX)
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the package"), name + packages.SUFFIX, kinds)
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(packages.SUFFIX) else chosen + packages.SUFFIX)

    def _ask_open(self) -> Path | None:
        kinds = tr("Packages of papers (*{suffix})", suffix=packages.SUFFIX)
        chosen, _ = QFileDialog.getOpenFileName(self._over, tr("Open a package of papers"), "", kinds)
        return Path(chosen) if chosen else None

    def _lead(self, text: str, go: Callable[[], object]) -> None:
        text = text or tr("Back")
        self.leading.setText(f"{text}  ⏎")
        self.leading.setAccessibleName(text)
        self._go = go
        self.leading.setEnabled(True)

    def _ask(self, form: DynamicForm) -> None:
        self.form = form
        form.installEventFilter(self)
        form.finished.connect(lambda: self._go())
        self._column.insertWidget(self._column.indexOf(self.problem), form, 1)
        typed = [each for each in form.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        QWidget.setTabOrder(typed[-1], self.keep)
        QWidget.setTabOrder(self.keep, self.leading)

    def _show(self, title: str) -> None:
        self._clear()
        self.title.setText(title)
        self.setAccessibleName(title)
        if self.isHidden():
            self.open()

    def _clear(self) -> None:
        for widget in (self.verdict, self.facts, self.papers, self.progress, self.keep):
            widget.hide()
        self.problem.say("")
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _fit(self) -> None:
        """Take the room that is needed now, and put the keyboard where the work goes on."""
        self._column.activate()
        self._place()
        if self.form is not None and not self.progress.isVisible():
            self.form.focus_first()
        else:
            self.leading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _assemble(self) -> None:
        away = QLabel(tr("Esc: back"), self)
        set_role(away, "quiet")
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(away)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.leading)
        self._column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        self._column.setSpacing(2 * GRID)
        self._column.addLayout(head)
        for widget in (self.verdict, self.facts, self.papers, self.problem, self.progress):
            self._column.addWidget(widget)
        self._column.addLayout(foot)
        self._clear()

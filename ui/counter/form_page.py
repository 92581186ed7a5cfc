"""Step three: the form of the matter; every answer is kept as soon as the hand rests."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, cases, cases_views
from ui.counter.helpers import helpers_for
from ui.counter.page import Page
from ui.counter.prefill import origin_words
from ui.counter.steps import Step
from ui.counter.visit import Case, Problem, Visit, code_tables, find_form_problems
from ui.shared import tasks
from ui.shared.fields.form import DynamicForm
from ui.shared.i18n import sentence, tr
from ui.shared.messages import say_refusal
from ui.shared.runner import Runner
from ui.shared.theme import set_style_property

SAVE_AFTER_MS = 800
_CONFLICT = "cases.form_conflict"


class FormPage(Page):
    """Asks what the matter asks at intake; what was typed survives refusals, crashes and a change of clerk."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._case: Case | None = None
        self._visit: Visit | None = None
        self._saved: dict[str, Any] = {}
        self._base: dict[str, Any] = {}
        self.form: DynamicForm | None = None
        self._wants_focus = False
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_AFTER_MS)
        self._save.timeout.connect(self.keep)

    def show_visit(self, visit: Visit) -> None:
        """Show the form of the case; a form that is being filled in stays as it is."""
        self._visit = visit
        case = visit.case
        if case is None or (self._case is not None and self._case.card.id == case.card.id):
            self._case = case or self._case
            return
        self.keep()
        self._case = case
        self._drop()
        self.say_next(tr("Next: check and accept"))
        hall = self._runner.hall
        tasks.run(self, lambda: hall.see(lambda reading: code_tables(reading, case.matter)), self._build)

    def take_focus(self) -> None:
        """Go to the first field."""
        if self.form is not None:
            self.form.focus_first()
        self._wants_focus = self.form is None

    def go_on(self) -> None:
        """Check the form with the rules of the catalogue, keep it, and go on if it is in order."""
        case, form = self._case, self.form
        if case is None or form is None:
            return
        values, base = form.values(), dict(self._base)
        self._save.stop()

        def check(hall: Hall) -> tuple[Problem, ...]:
            hall.do(cases.save_form, case_id=case.card.id, form=values, base=base)
            return hall.see(_problems, case=case, values=values)

        self._runner.run(self, check, self._on_checked)

    @Slot()
    def keep(self) -> None:
        """Write down what stands in the form now."""
        hall, unsaved = self._runner.hall, self.unsaved()
        if unsaved is not None:
            case_id, form, base = unsaved
            tasks.run(
                self,
                lambda: hall.do(cases.save_form, case_id=case_id, form=form, base=base),
                lambda _nothing: self._on_kept(case_id, form),
                self._on_not_kept,
            )

    def unsaved(self) -> tuple[str, dict[str, Any], dict[str, Any]] | None:
        """Return the case's key and the answers that are not written down yet, for whoever writes them now.

        With them come the answers as they were received, so that what a colleague has typed meanwhile is not undone.
        """
        self._save.stop()
        if self._case is None or self.form is None or self.form.values() == self._saved:
            return None
        self._saved = self.form.values()
        return self._case.card.id, self._saved, dict(self._base)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say under each field what is wrong with it, and go to the first."""
        if self.form is not None:
            self.form.show_problems(said(problems))

    def _build(self, tables: dict[str, Any]) -> None:
        case, visit = self._case, self._visit
        if case is None or visit is None or self.form is not None:
            return
        fields = [field for field in case.matter.fields if field.asked.value == "at_intake"]
        self.form = DynamicForm(fields, self, helpers=helpers_for(visit.book, visit.today, tables, by_number=True))
        self.form.set_values(case.form)
        self.form.show_origins({field_id: origin_words(origin) for field_id, origin in case.origins.items()})
        self._saved = self._base = self.form.values()
        self.form.value_changed.connect(self._save.start)
        self.form.finished.connect(self.go_on)
        self.body.addWidget(self.form, 1)
        if not fields:
            self.hint.setText(tr("This matter asks for nothing more."))
        else:
            self.hint.setText(tr("What you type is kept by itself."))
        if self._wants_focus:
            self.take_focus()

    def _drop(self) -> None:
        if self.form is not None:
            self.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = None
        self._wants_focus = False

    def _on_checked(self, problems: tuple[Problem, ...]) -> None:
        self._saved = self._base = self.form.values() if self.form else {}
        self.show_problems(problems)
        if problems:
            self.hint.setText(tr("{count} fields need a look.", count=len({each.field_id for each in problems})))
            set_style_property(self.hint, "role", "problem")
            return
        set_style_property(self.hint, "role", "quiet")
        self.hint.setText(tr("What you type is kept by itself."))
        self.step_wanted.emit(Step.ACCEPT)

    def _on_kept(self, case_id: str, form: dict[str, Any]) -> None:
        if self._case is not None and self._case.card.id == case_id:
            self._base = form
        self.hint.setText(tr("Kept."))

    def _on_not_kept(self, refusal: Refusal) -> None:
        """Try again with the next key: the words are still in the form."""
        self._saved = {}
        say_refusal(self, refusal)
        case, hall = self._case, self._runner.hall
        if refusal.code == _CONFLICT and case is not None:
            keys = str(refusal.values["keys"]).split(",")
            tasks.run(
                self,
                lambda: hall.see(cases_views.case, case_id=case.card.id).form,
                lambda theirs: self._show_conflict(keys, theirs, refusal),
            )

    def _show_conflict(self, keys: list[str], theirs: dict[str, Any], refusal: Refusal) -> None:
        """Say under each field that a colleague has filled in otherwise; the next key keeps what stands here."""
        who = str(refusal.values["who"])
        self._base = {**self._base, **{key: theirs.get(key) for key in keys}}
        if self.form is not None:
            told = {key: tr("{who} has written: {value}", who=who, value=_plain(theirs.get(key))) for key in keys}
            self.form.show_problems(told)


def said(problems: tuple[Problem, ...]) -> Mapping[str, str]:
    """Return one sentence for each field: its first problem."""
    sentences: dict[str, str] = {}
    for problem in problems:
        sentences.setdefault(problem.field_id, sentence(Refusal(problem.code, **problem.values)))
    return sentences


def _plain(value: object) -> str:
    """Return what a colleague has written as far as one line can say it."""
    return str(value) if isinstance(value, str | int | float) and value != "" else "…"


def _problems(reading: Reading, *, case: Case, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    return find_form_problems(reading, case, values)

"""Drawing up a paper on a page that has other work of its own: a quiet button, a list, then the questions alone."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.counter import own_data_acts, template_acts
from ui.counter.act_panel import ActPanel, AskMore
from ui.counter.acts import Act, Values, allowed
from ui.counter.helpers import helpers_for
from ui.counter.page import Page
from ui.counter.visit import Visit
from ui.shared.i18n import tr
from ui.shared.runner import Runner


class DrawUp(QObject):
    """Offers the papers of a visit that has no case: a payment slip, a card for rating."""

    def __init__(self, page: Page, runner: Runner, more: AskMore) -> None:
        super().__init__(page)
        self._page, self._runner = page, runner
        self._act: Act | None = None
        self._hidden: list[QWidget] = []
        self.button = page.quiet_button(tr("Draw up a paper…"))
        self.button.clicked.connect(self._begin)
        self.button.hide()
        self.acts = ActPanel(more, page)
        self.acts.hide()
        self.acts.act_requested.connect(self._on_act)
        self.acts.asking_changed.connect(self._on_asking)
        page.column.insertWidget(1, self.acts)

    def show_visit(self, visit: Visit) -> None:
        """Offer what can be drawn up now; what is being filled in stays."""
        own: Sequence[Act] = ()
        if visit.person is not None:
            own = (own_data_acts.act_of(visit.person.id, here=True, ticket_id=visit.ticket.id),)
        own = allowed(own, "privacy", visit.may)
        acts = () if visit.case else template_acts.acts_of_visit(visit.ticket.id, visit.templates, own)
        offered = allowed(acts, "templates", visit.may)
        self._act = offered[0] if offered else None
        self.acts.show_acts(offered, helpers_for(visit.book, visit.today, {}, by_number=False))
        self.button.setVisible(self._act is not None and not self.acts.is_asking())

    @Slot()
    def _begin(self) -> None:
        if self._act is not None:
            self.acts.begin(self._act)

    @Slot(object, object)
    def _on_act(self, act: Act, values: Values) -> None:
        self._runner.run(
            self._page, lambda hall: act.run(hall, values), lambda _answer: self.acts.put_away(), said=act.done
        )

    @Slot(bool)
    def _on_asking(self, asking: bool) -> None:
        """The questions get the whole page."""
        page = self._page
        if asking:
            self._hidden = [
                each for each in (page.scroller, page.hint, page.leading, self.button) if not each.isHidden()
            ]
        for widget in self._hidden:
            widget.setVisible(not asking)
        self.acts.setVisible(asking)
        page.column.setStretch(0, 0 if asking else 1)
        page.column.setStretch(1, 1 if asking else 0)
        if not asking:
            self.button.setVisible(self._act is not None)
            page.take_focus()

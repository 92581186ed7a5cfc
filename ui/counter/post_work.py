"""The post itself: opening, pausing, the back office, closing, and who sits there."""

from hall.service import Hall, cases, posts, posts_help, security
from ui.counter.key_work import Form, KeyWork, save_form
from ui.counter.list_work import Preview, preview
from ui.shared import tasks
from ui.shared.i18n import mark, tr
from ui.shared.pause_words import PAUSE_REASONS
from ui.shared.row_list import Row

BACK_OFFICE = posts.BACK_OFFICE
SEND, OTHER = "send", "other"
LEAVE_REASONS = (
    mark("On leave"), mark("Ill"), mark("Training"), mark("On business elsewhere"), mark("Moved to another post"),
)  # fmt: skip


class PostWork(KeyWork):
    """Does what the keys of the counter itself say."""

    def open_counter(self) -> None:
        """Open the counter, or come back from a pause or the back office."""
        self._do(lambda hall: hall.do(posts.open_counter))

    def pause_counter(self) -> None:
        """Pause the counter; the display tells those who wait why."""
        rows = [*(Row(code, tr(words)) for code, words in PAUSE_REASONS.items()), Row(BACK_OFFICE, tr("Back office"))]
        title = tr("Why is the counter paused?")
        self._ask.ask(title, rows, lambda code, note: self._pause(note or str(code)), note=tr("In other words"))

    def work_in_back_office(self) -> None:
        """Work on files and call nobody; for those who wait the counter is paused."""
        self._do(lambda hall: hall.do(posts.work_in_back_office))

    def close_counter(self) -> None:
        """Close the counter, for the day or because something came up."""
        rows = [Row("", tr("The day is over")), *(Row(code, tr(words)) for code, words in PAUSE_REASONS.items())]
        title = tr("Why is the counter closed?")
        self._ask.ask(title, rows, lambda code, note: self._close(note or str(code)), note=tr("In other words"))

    def leave_post(self) -> None:
        """Leave for longer than a pause: say why, see what is open, and hand it over."""
        rows = [Row(tr(words), tr(words)) for words in LEAVE_REASONS]
        title = tr("Why do you leave the post?")
        self._ask.ask(title, rows, lambda why, note: self._show_list(note or str(why)), note=tr("In other words"))

    def change_clerk(self) -> None:
        """Leave the desk to a colleague; whatever is typed is written down first."""
        unsaved = self._unsaved()
        self._do(lambda hall: _leave(hall, unsaved))

    def answer_help(self) -> None:
        """Say at the machine that somebody is on the way, the longest waiting first."""
        if self.desk is None or not self.desk.help_calls:
            return
        call = self.desk.help_calls[0]
        self._do(
            lambda hall: hall.do(posts_help.answer_help, help_id=call.id),
            tr("{device} shows that you are on the way.", device=call.device_name),
        )

    def _show_list(self, reason: str) -> None:
        """Show what would be handed over before anything is sent."""
        hall = self._runner.hall
        tasks.run(self, lambda: preview(hall), lambda found: self._ask_send(reason, found))

    def _ask_send(self, reason: str, found: Preview) -> None:
        whom = tr("Hand it all to {name}", name=found.deputy.name) if found.deputy else ""
        if not found.duties:
            title, rows = tr("Nothing is open. The counter closes."), [Row(SEND, tr("Leave the post"))]
        else:
            title = tr("Leaving the post with {count} open", count=len(found.duties))
            rows = [*([Row(SEND, whom)] if whom else []), Row(OTHER, tr("To somebody else"))]
            rows += [Row(duty, duty.words, duty.number) for duty in found.duties]
        self._ask.ask(title, rows, lambda what, _note: self._take_answer(what, reason, found))

    def _take_answer(self, what: object, reason: str, found: Preview) -> None:
        if what == SEND:
            self._send(reason, "", found.deputy.name if found.deputy and found.duties else "")
        elif what == OTHER:
            rows = [Row(card.id, card.name, card.number) for card in found.others]
            names = {card.id: card.name for card in found.others}
            ask = tr("Who takes it over?")
            self._ask.ask(ask, rows, lambda to, _note: self._send(reason, str(to), names[str(to)]))
        else:  # a line of the list is there to be read
            self._ask_send(reason, found)

    def _send(self, reason: str, to: str, name: str) -> None:
        unsaved = self._unsaved()
        said = tr("The list is printed. Until {name} signs, everything stays yours.", name=name) if name else ""
        self._do(lambda hall: _leave_post(hall, unsaved, reason, to), said or tr("Counter closed."))

    def _pause(self, reason: str) -> None:
        if reason == BACK_OFFICE:
            self.work_in_back_office()
        else:
            self._do(lambda hall: hall.do(posts.pause_counter, reason=reason))

    def _close(self, reason: str) -> None:
        self._do(lambda hall: hall.do(posts.close_counter, reason=reason), tr("Counter closed."))


def _leave_post(hall: Hall, unsaved: Form | None, reason: str, to: str) -> None:
    save_form(hall, unsaved)
    hall.do(cases.leave_post, reason=reason, to=to)


def _leave(hall: Hall, unsaved: Form | None) -> None:
    save_form(hall, unsaved)
    hall.do(security.sign_out)

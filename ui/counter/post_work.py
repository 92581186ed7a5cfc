"""The post itself: opening, pausing, the back office, closing, and who sits there."""

from hall.service import Hall, posts, posts_help, security
from ui.counter.key_work import Form, KeyWork, save_form
from ui.shared.i18n import tr
from ui.shared.pause_words import PAUSE_REASONS
from ui.shared.row_list import Row

BACK_OFFICE = posts.BACK_OFFICE


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

    def _pause(self, reason: str) -> None:
        if reason == BACK_OFFICE:
            self.work_in_back_office()
        else:
            self._do(lambda hall: hall.do(posts.pause_counter, reason=reason))

    def _close(self, reason: str) -> None:
        self._do(lambda hall: hall.do(posts.close_counter, reason=reason), tr("Counter closed."))


def _leave(hall: Hall, unsaved: Form | None) -> None:
    save_form(hall, unsaved)
    hall.do(security.sign_out)

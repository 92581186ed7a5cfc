"""A hall whose every action stands in a diary, and which waits for a lost server instead of giving up."""

import traceback
from collections.abc import Callable
from typing import Any

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.service import Hall
from hall.storage.action import action_named
from tests.faults.diary import BUG, DONE, INTENT, LOST, REFUSED, Diary, Entry, arguments_of
from tests.waiting import until

PATIENCE = 240.0
"""Seconds after which a client that finds no way back says so and ends."""


class Recorded:
    """The hall as one client uses it; what it was told survives its own death.

    An action whose outcome is not known is asked for again under the same request id until there is an answer.

    Args:
        hall: as the client's device sees it.
        diary: takes in what is meant and what is answered.
        linger: waits between an answer and the line in the diary, so that many a kill falls in between: it was done,
            nobody knows it, and it must not be done again.
    """

    def __init__(self, hall: Hall, diary: Diary, linger: Callable[[], None] = lambda: None) -> None:
        self._hall, self._diary, self._linger = hall, diary, linger
        self.clock = hall.clock

    @property
    def actor(self) -> Any:
        """Who sits here."""
        return self.patiently("actor", lambda: self._hall.actor)

    def do(self, action: Any, **arguments: Any) -> Any:
        """Do one thing once, however often the line breaks.

        Raises:
            Refusal: a rule forbids it.
        """
        return self.do_once(new_id(), action, arguments)

    def do_once(self, request_id: str, action: Any, arguments: dict[str, Any]) -> Any:
        """Do it under a request id of before or a new one."""
        self._diary.write(INTENT, request_id, action.name, arguments=arguments)
        try:
            answer = self.patiently(
                action.name, lambda: self._hall.do_once(request_id, action, **arguments), request_id
            )
        except Refusal as refusal:
            self._linger()
            self._diary.write(REFUSED, request_id, action.name, refusal.code)
            raise
        self._linger()
        self._diary.write(DONE, request_id, action.name, answer)
        return answer

    def again(self, intent: Entry) -> Any:
        """Repeat what was meant before the kill."""
        return self.do_once(intent.request_id, action_named(intent.action), arguments_of(intent))

    def see(self, view: Any, *arguments: Any, **named: Any) -> Any:
        """Look, as soon as there is something to look at."""
        return self.patiently(view.__name__, lambda: self._hall.see(view, *arguments, **named))

    def run_due(self) -> int:
        """Run what is due, as every open window does."""
        ran: int = self.patiently("run_due", self._hall.run_due)
        return ran

    def patiently(self, name: str, call: Callable[[], Any], request_id: str = "") -> Any:
        """Return what a call answers once the database can be reached; the refusals of the rules pass through."""
        found: list[Any] = []
        said: set[str] = set()

        def note(kind: str, words: str) -> bool:
            if words not in said:
                said.add(words)
                self._diary.write(kind, request_id, name, words)
            return False

        def answered() -> bool:
            try:
                found.append(call())
            except Refusal as refusal:
                if not refusal.code.startswith("storage."):
                    raise
                return note(LOST, refusal.code)
            except Exception:  # noqa: BLE001 -- a bug is a finding, and the client lives on
                return note(BUG, traceback.format_exc(limit=-12)[-4000:])
            return True

        until(answered, f"{name} found no way back", patience=PATIENCE)
        return found[0]

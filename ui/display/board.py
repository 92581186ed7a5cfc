"""What the display shows, without any widget: which calls are new, which one is largest, what is left in the list."""

from datetime import date, datetime, timedelta

from hall.service import screens_display

KNOWN_FOR = timedelta(days=3)
CALLING, SERVING, MISSED = "calling", "serving", "missed"


class Board:
    """The display's memory: it finds each call once and knows what became of it; the announcer keeps the order.

    What was called before the display was switched on counts as announced.

    Attributes:
        hero: the call that is shown largest, until the next one's turn.
        feed: what the hall said last.
    """

    def __init__(self) -> None:
        self.hero: screens_display.Call | None = None
        self.feed: screens_display.DisplayFeed | None = None
        self._known: set[tuple[str, datetime]] = set()
        self._coming: dict[str, screens_display.Call] = {}

    def take(self, feed: screens_display.DisplayFeed) -> tuple[screens_display.Call, ...]:
        """Take in what the hall says now; answers with the calls made since, in the order they were made."""
        self.turn_to(feed.day)
        new = () if self.feed is None else self._new_in(feed)
        # A call that others pushed out of the feed may come back into it; only midnight ends the day.
        self._known |= set(map(_key, feed.calls))
        self.feed = feed
        self._coming = {number: call for number, call in self._coming.items() if self.is_called(number)}
        self._coming |= {call.number: call for call in new}
        self._refresh_hero()
        if self.hero is None and not self._coming:
            self.hero = feed.newest or next(iter(feed.calls), None)
        return new

    def turn_to(self, day: date) -> bool:
        """Take down what was called on another day, also while the hall is silent; tell whether there was anything."""
        if self.feed is None or self.feed.day == day:
            return False
        self.hero = None
        self._coming = {}
        # Yesterday's calls stay known: an answer that was on its way at midnight must not have them said again.
        self._known = {key for key in self._known if abs(key[1].date() - day) < KNOWN_FOR}
        self.feed = screens_display.DisplayFeed(None, (), self.feed.counters, day)
        return True

    def begin(self, number: str) -> None:
        """Show the call of this number largest: its turn has come."""
        self.hero = self._coming.pop(number, self.hero)

    def is_called(self, number: str) -> bool:
        """Tell whether a counter still calls this number; nobody is announced who has come or was missed meanwhile."""
        signs = self.feed.counters if self.feed else ()
        return any(sign.ticket_number == number and sign.ticket_state == CALLING for sign in signs)

    def rest(self) -> tuple[screens_display.Call, ...]:
        """Return the other calls, the latest first."""
        calls = self.feed.calls if self.feed else ()
        return tuple(call for call in calls if self.hero is None or call.ticket_id != self.hero.ticket_id)

    def _new_in(self, feed: screens_display.DisplayFeed) -> tuple[screens_display.Call, ...]:
        new = [call for call in feed.calls if call.state == CALLING and _key(call) not in self._known]
        return tuple(sorted(new, key=lambda call: (call.at, call.number)))

    def _refresh_hero(self) -> None:
        """Let the hero follow its ticket, but not to a call whose turn has not come.

        One that the hall has finished stays until the next call of the day. One that left the screen while it was being
        called was taken back: nobody is to go there.
        """
        calls = self.feed.calls if self.feed else ()
        if not calls:
            self.hero = None
        elif self.hero is not None and self.hero.number not in self._coming:
            ticket_id = self.hero.ticket_id
            left = None if self.hero.state == CALLING else self.hero
            self.hero = next((call for call in calls if call.ticket_id == ticket_id), left)


def _key(call: screens_display.Call) -> tuple[str, datetime]:
    return call.ticket_id, call.at

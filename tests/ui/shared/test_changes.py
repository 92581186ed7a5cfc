"""Changed data reaches the screen, in the screen's own thread and without a flood."""

import threading
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from hall.kernel.topics import Topic
from ui.shared.changes import ChangeSignal


class Feed:
    """A feed that a test drives."""

    def __init__(self) -> None:
        self.callback: Callable[[frozenset[Topic]], None] | None = None

    def subscribe(self, callback: Callable[[frozenset[Topic]], None]) -> Callable[[], None]:
        self.callback = callback
        return self._end

    def send(self, *topics: Topic) -> None:
        """Call back from a thread of its own."""
        callback = self.callback
        assert callback is not None
        thread = threading.Thread(target=callback, args=(frozenset(topics),))
        thread.start()
        thread.join()

    def _end(self) -> None:
        self.callback = None


def listening(feed: Feed) -> tuple[ChangeSignal, list[tuple[set[Topic], int]]]:
    heard: list[tuple[set[Topic], int]] = []
    signal = ChangeSignal(feed)
    signal.changed.connect(lambda topics: heard.append((topics, threading.get_ident())))
    return signal, heard


def test_a_change_arrives_on_the_gui_thread(qapp: QApplication) -> None:
    feed = Feed()
    signal, heard = listening(feed)
    feed.send(Topic.QUEUE)
    assert heard == []
    qapp.processEvents()
    assert heard == [({Topic.QUEUE}, threading.get_ident())]
    signal.close()


def test_a_burst_costs_one_refresh(qapp: QApplication) -> None:
    feed = Feed()
    signal, heard = listening(feed)
    for topic in (Topic.QUEUE, Topic.CASES, Topic.QUEUE):
        feed.send(topic)
    qapp.processEvents()
    assert [topics for topics, _ in heard] == [{Topic.QUEUE, Topic.CASES}]
    feed.send(Topic.POSTS)
    qapp.processEvents()
    assert heard[-1][0] == {Topic.POSTS}
    signal.close()


def test_after_doubt_everything_counts_as_touched(qapp: QApplication) -> None:
    signal, heard = listening(Feed())
    signal.touch()
    qapp.processEvents()
    assert heard[0][0] == set(Topic)
    signal.close()


def test_a_closed_window_hears_nothing_more(qapp: QApplication) -> None:
    feed = Feed()
    signal, heard = listening(feed)
    late = feed.callback
    feed.send(Topic.QUEUE)
    signal.close()
    assert feed.callback is None
    assert late is not None
    late(frozenset({Topic.CASES}))
    qapp.processEvents()
    assert heard == []

"""The change feed on a real server: cut, crashed, stormed at, and told things that it does not know."""

import threading
from collections.abc import Iterator

import psycopg
import pytest

from hall.kernel.topics import Topic
from hall.storage.changes import CHANNEL, ChangeFeed
from hall.storage.engine import open_engine
from tests.postgres import PostgresServer
from tests.waiting import settled, until


class Heard:
    """What a listener was told, in order."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.feed = ChangeFeed(self.engine)
        self.told: list[frozenset[Topic]] = []
        self.feed.subscribe(self.told.append)
        until(lambda: self.told, "the feed does not begin", patience=10)
        self.told.clear()


def notify(url: str, *payloads: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as sender:
        for payload in payloads:
            sender.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))


@pytest.fixture
def heard(postgres_url: str) -> Iterator[Heard]:
    heard = Heard(postgres_url)
    yield heard
    heard.feed.close()
    heard.engine.dispose()


def test_after_a_cut_every_topic_counts_as_touched(
    heard: Heard, postgres_url: str, postgres_server: PostgresServer
) -> None:
    postgres_server.cut(postgres_url)
    until(lambda: frozenset(Topic) in heard.told, "the feed does not come back", patience=10)
    assert heard.feed.connected
    notify(postgres_url, Topic.QUEUE)
    until(lambda: heard.told[-1] == {Topic.QUEUE}, "a change after the cut is not heard", patience=10)


def test_a_storm_is_told_in_a_few_words_and_its_last_change_arrives(heard: Heard, postgres_url: str) -> None:
    senders = [threading.Thread(target=_storm, args=(postgres_url,)) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    notify(postgres_url, Topic.STAFF)
    until(lambda: any(Topic.STAFF in topics for topics in heard.told), "the last change is lost", patience=10)
    count = settled(lambda: len(heard.told), seconds=0.2)
    assert count < 500, f"5,000 notices were told {count} times"


def test_a_change_alone_is_told_once(heard: Heard, postgres_url: str) -> None:
    notify(postgres_url, Topic.QUEUE)
    until(lambda: heard.told, "a change is not heard", patience=10)
    settled(lambda: len(heard.told), seconds=0.2)
    assert heard.told == [{Topic.QUEUE}]


@pytest.mark.parametrize("payload", ["", "no-such-topic", "queue,no-such-topic", "\u3000;DROP", "," * 3000])
def test_what_is_not_understood_counts_as_every_topic(heard: Heard, postgres_url: str, payload: str) -> None:
    notify(postgres_url, payload)
    until(lambda: heard.told, "what is not understood is passed over", patience=10)
    assert heard.told[0] == frozenset(Topic)
    heard.told.clear()
    notify(postgres_url, Topic.QUEUE)
    until(lambda: heard.told, "the watcher has ended", patience=10)
    assert heard.told[0] == {Topic.QUEUE}


def test_a_listener_that_fails_does_not_silence_the_others(heard: Heard, postgres_url: str) -> None:
    def fail(_topics: frozenset[Topic]) -> None:
        raise ZeroDivisionError

    heard.feed._listeners.insert(0, fail)
    for _ in range(2):
        heard.told.clear()
        notify(postgres_url, Topic.QUEUE)
        until(lambda: heard.told == [{Topic.QUEUE}], "the others hear nothing", patience=10)


def _storm(url: str) -> None:
    notify(url, *[Topic.QUEUE, Topic.POSTS] * 1250)

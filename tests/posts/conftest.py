"""The hall of these tests: the queue's, for a counter is left with or without somebody at it."""

from tests.queue.conftest import house

__all__ = ["house"]

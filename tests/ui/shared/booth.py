"""A speaker under the test's control."""

from ui.shared.voice.announcement import Part
from ui.shared.voice.speaker import Speaker


class Booth(Speaker):
    """A speaker that says nothing until the test lets it begin and end."""

    def __init__(self, *, ready: bool = True) -> None:
        super().__init__()
        self.has_device = ready
        self.played: list[tuple[int, tuple[Part, ...]]] = []
        self.stops = 0
        self.closed = False

    def open(self) -> None:
        self.ready_changed.emit(self.has_device)

    def play(self, job: int, parts: tuple[Part, ...]) -> None:
        self.played.append((job, parts))

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closed = True

    @property
    def job(self) -> int:
        return self.played[-1][0]

    def begin(self) -> None:
        self.started.emit(self.job, 10.0)

    def end(self) -> None:
        self.ended.emit(self.job)

    def say(self) -> None:
        self.begin()
        self.end()

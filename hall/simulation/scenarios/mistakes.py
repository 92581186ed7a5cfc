"""What is wrong in a scenario file, said so that whoever wrote it finds the place."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from hall.kernel.refusal import Refusal

_FEW = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: the scenario's name and the step's number, as far as they are known."""

    file: str
    scenario: str = ""
    step: int = 0

    def __str__(self) -> str:
        scenario = f"“{self.scenario}”" if self.scenario else ""
        return f"{self.file}{scenario}" + (f"第 {self.step} 步" if self.step else "")


class Mistake(Refusal):
    """A scenario that cannot be played as it is written; never an answer of the hall's rules."""

    def __init__(self, reason: str, place: Place, **values: str | int) -> None:
        super().__init__(f"simulation.scenario_{reason}", place=str(place), **values)


class Misread(Exception):  # noqa: N818 -- becomes a mistake once the place is known
    """A value that says nothing: raised where the place is not known."""

    def __init__(self, reason: str, **values: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values

    def at(self, place: Place) -> Mistake:
        """Return the same with its place."""
        return Mistake(self.reason, place, **self.values)


def known(words: Iterable[str], wrong: object) -> str:
    """Return what may be written instead: the nearest words first, and all of them where they are few."""
    every = list(words)
    near = get_close_matches(str(wrong), every, n=4, cutoff=0.4)
    if len(every) <= _FEW:
        return "、".join([*near, *(word for word in every if word not in near)])
    return "、".join(near or every[:_FEW])

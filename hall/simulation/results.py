"""What came of simulated days, as numbers."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the people of one priority class waited, in minutes."""

    count: int
    mean: float
    median: float
    p90: float
    longest: float

    @classmethod
    def of(cls, minutes: Sequence[float]) -> "Wait":
        """Summarise a list of waiting times in minutes."""
        if not minutes:
            return cls(0, 0.0, 0.0, 0.0, 0.0)
        ordered = sorted(minutes)
        p90 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]
        figures = (statistics.fmean(ordered), statistics.median(ordered), p90, ordered[-1])
        return cls(len(ordered), *(round(figure, 1) for figure in figures))


@dataclass(slots=True)
class Results:
    """The account of a run.

    Attributes:
        profile: name of the kind of hall.
        seed: what every chance came from.
        counters: open counters.
        days: the days lived.
        residents: visitors in all; the outcomes add up to it.
        outcomes: residents by how their visit ended.
        tickets: tickets by series.
        papers: papers by kind.
        cases: cases by state at the end.
        waits: minutes from arrival to call, by priority class.
        arrivals: visitors by half hour of the day.
        problems: what `hall check` found; empty when the data is whole.
    """

    profile: str
    seed: int
    counters: int
    days: list[date] = field(default_factory=list)
    residents: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    tickets: Counter[str] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    arrivals: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """Return the account as JSON values."""
        return {
            "profile": self.profile,
            "seed": self.seed,
            "counters": self.counters,
            "days": [day.isoformat() for day in self.days],
            "residents": self.residents,
            "outcomes": dict(sorted(self.outcomes.items())),
            "tickets": dict(sorted(self.tickets.items())),
            "papers": dict(sorted(self.papers.items())),
            "cases": dict(sorted(self.cases.items())),
            "waits": {name: asdict(Wait.of(minutes)) for name, minutes in sorted(self.waits.items())},
            "problems": self.problems,
        }

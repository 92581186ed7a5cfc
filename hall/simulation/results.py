"""What came of simulated days, as numbers."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from hall.simulation.needs import Needs


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
        ways: tickets by how they came into the line; like the series they add up to the residents.
        appointments: appointments by what became of them; who never came is no resident of the account.
        several_matters: visits with more than one matter, each counted by the outcome of its last one.
        undone: presses that were taken back, by kind.
        ratings: ratings by grade, `blank` for none.
        papers: papers by kind.
        cases: cases by state at the end.
        seals: uses of the seals by state at the end.
        waits: minutes from arrival to call, by priority class.
        arrivals: visitors by half hour of the day.
        needs: how many counters the peak asks for, None if nobody came.
        problems: what `hall check` found; empty when the data is whole.
    """

    profile: str
    seed: int
    counters: int
    days: list[date] = field(default_factory=list)
    residents: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    tickets: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    appointments: Counter[str] = field(default_factory=Counter)
    several_matters: int = 0
    undone: Counter[str] = field(default_factory=Counter)
    ratings: Counter[str] = field(default_factory=Counter)
    papers: Counter[str] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    seals: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    arrivals: Counter[str] = field(default_factory=Counter)
    needs: Needs | None = None
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
            "ways": dict(sorted(self.ways.items())),
            "appointments": dict(sorted(self.appointments.items())),
            "several_matters": self.several_matters,
            "undone": dict(sorted(self.undone.items())),
            "ratings": dict(sorted(self.ratings.items(), reverse=True)),
            "papers": dict(sorted(self.papers.items())),
            "cases": dict(sorted(self.cases.items())),
            "seals": dict(sorted(self.seals.items())),
            "waits": {name: asdict(Wait.of(minutes)) for name, minutes in sorted(self.waits.items())},
            "counters_needed": self.needs.summary() if self.needs is not None else None,
            "problems": self.problems,
        }

"""How much a run of the benchmarks takes on: the whole amount, or so much that it ends within 40 seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of the rows.

    Attributes:
        history: tickets served in earlier days.
        people: persons in the register.
        residents: visitors of the simulated day.
        rounds: rounds of interleaved calls.
        crowd_rounds: rounds of all counters calling at once.
        crowd_calls: calls of each clerk in such a round, at most 30.
        searches: searches of each kind.
        pages: drawings of each paper.
        batch: papers drawn one after the other, each with a number of its own.
        starts: starts of each window.
        glances: calls watched on the display.
    """

    history: int
    people: int
    residents: int
    rounds: int
    crowd_rounds: int
    crowd_calls: int
    searches: int
    pages: int
    batch: int
    starts: int
    glances: int


WHOLE = Scale(1_000_000, 1_000_000, 2_000, 20, 12, 30, 20, 60, 1_000, 7, 60)
QUICK = Scale(20_000, 20_000, 40, 2, 2, 8, 20, 15, 50, 2, 12)

"""Eight counters calling at once, each in a process of its own on the same database."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from time import perf_counter

from ui.bench.calling import WAYS
from ui.bench.places import Places
from ui.bench.rounds import p95_ms
from ui.bench.row import Row
from ui.bench.scale import Scale
from ui.bench.stage import COUNTERS, Stage
from ui.bench.table import CROWD, TWICE
from ui.bench.tickets import add_line, clear_counters
from ui.bench.workers import next_order, worker, workers
from ui.shared.i18n import mark

CLERKS = 8


@dataclass(slots=True)
class _Account:
    """What came of all calls made in one way: their seconds, the time that all of them took, and the tickets."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    tickets: list[str] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.tickets) / self.elapsed

    @property
    def twice(self) -> int:
        """How many calls took a ticket that another had taken, or came away without one."""
        return len(self.tickets) - len(set(self.tickets) - {""})


def measure(places: Places, scale: Scale) -> list[Row]:
    """Let eight processes call from one line, in the three ways in turn."""
    stage = places.stage()
    add_line(stage, (scale.crowd_rounds + 1) * len(WAYS) * CLERKS * scale.crowd_calls)
    accounts: dict[str, _Account] = defaultdict(_Account)
    engine = stage.open()
    with _clerks(stage, scale.crowd_calls) as clerks:
        for turn in range(scale.crowd_rounds + 1):
            for way in WAYS:
                account = accounts[way] if turn else _Account()  # the first round warms up
                _call_together(clerks, way, account)
                with engine.begin() as connection:
                    clear_counters(connection)
    engine.dispose()
    return _rows(accounts, postgresql=places.postgresql)


def _rows(accounts: dict[str, _Account], *, postgresql: bool) -> list[Row]:
    ways = [accounts[way] for way in ("hall", "bare", "plain")]
    labels = (mark("p95 ms"), mark("p95 ms bare"), mark("p95 ms plain"))
    more = {label: p95_ms(account.seconds) for label, account in zip(labels, ways, strict=True)}
    return [
        CROWD[postgresql].found(*(account.per_second for account in ways), more=more),
        TWICE[postgresql].found(*(float(account.twice) for account in ways)),
    ]


def _call_together(clerks: list[Connection], way: str, account: _Account) -> None:
    begun = perf_counter()
    for clerk in clerks:
        clerk.send(way)
    answers = [clerk.recv() for clerk in clerks]
    account.elapsed += perf_counter() - begun
    for seconds, tickets in answers:
        account.seconds += seconds
        account.tickets += tickets


@contextmanager
def _clerks(stage: Stage, calls: int) -> Iterator[list[Connection]]:
    """Start the processes and wait until each has opened the database; end them whatever happens."""
    context = workers()
    with ExitStack() as ending:
        lines = [ending.enter_context(worker(context, _serve, stage, number, calls)) for number in range(CLERKS)]
        for line in lines:
            line.recv()
        yield lines


def _serve(orders: Connection, stage: Stage, number: int, calls: int) -> None:
    """Call at the own counters, in the way that each order names, until the orders end."""
    first = 1 + number * COUNTERS // CLERKS
    with ExitStack() as open_ones:
        hands = {way: open_ones.enter_context(closing(make(stage, number + 1))) for way, make in WAYS.items()}
        orders.send(None)
        while (way := next_order(orders)) is not None:
            seconds, tickets = [], []
            for counter in range(first, first + calls):
                begun = perf_counter()
                tickets.append(hands[way].call(counter))
                seconds.append(perf_counter() - begun)
            orders.send((seconds, tickets))

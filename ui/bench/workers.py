"""Processes that take orders over a pipe, and end when whoever started them does."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Concatenate, ParamSpec

P = ParamSpec("P")
FAREWELL_SECONDS = 5.0
LOADED = ("ui.bench.hands", "ui.bench.drivers")


def workers() -> Any:  # noqa: ANN401 -- a context of `multiprocessing`
    """Return how processes are started: fresh ones, but where possible with the hall's modules loaded only once."""
    if sys.platform == "win32":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([*LOADED])
    return context


@contextmanager
def worker(
    context: Any,  # noqa: ANN401
    serve: Callable[Concatenate[Connection, P], None],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Iterator[Connection]:
    """Start a process that serves orders; answers with the line to it, and ends the process afterwards."""
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(serve, theirs, args, kwargs), daemon=True)
    with _interrupts_held_back():
        process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()  # the process reads the end of its orders and goes
        process.join(FAREWELL_SECONDS)
        if process.is_alive():
            process.kill()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let Ctrl+C wait: a process that has only just begun would answer it with a traceback.

    What is started here inherits this, and so never sees Ctrl+C: that is for the process that gives the orders.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def next_order(orders: Connection) -> Any:  # noqa: ANN401 -- whatever the two agreed on
    """Return the next order, None when there are no more."""
    try:
        return orders.recv()
    except EOFError:
        return None


def _serve(serve: Callable[..., None], orders: Connection, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(orders, *args, **kwargs)

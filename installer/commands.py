"""The installer's commands and their arguments."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from installer import gate, system, tour
from installer.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK, Environment
from installer.machine import Machine
from installer.needs import PIP_MAKER, QT_LIBRARIES, TEST_PROGRAMS, Need
from installer.problem import EnvironmentProblem, say, speak_plainly

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code, 1 with one sentence when the machine lacks something."""
    speak_plainly()
    options = _parser().parse_args(arguments)
    try:
        return _run(options, Machine(), Environment(ROOT))
    except EnvironmentProblem as problem:
        sys.stderr.write(f"{problem.english}\n{problem.chinese}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. 已中断。\n")
        return 130


def _run(options: argparse.Namespace, machine: Machine, environment: Environment) -> int:
    if options.command == "test":
        _prepare(machine, environment, (*QT_LIBRARIES, *TEST_PROGRAMS), DEVELOPMENT_LOCK)
        return gate.test(environment, options.pytest)
    _prepare(machine, environment, QT_LIBRARIES, RUNTIME_LOCK)
    return tour.tour(environment, machine, options.out.resolve())


def _prepare(machine: Machine, environment: Environment, needs: Sequence[Need], lock: str) -> None:
    if machine.is_linux():
        system.ensure((PIP_MAKER, *needs), machine)
    environment.ensure(lock)
    say("The machine is ready", "环境已就绪")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="installer/bootstrap.py", description="Prepare this machine for One-Stop Hall, then open or test it."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="open the sample hall, or take pictures of it where there is no screen")
    run.add_argument("--out", type=Path, default=Path("hall-tour"), help="folder for data, papers and pictures")
    test = commands.add_parser("test", help="run every check; what follows -- goes to pytest")
    test.add_argument("pytest", nargs="*", metavar="-- PYTEST_FLAGS", help="for example: -- -k queue")
    return parser

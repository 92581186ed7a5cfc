"""Every check that a change must pass, in the order in which it is cheapest to fail."""

import os
import subprocess
from collections.abc import Sequence

from installer.environment import Environment
from installer.problem import say

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def test(environment: Environment, pytest_arguments: Sequence[str]) -> int:
    """Run style, types, import contracts and tests; return 0 only if all passed and at least one test ran."""
    failed = [" ".join(check) for check in CHECKS if _run(environment, check) != 0]
    # A file of tests stays together: its tests share prepared databases and windows.
    verdict = _run(environment, ("pytest", "-n", "auto", "--dist", "loadfile", *pytest_arguments))
    if failed:
        say(f"Also failed, see above: {', '.join(failed)}", "另有检查未通过，见上文")
    # pytest itself answers 5 when no test ran.
    return verdict or bool(failed)


def _run(environment: Environment, check: Sequence[str]) -> int:
    name, *arguments = check
    say(" ".join(check), "检查")
    return subprocess.call([environment.program(name), *arguments], cwd=environment.root, env=_quiet())


def _quiet() -> dict[str, str]:
    """Return the variables of a test run: no screen, and nobody else's Python path."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "HALL_DATA")}
    return variables | {"QT_QPA_PLATFORM": "offscreen"}

"""The command line in this process: what it says and its exit code, without the second that a new process takes."""

import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from ui.command_line import main


def run(data: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a command as `tests.e2e.test_day.hall` does; for the many cases of one command."""
    said, complained = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setattr(sys, "argv", ["hall", "--data", str(data), *arguments])
        patch.setattr(sys, "stdin", StringIO(typed))
        code = _exit_code()
    return subprocess.CompletedProcess(arguments, code, said.getvalue(), complained.getvalue())


def _exit_code() -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0

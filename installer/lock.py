"""Writes the lock files from pyproject.toml: exact versions and digests for Linux and Windows, no index address.

Run it with the project's Python after a change of dependencies: `.venv/bin/python -m installer.lock [--upgrade]`.
It needs pip-tools beside the locked libraries (`.venv/bin/pip install pip-tools`).
"""

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK
from installer.problem import EnvironmentProblem, say, speak_plainly

ROOT = Path(__file__).resolve().parents[1]

# Libraries ask for these on Windows only; a lock made on Linux would leave them out and pip would refuse it there.
WINDOWS_ONLY = ("colorama", "tzdata")

_HEADER = """\
# {what}, in exact versions with the digests of all their files.
# Written by `python -m installer.lock` from pyproject.toml; do not edit.
"""


def main(arguments: Sequence[str]) -> int:
    """Write both lock files; `--upgrade` looks for newer versions than those already locked."""
    speak_plainly()
    try:
        if importlib.util.find_spec("piptools") is None:
            raise EnvironmentProblem("pip-tools is missing: run `.venv/bin/pip install pip-tools`.", "缺少 pip-tools")
        windows = _windows_part(arguments)
        # The wider set first: what the tools forbid must not be chosen for the hall alone.
        _write(DEVELOPMENT_LOCK, "What the hall runs on and is tested with", ["--extra", "dev"], arguments, windows)
        _write(RUNTIME_LOCK, "What the hall runs on", ["--constraint", DEVELOPMENT_LOCK], arguments, windows)
    except EnvironmentProblem as problem:
        sys.stderr.write(f"{problem.english}\n{problem.chinese}\n")
        return 1
    return 0


def body(lock: str) -> str:
    """Return a lock's requirements without its comments."""
    return "".join(line for line in lock.splitlines(keepends=True) if not line.startswith("#"))


def windows_only(requirements: str) -> str:
    """Return requirements with a marker that keeps them to Windows."""
    return re.sub(r"^(\S+==\S+)", r'\1 ; sys_platform == "win32"', requirements, flags=re.MULTILINE)


def merged(*parts: str) -> str:
    """Return the requirements of several parts in one alphabetical list."""
    entries = [entry for part in parts for entry in re.split(r"^(?=\S)", part, flags=re.MULTILINE) if entry.strip()]
    return "".join(sorted(entries))


def _write(name: str, what: str, options: list[str], extra: Sequence[str], windows: str) -> None:
    say(f"Writing {name}", "正在写入锁定文件")
    requirements = _compile(ROOT / name, [*options, *extra, "pyproject.toml"])
    text = _HEADER.format(what=what) + merged(requirements, windows)
    if re.search(r"https?:|file:|://", text):
        raise EnvironmentProblem(f"{name} would name an index address: check pip's settings.", "锁定文件含有软件源地址")
    (ROOT / name).write_text(text, encoding="utf-8")


def _windows_part(extra: Sequence[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "windows.in"
        wanted.write_text("\n".join(WINDOWS_ONLY), encoding="utf-8")
        return windows_only(_compile(ROOT / DEVELOPMENT_LOCK, [*extra, str(wanted)]))


def _compile(known: Path, arguments: list[str]) -> str:
    """Resolve with pip-compile, preferring the versions of a known lock; return the bare requirements."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "lock.txt"
        output.write_text(known.read_text(encoding="utf-8") if known.exists() else "", encoding="utf-8")
        command = [sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--allow-unsafe"]
        command += ["--strip-extras", "--no-annotate", "--no-header", "--no-emit-options", "--output-file", str(output)]
        # A folder of loose wheels on this machine must not decide what the others get.
        variables = {name: value for name, value in os.environ.items() if name != "PIP_FIND_LINKS"}
        done = subprocess.run([*command, *arguments], cwd=ROOT, env=variables, check=False)
        if done.returncode != 0:
            raise EnvironmentProblem("pip-compile found no set of versions that fits.", "没有可用的版本组合")
        return body(output.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

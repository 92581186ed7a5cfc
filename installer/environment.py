"""The project's own Python: `.venv` with exactly the locked libraries and the `hall` command."""

import hashlib
import locale
import os
import shlex
import subprocess
import sys
from pathlib import Path

from installer.problem import EnvironmentProblem, say

RUNTIME_LOCK = "requirements.lock"
# Holds the runtime's libraries too, in the same versions.
DEVELOPMENT_LOCK = "requirements-dev.lock"

WINDOWS = os.name == "nt"

_POSIX_LAUNCHER = """\
#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
import sys

from ui.command_line import main

if __name__ == "__main__":
    sys.exit(main())
"""
# `-m` would name the program after a file in its help; without `-P` a folder `ui` where somebody stands came first.
_WINDOWS_LAUNCHER = (
    '@"%~dp0python.exe" -P -c "import sys; from ui.command_line import main;'
    " sys.argv[0] = 'hall'; sys.exit(main())\" %*\r\n"
)


class Environment:
    """The virtual environment of one checkout.

    Attributes:
        root: the checkout.
        folder: where the environment lies.
        programs: its `bin` or `Scripts`.
        python: its interpreter.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.programs = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.programs / ("python.exe" if WINDOWS else "python")
        self.hall = self.programs / ("hall.cmd" if WINDOWS else "hall")

    def ensure(self, lock: str) -> None:
        """Make the environment hold what a lock file names; do nothing when it already does.

        Raises:
            EnvironmentProblem: the folder cannot be written, or a library cannot be had.
        """
        wanted = self._digest(lock)
        if not self._answers():
            self._create()
        if self._stamp(lock).exists() and self._stamp(lock).read_text(encoding="ascii") == wanted:
            return
        self._install(lock)
        self._link_project()
        for held in {lock, RUNTIME_LOCK}:
            self._stamp(held).write_text(self._digest(held), encoding="ascii")

    def program(self, name: str) -> str:
        """Return the path of a program that a library brought."""
        return str(self.programs / (f"{name}.exe" if WINDOWS else name))

    def _answers(self) -> bool:
        try:
            done = subprocess.run([self.python, "-c", "import pip"], capture_output=True, check=False)
        except OSError:
            return False
        return done.returncode == 0

    def _create(self) -> None:
        say("Making the project's own Python in .venv", "正在创建 .venv 运行环境")
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise EnvironmentProblem(
                f"Python could not make {self.folder}: {_last_line(done.stderr or done.stdout)}",
                "无法创建 .venv，请检查该文件夹是否可写",
            )

    def _install(self, lock: str) -> None:
        say(f"Installing the libraries of {lock} (a few minutes the first time)", "正在安装依赖库，首次需要几分钟")
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "--require-hashes", "--requirement", str(self.root / lock)],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            raise EnvironmentProblem(
                f"pip could not install {lock}: {_last_line(done.stderr)} Check the network and pip's own settings.",
                "依赖库安装失败，请检查网络和 pip 的软件源配置",
            )

    def _link_project(self) -> None:
        """Put the checkout on the environment's import path and the `hall` command beside its Python."""
        # A path file instead of an editable install: it needs no build and follows every new package at once.
        (self._site_packages() / "one-stop-hall.pth").write_text(f"{self.root}\n", encoding=locale.getencoding())
        if WINDOWS:
            self.hall.write_text(_WINDOWS_LAUNCHER, encoding="ascii", newline="")
            return
        # Through sh, since the kernel cuts a long interpreter line and splits it at a space.
        self.hall.write_text(_POSIX_LAUNCHER.format(python=shlex.quote(str(self.python))), encoding="utf-8")
        self.hall.chmod(0o755)

    def _site_packages(self) -> Path:
        question = "import sysconfig; print(sysconfig.get_path('purelib'))"
        answer = subprocess.run([self.python, "-c", question], capture_output=True, text=True, check=True)
        return Path(answer.stdout.strip())

    def _digest(self, lock: str) -> str:
        try:
            return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()
        except FileNotFoundError:
            raise EnvironmentProblem(
                f"{lock} is missing from {self.root}: get the whole project again.",
                f"缺少 {lock}，请重新获取完整的项目",
            ) from None

    def _stamp(self, lock: str) -> Path:
        return self.folder / f"{lock}.sha256"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["it said nothing."])[-1]

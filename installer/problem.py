"""What the installer says: progress in two languages, and one sentence when the machine lacks something."""

import sys


class EnvironmentProblem(Exception):  # noqa: N818 -- a sentence for a person
    """The machine, not the program, is at fault: the person is told in one sentence what to do, without a traceback.

    Attributes:
        english: the sentence in English.
        chinese: the same in Chinese.
    """

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.english = english
        self.chinese = chinese


def say(english: str, chinese: str) -> None:
    """Write one line of progress to standard output, English first."""
    _write(f"==> {english}  {chinese}\n")


def speak_plainly() -> None:
    """Let no console fail on a Chinese character that it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", line_buffering=True)


def _write(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()

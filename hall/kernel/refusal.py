"""The one way in which the hall says no."""

from typing import Final


class Refusal(Exception):  # noqa: N818 -- an answer, not an error
    """A rule of the hall forbids what was asked; the person is told what to do instead.

    A refusal is an answer, not a bug: the gate rolls the action back, records the refusal and repeats it for the
    same request. The code is stable (`room.reason`); its sentence is looked up in the reader's language.

    Attributes:
        code: `room.reason`, for example `queue.finish_first`.
        values: short texts and numbers that the sentence names; never secrets, never a full identity number.
        recorded: it stands in the audit record.
    """

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code: Final = code
        self.values: Final = values
        self.recorded = False

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code

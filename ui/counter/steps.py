"""The five steps of a visit."""

from enum import IntEnum

from ui.shared.i18n import mark, tr


class Step(IntEnum):
    """A step of a visit (问清、材料、填表、受理、回执)."""

    ASK = 1
    MATERIALS = 2
    FORM = 3
    ACCEPT = 4
    PAPERS = 5


_NAMES = {
    Step.ASK: mark("Ask"),
    Step.MATERIALS: mark("Materials"),
    Step.FORM: mark("Form"),
    Step.ACCEPT: mark("Accept"),
    Step.PAPERS: mark("Papers"),
}


def step_name(step: Step) -> str:
    """Return a step's name."""
    return tr(_NAMES[step])

"""What a machine that residents touch says of a refusal: never what only the staff can mend."""

from typing import Final

from hall.kernel.refusal import Refusal
from ui.shared.i18n import sentence

_FOR_STAFF: Final = ("storage.", "host.", "gate.")


def public_sentence(refusal: Refusal) -> str:
    """Return the sentence for a resident; what befell the hall's machines sends them to somebody who can help."""
    if refusal.code.startswith(_FOR_STAFF):
        return sentence(Refusal("ui.ask_the_staff"))
    return sentence(refusal)

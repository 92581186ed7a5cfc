"""Whether somebody may leave the full screen of a ticket machine."""

from hmac import compare_digest

from hall.kernel.refusal import Refusal
from hall.screens.policy import KioskPolicy
from hall.storage import settings
from hall.storage.work import Reading


def check_leaving(reading: Reading, *, code: str) -> None:
    """See that a code is the one that the hall has chosen for its machines.

    Raises:
        Refusal: `screens.leave_code_unset` before it has chosen one, `screens.leave_code_wrong`.
    """
    chosen = settings.read(reading.session, KioskPolicy).leave_code
    if not chosen:
        raise Refusal("screens.leave_code_unset")
    if not compare_digest(chosen.encode(), code.encode()):
        raise Refusal("screens.leave_code_wrong")

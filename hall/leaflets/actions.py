"""Printing a leaflet for a resident to take home."""

from dataclasses import replace

from hall.catalogue.views import current
from hall.documents.actions import issue
from hall.kernel.refusal import Refusal
from hall.leaflets.views import leaflet
from hall.storage.action import action
from hall.storage.work import Work

MOST_COPIES = 50
"""Leaflets of one key press: a small stack for the rack, not the whole paper tray."""


@action
def print_leaflet(work: Work, *, matter_code: str, large: bool = False, copies: int = 1) -> str:
    """Print a matter's leaflet at the actor's printer; answers with the document's key.

    Args:
        work: the open transaction.
        matter_code: of the matter.
        large: in large print (大字版).
        copies: how many.

    Raises:
        Refusal: `leaflets.copies` (most), and what `views.leaflet` says.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise Refusal("leaflets.copies", most=MOST_COPIES)
    content = replace(leaflet(work, matter_code=matter_code, large=large), copies=("",) * copies if copies > 1 else ())
    return issue(work, content, subject_id=current(work, code=matter_code).id)

"""A whole dossier: the chapters in their order, what the case itself knows and then what surrounds it."""

from typing import Final

from hall.dossier import around_parts as around
from hall.dossier import case_parts as own
from hall.dossier.views import Dossier, Part, Section, find_case, gather
from hall.storage.work import Reading

__all__ = ["PARTS", "Dossier", "Section", "dossier", "find_case"]

PARTS: Final[tuple[Part, ...]] = (
    own.journal, own.holders, own.form, own.checklist, own.notices, own.forwardings, own.refusals, own.violations,
    own.slips, around.sheets, around.promises, around.originals, around.errands, around.seals, around.lists,
    own.deliveries, own.notes, around.hands, around.looks,
)  # fmt: skip


def dossier(reading: Reading, *, look_id: str) -> Dossier:
    """Return the dossier that a look opened by `dossier.open_dossier`: masked, unless the look is a full one."""
    return gather(reading, look_id, PARTS)

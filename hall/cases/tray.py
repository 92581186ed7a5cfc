"""The originals of a case in the tray: they come with the checklist, and go back or into the file at its end."""

from sqlalchemy import select

from hall.cases import life
from hall.cases.materials import RECEIVED, VERIFIED
from hall.cases.model import Case, CaseMaterial
from hall.catalogue import views as catalogue
from hall.catalogue.matter import Material
from hall.catalogue.terms import MaterialForm
from hall.kernel.topics import Topic
from hall.originals.custody import end_custody, hold, keep_with
from hall.originals.model import Original
from hall.originals.record import after_out, here
from hall.storage.work import Reading, Work

_FOR_GOOD = (MaterialForm.FILLED_FORM, MaterialForm.ORIGINAL)
"""What was handed in for the file and stays in it when the matter is granted."""


def follow(work: Work, row: Case, line: CaseMaterial) -> None:
    """Check the originals of a line in or out, as the checklist now has it; a form filled in here is none."""
    material = _materials(work, row)[line.material_id]
    if material.form is MaterialForm.FILLED_FORM:
        return
    held = line.originals if line.state in (RECEIVED, VERIFIED) and not line.returned else 0
    hold(
        work, name=material.name, count=held, case_id=row.id, material_id=material.id, person_id=row.person_id
    )  # fmt: skip


def keep_listed(work: Work, row: Case, receipt_id: str) -> None:
    """Keep what the receipt of the materials lists as staying; what was only to be looked at waits in the tray."""
    staying = [
        material.id
        for material in _materials(work, row).values()
        if material.form in (MaterialForm.ORIGINAL, MaterialForm.ORIGINAL_AND_COPY)
    ]
    keep_with(work, (Original.case_id == row.id) & Original.material_id.in_(staying), receipt_id=receipt_id)


def let_go(work: Work, row: Case) -> None:
    """The case has ended: what was handed in for the file of a granted case is filed, all else is owed to its owner."""
    granted = row.stage == life.CLOSED and row.decision == "approved"
    filed = [each.id for each in _materials(work, row).values() if each.form in _FOR_GOOD] if granted else []
    end_custody(work, Original.case_id == row.id, filed=filed)


@after_out
def note_on_list(work: Work, original: Original) -> None:
    """Note on the checklist that nothing of a line is here any more."""
    if original.case_id is None or not original.material_id:
        return
    same = (Original.case_id == original.case_id) & (Original.material_id == original.material_id)
    if here(work, same):
        return
    lines = select(CaseMaterial).where(
        CaseMaterial.case_id == original.case_id, CaseMaterial.material_id == original.material_id
    )
    for line in work.session.scalars(lines.with_for_update()):
        line.returned = True
    work.touched(Topic.CASES)


def _materials(reading: Reading, row: Case) -> dict[str, Material]:
    matter = catalogue.version(reading, version_id=row.matter_version_id).matter
    return {material.id: material for material in matter.materials}

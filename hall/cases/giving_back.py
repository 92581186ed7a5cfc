"""What was handed in goes back into the applicant's hands after a no or an end, signed for (材料签收退还)."""

from hall.cases import material_papers, rules
from hall.cases.model import Case, CaseMaterial
from hall.cases.record import JOURNAL, facts_of, happened, locked, material_rows
from hall.documents.actions import issue, take_number
from hall.kernel.refusal import Refusal
from hall.originals.actions import hand_back
from hall.storage.action import action
from hall.storage.work import Work


@action
def hand_back_materials(
    work: Work, *, case_id: str, receiver: str = "", relation: str = "", version: int | None = None
) -> str:
    """Hand back everything that was handed in and is still here; answers with the key of the list to be signed.

    Args:
        work: the open transaction.
        case_id: the case, refused or ended.
        receiver: who takes it; the applicant if empty.
        relation: of the receiver to the applicant, for somebody else.
        version: of the case as the actor saw it.

    Raises:
        Refusal: `cases.nothing_to_hand_back`, `cases.receiver_missing`, `cases.changed`, `cases.now_…`.
    """
    row = locked(work, case_id, version)
    here = still_here(work, row)
    handed_back = rules.hand_back(JOURNAL.of(row), lines=len(here))
    if relation.strip() and not receiver.strip():
        raise Refusal("cases.receiver_missing")
    names = {material.id: material.name for material in facts_of(work, row).matter.materials}
    lines = [
        material_papers.MaterialLine(
            name=names[line.material_id],
            originals=0 if line.returned else line.originals,
            copies=line.copies,
            pages=line.pages,
        )
        for line in here
    ]
    for line in here:
        line.handed_back_at, line.returned = work.now, True
    hand_back(work, case_id=case_id)
    happened(work, row, handed_back)
    paper = material_papers.return_list(
        facts_of(work, row), take_number(work, "material_return"), lines, receiver=receiver.strip(),
        relation=relation.strip(), at=work.now,
    )  # fmt: skip
    return issue(work, paper, subject_id=row.id)


def still_here(work: Work, row: Case) -> list[CaseMaterial]:
    """Return the lines of the checklist of which something is still here."""
    return [
        line
        for line in material_rows(work, row.id)
        if line.handed_back_at is None and (line.copies or (line.originals and not line.returned))
    ]

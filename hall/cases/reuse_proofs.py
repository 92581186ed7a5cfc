"""The proof that nothing held is used without its purpose on record, and nothing sensitive without a consent."""

from collections.abc import Iterator

from sqlalchemy import and_, select

from hall.cases.model import Case, CaseMaterial
from hall.people.holdings import MATERIAL
from hall.people.model import Consent, PersonDocument, Reuse
from hall.storage.work import Reading


def find_reuse_problems(reading: Reading) -> Iterator[str]:
    """Yield one sentence for each use that does not hold."""
    yield from _uses_off_the_record(reading)
    yield from _uses_for_other_purposes(reading)
    yield from _uses_without_consent(reading)


def _uses_off_the_record(reading: Reading) -> Iterator[str]:
    """Each line that refers to something held has its use written down."""
    written = select(Reuse.id).where(Reuse.case_id == CaseMaterial.case_id, Reuse.held_id == CaseMaterial.holding_id)
    lines = select(Case.number, CaseMaterial.material_id).join(Case, Case.id == CaseMaterial.case_id)
    for number, material in reading.session.execute(
        lines.where(CaseMaterial.holding_id.is_not(None), ~written.exists())
    ):
        yield f"case {number}: {material} is used from file, and no use is on record"


def _uses_for_other_purposes(reading: Reading) -> Iterator[str]:
    """The purpose of each use is the case in which it was made, of the same person."""
    uses = select(Reuse.id, Case.id).outerjoin(
        Case,
        and_(Case.id == Reuse.case_id, Case.matter_code == Reuse.matter_code, Case.person_id == Reuse.person_id),
    )
    for use, _case in reading.session.execute(uses.where(Case.id.is_(None))):
        yield f"reuse {use}: its purpose is no case of this person"


def _uses_without_consent(reading: Reading) -> Iterator[str]:
    """Something sensitive was used only after the person had agreed to this use of this kind."""
    uses = (
        select(Reuse, Consent)
        .join(PersonDocument, PersonDocument.id == Reuse.held_id)
        .outerjoin(Consent, Consent.id == Reuse.consent_id)
        .where(Reuse.what == MATERIAL, PersonDocument.sensitive)
    )
    for use, given in reading.session.execute(uses):
        fits = given is not None and given.case_id == use.case_id and given.person_id == use.person_id
        if not (fits and use.kind in given.kinds and given.given_at <= use.at):
            yield f"reuse {use.id}: sensitive, and no consent covers it"

"""Bringing a catalogue into the hall, and switching matters on and off."""

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import delete, select

from hall.catalogue.matter import Matter, from_json, to_json
from hall.catalogue.model import CertificateRow, DepartmentRow, MatterNote, MatterVersion, ServiceRow
from hall.catalogue.offer import Catalogue, Certificates
from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.storage.action import action
from hall.storage.base import Base
from hall.storage.work import Work

NOTE_LONGEST = 500
"""Characters of a note: a card is read at a glance."""


@action
def import_catalogue(work: Work, *, catalogue: Catalogue) -> int:
    """Take a checked catalogue over; answers with how many matters are new or changed.

    A changed matter becomes a new version; open cases keep theirs. A matter that the files do not name stays as it is,
    so that one department's file can be imported alone.
    """
    changed = sum(_import_matter(work, matter) for matter in catalogue.matters)
    _replace(work, DepartmentRow, _departments(work, catalogue))
    if catalogue.services:
        _replace(work, ServiceRow, _services(catalogue))
    if catalogue.certificates.local_list or catalogue.certificates.must_not_issue:
        _replace(work, CertificateRow, _certificates(catalogue.certificates))
    work.touched(Topic.CATALOGUE)
    return changed


@action
def switch_matter(work: Work, *, code: str, enabled: bool) -> None:
    """Offer a matter, or no longer; open cases go on.

    Raises:
        Refusal: `catalogue.no_matter`.
    """
    row = _current(work, code)
    if row is None:
        raise Refusal("catalogue.no_matter", matter=code)
    work.noted(f"matter.{code}.enabled", row.enabled, enabled)
    row.enabled = enabled
    work.concerns(row.id)
    work.touched(Topic.CATALOGUE)


@action
def note_step(work: Work, *, matter_code: str, step: int, words: str) -> str:
    """Write what the hall has learnt about a step of a matter; answers with the key of the note.

    Args:
        work: the transaction.
        matter_code: the matter, whatever edition of it is in force.
        step: from 1 as the catalogue counts; 0 for the whole matter.
        words: what a colleague who is new to it should know.

    Raises:
        Refusal: `catalogue.no_matter`, `catalogue.no_step`, `catalogue.note_empty`, `catalogue.note_long`.
    """
    row, text = _current(work, matter_code), words.strip()
    if row is None:
        raise Refusal("catalogue.no_matter", matter=matter_code)
    last = len(from_json(row.body).steps)
    if not 0 <= step <= last:
        raise Refusal("catalogue.no_step", last=last)
    if not text:
        raise Refusal("catalogue.note_empty")
    if len(text) > NOTE_LONGEST:
        raise Refusal("catalogue.note_long", longest=NOTE_LONGEST)
    note = MatterNote(id=new_id(), matter_code=matter_code, step=step, words=text, written_at=work.now,
                      staff_id=work.actor.staff_id)  # fmt: skip
    work.session.add(note)
    work.concerns(note.id)
    work.touched(Topic.CATALOGUE)
    return note.id


@action
def withdraw_note(work: Work, *, note_id: str) -> None:
    """Take a note off the cards; it stays on record.

    Raises:
        Refusal: `catalogue.note_gone` where there is none, or it has been taken off already.
    """
    note = work.session.get(MatterNote, note_id, with_for_update=True)
    if note is None or note.withdrawn_at is not None:
        raise Refusal("catalogue.note_gone")
    note.withdrawn_at = work.now
    work.concerns(note.id)
    work.touched(Topic.CATALOGUE)


def _import_matter(work: Work, matter: Matter) -> bool:
    """Add a version unless the present one says the same."""
    present = _current(work, matter.code)
    body = to_json(matter)
    if present is not None and present.body == body:
        return False
    if present is not None:
        present.current = False
        work.session.flush()  # the index allows one current version at a time
    row = MatterVersion(
        id=new_id(),
        hall_id=work.place.hall_id,
        code=matter.code,
        version=present.version + 1 if present else 1,
        current=True,
        enabled=matter.enabled,
        imported_at=work.now,
        body=body,
    )
    work.session.add(row)
    work.concerns(row.id)
    work.noted(f"matter.{matter.code}", _edition(present), _edition(row))
    return True


def _edition(row: MatterVersion | None) -> str | None:
    """Return the version of a matter with the beginning of its digest, for the audit."""
    return f"{row.version}:{sha256(row.body.encode()).hexdigest()[:16]}" if row is not None else None


def _current(work: Work, code: str) -> MatterVersion | None:
    return work.session.scalar(
        select(MatterVersion).where(MatterVersion.code == code, MatterVersion.current).with_for_update()
    )


def _departments(work: Work, catalogue: Catalogue) -> list[DepartmentRow]:
    """Return all departments, known and new, in the order in which they came."""
    known = {row.code: row.name for row in work.session.scalars(select(DepartmentRow).order_by(DepartmentRow.position))}
    names = known | {department.code: department.name for department in catalogue.departments}
    return [DepartmentRow(code=code, position=n, name=name) for n, (code, name) in enumerate(names.items())]


def _services(catalogue: Catalogue) -> list[ServiceRow]:
    names = {series.letter: series.name for series in catalogue.series}
    return [
        ServiceRow(
            code=service.code,
            position=position,
            name=service.name,
            series=service.series,
            series_name=names[service.series],
            examples=list(service.examples),
            matters=list(service.matters),
        )
        for position, service in enumerate(catalogue.services)
    ]


def _certificates(certificates: Certificates) -> list[CertificateRow]:
    allowed = [
        CertificateRow(
            name=entry.name,
            position=position,
            code=entry.code,
            allowed=True,
            basis=entry.basis,
            instead="",
            matter_code=entry.matter or "",
            valid_days=entry.valid_days,
            weighty=entry.weighty,
        )
        for position, entry in enumerate(certificates.local_list)
    ]
    forbidden = [
        CertificateRow(
            name=entry.name,
            position=len(allowed) + entry.no,
            code=f"forbidden-{entry.no}",
            allowed=False,
            basis="民发〔2020〕20号",
            instead=entry.instead,
            matter_code="",
            valid_days=None,
            weighty=False,
        )
        for entry in certificates.must_not_issue
    ]
    return allowed + forbidden


def _replace(work: Work, table: type[Base], rows: Iterable[Base]) -> None:
    new = list(rows)
    work.session.execute(delete(table))
    work.session.add_all(new)

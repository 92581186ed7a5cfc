"""Hands out what proves papers elsewhere: the signed list of revoked papers, and a paper for a signed PDF."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from hall.documents.content import Content, from_json
from hall.documents.kinds import KINDS
from hall.documents.model import Document
from hall.documents.verifying import NOT_OUT, TAKEN_BACK, taken_back
from hall.kernel.refusal import Refusal
from hall.keys.actions import keep_list
from hall.keys.lists import list_body
from hall.keys.rules import sheet_message, sheet_text
from hall.keys.signing import sign
from hall.storage import settings
from hall.storage.action import action
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Reading, Work


@action
def publish_revocations(work: Work) -> str:
    """Write the next list of revoked papers; answers with its key. `keys.views.list_text` is the file."""
    facts = settings.read(work.session, HallFacts)
    number = next_number(work.session, "revocation_list")
    body = list_body(
        issuer=work.place.hall_id,
        hall_name=facts.name,
        number=number,
        issued_at=work.now,
        revoked=taken_back(work),
    )
    name, signature = sign(work, sheet_message(body))
    text = sheet_text(body, {name: signature})
    return keep_list(work, issuer=work.place.hall_id, number=number, issued_at=work.now, body=text)


@dataclass(frozen=True, slots=True)
class Exported:
    """What drawing a signed PDF of a paper takes; `at` is when it was issued, local."""

    number: str
    title: str
    content: Content
    at: datetime
    place: str


def exported(reading: Reading, *, number: str) -> Exported:
    """Return the paper of a number, as it was issued.

    Raises:
        Refusal: `documents.unknown_number` (number), or `documents.does_not_count` (number) for one that is not out
            yet or was taken back.
    """
    row = reading.session.scalar(select(Document).where(Document.number == number.strip()))
    if row is None:
        raise Refusal("documents.unknown_number", number=number)
    if row.state in (*TAKEN_BACK, *NOT_OUT):
        raise Refusal("documents.does_not_count", number=row.number)
    facts = settings.read(reading.session, HallFacts)
    content = from_json(row.content)
    return Exported(row.number, KINDS[row.kind].title, content, reading.local(row.issued_at), facts.name)

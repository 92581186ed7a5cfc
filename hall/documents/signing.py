"""Puts the signed statement on a paper that leaves the hall, when it is issued."""

from dataclasses import replace
from datetime import date

from hall.documents import statement
from hall.documents.content import Content
from hall.documents.kinds import KINDS
from hall.documents.statement import Proof, Statement
from hall.keys.signing import sign, signing_key
from hall.storage.work import Work

NOTE = "验真"
_NOT_YET = bytes(64)


def signed(work: Work, content: Content, proves: Proof | None) -> Content:
    """Return the content with its statement as QR code; a kind of paper that needs none comes back as it is."""
    if not KINDS[content.kind].signed:
        return content
    return _sign(work, content, _stated(work, content, proves))


def unsigned(work: Work, content: Content, proves: Proof | None) -> Content:
    """Return the content of a draft: its QR code is as large as it will be, and no place takes it for genuine."""
    if not KINDS[content.kind].signed:
        return content
    text = statement.to_text(_stated(work, content, proves), _NOT_YET)
    return replace(content, qr=text, qr_note=NOTE)


def signed_at_last(work: Work, content: Content) -> Content:
    """Return the content of a draft that goes out now: its statement names today and is signed."""
    if not KINDS[content.kind].signed or not statement.is_statement(content.qr):
        return signed(work, content, None)
    drafted = statement.read(content.qr).statement
    return _sign(work, content, replace(drafted, issued=work.today, key_id=signing_key(work)))


def specimen(content: Content, proves: Proof, *, issued: date) -> Content:
    """Return a sample with a QR code as large as its statement's: nobody has signed it."""
    stated = statement.state(content, proves, issued=issued, key_id="k1")
    return replace(content, qr=statement.to_text(stated, _NOT_YET), qr_note=NOTE)


def _stated(work: Work, content: Content, proves: Proof | None) -> Statement:
    return statement.state(content, proves or Proof("", ""), issued=work.today, key_id=signing_key(work))


def _sign(work: Work, content: Content, stated: Statement) -> Content:
    _, signature = sign(work, statement.message_of(stated))
    return replace(content, qr=statement.to_text(stated, signature), qr_note=NOTE)

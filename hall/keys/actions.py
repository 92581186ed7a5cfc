"""Making, changing and withdrawing keys; taking in other halls' cards and lists."""

from datetime import date, datetime, time

from sqlalchemy import func, select

from hall.kernel.ids import new_id
from hall.kernel.refusal import Refusal
from hall.kernel.topics import Topic
from hall.keys.cards import read_card
from hall.keys.lists import read_list
from hall.keys.making import new_keys
from hall.keys.model import HallKey, KnownHall, RevocationList
from hall.keys.rules import PURPOSES, STATEMENT, same_fingerprint
from hall.keys.views import current, own_keys, verifiers
from hall.storage import settings
from hall.storage.action import action
from hall.storage.numbers import next_number
from hall.storage.place import HallFacts
from hall.storage.work import Work


@action
def make(work: Work) -> None:
    """Make the hall's first keys, if it has none: at its founding, or when the first paper asks to be signed."""
    _take_turn(work)
    if current(work, STATEMENT) is None:
        _add_keys(work)


@action
def rotate(work: Work) -> str:
    """Let new keys take the place of those in use; answers with the name of the new key for statements.

    The old ones go on proving what they have signed until now.
    """
    _take_turn(work)
    before = current(work, STATEMENT)
    for purpose in PURPOSES:
        if (row := current(work, purpose)) is not None:
            row.retired_at = work.now
    work.session.flush()  # one key at any time
    made = _add_keys(work)
    work.noted("keys.statement", before.id if before else None, made)
    return made


@action
def withdraw(work: Work, *, key_id: str, since: date) -> None:
    """Believe a key no longer, from a day on: somebody else may have it (密钥泄露). New keys take over at once.

    Args:
        work: the open transaction.
        key_id: of any purpose; the keys made together with it are withdrawn together, for they lay together.
        since: the first day of doubt, today at the latest.

    Raises:
        Refusal: `keys.unknown_key` (key), `keys.withdraw_later`.
    """
    if since > work.today:
        raise Refusal("keys.withdraw_later")
    row = work.session.get(HallKey, key_id)
    if row is None:
        raise Refusal("keys.unknown_key", key=key_id)
    if row.retired_at is None:
        rotate(work)
    beginning = datetime.combine(since, time(), work.place.zone)
    for sister in own_keys(work):
        if sister.made_at == row.made_at:
            sister.withdrawn_at = min(sister.withdrawn_at or beginning, beginning)
    work.session.flush()


@action
def import_hall(work: Work, *, card: str, fingerprint: str) -> str:
    """Take in the card of another hall, whose fingerprint a person has compared; answers with that hall's key.

    Args:
        work: the open transaction.
        card: the file's text.
        fingerprint: as the other hall has read it out, with or without spaces.

    Raises:
        Refusal: `keys.not_a_card`, `keys.card_altered`, `keys.fingerprint` (name), `keys.own_card`,
            `keys.card_older` (name).
    """
    said = read_card(card)
    if not same_fingerprint(said.fingerprint, fingerprint):
        raise Refusal("keys.fingerprint", name=said.name)
    if said.hall_id == work.place.hall_id:
        raise Refusal("keys.own_card")
    row = work.session.get(KnownHall, said.hall_id, with_for_update=True)
    if row is not None and row.issued_at > said.issued_at:
        raise Refusal("keys.card_older", name=said.name)
    if row is None:
        row = KnownHall(hall_id=said.hall_id)
        work.session.add(row)
    row.name, row.fingerprint, row.card, row.issued_at = said.name, said.fingerprint, card, said.issued_at
    row.imported_at, row.imported_by = work.now, work.actor.staff_id
    work.concerns(said.hall_id)
    work.touched(Topic.SETTINGS)
    return said.hall_id


@action
def import_revocations(work: Work, *, text: str) -> bool:
    """Take in another hall's list of revoked papers; answers False for the list that is known already.

    Raises:
        Refusal: `keys.not_a_list`, `keys.list_of_stranger` (name), `keys.list_altered` (name), `keys.own_list`,
            `keys.list_older` (name, number, known).
    """
    said = read_list(text)
    if said.issuer == work.place.hall_id:
        raise Refusal("keys.own_list")
    if work.session.get(KnownHall, said.issuer, with_for_update=True) is None:
        raise Refusal("keys.list_of_stranger", name=said.hall_name)
    if not said.is_signed_by(verifiers(work)):
        raise Refusal("keys.list_altered", name=said.hall_name)
    newest = work.session.scalar(
        select(func.max(RevocationList.number)).where(RevocationList.issuer == said.issuer)
    )  # fmt: skip
    if newest is not None and said.number < newest:
        raise Refusal("keys.list_older", name=said.hall_name, number=said.number, known=newest)
    if newest == said.number:
        return False
    keep_list(work, issuer=said.issuer, number=said.number, issued_at=said.issued_at, body=text)
    return True


def keep_list(work: Work, *, issuer: str, number: int, issued_at: datetime, body: str) -> str:
    """Keep a list whose signature holds; answers with its key."""
    row = RevocationList(
        id=new_id(),
        issuer=issuer,
        number=number,
        issued_at=issued_at,
        body=body,
        taken_at=work.now,
        taken_by=work.actor.staff_id,
    )
    work.session.add(row)
    work.session.flush()
    work.concerns(row.id)
    work.touched(Topic.SETTINGS)
    return row.id


@action
def note_recovery_sheet(work: Work) -> None:
    """Leave in the audit record that the recovery sheet was drawn; the code itself stands nowhere."""
    work.touched(Topic.SETTINGS)


def _take_turn(work: Work) -> None:
    """Let whoever makes keys at the same moment wait until this transaction has ended."""
    next_number(work.session, "keys")


def _add_keys(work: Work) -> str:
    facts = settings.read(work.session, HallFacts)
    made = new_keys(hall_name=facts.name or facts.hall_id, unit=f"{facts.region}-{facts.code}", now=work.now)
    for key in made:
        work.session.add(
            HallKey(
                id=key.id,
                hall_id=work.place.hall_id,
                purpose=key.purpose,
                public=key.public,
                certificate=key.certificate,
                private=key.private,
                made_at=work.now,
            )
        )
    work.session.flush()
    work.concerns(*(key.id for key in made))
    work.touched(Topic.SETTINGS)
    return next(key.id for key in made if key.purpose == STATEMENT)

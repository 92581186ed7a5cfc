"""The hour of the seal in a simulated hall: the leader verifies and approves what waits, the keeper seals it."""

from hall.kernel.refusal import Refusal
from hall.seals import actions as seals
from hall.seals.keepers import OFFICIAL, SPECIAL
from hall.seals.views import UseCard, waiting
from hall.seals.views import seals as known_seals
from hall.service import Hall, SystemHall

PAGES = 1
"""Certificates and decisions of the sample hall fit on one page."""
RETAINED = "用印留底盒"
"""Where the copies of outside papers lie."""


def seal_papers(leader: Hall, keeper: Hall, *, case_id: str = "") -> int:
    """Verify, approve and seal what waits, of one case or all; answers with how many uses were sealed.

    Args:
        leader: at whose desk it is verified and approved.
        keeper: at whose desk it is sealed; nobody seals what they have approved themselves.
        case_id: only the papers of this case.
    """
    for card in _of(leader, "to_verify", case_id):
        leader.do(seals.verify, use_id=card.id, filled_in=card.outside, originals=True)
    for card in _of(leader, "to_approve", case_id):
        leader.do(seals.approve, use_id=card.id, resolution=_resolution(card))
    return stamp_papers(keeper, case_id=case_id)


def stamp_papers(keeper: Hall, *, case_id: str = "") -> int:
    """Seal what was approved, of one case or all; answers with how many uses were sealed."""
    return sum(_stamp(keeper, card) for card in _of(keeper, "to_seal", case_id))


def _stamp(keeper: Hall, card: UseCard) -> bool:
    """Put the seal on; answers False for a paper that has not come out of the printer yet."""
    pages = card.pages if card.outside else PAGES
    try:
        keeper.do(
            seals.seal,
            use_id=card.id,
            copies=card.copies,
            pages=pages,
            straddle=card.across or pages > 1,
            retained=RETAINED if card.outside else "",
        )
    except Refusal as refusal:
        if refusal.code != "documents.not_printed":
            raise
        return False
    return True


def give_seals(hall: SystemHall, keeper_id: str, committee: str, street: str) -> None:
    """Bring the seals of the sample hall into it, as far as they are missing."""
    kinds = {card.kind for card in hall.see(known_seals)}
    for kind, name in ((OFFICIAL, committee), (SPECIAL, f"{street}政务服务专用章")):
        if kind not in kinds:
            hall.do(seals.add_seal, kind=kind, name=name, keeper=keeper_id)


def _of(hall: Hall, group: str, case_id: str) -> list[UseCard]:
    found: tuple[UseCard, ...] = getattr(hall.see(waiting), group)
    return [card for card in found if not case_id or card.case_id == case_id]


def _resolution(card: UseCard) -> str:
    """Return the made-up number of a residents' resolution where one is needed."""
    return "居代决〔2026〕1号" if card.weighty else ""

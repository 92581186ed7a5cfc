"""What a clerk who closes the counter must not leave in the tray: an identity card."""

from hall.kernel.refusal import Refusal
from hall.originals.model import Original
from hall.originals.record import here
from hall.posts.actions import CLOSED, before_leaving
from hall.posts.model import Counter
from hall.storage.work import Work


@before_leaving
def leave_no_card_behind(work: Work, counter: Counter, state: str) -> None:
    """Refuse to close a counter with an identity card in its tray that nobody has seen to (居民身份证法 15).

    Raises:
        Refusal: `originals.identity_card_left` (name, count).
    """
    if state != CLOSED:
        return
    unseen = Original.identity_card & ~Original.noted & (Original.counter_id == counter.id)
    if left := here(work, unseen):
        raise Refusal("originals.identity_card_left", name=left[0].name, count=sum(row.count - row.out for row in left))

"""One original: who may print a second sheet, and how a paper that is out of the house is taken back."""

import pytest

from hall.documents import rules
from hall.documents.rules import DocumentState
from hall.kernel.refusal import Refusal
from hall.security.rules import ROLE_MAY

NEVER_OUT = (DocumentState("spoiled"), DocumentState("sent"))
OUT = DocumentState("printed", out=True)


@pytest.mark.parametrize("state", NEVER_OUT, ids=lambda state: state.state)
def test_a_clerk_prints_again_what_never_came_out(state: DocumentState) -> None:
    assert rules.reprint(state, "not_out", guarded=True, may_replace=False).kind == "reprinted"


def test_beside_an_original_that_came_out_only_a_reviewer_has_another_printed() -> None:
    with pytest.raises(Refusal, match=r"documents\.original_exists"):
        rules.reprint(OUT, "lost", guarded=True, may_replace=False)
    assert rules.reprint(OUT, "lost", guarded=True, may_replace=True).details == {"reason": "lost"}
    assert rules.reprint(OUT, "lost", guarded=False, may_replace=False).kind == "reprinted"
    may = {role for role, actions in ROLE_MAY.items() if "documents.reprint_original" in actions}
    assert may == {"reviewer", "leader"}


def test_what_was_handed_over_is_revoked_and_never_voided() -> None:
    given = DocumentState("printed", out=True, handed_over=True)
    with pytest.raises(Refusal, match=r"documents\.only_revoked"):
        rules.void(given, "wrong")
    assert rules.revoke(given, "wrong", note_id="n").details == {"reason": "wrong", "note_id": "n"}
    with pytest.raises(Refusal, match=r"documents\.only_voided"):
        rules.revoke(DocumentState("sent"), "wrong", note_id="")

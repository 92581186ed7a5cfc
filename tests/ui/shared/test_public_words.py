"""A resident is never told to look after a cable."""

import pytest

from hall.kernel.refusal import Refusal
from ui.shared.public_words import public_sentence


@pytest.mark.parametrize("code", ["storage.host_refused", "storage.disk_full", "gate.not_at_this_device"])
def test_what_staff_must_mend_sends_a_resident_to_them(code: str) -> None:
    said = public_sentence(Refusal(code))
    assert "请找工作人员" in said
    assert "主机" not in said


def test_what_a_resident_can_do_is_said_to_them() -> None:
    assert "请" in public_sentence(Refusal("queue.ask_the_guide"))
    assert public_sentence(Refusal("queue.ask_the_guide")) != public_sentence(Refusal("storage.disk_full"))

"""A PC of a host opens the window as which it was let in, and says which that is when another is asked for."""

from pathlib import Path
from typing import cast

import pytest

from hall.kernel.refusal import Refusal
from hall.service import SystemHall
from ui.shared.devices import device_for, remember
from ui.shared.i18n import sentence

NO_HALL = cast(SystemHall, None)
"""It is not asked: what this PC keeps of itself decides."""


@pytest.mark.parametrize(
    ("joined", "asked", "words"),
    [
        (("counter", 2), ("kiosk", 0), "“2 号窗口”"),
        (("counter", 2), ("counter", 3), "counter 2"),
        (("kiosk", 0), ("admin", 0), "“取号机”"),
    ],
)
def test_another_window_than_the_folder_was_joined_as_is_named_with_what_opens_it(
    tmp_path: Path, joined: tuple[str, int], asked: tuple[str, int], words: str
) -> None:
    remember(tmp_path, "display", 0, "id.of-an-earlier-joining")
    remember(tmp_path, *joined, "id.secret")
    with pytest.raises(Refusal) as refusal:
        device_for(NO_HALL, tmp_path, *asked, served=True)
    said = sentence(refusal.value)
    assert words in said
    command = f"hall --data {tmp_path} {joined[0]}" + (f" {joined[1]}" if joined[1] else "")
    assert command in said


def test_a_folder_of_which_this_pc_keeps_nothing_is_sent_to_the_administrator(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"security\.unknown_device"):
        device_for(NO_HALL, tmp_path, "kiosk", served=True)

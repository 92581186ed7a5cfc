"""What a resident reads on the ticket."""

from datetime import datetime
from typing import Any

import pytest

from hall.documents.content import Big, Content, Facts, Lead, Mark, Sheet
from hall.queue.papers import ticket_paper
from hall.queue.policy import QueuePolicy
from hall.queue.views import Outlook
from hall.storage.place import HallFacts
from tests.queue.house import ZONE


def paper(**changed: Any) -> Content:
    facts = {
        "ticket_number": "A005",
        "service": "救助优抚",
        "priority": "P4",
        "status_code": "7KQ2MWXC",
        "taken_at": datetime(2026, 11, 23, 9, 5, 31, tzinfo=ZONE),
        "outlook": Outlook(ahead=4, minutes=16, low=9, high=24, counters=(3, 4)),
        "facts": HallFacts(name="幸福里社区服务大厅", supervision_phone="12345"),
        "policy": QueuePolicy(),
    }
    return ticket_paper(**(facts | changed))


def pairs(content: Content) -> dict[str, str]:
    return {label: value for block in content.blocks if isinstance(block, Facts) for label, value in block.pairs}


def test_it_says_number_service_windows_line_and_time() -> None:
    content = paper()
    assert (content.hall, content.blocks[0], content.qr) == ("幸福里社区服务大厅", Big("A005"), "7KQ2MWXC")
    assert any(isinstance(block, Lead) and block.text == "救助优抚" for block in content.blocks)
    assert pairs(content) == {
        "可办窗口": "3、4 号",
        "前面等候": "4 人",
        "预计": "约 16 分钟（9–24 分钟）",
        "取号": "2026-11-23 09:05:31",
    }


def test_it_promises_no_time_that_nobody_knows() -> None:
    assert "预计" not in pairs(paper(outlook=Outlook(4, None, 0, 0, (3,))))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((0, 0, 0), "马上叫号"),
        ((3, 0, 8), "约 3 分钟（不超过 8 分钟）"),
        ((1, 1, 1), "约 1 分钟"),
        ((12, 8, 20), "约 12 分钟（8–20 分钟）"),
        ((59, 40, 75), "约 59 分钟（40 分钟–1 小时 15 分钟）"),
        ((60, 45, 90), "约 1 小时（45 分钟–1 小时 30 分钟）"),
        ((160, 120, 200), "约 2 小时 40 分钟（2 小时–3 小时 20 分钟）"),
    ],
)
def test_the_wait_is_told_in_plain_words_with_its_range(told: tuple[int, int, int], words: str) -> None:
    assert pairs(paper(outlook=Outlook(4, *told, (3,))))["预计"] == words


def test_only_a_priority_ticket_is_marked() -> None:
    assert not [block for block in paper().blocks if isinstance(block, Mark)]
    assert [block for block in paper(priority="P2").blocks if isinstance(block, Mark)] == [Mark("★ 优先")]


def test_the_advice_is_this_halls_own() -> None:
    assert paper().footer == ("过号后 30 分钟内请到导服台，可顺延 1 次。", "监督电话：12345")
    assert paper(policy=QueuePolicy(requeue_place="void")).footer[0] == "叫号 3 次未到即作废，请重新取号。"


def test_it_fits_the_paper_that_the_hall_has() -> None:
    assert [paper(policy=QueuePolicy(paper_mm=mm)).sheet for mm in (80, 58)] == [Sheet.TICKET_80, Sheet.TICKET_58]

"""The screen says who is served, and carries the clerk's words."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from hall.kernel.refusal import Refusal
from hall.service import posts, queue, screens_facing
from tests.ui.rating.booth import Booth, settle
from tests.ui.texts import assert_golden
from ui.rating.big_text import BigText
from ui.rating.talk import Page


def test_the_day_of_a_counter(booth: Booth, screenshots: Path) -> None:
    assert_golden("rating-idle", booth.reads())
    ticket = booth.sample.kiosk.do(queue.take_ticket, service_code="aid")
    booth.clerk.do(queue.call_ticket, ticket_id=ticket)
    booth.until(lambda: "请到本窗口" in booth.reads())
    assert booth.window.sign.hero.text() == booth.number(ticket)
    booth.clerk.do(queue.arrive, ticket_id=ticket)
    booth.until(lambda: "正在办理" in booth.reads())
    booth.window.grab().save(str(screenshots / "rating-serving.png"))
    booth.clerk.do(queue.finish, ticket_id=ticket, outcome="left")
    booth.until(lambda: "请等候叫号" in booth.reads())
    booth.clerk.do(posts.pause_counter, reason="meal")
    booth.until(lambda: "工作人员正在用餐" in booth.reads())
    booth.clerk.do(posts.open_counter)
    booth.until(lambda: "请等候叫号" in booth.reads())
    booth.clerk.do(posts.close_counter)
    booth.until(lambda: "窗口关闭" in booth.reads())
    assert "工号" not in booth.reads()


def test_a_deaf_visitor_reads_what_the_clerk_writes(booth: Booth, screenshots: Path) -> None:
    ticket = booth.begin()
    booth.clerk.do(screens_facing.show_text, text="请出示身份证原件。")
    booth.until(lambda: booth.page is Page.TEXT)
    size, _flags = booth.window.text.text.fitted()
    assert size >= booth.window.height() / 6
    booth.window.grab().save(str(screenshots / "rating-text.png"))
    long = "您的临时救助申请还差一样材料：医院的费用清单原件。" * 8
    booth.clerk.do(screens_facing.show_text, text=long[:200])
    booth.until(lambda: long[:200] in booth.reads())
    booth.clerk.do(screens_facing.show_text, text="")
    booth.until(lambda: booth.page is Page.SIGN)
    booth.clerk.do(screens_facing.show_text, text="请稍等。")
    booth.until(lambda: booth.page is Page.TEXT)
    booth.clerk.do(queue.finish, ticket_id=ticket)
    booth.until(lambda: booth.page is Page.FACES)
    assert "请稍等" not in booth.reads()


@pytest.mark.parametrize(("width", "height", "theme"), [(800, 480, "day"), (800, 480, "contrast"), (1024, 600, "day")])
def test_every_word_is_seen_whole(
    open_booth: Callable[..., Booth], width: int, height: int, theme: str, screenshots: Path
) -> None:
    booth = open_booth(width, height, theme=theme)
    booth.serve()
    for page, touched in (("faces", None), ("reasons", booth.window.faces.faces[1])):
        if touched is not None:
            booth.touch(touched)
        booth.window.grab().save(str(screenshots / f"rating-{page}-{width}-{theme}.png"))
        assert booth.window.size().toTuple() == (width, height)
        assert cut_off(booth) == []


def cut_off(booth: Booth) -> list[str]:
    """Return the words of the page that have less room than they need."""
    page = booth.window.pages.currentWidget()
    lines: list[QLabel | QPushButton] = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    seen = [line for line in lines if line.isVisible() and not isinstance(line, BigText)]
    return [line.text() for line in seen if line.fontMetrics().horizontalAdvance(line.text()) > line.width()]


def test_old_news_is_said(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_arguments: object, **_more: object) -> None:
        raise Refusal("storage.server_lost")

    monkeypatch.setattr(booth.sample.screens[0], "see", lost)
    booth.seconds(30)
    assert "信息更新中断 09:00" in booth.reads()
    monkeypatch.undo()
    booth.seconds(30)
    assert "信息更新中断" not in booth.reads()
    booth.clock().advance(timedelta(minutes=5))
    booth.seconds(1)
    assert "信息更新中断 09:00" in booth.reads()
    settle()

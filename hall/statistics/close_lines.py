"""The lines of the day's end: tickets, visits, sheets, promises, originals, seals, papers, cases, duty lists."""

import datetime as dt
from collections import Counter as Tally
from typing import Any

from sqlalchemy import ColumnElement, select

from hall.cases import duty_views
from hall.cases import views as cases
from hall.cases.clock import Light
from hall.cases.endings import endings_of, visits_must_end
from hall.cases.model import Case, Delivery
from hall.cases.supervision import is_open
from hall.contacts import rules as contacts
from hall.contacts.model import ContactSheet, Promise
from hall.contacts.views import open_sheets
from hall.documents.kinds import KINDS
from hall.documents.model import Document, PrintJob
from hall.documents.rules import DEAD
from hall.originals.model import Original
from hall.originals.views import left_over
from hall.queue.life import CALLING, DONE, EXPIRED, HELD, MISSED, SERVING, WAITING
from hall.queue.model import Ticket
from hall.queue.policy import NOT_SERVED
from hall.seals.model import SealUse
from hall.seals.rules import STAMPED, SealPolicy
from hall.statistics.closing import CloseLine, OpenThing, close_line, line
from hall.stock.views import day_of_blanks
from hall.storage import settings
from hall.storage.work import Reading

_TICKETS = {WAITING: "还在等候", CALLING: "正在叫号", SERVING: "正在办理", HELD: "挂起", MISSED: "过号没有回来"}
_SHEETS = {contacts.OPEN: "还没有答复", contacts.HANDOVER_PENDING: "等同事签收", contacts.ESCALATED: "等领导指定"}
_PAPERS = {
    "drafted": "还没有批准", "approved": "批准了还没有打印", "issued": "还没有打印", "sent": "打印了还没有确认",
}  # fmt: skip
_PRINTING = {"queued": "等着打印", "claimed": "等着打印", "handing": "正在打印", "in_doubt": "打没打出来要人看一眼"}
_ORIGINAL = tuple(code for code, kind in KINDS.items() if kind.original)


def day_of(reading: Reading) -> tuple[dt.datetime, dt.datetime]:
    """Return the instants between which the hall's present day lies."""
    start = dt.datetime.combine(reading.today, dt.time(), reading.place.zone)
    return start.astimezone(dt.UTC), (start + dt.timedelta(days=1)).astimezone(dt.UTC)


@close_line
def tickets(reading: Reading) -> CloseLine:
    """Every ticket of the day has ended in one way: done, or never served."""
    rows = reading.session.execute(
        select(Ticket.id, Ticket.number, Ticket.state).where(Ticket.day == reading.today).order_by(Ticket.number)
    ).all()
    tally = Tally(state for _, _, state in rows)
    left = [OpenThing("ticket", key, f"{number} {_TICKETS[state]}") for key, number, state in rows if state in _TICKETS]
    text = f"发出 {len(rows)} 张：办完 {tally[DONE]}，作废 {tally[EXPIRED]}，未了 {len(left)}"
    return line("tickets", "号票", text, len(rows), left)


@close_line
def visits(reading: Reading) -> CloseLine:
    """Nobody went away with empty hands: each visit has something on record."""
    done = (Ticket.day == reading.today) & (Ticket.state == DONE) & Ticket.outcome.not_in(NOT_SERVED)
    served = reading.session.scalars(select(Ticket.id).where(done)).all()
    empty = _empty_handed(reading, done) if visits_must_end(reading) else []
    text = f"接待 {len(served)} 人：都有结果" if not empty else f"接待 {len(served)} 人：{len(empty)} 人没有结果记录"
    return line("visits", "来访结果", text, len(served), empty)


@close_line
def sheets(reading: Reading) -> CloseLine:
    """Whoever was asked has answered, or handed the question on and it was signed for."""
    since, until = day_of(reading)
    opened = ContactSheet.opened_at.between(since, until)
    count = len(reading.session.scalars(select(ContactSheet.id).where(opened)).all())
    left = [
        OpenThing("sheet", card.id, f"{card.name or '居民'}：{card.matter_text}（{_SHEETS[card.state]}）")
        for card in open_sheets(reading)
        if card.state in _SHEETS
    ]
    return line("sheets", "首问单", f"今天登记 {count} 张；待答复、待签收、待指定 {len(left)} 张", count, left)


@close_line
def promises(reading: Reading) -> CloseLine:
    """What was promised until today is kept."""
    rows = reading.session.scalars(select(Promise).where(Promise.due_on == reading.today)).all()
    kept = sum(row.kept_at is not None for row in rows)
    late = (Promise.due_on <= reading.today) & Promise.kept_at.is_(None)
    open_rows = reading.session.scalars(select(Promise).where(late).order_by(Promise.due_on, Promise.id))
    left = [OpenThing("promise", row.id, f"{row.words}（{row.due_on:%m-%d} 到期）") for row in open_rows]
    text = f"今天到期 {len(rows)} 件，已兑现 {kept}；到期未兑现 {len(left)} 件"
    return line("promises", "承诺", text, len(rows), left)


@close_line
def originals(reading: Reading) -> CloseLine:
    """What residents put on the counter is back with them, identity cards above all (居民身份证法 15)."""
    since, until = day_of(reading)
    taken = reading.session.scalars(select(Original.count).where(Original.taken_at.between(since, until))).all()
    cards = left_over(reading)
    left = [
        OpenThing("original", card.id, f"{card.person_name or '居民'}：{card.name} {card.left} 件") for card in cards
    ]
    identity = sum(card.left for card in cards if card.identity_card)
    said = f"其中身份证 {identity} 张" if identity else "没有身份证"
    text = f"今天收 {sum(taken)} 件；托盘里和该退没退的 {sum(card.left for card in cards)} 件，{said}"
    return line("originals", "原件", text, sum(taken), left)


@close_line
def seals(reading: Reading) -> CloseLine:
    """A certificate that went out bears its seal: as many deliveries as uses."""
    since, until = day_of(reading)
    used = select(SealUse.id).where(SealUse.sealed_at.between(since, until), SealUse.state.in_(STAMPED))
    uses = len(reading.session.scalars(used).all())
    stamped = select(SealUse.id).where(SealUse.document_id == Document.id, SealUse.state.in_(STAMPED))
    delivered = _documents(
        reading,
        Document.subject_id.in_(select(Delivery.case_id).where(Delivery.at.between(since, until)))
        & (Document.kind == "certificate")
        & Document.state.not_in(DEAD),
    )
    bare = {row[0] for row in _documents(reading, Document.id.in_([row[0] for row in delivered]) & ~stamped.exists())}
    needed = settings.read(reading.session, SealPolicy).delivery_needs_seal
    left = [
        _paper(key, kind, number, "没有用印就送出了") for key, kind, number, _ in delivered if key in bare and needed
    ]
    text = f"今天用印 {uses} 次；送出证明 {len(delivered)} 份，没有用印的 {len(left)} 份"
    return line("seals", "用印", text, uses, left)


@close_line
def papers(reading: Reading) -> CloseLine:
    """Numbered originals: as many issued as confirmed, spoiled or voided."""
    since, until = day_of(reading)
    today = Document.issued_at.between(since, until) & Document.kind.in_(_ORIGINAL)
    rows = _documents(reading, today)
    left = [_paper(key, kind, number, _PAPERS[state]) for key, kind, number, state in rows if state in _PAPERS]
    tally = Tally(state for *_, state in rows)
    text = (
        f"编号文书 {len(rows)} 份：确认 {tally['printed']}，打坏 {tally['spoiled']}，作废 {tally['voided']}，"
        f"撤销 {tally['revoked']}，未确认 {len(left)}"
    )
    return line("papers", "编号文书", text, len(rows), left)


@close_line
def prints(reading: Reading) -> CloseLine:
    """Every print job has ended; nothing waits for a printer."""
    since, until = day_of(reading)
    with_document = select(PrintJob.state, Document.id, Document.kind, Document.number).join(
        Document, Document.id == PrintJob.document_id
    )
    of_today = reading.session.execute(with_document.where(Document.issued_at.between(since, until))).all()
    waiting = [row for row in of_today if row[0] in _PRINTING and row[2] != "day_close"]
    left = [_paper(key, kind, number, _PRINTING[state]) for state, key, kind, number in waiting]
    return line("prints", "打印", f"打印任务 {len(of_today)} 个；没有打完 {len(left)} 个", len(of_today), left)


@close_line
def blanks(reading: Reading) -> CloseLine | None:
    """Secure blanks: opened and received, less used, spoiled, voided and passed on, is what is left; by serial."""
    days = day_of_blanks(reading)
    if not days:
        return None
    left = [
        OpenThing("blank", serial, f"{day.kind} {serial} {what}")
        for day in days
        for what, serials in (("账上有，没有点到", day.missing), ("点到了，账上没有", day.surplus))
        for serial in serials
    ]
    left += [
        OpenThing("blank", day.kind, f"{day.kind}：账上应剩 {day.reckoned} 张，实有 {day.left} 张")
        for day in days
        if day.reckoned != day.left
    ]
    text = "；".join(
        f"{day.kind}：上日结存 {day.opened}，收 {day.received}，用 {day.used}，打坏 {day.spoiled}，"
        f"作废 {day.voided}，调出 {day.transferred}，结存 {day.left} 张"
        for day in days
    )
    return line("blanks", "空白证明纸", text, sum(day.used for day in days), left)


@close_line
def clocks(reading: Reading) -> CloseLine:
    """Whoever is late has been asked why: each red case has its slip (督办单)."""
    near = cases.near_end(reading)
    yellow = sum(card.light is Light.YELLOW for card in near)
    red = [card for card in near if card.light is Light.RED]
    left = [
        OpenThing("case", card.id, f"{card.applicant}：{card.matter_name} {card.number} 已超期，还没有督办单")
        for card in red
        if not is_open(reading, card.id)
    ]
    text = f"临期 {yellow} 件，超期 {len(red)} 件；超期没有督办的 {len(left)} 件"
    return line("clocks", "办件时限", text, len(near), left)


@close_line
def lists(reading: Reading) -> CloseLine:
    """Whoever has left the post has a colleague's signature."""
    since, until = day_of(reading)
    waiting = duty_views.unsigned(reading)
    left = [
        OpenThing("list", card.id, f"{card.leaver_name} 交给 {card.receiver_name} 的 {card.count} 件")
        for card in waiting
    ]
    count = duty_views.offered_between(reading, since=since, until=until)
    return line("lists", "离岗交接", f"今天交接 {count} 次；等签收 {len(left)} 张", count, left)


def _empty_handed(reading: Reading, done: ColumnElement[bool]) -> list[OpenThing]:
    """Return the visits of which nothing is on record; those with a sheet or a case of their own are settled."""
    settled = (select(table.ticket_id).where(table.ticket_id == Ticket.id).exists() for table in (ContactSheet, Case))
    doubtful = select(Ticket.id, Ticket.number).where(done, *(~each for each in settled)).order_by(Ticket.number)
    return [
        OpenThing("ticket", key, f"{number} 没有结果记录")
        for key, number in reading.session.execute(doubtful).tuples()
        if not endings_of(reading, ticket_id=key)
    ]


def _documents(reading: Reading, which: ColumnElement[bool]) -> list[Any]:
    columns = select(Document.id, Document.kind, Document.number, Document.state)
    return list(reading.session.execute(columns.where(which).order_by(Document.issued_at, Document.id)))


def _paper(key: str, kind: str, number: str, state: str) -> OpenThing:
    return OpenThing("document", key, f"{KINDS[kind].title} {number.rpartition('/')[2]} {state}")

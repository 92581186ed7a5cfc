"""What the hall keeps on record against itself: breaches, refusals and their monthly sample, demands, dates, papers."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from hall.service import (
    Hall,
    Reading,
    cases,
    cases_demands,
    cases_recounting,
    cases_register_cards,
    cases_registers,
    contacts_views,
)
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.step import Step, Values, choice, said, words
from ui.supervisor import looks_register, papers_register

BREACHES, SHIRKING, REFUSALS, SAMPLE, DEMANDS, DATES, PAPERS, LOOKS = (
    "breaches", "shirking", "refusals", "sample", "demands", "dates", "papers", "looks",
)  # fmt: skip
SCOPES = (
    (BREACHES, mark("Breaches")),
    (SHIRKING, mark("Passing the buck")),
    (REFUSALS, mark("Refusals")),
    (SAMPLE, mark("Monthly sample")),
    (DEMANDS, mark("Demands for certificates")),
    (DATES, mark("Moved dates")),
    (PAPERS, mark("Papers that are out")),
    (LOOKS, mark("Looks at full numbers")),
)
DAYS = 90
BREACH = {
    "second_notice": mark("Asked again for what the first notice did not name"),
    "missed_in_notice": mark("Sent back for what the notice did not name"),
    "third_trip": mark("Sent away a third time"),
    "late_notice": mark("Nothing said within the term"),
    "wrongful_refusal": mark("Wrongful refusal"),
}
STATES = {
    "candidate": (mark("to be judged"), Light.YELLOW),
    "upheld": (mark("upheld"), Light.RED),
    "dismissed": (mark("dismissed"), Light.GREY),
}
SHIRKED = {
    "unanswered": mark("let it lie until the leader had to decide"),
    "shirking": mark("sent it back without a ground"),
}
OUTCOMES = {
    "waiting": (mark("to be reviewed"), Light.YELLOW),
    "escalated": (mark("with the leader above"), Light.YELLOW),
    "agreed": (mark("agreed"), Light.BLUE),
    "overruled": (mark("overruled"), Light.GREEN),
    "filed": (mark("filed"), Light.GREY),
    "audited": (mark("looked at"), Light.GREY),
    "dropped": (mark("dropped"), Light.GREY),
}


def look(reading: Reading, office: Office, scope: str, key: str) -> Folder:
    """Return one of the registers of the last ninety days, the latest first, and one entry of it.

    Args:
        reading: the look at the data.
        office: whose desk it is.
        scope: one of `SCOPES`.
        key: of the entry to be open.
    """
    if scope == PAPERS:
        return papers_register.look(reading, office, key, _span(reading))
    title, files = _REGISTERS[scope](reading, office)
    wanted = chosen([file.key for file, _row in files], key)
    one = next((file for file, _row in files if file.key == wanted), None)
    return Folder(f"{title}　{len(files)}", tuple(row for _file, row in files), one, tr("Nothing is on record here."))


Entry = tuple[File, Row]
Register = tuple[str, list[Entry]]


def _span(reading: Reading) -> tuple[datetime, datetime]:
    first = datetime.combine(reading.today - timedelta(days=DAYS), time(), reading.place.zone)
    return first, reading.now + timedelta(seconds=1)


def _entry(key: str, text: str, remark: str, light: Light, below: str, facts: tuple[str, ...], *, said: str = "",
           links: tuple[Link, ...] = (), steps: tuple[Step, ...] = ()) -> Entry:  # fmt: skip
    file = File(key, remark, text, light, remark, facts, said=said, links=links, steps=steps)
    return file, Row(key, text, remark, light, below)


def _case_link(case_id: str | None) -> tuple[Link, ...]:
    return (Link(tr("The whole case"), "cases", "all", case_id),) if case_id else ()


def _breaches(reading: Reading, office: Office) -> Register:
    since, until = _span(reading)
    found = [_breach(each, office) for each in cases_registers.violations(reading, since=since, until=until)]
    return tr("Breaches of the hall's rules"), found[::-1]


def _breach(card: cases_register_cards.ViolationCard, office: Office) -> Entry:
    word, light = STATES[card.state]
    whose = tr("the upper level") if card.upper else card.against_name
    facts = (
        tr("Counts against {name}", name=whose) if whose else "",
        tr("Named too late: {names}", names="、".join(card.keys)) if card.keys else "",
        tr("Judged by {name}: {words}", name=card.judged_by_name, words=card.words) if card.judged_by_name else "",
    )

    def judge(hall: Hall, values: Values) -> object:
        return hall.do(
            cases.judge_violation, violation_id=card.id, upheld=said(values, "upheld") == "yes", words=said(values)
        )

    asked = (
        choice("upheld", tr("Is it a breach?"), {"yes": mark("It is"), "no": mark("It is none")}),
        words(tr("Why")),
    )
    step = Step("judge_violation", tr("Record the judgement"), asked, judge, tr("On record."))
    steps = (step,) if card.state == "candidate" and "cases.judge_violation" in office.may else ()
    below = f"{whose}　{office.local(card.at):%m-%d %H:%M}"
    return _entry(card.id, tr(BREACH[card.kind]), tr(word), light, below, facts, links=_case_link(card.case_id),
                  steps=steps)  # fmt: skip


def _shirking(reading: Reading, office: Office) -> Register:
    since, until = _span(reading)
    found = [
        _entry(card.id, tr(SHIRKED[card.kind]), card.against_name, Light.RED,
               f"{card.number}　{office.local(card.at):%m-%d %H:%M}",
               (tr("{name}, sheet {number}", name=card.against_name, number=card.number),), said=card.reason)
        for card in contacts_views.violations(reading, since=since, until=until)
    ]  # fmt: skip
    return tr("Passing the buck"), found[::-1]


def _refusals(reading: Reading, office: Office) -> Register:
    since, until = _span(reading)
    found = [_refusal(card, office) for card in cases_registers.refusals(reading, since=since, until=until)]
    return tr("Register of refusals"), found[::-1]


def _refusal(card: cases_register_cards.ProposalCard, office: Office, *, steps: tuple[Step, ...] = (), key: str = "",
             more: tuple[str, ...] = ()) -> Entry:  # fmt: skip
    word, light = OUTCOMES[card.outcome]
    facts = (
        tr("Register {number}", number=card.register_number) if card.register_number else "",
        tr("Proposed by {name}", name=card.proposed_by_name),
        tr("Basis: {basis}", basis=card.basis) if card.basis else "",
        tr("Reviewed by {name}: {words}", name=card.reviewed_by_name, words=card.review_note or tr("agreed"))
        if card.reviewed_by_name else "",
        *more,
    )  # fmt: skip
    return _entry(key or card.id, card.reason, tr(word), light,
                  f"{card.proposed_by_name}　{office.local(card.proposed_at):%m-%d %H:%M}", facts, said=card.reason,
                  links=_case_link(card.case_id), steps=steps)  # fmt: skip


def _sample(reading: Reading, office: Office) -> Register:
    month = f"{reading.today:%Y-%m}"
    last = f"{reading.today.replace(day=1) - timedelta(days=1):%Y-%m}"
    cards = (*cases_registers.sample(reading, month=month), *cases_registers.sample(reading, month=last))
    found = [_sampled(card, office) for card in cards]
    if not cards and "cases.draw_sample" in office.may:
        found = [_draw(last)]
    return tr("Monthly sample of refusals"), found


def _draw(month: str) -> Entry:
    step = Step("draw_sample", tr("Draw the sample"), (), lambda hall, _: hall.do(cases.draw_sample, month=month),
                tr("Drawn; look at each of them."))  # fmt: skip
    facts = (tr("Each month some refusals are drawn by lot and looked at again."),)
    return _entry(month, tr("Sample of {month}", month=month), tr("not drawn"), Light.YELLOW, "", facts, steps=(step,))


def _sampled(card: cases_register_cards.SampleCard, office: Office) -> Entry:
    def audit(hall: Hall, values: Values) -> object:
        ok = said(values, "ok") == "yes"
        return hall.do(cases.audit_refusal, proposal_id=card.proposal.id, ok=ok, words=said(values))

    asked = (choice("ok", tr("Was the refusal right?"), {"yes": mark("Right"), "no": mark("Wrong")}),
             words(tr("What you have seen"), required=False))  # fmt: skip
    step = Step("audit_refusal", tr("Record the finding"), asked, audit, tr("On record."))
    steps = (step,) if not card.verdict and "cases.audit_refusal" in office.may else ()
    who = card.audited_by_name
    verdict = {"ok": tr("Found right by {name}", name=who),
               "wrongful": tr("Found wrong by {name}: {words}", name=who, words=card.words)}  # fmt: skip
    more = (tr("Drawn in the sample of {month}", month=card.month), verdict.get(card.verdict, ""))
    return _refusal(card.proposal, office, steps=steps, more=more)


def _demands(reading: Reading, _office: Office) -> Register:
    since, until = _span(reading)
    found = [
        _entry(f"{each.institution} {each.certificate}", each.institution or tr("not named"),
               tr("{count} times", count=each.count), Light.YELLOW, each.certificate,
               (tr("Demanded: {certificate}", certificate=each.certificate),
                tr("No rule allows anybody to demand it; each resident has a slip that says so.")))
        for each in cases_demands.demands(reading, since=since, until=until)
    ]  # fmt: skip
    return tr("Who demands certificates that nobody may issue"), found


def _dates(reading: Reading, office: Office) -> Register:
    since, _until = _span(reading)
    found = [_moved(each, office) for each in cases_recounting.differences(reading, since=since)]
    return tr("Dates moved by a new holiday notice"), found[::-1]


def _moved(each: cases_recounting.Difference, office: Office) -> Entry:
    def day(at: datetime | None) -> str:
        return f"{office.local(at):%Y-%m-%d}" if at else tr("none")

    change = tr("{old} → {new}", old=day(each.old), new=day(each.new)) if each.moved else tr("no longer provisional")
    facts = (
        tr("Promised day: {change}", change=change),
        tr("Legal day: {old} → {new}", old=day(each.old_statutory), new=day(each.new_statutory)),
        tr("Worked by {name}", name=each.handler_name) if each.handler_name else "",
    )
    light = Light.YELLOW if each.moved else Light.GREEN
    key = f"{each.case_id} {each.at.isoformat()}"
    return _entry(key, each.matter_name, change, light, each.number, facts, links=_case_link(each.case_id))


_REGISTERS: dict[str, Callable[[Reading, Office], Register]] = {
    BREACHES: _breaches,
    SHIRKING: _shirking,
    REFUSALS: _refusals,
    SAMPLE: _sample,
    DEMANDS: _demands,
    DATES: _dates,
    LOOKS: looks_register.entries,
}

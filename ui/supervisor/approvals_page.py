"""Everything that waits for a leader's word: refusals, extensions, notices, sheets, lists, papers, seals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from hall.service import (
    Reading,
    cases_duties,
    cases_views,
    contacts_views,
    documents_register,
    seals_views,
    security_views,
)
from ui.shared import case_words, chain_words
from ui.shared.fields.spec import Choice, Helpers
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import mark, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.timeline import Event
from ui.supervisor import approval_steps as steps
from ui.supervisor import papers_register, seals_page
from ui.supervisor.case_file import history_of, lines_of

ALL, REFUSALS, TERMS, NOTICES = "all", "refusals", "terms", "notices"
SHEETS, LISTS, PAPERS, SEALS = "sheets", "lists", "papers", "seals"
SCOPES = (
    (ALL, mark("All")),
    (REFUSALS, mark("Refusals")),
    (TERMS, mark("Extensions")),
    (NOTICES, mark("Second notices")),
    (SHEETS, mark("Whose is it")),
    (LISTS, mark("Duty lists")),
    (PAPERS, mark("Papers to approve")),
    (SEALS, mark("Seals")),
)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to decide: in which scope, since when, its row, and how its file is made."""

    scope: str
    since: datetime
    row: Row
    file: Callable[[], File]


def look(reading: Reading, office: Office, scope: str, key: str) -> Folder:
    """Return what waits in a scope, the longest first, and one of it in full.

    Args:
        reading: the look at the data.
        office: whose desk it is.
        scope: one of `SCOPES`.
        key: of the thing to be open, as its row has it.
    """
    waiting = sorted(_waiting(reading, office), key=lambda matter: matter.since)
    shown = [matter for matter in waiting if scope in (ALL, matter.scope)]
    wanted = chosen([str(matter.row.key) for matter in shown], key)
    one = next((matter for matter in shown if matter.row.key == wanted), None)
    return Folder(
        tr("{count} things wait for your word", count=len(shown)),
        tuple(matter.row for matter in shown),
        one.file() if one else None,
        tr("Nothing waits for your word."),
    )


def _waiting(reading: Reading, office: Office) -> Iterator[Matter]:
    for card in cases_views.to_review(reading):
        yield _case(reading, office, card)
    for sheet in contacts_views.to_assign(reading):
        yield _sheet(reading, office, sheet)
    for duty_list in cases_duties.unsigned(reading, escalated_only=True):
        yield _list(reading, office, duty_list)
    for paper in documents_register.drafts(reading):
        yield _paper(reading, office, paper)
    for use in seals_views.waiting(reading).to_approve:
        yield _seal(reading, office, use)


# -- cases


def _case(reading: Reading, office: Office, card: cases_views.CaseCard) -> Matter:
    file = cases_views.case(reading, case_id=card.id)
    scope, what, since = _asked(file)
    text = tr("{who}　{what}", who=card.applicant, what=card.matter_name)
    row = Row(card.id, text, what, case_words.light_of(card), f"{card.handler_name}　{office.local(since):%m-%d %H:%M}")
    return Matter(scope, since, row, lambda: _case_file(file, office, scope, what))


def _asked(file: cases_views.CaseFile) -> tuple[str, str, datetime]:
    """Return what is asked of the leader: its scope, its words, and since when."""
    if file.card.stage == "refusal_proposed":
        proposal = file.proposals[-1]
        what = tr("Escalated refusal") if proposal.outcome == "escalated" else tr("Refusal")
        return REFUSALS, what, proposal.proposed_at
    if file.card.extension_asked:
        return TERMS, tr("Extension"), next(e.at for e in reversed(file.history) if e.kind == "extension_proposed")
    return NOTICES, tr("Second notice"), file.wishes[-1].asked_at


def _case_file(file: cases_views.CaseFile, office: Office, scope: str, what: str) -> File:
    asked, said, todo = {REFUSALS: _refusal, TERMS: _extension, NOTICES: _notice}[scope](file, office)
    card = file.card
    return File(
        card.id,
        f"{scope} {card.version}",
        tr("{what}: {who}　{matter}", what=what, who=card.applicant, matter=file.matter.name),
        case_words.light_of(card),
        case_words.limits(card, office.local),
        (*asked, *lines_of(file)),
        said=said,
        links=(Link(tr("The whole case"), "cases", "all", card.id),),
        history=history_of(file),
        steps=todo,
    )


Told = tuple[tuple[str, ...], str, tuple[steps.Step, ...]]
"""Facts, words as said, and what can be done."""


def _refusal(file: cases_views.CaseFile, office: Office) -> Told:
    proposal = file.proposals[-1]
    due = f"{office.local(proposal.due_at):%m-%d %H:%M}" if proposal.due_at else ""
    facts = (
        tr("Not to be accepted") if proposal.kind == "acceptance" else tr("Not to be approved"),
        tr("Proposed by {name}, register {number}", name=proposal.proposed_by_name, number=proposal.register_number),
        tr("Basis: {basis}", basis=proposal.basis),
        tr("Found: {found}", found=proposal.found) if proposal.found else "",
        tr("Competent instead: {office}", office=proposal.office) if proposal.office else "",
        tr("Asked the leader above: {words}", words=proposal.escalation) if proposal.escalation else "",
        (tr("Your answer is overdue since {at}", at=due) if proposal.late else tr("Your answer is due {at}", at=due))
        if due
        else "",
    )
    return facts, proposal.reason, steps.refusal(file, office.may, escalated=proposal.outcome == "escalated")


def _extension(file: cases_views.CaseFile, office: Office) -> Told:
    why = [words for _at, purpose, words in file.notes if purpose == "extension"]
    by = next(entry.staff_name for entry in reversed(file.history) if entry.kind == "extension_proposed")
    facts = (tr("{name} asks for {days} more days; it can be granted once, before the limit ends.", name=by,
                days=file.card.extension_asked),)  # fmt: skip
    return facts, why[-1] if why else "", steps.extension(file, office.may)


def _notice(file: cases_views.CaseFile, office: Office) -> Told:
    wish = file.wishes[-1]
    items = tuple(tr("{name}: {problem}", name=item["name"], problem=item["problem"]) for item in wish.items)
    facts = (
        tr("{name} wants to ask again for what the first notice did not name:", name=wish.asked_by_name),
        *items,
        tr("Excuse: {why}", why=tr(EXEMPTIONS[wish.exemption])) if wish.exemption else tr("No excuse given"),
    )
    return facts, wish.exemption_note, steps.notice(file, office.may)


EXEMPTIONS = {
    "law_changed": mark("the rule has changed"),
    "resident_changed": mark("the resident changed the matter or the papers"),
    "upper_new": mark("the upper level asks for something new"),
    "shared_data_failed": mark("shared data could not be fetched"),
}


# -- sheets, duty lists, papers, seals


def _staff(reading: Reading, *without: str | None) -> Helpers:
    everybody = security_views.colleagues(reading)
    return Helpers(staff=tuple(Choice(s.id, f"{s.name}（{s.number}）") for s in everybody if s.id not in without))


def _sheet(reading: Reading, office: Office, card: contacts_views.SheetCard) -> Matter:
    text = tr("{who}　{what}", who=card.name or tr("Resident"), what=card.matter_text)
    below = f"{card.first_contact_name}　{office.local(card.opened_at):%m-%d %H:%M}"
    row = Row(card.id, text, tr("Whose is it"), Light.YELLOW, below)
    return Matter(SHEETS, card.opened_at, row, lambda: _sheet_file(reading, office, card.id))


def _sheet_file(reading: Reading, office: Office, sheet_id: str) -> File:
    file = contacts_views.sheet(reading, sheet_id=sheet_id)
    card = file.card
    said = next((note.words for note in reversed(file.notes) if note.purpose == "escalation"), "")
    facts = (
        tr("Asked: {what}", what=card.matter_text),
        tr("First asked: {name}, who owes the resident the answer", name=card.first_contact_name),
        tr("Responsible until you decide: {name}", name=card.responsible_name),
        tr("Declined {count} times", count=card.declines) if card.declines else "",
    )
    history = tuple(Event(link.at, chain_words.told(link)) for link in file.chain)
    return File(card.id, f"sheet {card.version}", tr("Whose is it: {number}", number=card.number), Light.YELLOW,
                tr("waits for you"), facts, said=said, history=history, steps=steps.sheet(card, office.may),
                helpers=_staff(reading))  # fmt: skip


def _list(reading: Reading, office: Office, card: cases_duties.ListCard) -> Matter:
    text = tr("{leaver} hands over {count} things to {receiver}", leaver=card.leaver_name, count=card.count,
              receiver=card.receiver_name)  # fmt: skip
    below = f"{card.reason}　{office.local(card.offered_at):%m-%d %H:%M}"
    row = Row(card.id, text, tr("not signed"), Light.YELLOW, below)
    return Matter(LISTS, card.offered_at, row, lambda: _list_file(reading, office, card))


def _list_file(reading: Reading, office: Office, card: cases_duties.ListCard) -> File:
    file = cases_duties.duty_list(reading, list_id=card.id)
    facts = (
        tr("{name} left: {reason}", name=card.leaver_name, reason=card.reason),
        tr("Until somebody signs, {name} stays responsible.", name=card.holder_name),
        *(f"{item.kind_name}　{item.number}　{item.words}" for item in file.items),
    )
    return File(card.id, f"list {card.receiver}", tr("Duty list {number}", number=card.number), Light.YELLOW,
                tr("not signed"), facts, said=card.words, steps=steps.duty_list(card, office.may),
                helpers=_staff(reading, card.leaver, card.receiver))  # fmt: skip


def _paper(reading: Reading, office: Office, card: documents_register.PaperCard) -> Matter:
    row = papers_register.draft_row(reading, card, office)
    return Matter(PAPERS, card.at, row, lambda: papers_register.draft_file(reading, card, office))


def _seal(reading: Reading, office: Office, card: seals_views.UseCard) -> Matter:
    row = seals_page.row_of(card, office)
    return Matter(SEALS, card.requested_at, row,
                  lambda: seals_page.file_of(seals_views.use(reading, use_id=card.id)))  # fmt: skip

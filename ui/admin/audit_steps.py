"""What can be done with the record: proving that nobody has changed it, and taking it out as a file."""

from pathlib import Path

from hall.kernel.export_file import ExportMark
from hall.kernel.refusal import Refusal
from hall.service import Hall, Reading, audit, audit_chain, audit_export, audit_words, security_views
from ui.admin.days import Days
from ui.shared.export_marks import mark_of
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.step import FileWish, Outcome, Step, Values

_KINDS = "Excel (*.xlsx);;CSV (*.csv);;JSON (*.jsonl)"


def steps_of(days: Days, office: Office) -> tuple[Step, ...]:
    """Return the proof, and the way out for whoever may."""
    prove = Step("prove", tr("Prove the whole record"), (), _prove, "", long=tr("Computing the digests of all entries"))
    return (prove, _export(days)) if "audit.note_export" in office.may else (prove,)


def _prove(hall: Hall, values: Values) -> Outcome:
    total, breaks = hall.see(audit_chain.prove_chains, told=values["told"])
    if breaks:
        names = hall.see(security_views.device_names)
        first = breaks[0]
        device = names.get(first.device_id, tr("the hall itself"))
        raise Refusal("ui.record_broken", count=len(breaks), device=device, seq=first.seq)
    return Outcome(tr("All {count} entries hold: nobody has changed, added or taken one away.", count=total))


def _export(days: Days) -> Step:
    since, until = (day.isoformat() if day else "" for day in (days.since, days.until))

    def run(hall: Hall, values: Values) -> Outcome:
        file, told = Path(values["file"]), values["told"]
        kind, mark = audit_export.kind_of(file), mark_of(hall)
        told(0, 0)
        cards = hall.see(_cards, days=days)
        told(0, 0)
        digest = audit_export.digest_of(cards)
        hall.do(audit.note_export, kind=kind, rows=len(cards), digest=digest, since=since, until=until)
        hall.see(_write, file=file, mark=mark, cards=cards)
        return Outcome(tr("{count} entries written to {file}; that is on record.", count=len(cards), file=file.name))

    name = tr("record-{day}.xlsx", day="-".join(part for part in (since, until) if part) or tr("newest"))
    wish = FileWish("save", tr("Where to write the record"), name, _KINDS)
    return Step("export", tr("Write these days to a file…"), (), run, "", wish=wish, long=tr("Writing the record"))


def _cards(reading: Reading, *, days: Days) -> tuple[audit_words.EntryCard, ...]:
    begin, end = days.bounds(reading)
    return audit_export.of_time(reading, since=begin, until=end)


def _write(reading: Reading, *, file: Path, mark: ExportMark, cards: tuple[audit_words.EntryCard, ...]) -> None:
    people, devices = security_views.staff_numbers(reading), security_views.device_names(reading)
    try:
        audit_export.write(file, cards, mark, people, devices)
    except OSError:
        raise Refusal("ui.cannot_write", folder=str(file.parent)) from None

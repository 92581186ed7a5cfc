"""What can be done about materials on file: the resident signs for their use, or something is wrong with one."""

from hall.service import Hall, cases
from ui.counter.acts import Act, Values, line, plain, text_of
from ui.counter.checklist import MaterialCard
from ui.counter.visit import Case
from ui.shared.fields.plain import PlainField
from ui.shared.i18n import tr

NOT_ASKED = ("shared", "on_file")


def act_about(case: Case, card: MaterialCard) -> Act | None:
    """Return what can be said about one line of the checklist: its number and dates, or why it has to be asked for."""
    if card.state == "verified" and (card.copies or card.form == "electronic"):
        return _dates(case, card)
    return _dispute(case, card) if card.waived_for in NOT_ASKED else None


def consent(case: Case) -> Act:
    """Return the printing of the consent for everything sensitive that is on file."""
    return Act(
        "take_consent",
        tr("Use what is on file, with a signature"),
        plain(cases.take_consent, case_id=case.card.id),
        done=tr("The consent is printed: the resident signs it, or hands the material in."),
    )


def unsigned(case: Case) -> Act:
    """Return the way back where the resident does not sign."""
    return Act(
        "take_consent_back",
        tr("Not signed"),
        plain(cases.take_consent_back, case_id=case.card.id),
        done=tr("Taken back: these materials are asked for as usual."),
    )


def _dates(case: Case, card: MaterialCard) -> Act:
    def run(hall: Hall, values: Values) -> object:
        return hall.do(
            cases.check_material,
            case_id=case.card.id,
            material_id=card.material_id,
            state=card.state,
            originals=card.originals,
            copies=card.copies,
            pages=card.pages,
            returned=card.returned,
            number=text_of(values, "number"),
            issued=text_of(values, "issued"),
            valid_to=text_of(values, "valid_to"),
        )

    fields = (
        line("number", tr("Number of the document"), required=False),
        PlainField("issued", tr("Issued on"), "date"),
        PlainField("valid_to", tr("Valid until"), "date", help=tr("It is not asked for again before that day.")),
    )
    held = card.held
    start = {
        "number": held.number if held else "",
        "valid_to": held.valid_to.isoformat() if held and held.valid_to else None,
    }
    return Act("check_material", card.name, run, fields, done=tr("Noted."), start=start)


def _dispute(case: Case, card: MaterialCard) -> Act:
    def run(hall: Hall, values: Values) -> object:
        note = text_of(values, "note")
        return hall.do(
            cases.check_material, case_id=case.card.id, material_id=card.material_id, state="missing", note=note
        )

    shared = card.waived_for == "shared"
    question = tr("Why it cannot be had by sharing") if shared else tr("What is wrong with the one on file")
    return Act(
        "check_material",
        tr("Ask for it all the same: {material}", material=card.name),
        run,
        (line("note", question),),
        explained=tr("The reason stands on the notice, and the next colleague sees it."),
        done=tr("It is on the list of what is missing now."),
    )

"""Printing for a resident what the hall holds of them: at once while they are served, otherwise with a reason."""

from hall.service import Hall, privacy
from ui.counter.acts import Act, Values, line, text_of
from ui.shared.i18n import tr

NEEDS = "privacy.print_own_data"


def act_of(person_id: str, *, here: bool, case_id: str = "", ticket_id: str = "") -> Act:
    """Return the act.

    Args:
        person_id: whose data.
        here: whether the person sits at this counter now.
        case_id: the case on whose page the paper is to stand, or
        ticket_id: the visit.
    """

    def run(hall: Hall, values: Values) -> object:
        reason = text_of(values, "reason")
        return hall.do(privacy.print_own_data, person_id=person_id, case_id=case_id, ticket_id=ticket_id, reason=reason)

    why = line("reason", tr("Why, as the person is not at your counter now"), help_=tr("A few words, without numbers"))
    return Act(
        "print_own_data",
        tr("What the hall holds of this person…"),
        run,
        () if here else (why,),
        explained=tr("For this person only; compare the identity card first. It goes on record."),
        needs=NEEDS,
        seldom=True,
        done=tr("Printed. Hand it to this person only, and have it signed for."),
    )

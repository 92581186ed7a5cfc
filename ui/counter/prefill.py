"""What a form need not ask again: the person is known already (一口采集、多口使用)."""

from typing import Any

from hall.service import cases_views, people_views
from ui.counter.matters import Matter
from ui.shared.i18n import mark, tr

Person = people_views.PersonCard
Origin = cases_views.Origin

SOURCES = {
    "counter": mark("from a counter"),
    "kiosk": mark("from the kiosk"),
    "shared": mark("shared by an office"),
    "import": mark("from a roster"),
}
"""By which way something came into the register."""


def prefilled(matter: Matter, person: Person) -> dict[str, Any]:
    """Return the applicant as a matter's form names them; what else is known the hall itself fills in, on record."""
    applicant = next((field.id for field in matter.fields if field.type.value == "person"), None)
    return {} if applicant is None else {applicant: person_value(person)}


def person_value(person: Person) -> dict[str, str]:
    """Return a person as a form's field holds them."""
    return {
        "name": person.name,
        "id_kind": person.id_kind,
        "id_number": person.id_number,
        "birth": person.birth.isoformat() if person.birth else "",
        "sex": person.sex,
        "phone": person.phone,
        "relation": "",
    }


def origin_words(origin: Origin) -> str:
    """Return the quiet mark under an answer that the hall has filled in."""
    return tr(
        "Known since {day} ({source}): please check.", day=origin.since.isoformat(), source=tr(SOURCES[origin.source])
    )

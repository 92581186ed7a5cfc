"""Who has looked at full numbers of residents: one entry for each day and colleague, the latest first."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from hall.service import Reading, audit_looks, audit_words, people_views, security_views
from ui.shared.folder import File
from ui.shared.i18n import tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light
from ui.shared.timeline import Event

DAYS = 30
MANY = 20
"""From so many looks in one day on a colleague's entry is marked; serving people takes fewer."""
Look = audit_looks.LookCard


def entries(reading: Reading, office: Office) -> tuple[str, list[tuple[File, Row]]]:
    """Return the looks of the last thirty days; names are masked, and no number stands in it."""
    since = datetime.combine(reading.today - timedelta(days=DAYS), time(), reading.place.zone)
    staff = (line.card for line in security_views.everybody(reading))
    names = {card.id: f"{card.name}（{card.number}）" for card in staff}

    def whose(look: Look) -> tuple[date, str]:
        return office.local(look.at).date(), names.get(look.staff_id or "", tr("Without a sign-in"))

    found = sorted(audit_looks.looks(reading, since=since), key=lambda look: (whose(look), look.at), reverse=True)
    days = [_entry(reading, *key, tuple(looks)) for key, looks in groupby(found, whose)]
    return tr("Looks at full numbers in {days} days", days=DAYS), days


def _entry(reading: Reading, day: date, name: str, looks: tuple[Look, ...]) -> tuple[File, Row]:
    key, light = f"{day} {looks[0].staff_id}", Light.YELLOW if len(looks) >= MANY else Light.GREY
    asked = sum(look.purpose != "serving" for look in looks)
    count = tr("{count} looks", count=len(looks))
    below = tr("{day}, {count} of them not while serving", day=f"{day:%m-%d}", count=asked) if asked else f"{day:%m-%d}"
    events = tuple(Event(look.at, _what(look), (_of_whom(reading, look),), look.words) for look in reversed(looks))
    file = File(key, str(len(looks)), tr("{name}　{day}", name=name, day=f"{day}"), light, count, (), history=events)
    return file, Row(key, name, count, light, below)


def _what(look: Look) -> str:
    what, purpose = audit_words.word_for(f"look.{look.what}"), audit_words.word_for(f"purpose.{look.purpose}")
    return tr("{what}: {purpose}", what=what, purpose=purpose)


def _of_whom(reading: Reading, look: Look) -> str:
    if look.person_id:
        return people_views.masked_name(reading, person_id=look.person_id) or tr("somebody whose data are cleared")
    return audit_words.word_for(f"look.on.{look.record}")

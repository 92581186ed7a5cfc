"""Certificates that end: said in time, and replaced before they do."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hall.host import certificates, inviting, plan
from hall.host.given_tls import shown_until
from hall.host.plan import Places, Plan
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.storage import connection


def renew(folder: Path, clock: Clock | None = None, *, new_authority: bool = False) -> datetime:
    """Give the host a new certificate; answers with when it ends. A running host takes it up by itself.

    Args:
        folder: the host's data folder.
        clock: the hall's time; the PC's by default.
        new_authority: make a new authority too: every other PC then needs a new connection file.

    Raises:
        Refusal: `host.not_set_up`, `host.renew_given` where another server has the certificate,
            `host.no_authority_key`, `host.authority_ended`.
    """
    settled, place = plan.read(folder), Places(folder).certificates
    if not settled.has_door:
        raise Refusal("host.renew_given")
    make = certificates.make if new_authority else certificates.renew
    make(place, settled.names, (clock or SystemClock()).now())
    return certificates.ends_at((place / certificates.SERVER).read_text(encoding="ascii"))


@dataclass(frozen=True, slots=True)
class Ends:
    """When the certificates end; None for what is not there.

    Attributes:
        server: the host's, or that of a given server, which is asked for it.
        authority: that all PCs keep.
        wrong: what keeps the PCs from trusting a given server.
    """

    server: datetime | None
    authority: datetime | None
    wrong: Refusal | None = None


def ends(folder: Path, settled: Plan) -> Ends:
    """Return when the host's certificates end."""
    try:
        authority = certificates.ends_at(inviting.authority_of(folder, settled))
        if not settled.has_door:
            return _of_the_given(folder, settled, authority)
        shown = (Places(folder).certificates / certificates.SERVER).read_text(encoding="ascii")
        return Ends(certificates.ends_at(shown), authority)
    except (Refusal, OSError, ValueError):
        return Ends(None, None)


def _of_the_given(folder: Path, settled: Plan, authority: datetime) -> Ends:
    try:
        return Ends(shown_until(settled.given, settled.inner_port, folder / connection.CERTIFICATE), authority)
    except Refusal as wrong:
        return Ends(None, authority, wrong)


def warning(
    settled: Plan, server: datetime | None, authority: datetime | None, now: datetime, zone: ZoneInfo
) -> Refusal | None:
    """Return the words for whoever looks after the hall when a certificate ends within sixty days; nothing is refused.

    Args:
        settled: how the host serves.
        server: when the host's certificate ends.
        authority: when the authority ends; it comes first, for a new certificate of it would end with it.
        now: the instant.
        zone: the hall's.
    """
    whose = ("authority", "certificate") if settled.has_door else ("given", "given_server")
    for end, code in zip((authority, server), whose, strict=True):
        if end is not None and end - now < certificates.SOON:
            day, days = f"{end.astimezone(zone):%Y-%m-%d}", (end - now).days
            over = Refusal(f"host.{code}_ended", day=day)
            return over if end <= now else Refusal(f"host.{code}_ends", day=day, days=days)
    return None

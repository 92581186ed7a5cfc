"""What a host says of itself to whoever asks: where it listens, who is there, what is copied, what space is left."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hall.host import certificates, copying, inviting, plan, renewing, rights
from hall.host.cluster import free_space
from hall.host.plan import Places, Plan
from hall.host.running import News, news_of
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.refusal import Refusal
from hall.opening import open_hall
from hall.roles import login_name
from hall.service import SystemHall, facts_of, security_views


@dataclass(frozen=True, slots=True)
class Client:
    """One device that is connected now.

    Attributes:
        device: its name in the hall's books, or its role's name.
        kind: what it says of itself.
        address: of its PC, empty when unknown.
        connections: how many it holds.
    """

    device: str
    kind: str
    address: str
    connections: int


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a host; times are in the hall's zone.

    Attributes:
        running: whether it serves now.
        port: of its door.
        names: under which other PCs find it.
        trouble: code of what is wrong now, or empty.
        restarts: how often the server had to be started again.
        clients: who is connected.
        copied_at: when the last nightly copy was made.
        archived_until: until when the archived log reaches.
        free_bytes: on the disk of the data folder.
        certificate_ends: when the host's certificate ends.
        authority_ends: when the authority ends that all PCs keep.
        warning: that one of them ends soon, or that no PC can trust a given server's; None while all is well.
        fingerprint: of the authority, as joining PCs show it.
        given: host of a given server, which others look after; empty for the shipped one.
    """

    running: bool
    port: int
    names: tuple[str, ...]
    trouble: str
    restarts: int
    copied_at: datetime | None
    archived_until: datetime | None
    free_bytes: int
    certificate_ends: datetime | None
    authority_ends: datetime | None
    fingerprint: str
    given: str = ""
    warning: Refusal | None = None
    clients: tuple[Client, ...] = field(default=())


def status_of(folder: Path, clock: Clock | None = None) -> Status:
    """Return the state of the host of a data folder.

    Raises:
        Refusal: `host.not_set_up`.
    """
    settled, places = plan.read(folder), Places(folder)
    now = (clock or SystemClock()).now()
    news = news_of(places, now)
    zone, clients = _ask(folder, settled, news)
    authority = _authority(folder, settled)
    ends = renewing.ends(folder, settled)
    trouble = news.trouble if news else ""
    wrong = None if trouble else ends.wrong
    return Status(
        running=news is not None, port=settled.port, names=inviting.outward(settled.names),
        trouble=trouble, restarts=news.restarts if news else 0,
        copied_at=copying.latest(places, settled, zone),
        archived_until=copying.archived_until(places, zone) if places.wal.exists() else None,
        free_bytes=free_space(folder),
        certificate_ends=ends.server.astimezone(zone) if ends.server else None,
        authority_ends=ends.authority.astimezone(zone) if ends.authority else None,
        warning=wrong or renewing.warning(settled, ends.server, ends.authority, now, zone),
        given=settled.given,
        fingerprint=certificates.fingerprint(authority) if authority else "",
        clients=clients,
    )  # fmt: skip


def _authority(folder: Path, settled: Plan) -> str:
    try:
        return inviting.authority_of(folder, settled)
    except Refusal:
        return ""


def _ask(folder: Path, settled: Plan, news: News | None) -> tuple[ZoneInfo, tuple[Client, ...]]:
    """Ask the server who is there; nobody when it does not run."""
    usual = ZoneInfo("Asia/Shanghai")
    try:
        with rights.master(folder, settled) as master:
            connected = rights.clients(master)
        hall = open_hall(folder, kind=SystemHall)
    except Refusal:
        return usual, ()
    try:
        names = {login_name(card.id): card.name for card in hall.see(security_views.devices)}
        seen = {port: at for _, port, _, at in connected} if not settled.has_door else news.peers if news else {}
        return ZoneInfo(hall.see(facts_of).zone), _clients(connected, names, seen)
    finally:
        hall.close()


def _clients(
    connected: list[tuple[str, int, str, str]], names: dict[str, str], peers: dict[int, str]
) -> tuple[Client, ...]:
    by_role: dict[str, list[tuple[int, str]]] = {}
    for role, port, kind, _ in connected:
        by_role.setdefault(role, []).append((port, kind))
    return tuple(
        Client(names.get(role, role), held[0][1], next((peers[port] for port, _ in held if port in peers), ""),
               len(held))
        for role, held in by_role.items()
    )  # fmt: skip

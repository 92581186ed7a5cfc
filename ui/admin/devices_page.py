"""The devices of the hall: in use, out of use, and the PCs that come to the host."""

from collections.abc import Sequence

from hall.kernel.refusal import Refusal
from hall.service import Reading, posts_views, security_views
from ui.admin.device_steps import invite_step, retire_step
from ui.admin.machine import HostCard, Machine
from ui.admin.words import kind, minute
from ui.shared.folder import File, Folder, Link, chosen
from ui.shared.i18n import mark, sentence, tr
from ui.shared.page import Office
from ui.shared.row_list import Row
from ui.shared.state_mark import Light

IN_USE, RETIRED, HOST = "use", "retired", "host"
SCOPES = ((IN_USE, mark("In use")), (RETIRED, mark("Out of use")), (HOST, mark("Host and connections")))
Line = security_views.DeviceLine


class DevicesLook:
    """Looks at the devices, and at the host where this PC is one."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def __call__(self, reading: Reading, office: Office, scope: str, key: str) -> Folder:
        """Return the list of a scope and what is open of it."""
        if scope == HOST:
            return self._host(reading, office)
        lines = [line for line in security_views.all_devices(reading) if (line.retired_at is None) is (scope == IN_USE)]
        opened = chosen([line.card.id for line in lines], key)
        here = reading.actor.device_id
        rows = tuple(_row(line, office, here) for line in lines)
        counters = {card.id: card.number for card in posts_views.counters(reading)}
        file = next((self._file(line, counters, here, office) for line in lines if line.card.id == opened), None)
        return Folder(tr("{count} devices", count=len(lines)), rows, file, tr("No device in this list."))

    def _file(self, line: Line, counters: dict[str, int], here: str, office: Office) -> File:
        number = counters.get(line.card.counter_id or "", 0)
        own = line.card.id == here
        facts = (
            tr("Kind: {kind}", kind=kind(line.card.kind))
            + (tr("　at counter {number}", number=number) if number else ""),
            _who(line),
            tr("This is the window that you are looking at.") if own else "",
            tr("Out of use since {at}: {why}", at=minute(office, line.retired_at), why=line.retired_why)
            if line.retired_at
            else "",
            self._anew() if line.retired_at else "",
        )
        may = not line.retired_at and not own and "security.retire_device" in office.may
        steps = (retire_step(line.card, self._machine),) if may else ()
        light, word = _state(line)
        return File(line.card.id, word, line.card.name, light, word, facts, steps=steps)

    def _anew(self) -> str:
        if self._machine.is_host or self._machine.is_served:
            return tr("The same PC comes back with a new connection file: hall join FILE, as the first time.")
        return tr("The same PC registers anew: hall staff device forget, then open its window again.")

    # -- the host

    def _host(self, reading: Reading, office: Office) -> Folder:
        if not self._machine.is_host:
            words = _SERVED if self._machine.is_served else _ALONE
            file = File(
                HOST, "", tr("This PC is no host"), Light.GREY, tr("no host"), tuple(tr(each) for each in words)
            )
            return Folder(tr("Host and connections"), (Row(HOST, tr("This PC"), tr("no host")),), file)
        try:
            card = self._machine.host()
        except Refusal as refusal:
            file = File(HOST, "", tr("The host"), Light.RED, tr("trouble"), (sentence(refusal),))
            return Folder(tr("Host and connections"), (Row(HOST, tr("The host"), tr("trouble"), Light.RED),), file)
        numbers = [counter.number for counter in posts_views.counters(reading)]
        return _told(card, numbers, office, self._machine)


_ALONE = (
    mark("The hall lies on this PC alone; its windows need no connection."),
    mark("To let other PCs come to it, make it the host once: hall host setup."),
    mark("How: the document “host” that comes with the program."),
)
_SERVED = (
    mark("The hall lies on the host PC; this PC comes to it over the net."),
    mark("Connection files are made and connections are seen in this window on the host."),
)


def _told(card: HostCard, numbers: Sequence[int], office: Office, machine: Machine) -> Folder:
    light, word = (Light.GREEN, tr("running")) if card.running else (Light.RED, tr("not running"))
    light = Light.YELLOW if card.running and card.trouble else light
    never = tr("not yet")
    facts = (
        card.trouble,
        tr("Found under {names}, port {port}", names="、".join(card.names), port=card.port),
        tr("Last nightly copy: {at}", at=minute(office, card.copied_at) or never),
        tr("Free on the disk: {size} GB", size=f"{card.free_bytes / 1e9:.1f}"),
        tr("The certificate ends on {at}", at=minute(office, card.certificate_ends)[:10] or never),
        tr("Fingerprint of the host: {fingerprint}", fingerprint=card.fingerprint) if card.fingerprint else "",
        tr("{count} devices are connected now.", count=len(card.clients)),
    )
    links = tuple(Link(client.device, remark=client.address, light=Light.GREEN) for client in card.clients)
    steps = (invite_step(numbers, machine),) if "security.add_device" in office.may else ()
    file = File(HOST, "host", tr("The host"), light, word, facts, links=links, steps=steps)
    rows = (Row(HOST, tr("The host"), word, light),)
    return Folder(tr("Host and connections"), rows, file)


def _row(line: Line, office: Office, here: str) -> Row:
    light, word = _state(line)
    name, what = line.card.name, kind(line.card.kind)
    why = line.retired_why if line.retired_at else ""
    own = tr("this window") if line.card.id == here else ""
    below = "　".join(part for part in (what if what != name else "", own, why) if part)
    remark = minute(office, line.retired_at)[:10] if line.retired_at else line.sits_there
    return Row(line.card.id, name, remark or word, light, below)


def _who(line: Line) -> str:
    return tr("Signed in there: {name}", name=line.sits_there) if line.sits_there else tr("Nobody is signed in there.")


def _state(line: Line) -> tuple[Light, str]:
    if line.retired_at:
        return Light.GREY, tr("out of use")
    return (Light.GREEN, tr("somebody is there")) if line.sits_there else (Light.BLUE, tr("registered"))

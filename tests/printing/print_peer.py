"""A real print system for one test run: CUPS with its own folders and port, and IPP printers that keep their papers."""

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from printing.ipp import Address, IppClient
from tests.waiting import until

READY_SECONDS = 20.0
PROGRAMS = ("/usr/sbin", "/usr/bin")


@dataclass(frozen=True)
class Paper:
    """What came out of a printer: the document, and the attributes of its job by their IPP names."""

    pdf: bytes
    job: dict[str, str]


class PrintPeer:
    """A CUPS server and printers behind it, all ended by their own process ids and gone with their folder.

    As root they run under the user `lp`, as CUPS's own filters do.

    Attributes:
        address: where CUPS listens.
        folder: everything that they write.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hall-cups-"))
        self._user = "lp" if os.geteuid() == 0 else None
        self.address = Address("127.0.0.1", _free_port())
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._ports: dict[str, int] = {}

    def start(self) -> None:
        """Start the message bus that ippeveprinter insists on, and CUPS."""
        for name in ("root/ppd", "cache", "state", "spool", "temp", "printed"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "cups-files.conf").write_text(self._files_conf())
        (self.folder / "cupsd.conf").write_text(self._daemon_conf())
        (self.folder / "bus.conf").write_text(_BUS.format(folder=self.folder))
        self._own(self.folder)
        self._run("bus", ["dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork"])
        _wait(lambda: (self.folder / "bus").exists(), "the message bus")
        self.start_cups()

    def start_cups(self) -> None:
        """Start CUPS, with what it remembers."""
        files = [f"{self.folder}/cupsd.conf", "-s", f"{self.folder}/cups-files.conf"]
        self._run("cups", ["cupsd", "-f", "-c", *files])
        _wait(lambda: _listens(self.address.port), "CUPS")

    def stop_cups(self) -> None:
        """End CUPS as at a shutdown."""
        self._end("cups")

    def add_printer(self, name: str, attributes: str) -> None:
        """Switch a printer on and give it a queue.

        Args:
            name: of the queue.
            attributes: what it can do, as `peer_media` writes it.
        """
        (self.folder / f"{name}.conf").write_text(attributes)
        (self.folder / f"{name}.sh").write_text(_ENGINE.format(out=self.folder / "printed" / name))
        (self.folder / f"{name}.sh").chmod(0o755)
        (self.folder / "printed" / name).mkdir()
        self._own(self.folder / "printed")
        self._ports.setdefault(name, _free_port())
        self.switch_on(name)
        self.add_queue(name)

    def add_queue(self, name: str) -> None:
        """Tell CUPS of a printer that is switched on."""
        uri = f"ipp://localhost:{self._ports[name]}/ipp/print"
        self.admin("lpadmin", "-p", name, "-E", "-v", uri, "-m", "everywhere", "-o", "printer-error-policy=retry-job")

    def remove_queue(self, name: str) -> None:
        """Let CUPS forget a printer."""
        self.admin("lpadmin", "-x", name)

    def switch_on(self, name: str) -> None:
        """Switch a printer on."""
        conf, engine = self.folder / f"{name}.conf", self.folder / f"{name}.sh"
        command = ["ippeveprinter", "-c", str(engine), "-d", str(self.folder / "temp"), "-p", str(self._ports[name])]
        command += ["-a", str(conf), "-n", "localhost", "-r", "off", name]  # nothing is announced in the network
        self._run(name, command)
        _wait(lambda: _listens(self._ports[name]), name)

    def switch_off(self, name: str) -> None:
        """Pull a printer's plug."""
        self._end(name)

    def slow_down(self, name: str, seconds: float) -> None:
        """Let every further paper of a printer take so long."""
        (self.folder / "printed" / name / "seconds").write_text(str(seconds))

    def begun(self, name: str) -> int:
        """Return how many papers a printer has begun to print."""
        return len([*(self.folder / "printed" / name).glob("*.ticket")])

    def printed(self, name: str) -> list["Paper"]:
        """Return the papers that have come out of a printer, in order."""
        files = sorted((self.folder / "printed" / name).glob("*.pdf"), key=lambda each: each.stat().st_mtime_ns)
        return [Paper(file.read_bytes(), _ticket(file.with_suffix(".ticket").read_text())) for file in files]

    def admin(self, program: str, *arguments: str) -> str:
        """Run one of CUPS's programs against this server, and return what it says."""
        environment = self._environment() | {"CUPS_SERVER": f"127.0.0.1:{self.address.port}"}
        done = subprocess.run(
            [_program(program), *arguments], env=environment, capture_output=True, timeout=30, check=False
        )
        assert done.returncode == 0, f"{program}: {done.stderr.decode()}"
        return done.stdout.decode()

    def client(self) -> IppClient:
        """Return a client of this CUPS."""
        return IppClient(self.address)

    def stop(self) -> None:
        """End everything and take the folder away."""
        for name in reversed([*self._running]):
            self._end(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name: str, command: Sequence[str]) -> None:
        account = {"user": self._user, "group": "lp", "extra_groups": []} if self._user else {}
        log = (self.folder / f"{name}.log").open("ab")
        with log:
            self._running[name] = subprocess.Popen(
                [_program(command[0]), *command[1:]],
                env=self._environment(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, **account,
            )  # fmt: skip

    def _end(self, name: str) -> None:
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _environment(self) -> dict[str, str]:
        bus = f"unix:path={self.folder}/bus"
        return os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": bus, "LC_ALL": "C", "TMPDIR": str(self.folder / "temp")}

    def _own(self, place: Path) -> None:
        """Give what stands here to the user under whom the servers run."""
        if not self._user:
            return
        user = pwd.getpwnam(self._user)
        for path in (place, *place.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)

    def _files_conf(self) -> str:
        account = pwd.getpwnam(self._user) if self._user else pwd.getpwuid(os.geteuid())
        group = grp.getgrgid(account.pw_gid).gr_name
        return _FILES.format(folder=self.folder, user=account.pw_name, group=group)

    def _daemon_conf(self) -> str:
        return _DAEMON.format(port=self.address.port)


_FILES = """\
User {user}
Group {group}
SystemGroup {group}
ServerRoot {folder}/root
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/temp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
FileDevice Yes
Sandboxing Off
"""

_DAEMON = """\
LogLevel info
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
JobRetryInterval 1
MaxLogSize 0
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
"""

# The printer's engine: notes the job's attributes, takes its time, and puts the paper out.
_ENGINE = """\
#!/bin/sh
cd {out} || exit 1
for file; do :; done
n=$(date +%s%N)
env | grep '^IPP_' > $n.ticket
[ -f seconds ] && sleep "$(cat seconds)"
cp "$file" .$n.part && mv .$n.part $n.pdf
"""

_BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
"""


def _ticket(text: str) -> dict[str, str]:
    """Return the attributes of a job, `media-col` for IPP_MEDIA_COL."""
    pairs = (line.partition("=") for line in text.splitlines())
    return {name.removeprefix("IPP_").replace("_", "-").lower(): value for name, _equals, value in pairs}


def _program(name: str) -> str:
    """Return the path of a program, also of one that only administrators have on theirs."""
    found = shutil.which(name) or next(
        (f"{place}/{name}" for place in PROGRAMS if os.access(f"{place}/{name}", os.X_OK)), ""
    )
    assert found, f"{name} is missing: see installer/needs.py"
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


def _wait(ready: Callable[[], bool], what: str) -> None:
    until(ready, f"{what} does not start", patience=READY_SECONDS)

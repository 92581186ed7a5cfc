"""What the administrator's window can do on this PC: the data folder, its copies, and the host where it is one."""

import json
import tempfile
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hall.host import inviting, plan, status
from hall.kernel.dates import chinese_date
from hall.kernel.refusal import Refusal
from hall.opening import engine_of, is_served, open_hall, recovery_code
from hall.service import (
    SystemHall,
    backup_places,
    backup_restoring,
    backup_writing,
    documents_recovery_paper,
    facts_of,
    keys,
    privacy,
    privacy_views,
)
from printing.spooler import write_whole
from ui.admin.machine import ClientCard, CopyCard, HostCard, Invited, Told
from ui.shared.i18n import sentence, tr

BACKUPS = "backups"
NOTE = "last-copy.json"
"""Where this PC notes the newest copy that was made into another place."""
OF_THE_DAY, BEFORE_UPGRADE = "hall-*.db", "upgrade-*.db"


class ThisPc:
    """The PC of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_host(self) -> bool:
        """Whether it serves the other PCs of the hall."""
        return (self._folder / plan.FILE).exists()

    @property
    def is_served(self) -> bool:
        """Whether the hall's data lies on another PC, the host."""
        return is_served(self._folder)

    def host(self) -> HostCard:
        """Return how the host is; Refusal where it cannot be told."""
        state = status.status_of(self._folder)
        trouble = sentence(Refusal(state.trouble)) if state.trouble else ""
        clients = tuple(ClientCard(client.device, client.address) for client in state.clients)
        return HostCard(state.running, trouble, state.names, state.port, state.copied_at, state.certificate_ends,
                        state.free_bytes, clients)  # fmt: skip

    def invite(self, kind: str, number: int, folder: Path) -> Invited:
        """Write the connection file of a PC into a folder; Refusal `host.…`."""
        made = inviting.invite(self._folder, kind, number)
        name = tr("connection-{kind}.hallkey", kind=f"{kind}-{number}" if number else kind)
        return Invited(write_whole(folder, name, made.sealed), made.code)

    def dismiss(self, device_id: str) -> None:
        """Take a PC's way to the host away."""
        inviting.dismiss(self._folder, device_id)

    def copies(self) -> tuple[CopyCard, ...]:
        """Return the newest copy of each kind, the newest first."""
        backups = self._folder / BACKUPS
        found = [
            _newest("day", backups.glob(OF_THE_DAY)),
            _newest("upgrade", backups.glob(BEFORE_UPGRADE)),
            _newest("night", plan.Places(self._folder).copies.glob("*Z")),
            self._noted(),
        ]
        return tuple(sorted((card for card in found if card), key=lambda card: card.at, reverse=True))

    def write_copy(self, file: Path, told: Told) -> int:
        """Copy the hall into a file; answers with the number of rows. Refusal `backup.…`."""
        engine = engine_of(self._folder)
        try:
            written = backup_writing.write(engine, file, progress=told)
        finally:
            engine.dispose()
        note = {"file": str(file), "at": written.manifest.made_at.isoformat()}
        write_whole(self._folder / BACKUPS, NOTE, json.dumps(note, ensure_ascii=False).encode())
        return written.manifest.rows

    def prove_copy(self, file: Path, told: Told) -> int:
        """Bring a copy back into a scratch place and check it; answers with the number of things found."""
        engine = engine_of(self._folder)
        try:
            root = backup_places.root_at(engine)
        finally:
            engine.dispose()
        with tempfile.TemporaryDirectory(prefix=".proof-", dir=self._folder) as scratch:
            proven = backup_restoring.prove_by_restoring(file, root, Path(scratch), progress=told)
        return len(tuple(proven.problems))

    def recovery_sheet(self) -> bytes:
        """Draw the recovery sheet and put on record that it was drawn; the code stays in no table and on no disk."""
        from printing.drawing import draw

        code, key_id = recovery_code(self._folder)
        with closing(open_hall(self._folder, kind=SystemHall)) as hall:
            facts, now = hall.see(facts_of), hall.see(lambda reading: reading.local(reading.now))
            hall.do(keys.note_recovery_sheet)
        content = documents_recovery_paper.recovery_sheet(
            hall=facts.name, code=code, key_id=key_id, day=chinese_date(now.date())
        )
        return draw(content, documents_recovery_paper.copy_at(content, f"{now:%Y-%m-%d %H:%M}"))

    def clear(self, run_id: str, leader: str, password: str, told: Told) -> int:
        """Clear what is over its time once a leader has agreed; answers with how many records.

        Raises:
            Refusal: `privacy.…`; `ui.leader_password` for a wrong password.
        """
        with closing(open_hall(self._folder, kind=SystemHall)) as hall:
            if not hall.do(privacy.agree_to_clear, run_id=run_id, leader=leader, password=password):
                raise Refusal("ui.leader_password")
            total, done = sum(line.count for line in hall.see(privacy_views.count_due)), 0
            try:
                told(0, total)
                for rule in privacy.clearing_rules():
                    while count := hall.do(privacy.clear, run_id=run_id, rule=rule):
                        done += count
                        told(done, max(total, done))
            except Refusal as refusal:
                raise Refusal("privacy.stopped") if refusal.code == "ui.stopped" else refusal from None
        return done

    def _noted(self) -> CopyCard | None:
        try:
            said = json.loads((self._folder / BACKUPS / NOTE).read_text(encoding="utf-8"))
            return CopyCard("portable", Path(said["file"]), datetime.fromisoformat(said["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _newest(kind: str, files: Iterable[Path]) -> CopyCard | None:
    """Return the newest of some copies by when it was written; None without any."""
    found = [(file.stat().st_mtime, file) for file in files]
    if not found:
        return None
    at, file = max(found)
    return CopyCard(kind, file, datetime.fromtimestamp(at, UTC))

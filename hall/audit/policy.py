"""What a hall may set about its audit."""

from dataclasses import dataclass
from typing import Annotated

from hall.kernel.allowed import Between, OneOf, Words
from hall.kernel.refusal import Refusal

NOWHERE, FILE, SYSLOG = "none", "file", "syslog"


@dataclass(frozen=True)
class AuditPolicy:
    """How the audit is anchored within a day (审计锚点).

    Attributes:
        anchor_hours: hours between two signed anchors while the hall is open.
    """

    anchor_hours: Annotated[int, Between(1, 24)] = 4


@dataclass(frozen=True)
class AuditSinkPolicy:
    """The second place of the audit (审计第二存放处): GB/T 22239 wants records kept where the first cannot be changed.

    Attributes:
        kind: `none`, a `file` on another disk or share, or a `syslog` server.
        target: the file or folder; of syslog `udp://host:514`, `tcp://host:601` or the path of a local socket.
    """

    kind: Annotated[str, OneOf(NOWHERE, FILE, SYSLOG)] = NOWHERE
    target: Annotated[str, Words(300)] = ""

    def check(self) -> None:
        """Refuse a second place without an address (`settings.audit_target`)."""
        if self.kind != NOWHERE and not self.target.strip():
            raise Refusal("settings.audit_target")

"""The certificate of a given server, asked for by itself: each reason not to trust it has its own words.

The database driver says of all of them that a certificate did not verify.
"""

import socket
import ssl
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hall.kernel.refusal import Refusal

_ASKS_FOR_TLS: Final = struct.pack("!II", 8, 80_877_103)
"""With these eight bytes a client of PostgreSQL asks for TLS; the server answers with one, S for yes."""
_SECONDS: Final = 5.0
_NOT_YET, _OVER, _NAME, _ADDRESS = 9, 10, 62, 64
_REASONS: Final = {
    _NOT_YET: "host.given_not_yet", _OVER: "host.given_over", _NAME: "host.given_name", _ADDRESS: "host.given_name",
}  # fmt: skip


def shown_until(host: str, port: int, authority: Path) -> datetime:
    """Return when the certificate ends that a given server shows.

    Args:
        host: the name or address under which it is asked, which must stand in the certificate.
        port: its port.
        authority: file with the certificate of its authority.

    Raises:
        Refusal: `host.given_…` for whatever keeps a PC from trusting it; `host.authority_unreadable`.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(authority)
    except (OSError, ssl.SSLError) as wrong:
        raise Refusal("host.authority_unreadable", file=authority.name) from wrong
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as plain:
            return _ended_by(plain, host, context)
    except OSError as failed:
        raise Refusal(_code_of(failed)) from failed


def _ended_by(plain: socket.socket, host: str, context: ssl.SSLContext) -> datetime:
    plain.sendall(_ASKS_FOR_TLS)
    answer = plain.recv(1)
    if answer != b"S":
        raise Refusal("host.given_no_tls" if answer == b"N" else "host.given_broken")
    with context.wrap_socket(plain, server_hostname=host) as secure:
        shown = secure.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)


def _code_of(failed: OSError) -> str:
    if isinstance(failed, ssl.SSLCertVerificationError):
        return _REASONS.get(failed.verify_code, "host.given_certificate")
    if isinstance(failed, ssl.SSLError):
        return "host.given_no_tls"
    if isinstance(failed, socket.gaierror):
        return "host.given_not_found"
    if isinstance(failed, ConnectionRefusedError):
        return "host.given_stopped"
    return "host.given_broken" if isinstance(failed, ConnectionError) else "host.given_silent"

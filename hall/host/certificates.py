"""The host's own certificates: an authority of the hall, and the server's key with a certificate that it signed."""

import contextlib
import ipaddress
import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import write_whole

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY = "ca.pem", "ca.key", "server.pem", "server.key"
AUTHORITY_VALID = timedelta(days=10_957)
"""Thirty years: every PC of the hall keeps a copy of it, and a new one means a round through all of them."""
VALID = timedelta(days=3653)
SOON = timedelta(days=60)
"""From then on the end is said: whoever looks after a hall comes by once a month, and then has a month left."""
_OWN = "One-Stop Hall CA "
BEFORE = timedelta(days=2)
"""Valid from two days ago on: a PC whose clock is a day slow may connect too."""


def make(folder: Path, names: Sequence[str], now: datetime) -> None:
    """Make an authority, and with it the server's key and certificate for names and addresses.

    A client checks the authority and not the name (`verify-ca`), so a new address of the host needs no new
    certificate. The authority's key stays on the host for later certificates; it opens nothing that the server's key
    beside it does not open.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    # Each authority has a name of its own: a client that trusts another one then says so, and not that a sum is wrong.
    issuer = _name(f"{_OWN}{os.urandom(6).hex()}")
    authority = _signed(_builder(issuer, issuer, key, (now - BEFORE, now + AUTHORITY_VALID))
                        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                        .add_extension(_usage(signs=True), critical=True), key)  # fmt: skip
    _write_key(folder / AUTHORITY_KEY, key)
    _write(folder / AUTHORITY, authority)
    _write_key(folder / SERVER_KEY, ec.generate_private_key(ec.SECP256R1()))
    renew(folder, names, now)


def renew(folder: Path, names: Sequence[str], now: datetime) -> None:
    """Give the server's key a new certificate of the same authority: no other PC notices.

    The key stays, so that key and certificate belong together at every instant.

    Raises:
        Refusal: `host.no_authority_key` where it was not kept, `host.authority_ended` where the authority is over.
    """
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    try:
        authority_key, key = _read_key(folder / AUTHORITY_KEY), _read_key(folder / SERVER_KEY)
        authority = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
    except (OSError, ValueError) as missing:
        raise Refusal("host.no_authority_key") from missing
    if authority.not_valid_after_utc <= now:
        raise Refusal("host.authority_ended", day=f"{authority.not_valid_after_utc:%Y-%m-%d}")
    time = (now - BEFORE, min(now + VALID, authority.not_valid_after_utc))
    server = _signed(_builder(_name("One-Stop Hall host"), authority.subject, key, time)
                     .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
                     .add_extension(_usage(signs=False), critical=True)
                     .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
                     .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False),
                     authority_key)  # fmt: skip
    _write(folder / SERVER, server)


def fingerprint(certificate: str) -> str:
    """Return the SHA-256 of a PEM certificate, or of several in a row, in groups of four, as people compare it."""
    import ssl
    from hashlib import sha256

    *each, rest = certificate.split(ssl.PEM_FOOTER)
    if not each or rest.strip():
        raise ValueError("not a certificate")
    plain = b"".join(ssl.PEM_cert_to_DER_cert(f"{piece.strip()}\n{ssl.PEM_FOOTER}") for piece in each)
    digest = sha256(plain).hexdigest().upper()
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def ends_at(certificate: str) -> datetime:
    """Return the instant at which a PEM certificate ends; of several, the last that does."""
    from cryptography import x509

    return max(each.not_valid_after_utc for each in x509.load_pem_x509_certificates(certificate.encode()))


def is_own(certificate: str) -> bool:
    """Tell whether an authority is one that a hall made for its own host, and for nobody else."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    names = x509.load_pem_x509_certificate(certificate.encode()).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return any(str(name.value).startswith(_OWN) for name in names)


def read_authority(file: Path) -> str:
    """Return the certificates of somebody else's authority as plain PEM, whichever way they were handed over.

    Raises:
        Refusal: `host.authority_unreadable`.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        said = file.read_bytes()
        is_text = b"-----BEGIN CERTIFICATE-----" in said
        found = x509.load_pem_x509_certificates(said) if is_text else [x509.load_der_x509_certificate(said)]
    except (OSError, ValueError) as wrong:
        raise Refusal("host.authority_unreadable", file=file.name) from wrong
    return "".join(each.public_bytes(Encoding.PEM).decode("ascii") for each in found)


def own_names() -> tuple[str, ...]:
    """Return this PC's names and addresses in the hall's network, the likeliest address first."""
    names = [address for address in (_outward_address(),) if address]
    name = socket.gethostname()
    with contextlib.suppress(OSError):  # a PC that does not know its own name still has its address
        names += [str(entry[4][0]) for entry in socket.getaddrinfo(name, None, socket.AF_INET)]
    return tuple(dict.fromkeys([*names, name, "localhost", "127.0.0.1"]))


def _outward_address() -> str:
    """Return the address that this PC uses towards a network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _builder(
    subject: "x509.Name", issuer: "x509.Name", key: "EllipticCurvePrivateKey", time: tuple[datetime, datetime]
) -> "x509.CertificateBuilder":
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(time[0].astimezone(UTC))
        .not_valid_after(time[1].astimezone(UTC))
    )


def _name(common: str) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _signed(builder: "x509.CertificateBuilder", key: "EllipticCurvePrivateKey") -> "x509.Certificate":
    from cryptography.hazmat.primitives import hashes

    return builder.sign(key, hashes.SHA256())


def _usage(*, signs: bool) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(not signs, False, False, False, False, signs, signs, False, False)


def _alternatives(names: Sequence[str]) -> "list[x509.GeneralName]":
    from cryptography import x509

    def general(name: str) -> "x509.GeneralName":
        try:
            return x509.IPAddress(ipaddress.ip_address(name))
        except ValueError:
            return x509.DNSName(name)

    return [general(name) for name in names if name.isascii()]


def _write(file: Path, certificate: "x509.Certificate") -> None:
    from cryptography.hazmat.primitives import serialization as form

    write_whole(file, certificate.public_bytes(form.Encoding.PEM))


def _write_key(file: Path, key: "EllipticCurvePrivateKey") -> None:
    from cryptography.hazmat.primitives import serialization as form

    write_whole(file, key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()), private=True)


def _read_key(file: Path) -> "EllipticCurvePrivateKey":
    """Return a key; OSError or ValueError where there is none."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("not a key of ours")
    return key

"""The host's own certificate: an authority of the hall and one server key, made once for ten years."""

import contextlib
import ipaddress
import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

AUTHORITY, SERVER, SERVER_KEY = "ca.pem", "server.pem", "server.key"
VALID = timedelta(days=3653)
BEFORE = timedelta(days=2)
"""Valid from two days ago on: a PC whose clock is a day slow may connect too."""


def make(folder: Path, names: Sequence[str], now: datetime) -> None:
    """Make the authority and the server's certificate for names and addresses.

    The authority's private key is thrown away: nobody can ever sign a second host for this hall. A client checks the
    authority and not the name (`verify-ca`), so a new address of the host needs no new certificate.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    # Each authority has a name of its own: a client that trusts another one then says so, and not that a sum is wrong.
    issuer = f"One-Stop Hall CA {os.urandom(6).hex()}"
    authority = _signed(_builder(issuer, issuer, authority_key, now)
                        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                        .add_extension(_usage(signs=True), critical=True), authority_key)  # fmt: skip
    server = _signed(_builder("One-Stop Hall host", issuer, key, now)
                     .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
                     .add_extension(_usage(signs=False), critical=True)
                     .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
                     .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False),
                     authority_key)  # fmt: skip
    _write(folder, authority, server, key)


def fingerprint(certificate: str) -> str:
    """Return the SHA-256 of a PEM certificate in groups of four, as people compare it."""
    import ssl
    from hashlib import sha256

    digest = sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest().upper()
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def ends_at(certificate: str) -> datetime:
    """Return the instant at which a PEM certificate ends."""
    from cryptography import x509

    return x509.load_pem_x509_certificate(certificate.encode()).not_valid_after_utc


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


def _builder(subject: str, issuer: str, key: "EllipticCurvePrivateKey", now: datetime) -> "x509.CertificateBuilder":
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before((now - BEFORE).astimezone(UTC))
        .not_valid_after((now + VALID).astimezone(UTC))
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


def _write(
    folder: Path, authority: "x509.Certificate", server: "x509.Certificate", key: "EllipticCurvePrivateKey"
) -> None:
    from cryptography.hazmat.primitives import serialization as form

    plain = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    (folder / AUTHORITY).write_bytes(authority.public_bytes(form.Encoding.PEM))
    (folder / SERVER).write_bytes(server.public_bytes(form.Encoding.PEM))
    with open(os.open(folder / SERVER_KEY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(plain)

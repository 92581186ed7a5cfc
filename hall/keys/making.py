"""Makes new keys: Ed25519 for statements, P-256 with its certificate for PDFs, X25519 for packages to this hall."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hall.keys.rules import PACKAGE, PDF, STATEMENT, base64_of, key_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

YEARS = 10
"""Years for which the certificate for PDFs is good."""
_LONGEST_NAME = 64  # characters of a name in X.509 (RFC 5280, upper bounds)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that has just been made, as the table keeps it."""

    id: str
    purpose: str
    public: str
    private: str
    certificate: str = ""


def new_keys(*, hall_name: str, unit: str, now: datetime) -> tuple[NewKey, ...]:
    """Return one new key for each purpose.

    Args:
        hall_name: stands in the certificate for PDFs.
        unit: region and code of the hall, likewise.
        now: the certificate is good from here on.
    """
    return (_statement_key(), _pdf_key(hall_name, unit, now), _package_key())


def _statement_key() -> NewKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    return NewKey(key_id(public), STATEMENT, base64_of(public), base64_of(key.private_bytes_raw()))


def _package_key() -> NewKey:
    from pyrage import x25519

    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    return NewKey(key_id(public.encode()), PACKAGE, public, str(identity))


def _pdf_key(hall_name: str, unit: str, now: datetime) -> NewKey:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )  # fmt: skip
    certificate = _certificate(key, hall_name, unit, now)
    return NewKey(key_id(point), PDF, base64_of(point), base64_of(private), base64_of(certificate))


def _certificate(key: "EllipticCurvePrivateKey", hall_name: str, unit: str, now: datetime) -> bytes:
    """Return the hall's own certificate (DER): it names the hall, and nobody else vouches for it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import NameOID

    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, hall_name[:_LONGEST_NAME]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit[:_LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, hall_name[:_LONGEST_NAME]),
        ]
    )
    use = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"), False
    )  # fmt: skip
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.replace(microsecond=0))
        .not_valid_after(now.replace(microsecond=0) + timedelta(days=round(YEARS * 365.25)))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **use), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

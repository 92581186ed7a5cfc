"""Signatures in PDFs after PAdES-B-B: made with the hall's own certificate, checked without any network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.sign.validation import EmbeddedPdfSignature

FIELD: Final = "HallSignature"
_STATEMENT: Final = "/HallStatement"
_SIGNED: Final = b"/ByteRange"
"""Stands uncompressed in every file that was ever signed: the places of its bytes are written in afterwards."""
_LONGEST: Final = 72
"""Bytes of the longest ECDSA signature over P-256 in DER."""
_ROOM: Final = 8192
"""Bytes kept free for the signature: a P-256 one with its certificate takes about 1,500."""


class PdfOutcome(StrEnum):
    """What a PDF's signature is worth."""

    VALID = "valid"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    UNKNOWN_SIGNER = "unknown_signer"


@dataclass(frozen=True, slots=True)
class PdfVerdict:
    """What came out of checking a PDF.

    Attributes:
        outcome: valid only if every byte is as it was signed, by a certificate that the caller knows.
        signer: the name in the certificate, whoever wrote it there.
        certificate: the signer's, DER; empty where there is none.
        signed_at: what the signer's clock said.
        statement: the text of the QR code as the signed file itself says it; empty where it does not.
    """

    outcome: PdfOutcome
    signer: str = ""
    certificate: bytes = b""
    signed_at: datetime | None = None
    statement: str = ""


def sign_pdf(
    pdf: bytes, *, key: bytes, certificate: bytes, reason: str, location: str, signed_at: datetime, statement: str = ""
) -> bytes:
    """Return the PDF with an invisible signature over all of it; the PDF as it was stands unchanged in front.

    Args:
        pdf: a PDF that nobody has signed.
        key: P-256 private key, PKCS#8 in DER.
        certificate: its certificate, DER.
        reason: what the signature is for, in words.
        location: where it was signed.
        signed_at: aware; goes into the file as the time of signing.
        statement: the text of the paper's QR code, kept in the file's description for whoever verifies it.
    """
    from pyhanko.sign import fields, signers

    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        location=location,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    signer = _pdf_signer(about, _own_signer(key, certificate), signed_at)
    signed = signer.sign_pdf(_writer(pdf, statement), bytes_reserved=_ROOM, in_place=False)
    return bytes(signed.getvalue())


def check_pdf(pdf: bytes, certificates: Mapping[bytes, str] | frozenset[bytes]) -> PdfVerdict:
    """Return what the signature of a PDF is worth.

    Args:
        pdf: any bytes.
        certificates: those that are believed, DER; whether one was good at the time is for the caller to say.

    A file that cannot be read counts as altered if it bears the mark of a signature; scanners write such files too.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(pdf))
        found = reader.embedded_regular_signatures
        statement = _noted_statement(reader)
        if not found:
            return PdfVerdict(PdfOutcome.UNSIGNED, statement=statement)
        return _checked(found[-1], len(found), certificates, statement)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        return PdfVerdict(PdfOutcome.ALTERED if _SIGNED in pdf else PdfOutcome.UNSIGNED)


def _checked(
    signature: "EmbeddedPdfSignature",
    count: int,
    certificates: Mapping[bytes, str] | frozenset[bytes],
    statement: str,
) -> PdfVerdict:
    """Return what one signature is worth; a file with a second one is none of a hall's."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    certificate = signature.signer_cert.dump()
    signer = str(signature.signer_cert.subject.native.get("common_name", ""))
    try:
        status = validate_pdf_signature(signature, signer_validation_context=_context(signature))
    except SignatureValidationError:
        return PdfVerdict(PdfOutcome.ALTERED, signer, certificate)
    whole = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not whole or count != 1:
        outcome = PdfOutcome.ALTERED
    else:
        outcome = PdfOutcome.VALID if certificate in certificates else PdfOutcome.UNKNOWN_SIGNER
    return PdfVerdict(outcome, signer, certificate, signature.self_reported_timestamp, statement)


def _context(signature: "EmbeddedPdfSignature") -> Any:  # noqa: ANN401 -- a type that pyHanko takes from elsewhere
    """Return a validation that trusts the file's own certificate and fetches nothing: who it is, is compared later."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=[signature.signer_cert], allow_fetching=False, moment=signature.self_reported_timestamp
    )  # fmt: skip


def _writer(pdf: bytes, statement: str) -> "IncrementalPdfFileWriter":
    """Return what appends to a PDF; its description keeps its dates, and the file's name follows from the file."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class SteadyWriter(IncrementalPdfFileWriter):
        """Adds nothing of its own, neither the present time nor chance: same paper, same bytes."""

        def _update_meta(self) -> None:
            pass

        @classmethod
        def _handle_id(cls, prev: Any) -> Any:  # noqa: ANN401 -- as pyHanko declares it
            first, _ = super()._handle_id(prev)  # type: ignore[no-untyped-call]
            return generic.ArrayObject([first, generic.ByteStringObject(sha256(pdf).digest()[:16])])

    writer = SteadyWriter(BytesIO(pdf))
    if statement and "/Info" in writer.trailer:
        info = writer.trailer["/Info"]
        info[_STATEMENT] = generic.TextStringObject(statement)
        writer.update_container(info)
    return writer


def _pdf_signer(about: "PdfSignatureMetadata", signer: "SimpleSigner", signed_at: datetime) -> "PdfSigner":
    """Return what signs with the caller's clock."""
    from pyhanko.sign.signers import PdfSigner

    class TimedSigner(PdfSigner):
        """Signs at the time that it was told."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- as pyHanko declares it
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = signed_at
            return session

    return TimedSigner(about, signer=signer)


def _own_signer(key: bytes, certificate: bytes) -> "SimpleSigner":
    """Return a signer with the hall's key, whose signatures of the same bytes are the same (RFC 6979)."""
    from asn1crypto import keys, x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class SteadySigner(SimpleSigner):
        """Takes no chance into a signature."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            return bytes(_LONGEST) if dry_run else _ecdsa(key, data)

    own = x509.Certificate.load(certificate)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(own)
    return SteadySigner(signing_cert=own, signing_key=keys.PrivateKeyInfo.load(key), cert_registry=store)


def _ecdsa(key: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    private = load_der_private_key(key, None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TypeError("PDFs are signed with a P-256 key")
    return private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def _noted_statement(reader: "PdfFileReader") -> str:
    if "/Info" not in reader.trailer:
        return ""
    return str(reader.trailer["/Info"].get(_STATEMENT, ""))

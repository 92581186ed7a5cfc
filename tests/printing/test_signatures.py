"""Signatures in PDFs: Poppler agrees, one changed byte is told, strangers are told apart from the hall."""

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall.documents.content import copies_of
from hall.keys.making import NewKey, new_keys
from hall.keys.rules import PDF, unbase64
from printing import signatures
from printing.drawing import draw
from printing.samples import sample_contents
from printing.signatures import PdfOutcome, check_pdf, sign_pdf

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NAME = "幸福里社区便民服务中心"


def new_key(name: str = NAME) -> NewKey:
    made = new_keys(hall_name=name, unit="119999-0007", now=NOW - timedelta(days=1))
    return next(key for key in made if key.purpose == PDF)


def signed_by(key: NewKey, pdf: bytes) -> bytes:
    return sign_pdf(
        pdf,
        key=unbase64(key.private),
        certificate=unbase64(key.certificate),
        reason="出具证明",
        location="幸福里社区",
        signed_at=NOW,
        statement="HALL1:ABC",
    )


@pytest.fixture(scope="module")
def key() -> NewKey:
    return new_key()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    content = sample_contents()["certificate_short"]
    return draw(content, copies_of(content, printed_at="2026-11-23 09:42", staff_number="0107")[0])


@pytest.fixture(scope="module")
def signed(key: NewKey, pdf: bytes) -> bytes:
    return signed_by(key, pdf)


def believed(*keys: NewKey) -> frozenset[bytes]:
    return frozenset(unbase64(key.certificate) for key in keys)


def pdfsig(pdf: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    home = {**os.environ, "HOME": str(folder)}
    return subprocess.run(["pdfsig", str(file)], env=home, capture_output=True, check=False).stdout.decode()


def test_a_signed_pdf_is_valid_and_says_who_when_and_what(signed: bytes, key: NewKey) -> None:
    verdict = check_pdf(signed, believed(key))
    assert (verdict.outcome, verdict.signer, verdict.signed_at, verdict.statement) == (
        PdfOutcome.VALID, NAME, NOW, "HALL1:ABC"
    )  # fmt: skip


def test_poppler_agrees(signed: bytes, tmp_path: Path) -> None:
    told = pdfsig(signed, tmp_path)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert NAME in told


def test_one_changed_byte_is_told_by_both(signed: bytes, key: NewKey, tmp_path: Path) -> None:
    place = signed.index(b"/MediaBox") + len(b"/MediaBox [ 0 0 59")
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert check_pdf(changed, believed(key)).outcome is PdfOutcome.ALTERED
    assert "Digest Mismatch" in pdfsig(changed, tmp_path)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.8])
def test_no_byte_of_the_paper_can_change(signed: bytes, pdf: bytes, key: NewKey, share: float) -> None:
    place = int(len(pdf) * share)
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert check_pdf(changed, believed(key)).outcome is PdfOutcome.ALTERED


def test_nothing_can_be_added_behind_the_signature(signed: bytes, key: NewKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "FIELD", "Another")
    assert check_pdf(signed_by(new_key(), signed), believed(key)).outcome is PdfOutcome.ALTERED
    assert check_pdf(signed + b"\n% more\n", believed(key)).outcome is PdfOutcome.ALTERED


def test_a_certificate_of_the_same_name_is_a_strangers(pdf: bytes, key: NewKey) -> None:
    verdict = check_pdf(signed_by(new_key(), pdf), believed(key))
    assert (verdict.outcome, verdict.signer) == (PdfOutcome.UNKNOWN_SIGNER, NAME)


def test_a_pdf_without_a_signature_and_a_file_that_is_none(pdf: bytes, key: NewKey) -> None:
    assert check_pdf(pdf, believed(key)).outcome is PdfOutcome.UNSIGNED
    assert check_pdf(b"%PDF-1.4 broken", believed(key)).outcome is PdfOutcome.UNSIGNED
    assert check_pdf(b"", believed(key)).outcome is PdfOutcome.UNSIGNED
    assert check_pdf(b"%PDF-1.4 broken /ByteRange [0 1 2 3]", believed(key)).outcome is PdfOutcome.ALTERED


def test_the_same_paper_gives_the_same_signed_bytes(signed: bytes, pdf: bytes, key: NewKey) -> None:
    assert signed_by(key, pdf) == signed


def test_the_certificate_names_the_hall_for_ten_years(key: NewKey) -> None:
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(unbase64(key.certificate))
    use = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (use.digital_signature, use.content_commitment, use.key_cert_sign) == (True, True, False)
    assert re.search(NAME, certificate.subject.rfc4514_string())
    assert certificate.not_valid_after_utc.year - certificate.not_valid_before_utc.year == 10

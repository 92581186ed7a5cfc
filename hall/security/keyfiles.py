"""Key files (密钥盘): an Ed25519 key on a stick, and the proof that whoever signs in has it."""

import re
from pathlib import Path

from hall.kernel.refusal import Refusal

PREFIX, SUFFIX = "hall-", ".key"


def make_key(folder: Path, number: str) -> str:
    """Write a new key file for a staff number into a folder; answers with its public half in hex.

    Raises:
        Refusal: `security.key_exists` where one lies there, `security.key_folder` where nothing can be written.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        with (folder / file_name(number)).open("xb") as file:
            file.write(text)
    except FileExistsError:
        raise Refusal("security.key_exists", folder=str(folder)) from None
    except OSError:
        raise Refusal("security.key_folder", folder=str(folder)) from None
    return key.public_key().public_bytes_raw().hex()


def sign_with(file: Path, message: bytes) -> str:
    """Return a message signed with a key file, in hex.

    Raises:
        Refusal: `security.key_unreadable`.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise Refusal("security.key_unreadable", file=file.name) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal("security.key_unreadable", file=file.name)
    return key.sign(message).hex()


def proves(public: str, message: bytes, proof: str) -> bool:
    """Tell whether a proof is the message signed with the key of this public half."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(proof), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def check_public(public: str) -> None:
    """Refuse what is no public key (`security.key_unreadable`)."""
    if not re.fullmatch(r"[0-9a-f]{64}", public):
        raise Refusal("security.key_unreadable", file=public[:12])


def file_name(number: str) -> str:
    """Return how the key file of a staff number is called."""
    return f"{PREFIX}{number}{SUFFIX}"

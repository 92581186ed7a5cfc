"""Reads a copy whole and proves it: the signature of its list, and every table's length, rows and digest."""

import hashlib
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from hall import schema
from hall.backup.files import Opened, open_archive, open_copy, pieces
from hall.backup.manifest import MANIFEST, SIGNATURE, Manifest, TablePart, prove
from hall.kernel.refusal import Refusal


def read_manifest(file: Path) -> Manifest:
    """Return what a copy says about itself; nothing of it is proven yet.

    Raises:
        Refusal: `backup.not_a_copy`, `backup.damaged`, `backup.newer_format`, `backup.cannot_read`.
    """
    with open_copy(file) as (_, _, _, manifest):
        return manifest


def prove_copy(file: Path, root: bytes) -> Manifest:
    """Read a copy whole and see that it is as the hall wrote it; answers with its list.

    Args:
        file: the copy.
        root: the hall's root secret.

    Raises:
        Refusal: `backup.wrong_key` for another hall's, `backup.altered`, and what `read_manifest` says.
    """
    with open_copy(file) as found:
        return _prove(found, root)


def prove_archive(opened: IO[bytes], root: bytes) -> Manifest:
    """Do as `prove_copy` with a file that is open."""
    with open_archive(opened) as found:
        return _prove(found, root)


def refuse_newer(manifest: Manifest) -> None:
    """See that this program knows the tables of a copy.

    Raises:
        Refusal: `backup.newer`.
    """
    if not schema.is_known(manifest.revision):
        raise Refusal("backup.newer", program=manifest.program)


def _prove(found: Opened, root: bytes) -> Manifest:
    archive, content, signature, manifest = found
    prove(content, signature, manifest, root)
    _same_files(archive, manifest)
    for part in manifest.tables:
        _prove_table(archive, part)
    return manifest


def _same_files(archive: ZipFile, manifest: Manifest) -> None:
    """See that the copy holds what its list names, in the lengths that it names, before anything is unpacked."""
    there = {head.filename: head.file_size for head in archive.infolist()}
    named = {part.file: part.size for part in manifest.tables}
    if {name: there.get(name) for name in named} != named or there.keys() != {*named, MANIFEST, SIGNATURE}:
        raise Refusal("backup.altered")


def _prove_table(archive: ZipFile, part: TablePart) -> None:
    digest, rows, size = hashlib.sha256(), 0, 0
    for piece in pieces(archive, part.file):
        digest.update(piece)
        rows += piece.count(b"\n")
        size += len(piece)
    if (rows, size, digest.hexdigest()) != (part.rows, part.size, part.sha256):
        raise Refusal("backup.altered")

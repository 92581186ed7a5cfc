"""Writes the package of a year as a stream: never more than one paper is in memory."""

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from hall.archive import index
from hall.archive.digests import Digests
from hall.archive.rules import INDEX, MANIFEST, METADATA, SERIES, SIGNATURE, kept_copy, paper_path
from hall.archive.views import ArchivedPaper, Plan, Series
from hall.documents.content import Content, Copy
from hall.kernel.scratch import unnamed_file
from hall.storage.zip_file import entry

PageMaker = Callable[[Content, Copy], bytes]
"""Draws one part of a paper as PDF/A; the hall itself knows no paper."""
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """What lies in a package, as `actions.sign_package` wants it."""

    files: int
    papers: int
    voided: int
    manifest_sha256: str
    manifest_sm3: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What packing is done with.

    Attributes:
        draw: the page-maker.
        sign: returns the signed sheet for what was packed.
        tick: told after each paper.
    """

    draw: PageMaker
    sign: Callable[[Packed], bytes]
    tick: Callable[[], object]


def pack(
    file: IO[bytes], scratch: Path, plan: Plan, papers: Iterable[ArchivedPaper], found: Sequence[Series], tools: Tools
) -> Packed:
    """Write a package.

    Args:
        file: where it goes.
        scratch: a folder for the lists while they grow; they hold numbers and dates, no names.
        plan: whose package, of which year.
        papers: in the order of the year.
        found: the series of the year's numbers.
        tools: the page-maker and the signature.

    Raises:
        OSError: nothing more can be written; what the page-maker and the signature raise.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(file, "w", allowZip64=True))
        lists = [stack.enter_context(unnamed_file(scratch)) for _ in range(3)]
        return _Package(archive, plan, *lists).fill(papers, found, tools)


class _Package:
    """A package while it is written; the three lists grow beside it and go in last."""

    def __init__(self, archive: ZipFile, plan: Plan, manifest: IO[bytes], metadata: IO[bytes], page: IO[bytes]) -> None:
        self._archive, self._plan = archive, plan
        self._manifest, self._metadata, self._page = manifest, metadata, page
        self._files = self._papers = self._voided = 0

    def fill(self, papers: Iterable[ArchivedPaper], found: Sequence[Series], tools: Tools) -> Packed:
        self._page.write(index.head(self._plan).encode())
        for place, paper in enumerate(papers, start=1):
            self._put_away(place, paper, tools.draw)
            tools.tick()
        self._page.write(index.foot(found).encode())
        at = self._plan.made_at
        self._add_list(METADATA, self._metadata, at)
        self._add(
            SERIES, (json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n").encode(), at
        )
        self._add_list(INDEX, self._page, at)
        sha256, sm3 = _digests(self._manifest).done()
        packed = Packed(self._files, self._papers, self._voided, sha256, sm3)
        self._copy(MANIFEST, self._manifest, at)
        self._archive.writestr(entry(SIGNATURE, at), tools.sign(packed))
        return packed

    def _put_away(self, place: int, paper: ArchivedPaper, draw: PageMaker) -> None:
        path = ""
        if paper.content is None:
            self._voided += 1
        else:
            path = paper_path(place, paper.kind, f"{paper.issued_at:%Y-%m}")
            self._add(
                path,
                draw(paper.content, kept_copy(paper.content, f"{paper.issued_at:%Y-%m-%d %H:%M}")),
                paper.issued_at,
            )
            self._papers += 1
        self._metadata.write(_line(_described(place, paper, path, self._plan.retention)))
        self._page.write(index.row(place, paper, path).encode())

    def _add(self, path: str, data: bytes, at: datetime) -> None:
        self._list(path, Digests.of(data))
        self._archive.writestr(entry(path, at, pack=not path.endswith(".pdf")), data)

    def _add_list(self, path: str, rows: IO[bytes], at: datetime) -> None:
        self._list(path, _digests(rows))
        self._copy(path, rows, at)

    def _copy(self, path: str, rows: IO[bytes], at: datetime) -> None:
        rows.seek(0)
        with self._archive.open(entry(path, at), "w") as into:
            shutil.copyfileobj(rows, into, _PIECE)

    def _list(self, path: str, digests: Digests) -> None:
        sha256, sm3 = digests.done()
        self._manifest.write(_line({"path": path, "size": digests.size, "sha256": sha256, "sm3": sm3}))
        self._files += 1


def _digests(rows: IO[bytes]) -> Digests:
    digests = Digests()
    rows.seek(0)
    while piece := rows.read(_PIECE):
        digests.add(piece)
    return digests


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _described(place: int, paper: ArchivedPaper, path: str, retention: str) -> dict[str, Any]:
    """Return what is known of a paper beside what stands on it: no names of residents."""
    return {
        "place": place,
        "file": path,
        "kind": paper.kind,
        "title": paper.title,
        "number": paper.number,
        "state": paper.state,
        "case": paper.case,
        "matter": paper.matter_code,
        "issued_at": paper.issued_at.isoformat(),
        "reprints": paper.reprints,
        "sealed_copies": paper.sealed_copies,
        "handed_over": paper.handed_over,
        "content_sha256": paper.digest,
        "statement": paper.statement,
        "retention": retention,
        "history": [
            {"kind": each.kind, "at": each.at.isoformat(), "staff": each.staff, "reason": each.reason}
            for each in paper.history
        ],
    }

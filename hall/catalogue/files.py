"""Reads a catalogue from its files: a folder of YAML that a hall's staff can edit, taken over whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from hall.catalogue.consistency import find_contradictions
from hall.catalogue.matter import Matter
from hall.catalogue.offer import (
    LOCAL_CERTIFICATES,
    Catalogue,
    Certificates,
    CodeEntry,
    CodeTable,
    Department,
    Series,
    Service,
    Source,
    may_choose,
)
from hall.catalogue.problems import CatalogueProblems, Problem, from_validation
from hall.catalogue.yaml_text import read_mapping
from hall.kernel.resources import resource

_M = TypeVar("_M", bound=BaseModel)


def read_catalogue(source: Path | Iterable[Path], *, codes: Path | None = None, partial: bool = False) -> Catalogue:
    """Return the catalogue that a folder or some files hold.

    What a file holds is told by its first words (`department`, `services`, `certificates`, `sources`), not its name.

    Args:
        source: a folder, whose `*.yaml` are read, or files.
        codes: the folder of code tables; by default the product's own.
        partial: whether these are a few files of a catalogue, so that references into other files are not judged.

    Raises:
        CatalogueProblems: with every mistake of every file.
    """
    reading = _Reading()
    for file in _files(source):
        reading.read(file)
    tables = read_codes(codes or resource("codes"), reading.problems)
    catalogue = reading.catalogue(tables)
    alone = partial or reading.unreadable
    contradictions = find_contradictions(catalogue, reading.origin, partial=alone, broken=reading.broken)
    if problems := [*reading.problems, *contradictions]:
        raise CatalogueProblems(problems)
    return catalogue


def read_codes(folder: Path, problems: list[Problem] | None = None) -> dict[str, CodeTable]:
    """Return the code tables of a folder by their id.

    Raises:
        CatalogueProblems: a table is not in order, unless a list is given that collects its problems.
    """
    found: list[Problem] = []
    tables: dict[str, CodeTable] = {}
    for file in sorted(folder.glob("*.yaml")):
        data = read_mapping(file)
        if isinstance(data, Problem):
            found.append(data)
        elif table := _build(CodeTable, data, found, file=file.name):
            tables[table.id] = table
    if problems is None and found:
        raise CatalogueProblems(found)
    if problems is not None:
        problems.extend(found)
    return tables


class _Reading:
    """Collects what the files hold, and what is wrong with them.

    Attributes:
        origin: the file in which each thing stands, by kind, code and count, so that contradictions can name it.
        broken: the kinds of things of which some could not be read.
        unreadable: whether a whole file could not be read.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.origin: dict[tuple[str, str, int], str] = {}
        self.broken: set[str] = set()
        self.unreadable = False
        self._found: dict[str, list[Any]] = {}

    def read(self, file: Path) -> None:
        """Read one file of any kind."""
        data = read_mapping(file)
        if isinstance(data, Problem):
            self.problems.append(data)
            self.unreadable = True
            return
        readers: dict[str, Callable[[str, dict[str, Any]], None]] = {
            "department": self._read_department,
            "services": self._read_services,
            "certificates": self._read_certificates,
            "sources": self._read_sources,
        }
        reader = next((readers[key] for key in readers if key in data), None)
        if reader is None:
            self.problems.append(Problem(file.name, "catalogue.file_kind", values={"keys": "、".join(readers)}))
        else:
            reader(file.name, data)

    def catalogue(self, tables: Mapping[str, CodeTable]) -> Catalogue:
        """Return what was read, whether or not it is whole."""
        certificates = next(iter(self._found.get("certificates", [])), Certificates())
        return Catalogue(
            departments=tuple(self._found.get("department", [])),
            matters=tuple(self._found.get("matter", [])),
            services=tuple(self._found.get("service", [])),
            series=tuple(self._found.get("series", [])),
            certificates=certificates,
            sources=tuple(self._found.get("source", [])),
            codes={**tables, LOCAL_CERTIFICATES: self._local_table(certificates)},
        )

    def _local_table(self, certificates: Certificates) -> CodeTable:
        """Make the entries of the hall's local list that a form may offer a code table."""
        choosing = {matter.code for matter in self._found.get("matter", []) if matter.chooses_from(LOCAL_CERTIFICATES)}
        offered = [entry for entry in certificates.local_list if may_choose(entry.matter, choosing)]
        entries = tuple(CodeEntry(code=entry.code, label=entry.name) for entry in offered)
        return CodeTable(id=LOCAL_CERTIFICATES, name="本地证明清单", standard="本地", edition="1", codes=entries)

    def _read_department(self, file: str, data: dict[str, Any]) -> None:
        self._refuse_others(file, data, ("department", "matters"))
        department = _build(Department, data["department"], self.problems, file=file, prefix="department")
        self._keep("department", file, department.code if department else file, department)
        for number, entry in enumerate(self._entries(file, data, "matters"), start=1):
            self._read_matter(file, number, entry, department.code if department else "unknown")

    def _read_matter(self, file: str, number: int, entry: object, department: str) -> None:
        code = entry.get("code") if isinstance(entry, dict) else None
        whole = {**entry, "department": department} if isinstance(entry, dict) else entry
        matter = _build(Matter, whole, self.problems, file=file, matter=str(code or number))
        self._keep("matter", file, str(code or f"{file} {number}"), matter)

    def _read_services(self, file: str, data: dict[str, Any]) -> None:
        self._refuse_others(file, data, ("series", "services"))
        self._read_list(file, data, "series", "series", Series, "letter")
        self._read_list(file, data, "services", "service", Service, "code")

    def _read_certificates(self, file: str, data: dict[str, Any]) -> None:
        self._refuse_others(file, data, ("certificates",))
        certificates = _build(Certificates, data["certificates"], self.problems, file=file, prefix="certificates")
        self._keep("certificates", file, "", certificates)

    def _read_sources(self, file: str, data: dict[str, Any]) -> None:
        self._refuse_others(file, data, ("sources",))
        self._read_list(file, data, "sources", "source", Source, "id")

    def _read_list(self, file: str, data: dict[str, Any], key: str, kind: str, model: type[_M], name: str) -> None:
        for number, entry in enumerate(self._entries(file, data, key), start=1):
            label = entry.get(name, number) if isinstance(entry, dict) else number
            built = _build(model, entry, self.problems, file=file, prefix=f"{key}[{label}]")
            self._keep(kind, file, str(label), built)

    def _entries(self, file: str, data: dict[str, Any], key: str) -> list[Any]:
        entries = data.get(key)
        if isinstance(entries, list):
            return entries
        code = "catalogue.not_a_list" if key in data else "catalogue.missing"
        self.problems.append(Problem(file, code, field=key))
        return []

    def _refuse_others(self, file: str, data: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                values = {"key": key, "known": "、".join(known)}
                self.problems.append(Problem(file, "catalogue.unknown_key_far", field=key, values=values))

    def _keep(self, kind: str, file: str, code: str, found: object | None) -> None:
        """Keep what was read, and where even what was not should stand, so that others may refer to it."""
        self.origin[kind, code, len(self.origin)] = file
        if found is None:
            self.broken.add(kind)
        else:
            self._found.setdefault(kind, []).append(found)


def _files(source: Path | Iterable[Path]) -> list[Path]:
    """Return the files to read, a folder's in the order of their names."""
    if isinstance(source, Path):
        return sorted(source.glob("*.yaml")) if source.is_dir() else [source]
    return list(source)


def _build(model: type[_M], data: object, problems: list[Problem], **where: str) -> _M | None:
    """Return the model, or None with its mistakes added to the problems."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems.extend(from_validation(error, data, model, **where))
        return None

"""Finds what contradicts itself between the parts of a catalogue, each of which is in order alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from hall.catalogue.form import Column, FormField
from hall.catalogue.matter import Matter
from hall.catalogue.offer import Catalogue, SeriesKind, Service
from hall.catalogue.problems import Problem

Origin = Mapping[tuple[str, str, int], str]


def find_contradictions(
    catalogue: Catalogue, origin: Origin, *, partial: bool, broken: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield every contradiction.

    Args:
        catalogue: what could be read.
        origin: the file of each thing, also of those that could not be read.
        partial: whether only what needs no other file is judged.
        broken: kinds of things of which some could not be read; what refers to them is not judged.
    """
    yield from _twice(origin)
    yield from _unknown_tables(catalogue, origin)
    if "series" not in broken:
        yield from _series_in_order(catalogue, origin)
    yield from _matters_in_two_services(catalogue, origin)
    yield from _forbidden_on_local_list(catalogue, origin)
    if not partial:
        yield from _unknown_matters(catalogue, origin)
    if not partial and "service" not in broken:
        yield from _matters_without_service(catalogue, origin)
    if not partial and "source" not in broken:
        yield from _unknown_sources(catalogue, origin)


def _twice(origin: Origin) -> Iterator[Problem]:
    """Two things under one code, in one file or in two."""
    counted = Counter((kind, code) for kind, code, _ in origin)
    for (kind, code), count in counted.items():
        if count > 1:
            files = list(_files(origin, kind, code))
            matter = code if kind == "matter" else None
            values = {"code": code, "other": files[0]}
            yield Problem(files[-1], f"catalogue.{kind}_twice", matter, "code", values)


def _unknown_tables(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """A choice from a code table that does not exist."""
    for matter in catalogue.matters:
        for way, column in _columns(matter.fields):
            if column.codes and column.codes not in catalogue.codes:
                values = {"table": column.codes, "known": "、".join(sorted(catalogue.codes))}
                yield _at(matter, origin, "table_unknown", f"fields[{way}].codes", values)


def _series_in_order(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """Services under a letter that is not there, or that is not for business."""
    letters = {series.letter for series in catalogue.series if series.kind is SeriesKind.BUSINESS}
    for service in catalogue.services:
        if service.series not in letters:
            values = {"letter": service.series, "known": "、".join(sorted(letters))}
            yield _of(service, origin, "letter_unknown", "series", values)


def _matters_in_two_services(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """A matter for which residents could queue twice."""
    seen: dict[str, str] = {}
    for service in catalogue.services:
        for code in service.matters:
            if code in seen:
                yield _of(service, origin, "matter_in_two_services", "matters", {"code": code, "other": seen[code]})
            seen.setdefault(code, service.name)


def _unknown_matters(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """References to a matter that no file describes."""
    known = {code for kind, code, _ in origin if kind == "matter"}
    for service in catalogue.services:
        for code in service.matters:
            if code not in known:
                yield _of(service, origin, "matter_unknown", "matters", {"code": code})
    certificates = catalogue.certificates
    named = [(entry.name, entry.matter) for entry in certificates.may_issue]
    named += [(entry.name, entry.matter) for entry in certificates.local_list]
    for name, matter in named:
        if matter and matter not in known:
            way = f"certificates[{name}].matter"
            yield Problem(_file(origin, "certificates"), "catalogue.matter_unknown", None, way, {"code": matter})


def _matters_without_service(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """An enabled matter for which nobody can queue."""
    for matter in catalogue.matters:
        if matter.enabled and catalogue.service_of(matter.code) is None:
            yield _at(matter, origin, "matter_without_service", "enabled", {"code": matter.code})


def _unknown_sources(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """A source that cannot be looked up."""
    known = {source.id for source in catalogue.sources}
    for matter in catalogue.matters:
        for source in matter.sources:
            if source not in known:
                yield _at(matter, origin, "source_unknown", "sources", {"source": source})
    for source in catalogue.certificates.sources:
        if source not in known:
            values = {"source": source}
            yield Problem(_file(origin, "certificates"), "catalogue.source_unknown", None, "sources", values)


def _forbidden_on_local_list(catalogue: Catalogue, origin: Origin) -> Iterator[Problem]:
    """A local list that promises what no community may issue."""
    certificates = catalogue.certificates
    added = (item for group in certificates.local_additions if group.enabled for item in group.items)
    forbidden = {entry.name for entry in certificates.must_not_issue} | set(added)
    for entry in certificates.local_list:
        if entry.name in forbidden:
            way = f"local_list[{entry.code}].name"
            values = {"name": entry.name}
            yield Problem(_file(origin, "certificates"), "catalogue.certificate_forbidden", None, way, values)


def _columns(fields: Iterable[FormField]) -> Iterator[tuple[str, Column]]:
    """Yield each field and each column with the way to it."""
    for field in fields:
        yield field.id, field
        for column in field.columns:
            yield f"{field.id}.{column.id}", column


def _at(matter: Matter, origin: Origin, code: str, way: str, values: Mapping[str, str]) -> Problem:
    return Problem(_file(origin, "matter", matter.code), f"catalogue.{code}", matter.code, way, values)


def _of(service: Service, origin: Origin, code: str, way: str, values: Mapping[str, str]) -> Problem:
    way = f"services[{service.code}].{way}"
    return Problem(_file(origin, "service", service.code), f"catalogue.{code}", None, way, values)


def _file(origin: Origin, kind: str, code: str = "") -> str:
    """Return the file in which something stands."""
    return next(_files(origin, kind, code), "")


def _files(origin: Origin, kind: str, code: str) -> Iterator[str]:
    """Return the files in which something stands, in the order of reading."""
    return (file for (each, name, _), file in origin.items() if (each, name) == (kind, code))

"""What a hall has set and changed before a scenario begins (本厅): settings, matters, its list of certificates."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from hall.catalogue.actions import import_catalogue, switch_matter
from hall.catalogue.files import read_catalogue
from hall.catalogue.matter import Matter
from hall.catalogue.offer import Catalogue, Certificates, LocalCertificate
from hall.catalogue.terms import DeemedAcceptance
from hall.policies import policies_with
from hall.security.actions import set_policies
from hall.simulation.sample import catalogue_folder
from hall.simulation.scenarios import values
from hall.simulation.scenarios.mistakes import Misread, known
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.words import PAUSE_REASONS

_DEEMED: Final = {
    "没有": DeemedAcceptance.NONE,
    "依法": DeemedAcceptance.LAW,
    "当地": DeemedAcceptance.LOCAL,
    "本厅约定": DeemedAcceptance.PRODUCT,
}


def settle(stage: Stage, local: Mapping[str, Any]) -> None:
    """Bring a hall's own settings and lists into the fresh hall.

    Raises:
        Misread: a key or a value says nothing.
        Refusal: `settings.…`, as where they are typed.
    """
    for key, value in local.items():
        if key not in _PARTS:
            raise Misread("local", word=key, known=known(_PARTS, key))
        _PARTS[key](stage, value)


def _settings(stage: Stage, value: object) -> None:
    typed = {str(name): _typed(each) for name, each in _mapping(value, "设置").items()}
    if changes := stage.see(policies_with, typed=typed):
        stage.copy.itself.do(set_policies, policies=changes)


def _typed(value: object) -> str:
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _matters(stage: Stage, value: object) -> None:
    """Change matters as an office does in its files: each becomes a new edition."""
    changed = []
    for name, changes in _mapping(value, "事项").items():
        matter = values.matter_of(stage, values.matter(stage, name))
        dumped = matter.model_dump(mode="json")
        for key, new in _mapping(changes, str(name)).items():
            if key not in _CHANGES:
                raise Misread("local", word=key, known=known(_CHANGES, key))
            _CHANGES[key](stage, dumped, new)
        changed.append(Matter.model_validate(dumped))
    stage.copy.itself.do(import_catalogue, catalogue=Catalogue(matters=tuple(changed)))


def _certificates(stage: Stage, value: object) -> None:
    """Publish a local list beside the certificates that no community issues."""
    entries = tuple(_entry(stage, n, each) for n, each in enumerate(value if isinstance(value, list) else [value]))
    lists = Certificates(must_not_issue=_shipped().must_not_issue, local_list=entries)
    stage.copy.itself.do(import_catalogue, catalogue=Catalogue(certificates=lists))


def _entry(stage: Stage, number: int, value: object) -> LocalCertificate:
    said = _mapping(value, "证明清单")
    if strange := [key for key in said if key not in ("名称", "依据", "事项", "有效天数")]:
        raise Misread("local", word=strange[0], known="名称、依据、事项、有效天数")
    return LocalCertificate(
        code="guardian-designation" if said.get("名称") == "指定监护人决定书" else f"local-{number + 1}",
        name=str(said.get("名称") or ""),
        basis=str(said.get("依据") or ""),
        matter=values.matter(stage, said["事项"]) if "事项" in said else None,
        valid_days=said.get("有效天数"),
    )


def _switched_off(stage: Stage, value: object) -> None:
    for name in value if isinstance(value, list) else [value]:
        stage.copy.itself.do(switch_matter, code=values.matter(stage, name), enabled=False)


@cache
def _shipped() -> Certificates:
    return read_catalogue(catalogue_folder()).certificates


def _mapping(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Misread("not_a_mapping", what=what)
    return value


def _limit(which: str, field: str) -> Callable[[Stage, dict[str, Any], Any], None]:
    def change(stage: Stage, matter: dict[str, Any], value: object) -> None:
        limit = matter["limits"][which]
        limit[field] = values.number(stage, value)
        limit["parts"] = []

    return change


def _set(field: str, read: values.Reader) -> Callable[[Stage, dict[str, Any], Any], None]:
    def change(stage: Stage, matter: dict[str, Any], value: object) -> None:
        matter[field] = read(stage, value)

    return change


_CHANGES: Final[dict[str, Callable[[Stage, dict[str, Any], Any], None]]] = {
    "逾期未告知视为受理": _set("deemed_acceptance", values.one_of(_DEEMED)),
    "可容缺受理": _set("tolerant_acceptance", values.yes),
    "停表原因": _set("pause_reasons", values.each(values.one_of(PAUSE_REASONS))),
    "承诺天数": _limit("promised", "value"),
    "法定天数": _limit("statutory", "value"),
    "可延长天数": _limit("statutory", "extension"),
}
_PARTS: Final[dict[str, Callable[[Stage, Any], None]]] = {
    "设置": _settings,
    "事项": _matters,
    "证明清单": _certificates,
    "停办": _switched_off,
}

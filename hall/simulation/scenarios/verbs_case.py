"""The verbs of a case from its opening to its acceptance: the form, the materials, the one notice."""

from random import Random
from typing import Any, Final

from hall.cases import actions as cases
from hall.cases.materials import MISSING, PROMISED, RECEIVED, VERIFIED
from hall.catalogue.form import Asked, FieldType, FormField
from hall.catalogue.matter import Matter
from hall.catalogue.views import options
from hall.people.views import person
from hall.service import Hall
from hall.simulation.forms import FormFiller
from hall.simulation.scenarios import values
from hall.simulation.scenarios.mistakes import Misread
from hall.simulation.scenarios.stage import Stage
from hall.simulation.scenarios.things import CASE, SHEET, TICKET
from hall.simulation.scenarios.verb import Verb, Word, act, needs
from hall.simulation.scenarios.words import EXEMPTIONS, MATERIAL_STATES, NOTICE_CHANNELS, WAIVERS
from hall.simulation.visits import as_brought
from hall.storage.action import Action

_TEXT = values.words
ALL = "全部"


def _table(_stage: Stage, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Misread("not_text", word=str(value))
    return value


def _open_case(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
    """Open a case; its form is filled in as an applicant would, and then with what the step says."""
    matter = values.matter_of(stage, said["matter_code"])
    own, fill = said.pop("fields", {}), said.pop("fill", True)
    form = _filled_in(stage, matter, said["person_id"], Asked.AT_INTAKE) if fill else {}
    return hall.do(cases.open_case, **said, form={**form, **_by_name(stage, matter, own)})


def _save_form(stage: Stage, hall: Hall, said: dict[str, Any]) -> object:
    """Fill in what the step names, and with `办结: 是` what is only known at the end."""
    file = stage.case()
    form = dict(file.form)
    if said.get("at_result"):
        form |= _filled_in(stage, file.matter, file.card.person_id, Asked.AT_RESULT)
    form |= _by_name(stage, file.matter, said.get("fields", {}))
    return hall.do(cases.save_form, case_id=file.card.id, form=form)


def _filled_in(stage: Stage, matter: Matter, person_id: str, asked: Asked) -> dict[str, Any]:
    """Return a form as an applicant fills it in; where the local list offers nothing there is nothing to choose."""
    empty = [field for field in matter.fields if field.codes and not _options(stage, field)]
    asking = matter.model_copy(update={"fields": tuple(field for field in matter.fields if field not in empty)})
    today = stage.see(lambda reading: reading.today)
    filler = FormFiller(
        Random(7), today, lambda table: [code for code, _ in stage.see(options, codes=table)], required_only=True
    )
    return filler.fill(asking, _as_value(stage, person_id), asked=(asked,))


def _options(stage: Stage, field: FormField) -> dict[str, str]:
    """Return the choices of a field: the words, each with its code."""
    if field.codes:
        return {label: code for code, label in stage.see(options, codes=field.codes)}
    return {option.label: option.code for option in field.options}


def _by_name(stage: Stage, matter: Matter, said: dict[str, Any]) -> dict[str, Any]:
    """Return what a step says of a form, by the fields' own keys."""
    fields = {field.name: field for field in matter.fields}
    return {values.pick(fields, name).id: _field(stage, fields[name], value) for name, value in said.items()}


def _field(stage: Stage, field: FormField, value: object) -> object:
    if field.type is FieldType.PERSON and isinstance(value, str):
        return _as_value(stage, stage.person_id(value))
    if field.type is FieldType.CHOICE:
        return values.pick(_options(stage, field), value)
    if field.type is FieldType.YES_NO:
        return values.yes(stage, value)
    return value


def _as_value(stage: Stage, person_id: str) -> dict[str, str]:
    """Return a resident as the value of a form's field."""
    card = stage.see(person, person_id=person_id)
    return {
        "name": card.name,
        "id_kind": card.id_kind,
        "id_number": card.id_number,
        "birth": card.birth.isoformat() if card.birth else "",
        "sex": card.sex,
        "phone": card.phone,
    }


def _bring(stage: Stage, hall: Hall, said: dict[str, Any]) -> None:
    """Check what the applicant brings: everything that is missing, the materials named, or each with its state."""
    file, wanted = stage.case(), said.get("materials", ALL)
    states = wanted if isinstance(wanted, dict) else {}
    open_lines = [line.name for line in file.materials if line.state in (MISSING, PROMISED, RECEIVED)]
    names = open_lines if wanted == ALL else list(wanted) if isinstance(wanted, list | dict) else [str(wanted)]
    lines = {line.name: line for line in file.materials}
    forms = {material.id: material.form for material in file.matter.materials}
    for name in names:
        line = values.pick(lines, name)
        brought = as_brought(line.material_id, line.wanted, forms)
        state = str(states.get(name, "已核验"))
        if state in WAIVERS:
            brought = {"material_id": line.material_id, "state": "waived", "waived_for": WAIVERS[state]}
        elif (code := values.pick(MATERIAL_STATES, state)) != VERIFIED:
            brought = (
                {**brought, "state": code} if code == RECEIVED else {"material_id": line.material_id, "state": code}
            )
        hall.do(cases.check_material, case_id=file.card.id, **brought)


def notice_items(stage: Stage, value: object) -> list[dict[str, str]]:
    """Return the items of a notice or a return: `材料`, `问题`, `怎样补正` and, if known, `依据`."""
    materials = {each.name: each.id for each in stage.case().matter.materials}
    items = []
    for item in value if isinstance(value, list) else [value]:
        said = {str(key): str(text) for key, text in item.items()} if isinstance(item, dict) else {"材料": str(item)}
        for key in said:
            values.pick(_ITEM_WORDS, key)
        entry = {_ITEM_WORDS[key]: text for key, text in said.items()}
        name = entry.get("name", "")
        items.append({"key": materials.get(name, name), "problem": "没有交", "requirement": "交一份", **entry})
    return items


_ITEM_WORDS: Final = {"材料": "name", "问题": "problem", "怎样补正": "requirement", "依据": "basis"}


def _promised(stage: Stage, value: object) -> list[str]:
    return [values.material(stage, name) for name in (value if isinstance(value, list) else [value])]


def _notice(action: Action[..., Any], *more: str) -> Verb:
    words = {
        "条目": Word("items", notice_items),
        "渠道": Word("channel", values.one_of(NOTICE_CHANNELS)),
        "豁免": Word("exemption", values.one_of(EXEMPTIONS)),
        "豁免说明": Word("exemption_note", _TEXT),
    }
    return act(action, {name: words[name] for name in ("条目", "渠道", *more)}, on=CASE)


INTAKE_VERBS: Final[dict[str, Verb]] = {
    "开办件": Verb(
        _open_case,
        {
            "事项": needs("matter_code", values.matter),
            "申请人": needs("person_id", values.resident),
            "情形": Word("situations", values.each(_TEXT)),
            "首问单": Word("contact_id", values.labelled(SHEET)),
            "票": Word("ticket_id", values.labelled(TICKET)),
            "填表": Word("fill", values.yes),
            "表": Word("fields", _table),
        },
        makes=CASE,
    ),
    "填表": Verb(_save_form, {"表": Word("fields", _table), "办结": Word("at_result", values.yes)}, on=(CASE,)),
    "交材料": Verb(_bring, {"材料": Word("materials", lambda _stage, value: value)}, on=(CASE,)),
    "收件": act(cases.submit, on=CASE),
    "一次告知": _notice(cases.give_notice, "豁免", "豁免说明"),
    "领导准许再告知": _notice(cases.insist_on_notice),
    "补正": act(cases.supplement, on=CASE),
    "受理": act(cases.accept, {"容缺": Word("promised", _promised)}, on=CASE),
    "当场更正": act(cases.correct_on_spot, {"内容": needs("what", _TEXT)}, on=CASE),
    "签收告知": act(cases.sign_notice, on=CASE),
    "同意复用": act(cases.take_consent, on=CASE),
    "收回同意": act(cases.take_consent_back, on=CASE),
    "当场办结": act(cases.finish_at_once, on=CASE),
    "补打受理通知": act(cases.print_acceptance, on=CASE),
    "不予出证明": act(
        cases.refuse_certificate,
        {
            "证明": needs("name", _TEXT),
            "首问单": Word("contact_id", values.labelled(SHEET)),
            "索要单位": Word("institution", _TEXT),
            "发函": Word("letter", values.yes),
        },
    ),
}

"""One vocabulary for what is collected once: no material is forgotten, and no field means two things."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from hall.catalogue.files import read_catalogue
from hall.catalogue.form import FormField
from hall.catalogue.held import held_map, read_held
from hall.catalogue.problems import CatalogueProblems
from hall.kernel.resources import resource

CATALOGUE = read_catalogue(resource("catalogue"))
MATTERS = [matter for matter in CATALOGUE.matters if matter.enabled]
HELD = held_map()


def test_every_material_of_every_enabled_matter_is_kept_once_or_left_out_for_a_reason() -> None:
    kept = [material for kind in HELD.kinds for material in kind.materials]
    left_out = [material for group in HELD.not_kept for material in group.materials]
    both = [*kept, *left_out]
    assert sorted({material.id for matter in MATTERS for material in matter.materials} - set(both)) == []
    assert sorted(each for each in both if both.count(each) > 1) == []


def test_nothing_is_named_that_no_matter_asks_for() -> None:
    asked = {material.id for matter in CATALOGUE.matters for material in matter.materials}
    named = {material for kind in HELD.kinds for material in kind.materials}
    named |= {material for group in HELD.not_kept for material in group.materials}
    assert named - asked == set()
    fields = {field.id for matter in CATALOGUE.matters for field in matter.fields}
    assert {field for fact in HELD.facts for field in fact.fields} - fields == set()
    codes = {matter.code for matter in CATALOGUE.matters}
    assert {code for kind in HELD.kinds for code in kind.not_for} <= codes
    assert {code for fact in HELD.facts for code in fact.not_for} <= codes
    assert {fact for kind in HELD.kinds for fact in kind.changes_with} <= {fact.fact for fact in HELD.facts}


def test_an_identity_card_is_one_thing_whatever_a_matter_calls_it() -> None:
    kinds = {
        kind.kind
        for matter in MATTERS
        for material in matter.materials
        if "身份证" in material.name and (kind := HELD.kind_of(matter, material)) is not None
    }
    assert kinds == {"id-card"}


def test_whoever_collects_goods_shows_the_card_itself() -> None:
    pills = CATALOGUE.matter("JS-011")
    card = next(material for material in pills.materials if material.id == "id-card")
    assert HELD.kind_of(pills, card) is None


def test_fields_that_share_a_fact_take_the_same_values() -> None:
    def shape(field: FormField) -> object:
        return field.type, field.codes, field.options, field.precision

    for fact in HELD.facts:
        fields = [field for matter in MATTERS for field, each in HELD.facts_in(matter) if each is fact]
        assert len({shape(field) for field in fields}) <= 1, fact.fact


def test_what_other_people_own_is_nobodys_holding() -> None:
    for material in ("child-identity", "deceased-identity", "guardian-id-card", "house-title"):
        assert not any(material in kind.materials for kind in HELD.kinds)


def test_a_vocabulary_with_a_mistake_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "kinds: [{kind: 身份证, name: 居民身份证, materials: [id-card]}]", encoding="utf-8"
    )
    with pytest.raises(ValidationError):
        read_held(tmp_path)
    (tmp_path / "a.yaml").write_text("kinds: [", encoding="utf-8")
    with pytest.raises(CatalogueProblems):
        read_held(tmp_path)

"""The seals themselves: one keeper at any time, a signature within seven working days, a loss that blocks."""

import pytest

from hall.documents.content import Paragraph
from hall.documents.views import content_of
from hall.kernel.refusal import Refusal
from hall.seals import actions
from hall.seals.views import seals
from tests.seals.house import House
from tests.seals.test_uses import refused


def test_a_seal_has_one_keeper_until_the_next_one_has_signed(new_house: House) -> None:
    house, use_id = new_house, new_house.approved()
    seal_id, to = house.seal().id, house.id_of(house.second_keeper)
    house.leader.do(actions.hand_over_seal, seal_id=seal_id, to=to)
    assert (house.seal().keeper_name, house.seal().next_keeper_name) == ("钱秀兰", "孙玉梅")
    refused("seals.not_handed_to_you", house.keeper, actions.take_over_seal, seal_id=seal_id)
    refused("seals.not_keeper", house.second_keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    house.second_keeper.do(actions.take_over_seal, seal_id=seal_id)
    assert (house.seal().keeper_name, house.seal().next_keeper) == ("孙玉梅", None)
    refused("seals.not_keeper", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    house.stamp(use_id, house.second_keeper)


def test_a_seal_is_handed_over_within_seven_working_days(new_house: House) -> None:
    house = new_house
    house.leader.do(actions.hand_over_seal, seal_id=house.seal().id, to=house.id_of(house.second_keeper))
    due = house.seal().hand_over_by
    assert due is not None
    assert due.date().isoformat() == "2026-12-02"
    house.pass_time(days=9)
    assert not house.seal().late
    house.pass_time(days=1)
    assert house.seal().late


@pytest.mark.parametrize(
    ("who", "code"), [("helper", "seals.temporary"), ("second", "seals.no_keeper"), ("keeper", "seals.same_keeper")]
)
def test_a_seal_is_kept_by_nobody_without_the_right(house: House, who: str, code: str) -> None:
    to = house.id_of(getattr(house, who))
    refused(code, house.leader, actions.hand_over_seal, seal_id=house.seal().id, to=to)


def test_a_lost_seal_is_blocked_and_reported_with_a_public_notice(new_house: House) -> None:
    house = new_house
    lost, use_id = house.seal(), house.approved()
    refused("seals.words_missing", house.keeper, actions.report_lost, seal_id=lost.id, words="")
    report = house.keeper.do(actions.report_lost, seal_id=lost.id, words="11月20日外出办事途中遗失")
    said = [
        block.text for block in house.hall.see(content_of, document_id=report).blocks if isinstance(block, Paragraph)
    ]
    assert said[0] == "望江街道办事处："
    assert any("遗失“幸福里社区居民委员会”一枚，自2026年11月23日起作废" in text for text in said)
    assert house.seal().state == "lost"
    refused("seals.seal_blocked", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)
    refused(
        "seals.seal_blocked", house.leader, actions.hand_over_seal,
        seal_id=lost.id, to=house.id_of(house.second_keeper),
    )  # fmt: skip
    new = house.leader.do(
        actions.add_seal, kind="official", name="幸福里社区居民委员会（2）", keeper=house.id_of(house.keeper)
    )
    house.stamp(use_id)
    assert house.card(use_id).seal_id == new
    assert [card.state for card in house.hall.see(seals)][-1] == "lost"


def test_a_destroyed_seal_seals_no_more(new_house: House) -> None:
    house, use_id = new_house, new_house.approved()
    house.leader.do(actions.destroy_seal, seal_id=house.seal().id, words="磨损，交街道缴销")
    refused("seals.seal_blocked", house.keeper, actions.seal, use_id=use_id, copies=1, pages=1)


def test_a_paper_is_sealed_with_the_kind_of_seal_that_it_needs(house: House) -> None:
    use_id = house.approved()
    refused(
        "seals.seal_kind", house.keeper, actions.seal,
        use_id=use_id, copies=1, pages=1, seal_id=house.seal("special").id,
    )  # fmt: skip
    party = house.approved(list_code="own-party", paper_name="党员组织关系介绍信")
    refused("seals.no_seal", house.keeper, actions.seal, use_id=party, copies=1, pages=1, retained="党务盒")


@pytest.mark.parametrize(("said", "code"), [({"kind": "round"}, "seals.kind"), ({"name": " "}, "seals.seal_name")])
def test_a_seal_has_a_kind_and_a_name(house: House, said: dict[str, str], code: str) -> None:
    wish = {"kind": "party", "name": "中共幸福里社区总支部委员会", "keeper": house.id_of(house.keeper), **said}
    with pytest.raises(Refusal, match=code):
        house.leader.do(actions.add_seal, **wish)

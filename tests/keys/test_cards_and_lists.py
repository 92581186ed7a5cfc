"""Cards of other halls and lists of revoked papers: compared by people, never changed, never older than known."""

import json
from datetime import date

import pytest

from hall.kernel.refusal import Refusal
from hall.keys import actions as keys
from hall.keys import signing, views
from hall.keys.cards import read_card
from hall.keys.rules import fingerprint, sheet_message, sheet_text, unbase64
from tests.keys.halls import KeyHouse, certificate


def test_a_card_names_the_hall_and_all_its_public_keys(ours: KeyHouse) -> None:
    card = read_card(ours.card())
    assert (card.hall_id, card.name, card.region, card.code) == ("hall-a", "幸福里社区便民服务中心", "119999", "0007")
    assert sorted(key.purpose for key in card.keys) == ["package", "pdf", "statement"]
    assert card.recipient == ours.hall.see(signing.recipient)
    assert card.fingerprint == ours.fingerprint()


def test_no_card_or_list_holds_a_private_key(ours: KeyHouse) -> None:
    ours.take_back(ours.issue(certificate("（2026）幸福社证字第00013号")))
    handed_out = ours.card() + ours.publish()
    assert "SECRET" not in handed_out
    assert ours.hall.see(signing.identity) not in handed_out


def test_a_card_is_taken_in_only_with_the_fingerprint_that_was_read_out(ours: KeyHouse, theirs: KeyHouse) -> None:
    with pytest.raises(Refusal, match=r"keys\.fingerprint"):
        ours.hall.do(keys.import_hall, card=theirs.card(), fingerprint=ours.fingerprint())
    typed = theirs.fingerprint().lower().replace(" ", "-")
    ours.hall.do(keys.import_hall, card=theirs.card(), fingerprint=typed)
    assert [card.name for card in ours.hall.see(views.known_halls)] == ["安康街道政务服务中心"]


def test_a_tampered_card_is_refused_even_with_the_right_fingerprint(ours: KeyHouse, theirs: KeyHouse) -> None:
    tampered = theirs.card().replace("安康街道政务服务中心", "安康街道便民服务中心")
    with pytest.raises(Refusal, match=r"keys\.card_altered"):
        ours.hall.do(keys.import_hall, card=tampered, fingerprint=theirs.fingerprint())


def test_nobody_passes_another_halls_key_off_as_their_own(ours: KeyHouse, theirs: KeyHouse) -> None:
    card = json.loads(theirs.card())
    stolen = next(key for key in json.loads(ours.card())["body"]["keys"] if key["purpose"] == "statement")
    card["body"]["keys"].append({**stolen, "retired_at": stolen["made_at"]})
    name, signature = theirs.hall.see(lambda reading: signing.sign(reading, sheet_message(card["body"])))
    with pytest.raises(Refusal, match=r"keys\.card_altered"):
        read_card(sheet_text(card["body"], {name: signature}))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"body": {"format": "hall-card/1"}, "signatures": {}}', "a" * 50])
def test_other_files_are_no_cards_and_no_lists(ours: KeyHouse, text: str) -> None:
    with pytest.raises(Refusal, match=r"keys\.not_a_card"):
        ours.hall.do(keys.import_hall, card=text, fingerprint="")
    with pytest.raises(Refusal, match=r"keys\.not_a_list"):
        ours.learn(text)


def test_a_hall_does_not_take_in_itself_nor_go_back_to_an_older_card(ours: KeyHouse, theirs: KeyHouse) -> None:
    old, compared = theirs.card(), theirs.fingerprint()
    with pytest.raises(Refusal, match=r"keys\.own_card"):
        theirs.know(theirs)
    theirs.wait(days=1)
    ours.know(theirs)
    with pytest.raises(Refusal, match=r"keys\.card_older"):
        ours.hall.do(keys.import_hall, card=old, fingerprint=compared)


def test_a_list_is_believed_only_of_a_known_hall_and_unchanged(ours: KeyHouse, theirs: KeyHouse) -> None:
    published = theirs.publish()
    with pytest.raises(Refusal, match=r"keys\.list_of_stranger"):
        ours.learn(published)
    ours.know(theirs)
    with pytest.raises(Refusal, match=r"keys\.list_altered"):
        ours.learn(published.replace('"revoked": {}', '"revoked": {"1": "2026-11-23"}'))
    assert ours.learn(published)
    assert not ours.learn(published)


def test_an_older_list_than_the_known_one_is_refused(ours: KeyHouse, theirs: KeyHouse) -> None:
    ours.know(theirs)
    first, second = theirs.publish(), theirs.publish()
    ours.learn(second)
    with pytest.raises(Refusal, match=r"keys\.list_older") as refused:
        ours.learn(first)
    assert refused.value.values == {"name": "安康街道政务服务中心", "number": 1, "known": 2}


def test_the_list_says_numbers_and_days_and_nothing_of_persons(ours: KeyHouse) -> None:
    ours.take_back(ours.issue(certificate("（2026）幸福社证字第00013号")))
    body = json.loads(ours.publish())["body"]
    assert body["revoked"] == {"（2026）幸福社证字第00013号": "2026-11-23"}
    assert set(body) == {"format", "issuer", "hall_name", "number", "issued_at", "revoked"}


def test_rotation_makes_new_keys_and_keeps_the_old_ones(ours: KeyHouse) -> None:
    before = ours.fingerprint()
    identity = ours.hall.see(signing.identity)
    ours.wait(days=1)
    ours.hall.do(keys.rotate)
    assert ours.fingerprint() != before
    assert [key.purpose for key in ours.hall.see(views.keys) if key.retired_at] == ["package", "pdf", "statement"]
    assert ours.hall.see(signing.identities)[1:] == (identity,)
    assert before in [fingerprint(unbase64(k.public)) for k in read_card(ours.card()).keys if k.purpose == "statement"]


def test_a_key_is_not_withdrawn_from_tomorrow_on(ours: KeyHouse) -> None:
    with pytest.raises(Refusal, match=r"keys\.withdraw_later"):
        ours.hall.do(keys.withdraw, key_id=ours.hall.see(views.keys)[0].id, since=date(2026, 11, 24))
    with pytest.raises(Refusal, match=r"keys\.unknown_key"):
        ours.hall.do(keys.withdraw, key_id="0" * 16, since=date(2026, 11, 23))


def test_keys_are_made_once(ours: KeyHouse) -> None:
    ours.hall.do(keys.make)
    assert len(ours.hall.see(views.keys)) == 3

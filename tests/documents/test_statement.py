"""The statement in a paper's QR code: what it says, that a printer can print it, and every forgery told apart."""

import base64
import json
import re
from dataclasses import replace
from datetime import date

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.documents import statement as statements
from hall.documents.content import Paragraph, copies_of, to_json
from hall.documents.model import Document
from hall.documents.statement import Proof
from hall.documents.verifying import Outcome, Trust, Verdict, find_statement_problems, verify
from hall.keys import actions as keys
from hall.keys import signing, views
from hall.keys.rules import VerifyKey
from hall.storage.work import Work
from printing.codes import qr
from printing.drawing import draw
from printing.measures import DOT, MM
from tests.keys.halls import NUMBER, PROOF, KeyHouse, certificate
from tests.printing.papers import codes_read

LONG = Proof("阿不都热合曼·买买提江", "用于办理子女义务教育阶段转学和学籍变更手续以及后续相关事宜的补充说明")


def outcome(verdict: Verdict) -> tuple[Outcome, str]:
    return verdict.outcome, verdict.reason


def test_a_certificate_says_whose_it_is_for_what_and_until_when(ours: KeyHouse) -> None:
    verdict = ours.judge(ours.issued_text())
    said = verdict.statement
    assert verdict.outcome is Outcome.VALID
    assert said is not None
    assert (verdict.hall_name, verdict.title, said.number) == ("幸福里社区便民服务中心", "证明", NUMBER)
    assert (said.name, said.purpose) == ("欧**满", "子女入学登记")
    assert (said.issued, said.valid_until) == (date(2026, 11, 23), date(2026, 12, 23))
    assert verdict.list_as_of == date(2026, 11, 23)


def test_a_statement_never_holds_a_full_name_or_an_identity_number(ours: KeyHouse) -> None:
    text = ours.text(ours.issue(proof=Proof("欧阳小满", "本人11010519491231002X入学")))
    facts = base64.b32decode(text.removeprefix("HALL1:") + "=" * (-len(text[6:]) % 8))[96:].decode()
    assert "欧阳" not in facts
    assert re.search("[0-9]{6}", json.loads(facts)["u"]) is None


@pytest.mark.parametrize("proof", [PROOF, LONG, Proof("", "")])
def test_the_code_is_one_alphanumeric_segment_of_at_most_26_millimetres(ours: KeyHouse, proof: Proof) -> None:
    text = ours.text(ours.issue(certificate("（2026）幸福家园社证字第00012号"), proof))
    assert segno.make_qr(text, error="m", boost_error=False).mode == "alphanumeric"
    _, side = qr(text, smallest=18 * MM, largest=40 * MM)
    assert side - 8 * 3 * DOT <= 26 * MM


def test_a_purpose_that_is_too_long_is_cut_and_says_so(ours: KeyHouse) -> None:
    said = ours.judge(ours.text(ours.issue(proof=LONG))).statement
    assert said is not None
    assert said.purpose.endswith("…")
    assert LONG.purpose.startswith(said.purpose[:-1])


def test_the_printed_code_is_read_back_from_paper(ours: KeyHouse) -> None:
    document_id = ours.issue(proof=LONG)
    content = ours.content(document_id)
    copy = copies_of(content, printed_at="2026-11-23 09:00", staff_number="")[0]
    assert codes_read(draw(content, copy)) == {ours.text(document_id)}


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["C"]), max_size=30), st.text(max_size=80))
def test_any_name_and_purpose_is_read_back(name: str, purpose: str) -> None:
    said = statements.state(
        certificate(), Proof(name, "".join(c for c in purpose if c.isprintable())),
        issued=date(2026, 11, 23), key_id="0" * 16,
    )  # fmt: skip
    text = statements.to_text(said, bytes(64))
    assert statements.read(text).statement == said
    assert statements.read(f" {text[:40].lower()}\r\n{text[40:]}\n").statement == said
    assert len(text) <= 483


def test_every_flipped_bit_is_told(ours: KeyHouse) -> None:
    text = ours.issued_text()
    body = text.removeprefix("HALL1:")
    data = base64.b32decode(body + "=" * (-len(body) % 8))
    keys_here = ours.hall.see(views.verifiers)
    for place in range(len(data)):
        forged = data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]
        forged_text = "HALL1:" + base64.b32encode(forged).decode().rstrip("=")
        verdict = verify(forged_text, Trust(keys_here), date(2026, 11, 23))
        assert verdict.outcome in (Outcome.ALTERED, Outcome.UNKNOWN_KEY), place


@pytest.mark.parametrize("text", ["", "HALL", "hello", "https://hall.example/q/7FK39QPM", "HALL2:ABC"])
def test_other_codes_are_no_statements(ours: KeyHouse, text: str) -> None:
    assert ours.judge(text).outcome is Outcome.NOT_A_STATEMENT


@pytest.mark.parametrize("cut", [1, 7, 100])
def test_half_a_scan_is_not_whole(ours: KeyHouse, cut: int) -> None:
    assert outcome(ours.judge(ours.issued_text()[:-cut])) == (Outcome.ALTERED, "broken")


def test_another_halls_key_is_unknown_until_its_card_is_here(ours: KeyHouse, theirs: KeyHouse) -> None:
    text = theirs.issued_text()
    assert outcome(ours.judge(text)) == (Outcome.UNKNOWN_KEY, "stranger")
    ours.know(theirs)
    verdict = ours.judge(text)
    assert (verdict.outcome, verdict.hall_name, verdict.list_as_of) == (Outcome.VALID, "安康街道政务服务中心", None)


def test_a_forger_who_names_a_known_key_is_told_by_the_signature(ours: KeyHouse, theirs: KeyHouse) -> None:
    said = statements.read(ours.issued_text()).statement
    _, signature = theirs.hall.see(lambda reading: signing.sign(reading, statements.message_of(said)))
    assert outcome(ours.judge(statements.to_text(said, signature))) == (Outcome.ALTERED, "signature")


def signed_anew(house: KeyHouse, **changes: object) -> str:
    """Return a statement that the hall's own key has signed, though the hall never issued such a paper."""
    said = replace(statements.read(house.issued_text()).statement, **changes)
    _, signature = house.hall.see(lambda reading: signing.sign(reading, statements.message_of(said)))
    return statements.to_text(said, signature)


def test_an_old_number_on_new_content_is_told_by_the_own_books(ours: KeyHouse) -> None:
    other = statements.content_digest(certificate(body="兹证明欧阳小满系本社区居民委员会主任。"))
    assert outcome(ours.judge(signed_anew(ours, digest=other))) == (Outcome.ALTERED, "content")
    assert outcome(ours.judge(signed_anew(ours, number="（2026）幸福社证字第99999号"))) == (Outcome.ALTERED, "number")


def test_the_digest_is_over_every_character_but_the_code(ours: KeyHouse) -> None:
    content = certificate()
    coded = replace(content, qr="HALL1:ABC", qr_note="验真")
    changed = replace(content, blocks=(Paragraph("兹证明欧阳小溝系本社区常住居民。"), *content.blocks[1:]))
    assert statements.content_digest(coded) == statements.content_digest(content)
    assert statements.content_digest(changed) != statements.content_digest(content)


def test_a_voided_paper_is_revoked_at_once_here_and_elsewhere_with_the_list(ours: KeyHouse, theirs: KeyHouse) -> None:
    document_id = theirs.issue(certificate("（2026）安康社证字第00002号"))
    text = theirs.text(document_id)
    ours.know(theirs)
    ours.learn(theirs.publish())
    theirs.wait(days=2)
    theirs.take_back(document_id)
    assert ours.judge(text).outcome is Outcome.VALID
    assert ours.judge(text).list_as_of == date(2026, 11, 23)
    ours.learn(theirs.publish())
    for house in (ours, theirs):
        verdict = house.judge(text)
        assert (verdict.outcome, verdict.revoked_on) == (Outcome.REVOKED, date(2026, 11, 25))


def test_a_paper_is_valid_through_its_last_day(ours: KeyHouse) -> None:
    text = ours.issued_text()
    ours.wait(days=30)
    assert ours.judge(text).outcome is Outcome.VALID
    ours.wait(days=1)
    assert ours.judge(text).outcome is Outcome.EXPIRED


def test_after_a_change_of_keys_old_papers_hold_and_old_keys_sign_no_more(ours: KeyHouse) -> None:
    text = ours.issued_text()
    said = statements.read(text).statement
    forged = replace(said, issued=date(2026, 11, 25))
    _, signature = ours.hall.see(lambda reading: signing.sign(reading, statements.message_of(forged)))
    ours.wait(days=1)
    ours.hall.do(keys.rotate)
    new = ours.text(ours.issue(certificate("（2026）幸福社证字第00014号")))
    assert ours.judge(text).outcome is Outcome.VALID
    assert ours.judge(new).outcome is Outcome.VALID
    assert statements.read(new).statement.key_id != said.key_id
    assert outcome(ours.judge(statements.to_text(forged, signature))) == (Outcome.UNKNOWN_KEY, "retired")


def test_a_withdrawn_key_proves_what_it_signed_before_the_first_day_of_doubt(ours: KeyHouse) -> None:
    before = ours.issued_text()
    ours.wait(days=2)
    after = ours.text(ours.issue(certificate("（2026）幸福社证字第00014号")))
    key_id = statements.read(after).statement.key_id
    ours.hall.do(keys.withdraw, key_id=key_id, since=date(2026, 11, 24))
    assert ours.judge(before).outcome is Outcome.VALID
    assert outcome(ours.judge(after)) == (Outcome.UNKNOWN_KEY, "withdrawn")
    fresh = ours.text(ours.issue(certificate("（2026）幸福社证字第00015号")))
    assert ours.judge(fresh).outcome is Outcome.VALID


def test_a_draft_is_no_proof_before_it_is_issued(ours: KeyHouse) -> None:
    from hall.documents.actions import draft

    drafted = ours.work(
        lambda work: draft(work, certificate("（2026）幸福社证字第00016号"), subject_id="case", proves=PROOF)
    )
    assert ours.judge(ours.text(drafted)).outcome is Outcome.ALTERED


def test_a_statement_of_the_day_before_the_key_is_a_forgery(ours: KeyHouse) -> None:
    text = ours.issued_text()
    name, key = next(iter(ours.hall.see(views.verifiers).items()))
    late = VerifyKey(key.public, key.hall_name, key.valid_from.replace(day=24), hall_id=key.hall_id)
    assert outcome(verify(text, Trust({name: late}), date(2026, 11, 25))) == (Outcome.UNKNOWN_KEY, "early")


def test_the_check_of_the_data_finds_a_paper_whose_statement_does_not_fit(ours: KeyHouse) -> None:
    document_id, other = ours.issue(), ours.issue(certificate("（2026）幸福社证字第00014号"))
    assert list(ours.hall.see(find_statement_problems)) == []
    swapped = replace(ours.content(document_id), qr=ours.text(other))

    def swap(work: Work) -> None:
        work.session.get_one(Document, document_id).content = to_json(swapped)

    ours.work(swap)
    assert list(ours.hall.see(find_statement_problems)) == [f"document {NUMBER}: its signed statement does not fit it"]

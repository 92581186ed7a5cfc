"""A package goes from one hall to another and its answer comes back; whatever was tampered with is told apart."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import select

from hall.audit.model import AuditEntry
from hall.cases.views import case
from hall.check import find_problems
from hall.exchange import actions as exchange
from hall.exchange import parcel, views
from hall.exchange.parcel import HEAD, Said, seal
from hall.kernel.refusal import Refusal
from hall.keys.rules import read_sheet, sheet_message, sheet_text
from hall.keys.signing import identity, recipient, sign
from hall.service import SystemHall
from tests.exchange.halls import Pair, pair
from ui.shared.packages import unpack


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    halls = pair(tmp_path_factory.mktemp("halls"))
    yield halls
    for each in (halls.ours, halls.street, halls.stranger):
        each.close()


@pytest.fixture(scope="module")
def package(halls: Pair) -> bytes:
    """Give a package that nobody has opened; tests that open one make their own."""
    return halls.sent()


def refused(code: str) -> "pytest.RaisesContext[Refusal]":  # type: ignore[name-defined]
    return pytest.raises(Refusal, match=code.replace(".", r"\."))


def inside(halls: Pair, sealed: bytes) -> dict[str, bytes]:
    plain = pyrage.decrypt(
        sealed.partition(b"\n")[2], [pyrage.x25519.Identity.from_str(halls.street.see(identity))]
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sealed_again(halls: Pair, sealed: bytes, plain: bytes, to: SystemHall | None = None) -> bytes:
    key = pyrage.x25519.Recipient.from_str((to or halls.street).see(recipient))
    return sealed.partition(b"\n")[0] + b"\n" + pyrage.encrypt(plain, [key])


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_it_goes_there_is_opened_answered_and_the_answer_comes_back(halls: Pair, tmp_path: Path) -> None:
    case_id = halls.ours.accepted("MZ-001")
    while halls.ours.file(case_id).matter.steps[halls.ours.file(case_id).card.step - 1].held_here:
        if halls.ours.stage(case_id) == "accepted":
            from hall.cases import actions as cases

            halls.ours.first.do(cases.begin_step, case_id=case_id)
        halls.ours.first.do(cases.complete_step, case_id=case_id)
    key, sealed = halls.send(case_id)
    assert halls.ours.stage(case_id) == "at_upper"

    assert halls.opened(sealed) == key
    place = unpack(halls.street, sealed, tmp_path)
    assert {"材料包.html", "data.json", "papers"} <= {path.name for path in place.iterdir()}
    page = (place / "材料包.html").read_text(encoding="utf-8")
    for told in ("幸福里社区便民服务中心", "报送上级办理", "李明 027-80000123", "受理通知书", "农村"):
        assert told in page, told
    assert "rural" not in page

    answer_id = halls.street.do(exchange.answer, package_id=key, outcome="received", receipt_number="WJ-2026-118")
    back = halls.street.see(views.answer_sealed, answer_id=answer_id)
    assert halls.ours.first.do(exchange.open_package, sealed=back) == key
    card = halls.ours.hall.see(views.package, package_id=key)
    assert (card.outcome, card.receipt_number, card.waits) == ("收到", "WJ-2026-118", True)
    assert halls.ours.hall.see(case, case_id=case_id).forwardings[-1].receipt_number == "WJ-2026-118"

    answer_id = halls.street.do(exchange.answer, package_id=key, outcome="returned", words="缺收入证明一份")
    halls.ours.first.do(exchange.open_package, sealed=halls.street.see(views.answer_sealed, answer_id=answer_id))
    card = halls.ours.hall.see(views.package, package_id=key)
    assert (card.outcome, card.answer, card.waits) == ("退回", "缺收入证明一份", False)
    halls.ours.first.do(exchange.close, package_id=key)
    assert not [card for card in halls.ours.hall.see(views.packages, waiting=True) if card.id == key]
    for each in (halls.ours.hall, halls.street):
        assert list(each.see(find_problems)) == []


def test_only_what_the_receiver_needs_goes_along_and_who_sent_it_is_on_record(halls: Pair) -> None:
    case_id = halls.ours.accepted("MZ-001")
    data = json.loads(inside(halls, halls.send(case_id)[1])["data.json"])
    matter = halls.ours.file(case_id).matter
    optional = {field.id for field in matter.fields if not field.required}
    assert "address" not in data["applicant"]
    assert not optional & {each["id"] for each in data["form"]}
    few = json.loads(inside(halls, halls.send(case_id, purpose="verify", fields=("name",))[1])["data.json"])
    assert (few["applicant"], few["form"]) == ({"name": "㭎小满"}, [])
    with refused("exchange.field"):
        halls.send(case_id, fields=("hobby",))
    noted = halls.ours.hall.see(
        lambda reading: [
            (entry.staff_id, entry.subjects)
            for entry in reading.session.scalars(select(AuditEntry).where(AuditEntry.action == "exchange.make"))
        ]
    )
    staff, subjects = noted[-1]
    assert staff == halls.ours.id_of(halls.ours.first)
    assert {case_id, "purpose:verify", "field:name"} <= set(subjects)


def test_nothing_but_the_address_can_be_read_on_the_way(package: bytes) -> None:
    assert json.loads(package.partition(b"\n")[0].removeprefix(HEAD))["to_name"] == "望江街道便民服务中心"
    assert "幸福里".encode() not in package
    assert b"%PDF" not in package


def test_the_same_package_twice_is_recognised(halls: Pair) -> None:
    sealed = halls.sent()
    key = halls.opened(sealed)
    with refused("exchange.opened_before"):
        halls.opened(sealed)
    assert halls.street.do(exchange.open_package, sealed=sealed, again=True) == key
    assert list(halls.street.see(find_problems)) == []


def test_the_wrong_receiver_and_an_unknown_sender_are_said(halls: Pair, package: bytes) -> None:
    with pytest.raises(Refusal) as other:
        halls.stranger.do(exchange.open_package, sealed=package)
    assert (other.value.code, other.value.values["name"]) == ("exchange.other_receiver", "望江街道便民服务中心")
    from_nowhere = forged(halls, package, halls.stranger, hall_id="00000000-0000-7000-8000-0000000000cc")
    with refused("exchange.unknown_sender"):
        halls.opened(from_nowhere)


def test_a_package_signed_by_another_hall_in_the_senders_name_is_forged(halls: Pair, package: bytes) -> None:
    with refused("exchange.forged"):
        halls.opened(forged(halls, package, halls.stranger))


def test_a_package_cannot_be_passed_on_as_if_it_were_meant_for_somebody_else(halls: Pair, package: bytes) -> None:
    head = json.dumps({"to": "00000000-0000-7000-8000-0000000000cc", "to_name": "柳林"}).encode()
    passed = sealed_again(halls, HEAD + head + b"\n", zipped(inside(halls, package)), to=halls.stranger)
    with refused("exchange.other_receiver"):
        halls.stranger.do(exchange.open_package, sealed=passed)


def test_what_is_no_paper_is_not_unpacked_even_from_a_known_sender(halls: Pair, package: bytes) -> None:
    files = inside(halls, package)
    body = read_sheet(files.pop("manifest.json").decode(), parcel.FORMAT).body
    files["papers/99.exe"] = b"MZ"
    body["files"] = [asdict(parcel.part_of(path, "", "", data)) for path, data in files.items()]
    key, signature = halls.ours.hall.see(sign, sheet_message(body))
    manifest = sheet_text(body, {key: signature})
    said = Said.read(read_sheet(manifest, parcel.FORMAT))
    with refused("exchange.no_paper_inside"):
        halls.opened(seal(manifest, said, files, halls.street.see(recipient), said.made_at))


def test_words_that_people_type_survive_the_way(halls: Pair) -> None:
    words = "请核实：\n　一、收入\t二、住房𠮷"
    key = halls.opened(halls.sent(words=words))
    assert halls.street.see(views.package, package_id=key).words == words.replace("\t", " ")


def forged(halls: Pair, package: bytes, by: SystemHall, hall_id: str = "") -> bytes:
    """Return a package with the same papers, signed by another hall."""
    files = inside(halls, package)
    body = read_sheet(files.pop("manifest.json").decode(), parcel.FORMAT).body
    if hall_id:
        body["from"] = {"hall_id": hall_id, "name": "柳林街道便民服务中心"}
    key, signature = by.see(sign, sheet_message(body))
    manifest = sheet_text(body, {key: signature})
    said = Said.read(read_sheet(manifest, parcel.FORMAT))
    return seal(manifest, said, files, halls.street.see(recipient), said.made_at)


@pytest.mark.parametrize("where", [0.02, 0.5, 0.99])
def test_one_changed_byte_is_noticed(halls: Pair, package: bytes, where: float) -> None:
    place = package.index(b"\n") + 1 + int((len(package) - package.index(b"\n") - 1) * where)
    with pytest.raises(Refusal, match=r"exchange\.(altered|no_key)"):
        halls.opened(package[:place] + bytes([package[place] ^ 1]) + package[place + 1 :])


@pytest.mark.parametrize("kept", [5, 60, 300, 20_000])
def test_a_truncated_file_is_not_opened(halls: Pair, package: bytes, kept: int) -> None:
    with pytest.raises(Refusal, match=r"exchange\.(altered|not_one)"):
        halls.opened(package[:kept])


def test_a_paper_that_was_exchanged_or_added_inside_is_noticed(halls: Pair, package: bytes) -> None:
    files = inside(halls, package)
    name = next(name for name in files if name.endswith(".pdf"))
    for changed in (
        files | {name: b"%PDF other"},
        files | {"papers/99-x.pdf": b"%PDF"},
        {k: v for k, v in files.items() if k != name},
    ):
        with refused("exchange.altered"):
            halls.opened(sealed_again(halls, package, zipped(changed)))


def test_a_zip_that_would_do_harm_is_not_unpacked(halls: Pair, package: bytes) -> None:
    files = inside(halls, package)
    for name, data, code in (
        ("bomb.pdf", bytes(30_000_000), "zip.bomb"),
        ("../../evil.pdf", b"x", "zip.name"),
        ("DATA.json", b"x", "zip.twice"),
    ):
        with refused(code):
            halls.opened(sealed_again(halls, package, zipped(files | {name: data})))
    many = {f"{number}": b"" for number in range(9000)}
    with refused("zip.many"):
        halls.opened(sealed_again(halls, package, zipped(many)))


def test_an_answer_says_enough_and_only_once(halls: Pair) -> None:
    key = halls.opened(halls.sent())
    for outcome, more, code in (
        ("received", {}, "exchange.receipt_missing"),
        ("returned", {}, "exchange.words_missing"),
        ("perhaps", {}, "exchange.outcome"),
    ):
        with refused(code):
            halls.street.do(exchange.answer, package_id=key, outcome=outcome, **more)
    halls.street.do(exchange.answer, package_id=key, outcome="done", words="已核实，情况属实")
    with refused("exchange.answered"):
        halls.street.do(exchange.answer, package_id=key, outcome="returned", words="再想想")


def test_an_answer_of_somebody_else_or_to_nothing_is_refused(halls: Pair) -> None:
    key = halls.opened(halls.sent())
    answer_id = halls.street.do(exchange.answer, package_id=key, outcome="done")
    back = halls.street.see(views.answer_sealed, answer_id=answer_id)
    halls.ours.first.do(exchange.open_package, sealed=back)
    with refused("exchange.opened_before"):
        halls.ours.first.do(exchange.open_package, sealed=back)
    with refused("exchange.not_theirs"):
        halls.ours.first.do(exchange.answer, package_id=key, outcome="done")


def test_a_package_without_its_answer_is_closed_only_with_a_reason(halls: Pair) -> None:
    key, _ = halls.send(halls.ours.accepted("MZ-001"))
    with refused("exchange.no_answer"):
        halls.ours.first.do(exchange.close, package_id=key)
    halls.ours.first.do(exchange.close, package_id=key, reason="改为直接送达")
    with refused("exchange.closed"):
        halls.ours.first.do(exchange.close, package_id=key, reason="再了结")


def test_without_a_card_nobody_can_be_written_to(halls: Pair) -> None:
    case_id = halls.ours.accepted("MZ-001")
    with pytest.raises(Refusal) as unknown:
        halls.ours.first.see(views.ready, case_id=case_id, to="柳林街道便民服务中心")
    assert unknown.value.code == "exchange.no_hall"
    assert "望江街道便民服务中心" in unknown.value.values["known"]  # type: ignore[operator]

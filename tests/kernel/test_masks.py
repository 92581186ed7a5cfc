"""What a screen shows of a person is too little to know more."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.kernel.masks import mask_address, mask_bank, mask_name, mask_number, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("", ""),
        ("岑", "*"),
        ("张敏", "张*"),
        ("王建民", "王*民"),
        ("欧阳若兰", "欧**兰"),
        ("\U00020164淑兰", "\U00020164*兰"),
        ("王\U0002cc56", "王*"),
        ("阿依古丽·买合木提", "阿***·***提"),
        ("Ngo\u0302 Lan", "N** **n"),
        ("Anna Lee", "A*** **e"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "110105********002X"),
        ("11010519491231002X34B1", "110105************34B1"),
        ("E12345678", "E1*****78"),
        ("CAN110184052401", "CA***********01"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_identity_numbers(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("0551-62345678", "0551-****5678"),
        ("010-62345678", "010-****5678"),
        ("02062345678", "020****5678"),
        ("0551-62345678-801", "*****************"),
        ("62345678", "****5678"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_bank_accounts_show_the_last_four_digits_and_not_their_length() -> None:
    assert mask_bank("6222 0212 3456 7890 123") == "****0123"
    assert mask_bank("62220212") == "****"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("长江路12号3号楼2单元501室", "长江路12号3号楼"),
        ("长江路12号院3栋501", "长江路12号院3栋"),
        ("阳光小区A座1203", "阳光小区A座"),
        ("阳光小区十二栋三单元五零一室", "阳光小区十二栋"),
        ("阳光小区3号楼", "阳光小区3号楼"),
        ("五一路5号12楼1203室", "五一路5号"),
        ("五一路５号２０３室", "五一路5号"),
        ("幸福路88弄5号301室", "幸福路88弄5号"),
        ("幸福小区3-2-501", "幸福小区3"),
        ("幸福小区三单元五零一室", "幸福小区"),
        ("李家村三组", "李家村三组"),
        ("", ""),
    ],
)
def test_addresses_end_at_the_building(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize("mask", [mask_name, mask_number, mask_phone])
@given(text=st.text(st.characters(exclude_characters="*· "), min_size=1))
def test_no_mask_shows_a_whole_text(mask: Callable[[str], str], text: str) -> None:
    assert mask(text) != text

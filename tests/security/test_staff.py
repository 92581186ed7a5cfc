"""Who works here: passwords that are too easy, roles, leaving and coming back, devices out of use."""

import datetime as dt
import subprocess
import sys

import pytest

from hall.kernel.refusal import Refusal
from hall.security import actions as security
from hall.security import views as security_views
from hall.security.passwords import check_new, fresh_password
from hall.security.policy import SignInPolicy
from hall.service import contacts, posts
from hall.simulation.sample import SampleHall
from tests.conftest import ROOT
from tests.databases import SQLITE
from tests.security.house import OTHER, PASSWORD, House

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Zx-Qwer-5", "password_run"),
        ("Zx-4321-b", "password_run"),
        ("Zx-1qaz-B", "password_run"),
        ("Zx-7777-b", "password_repeats"),
        ("P@ssw0rd-9", "password_common"),
        ("Shequ@123x", "password_common"),
        ("Zx-0107-b", "password_number"),
        ("Wangfang-5", "password_name"),
        ("fangWang-5", "password_name"),
    ],
)
def test_a_password_that_is_tried_first_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(Refusal, match=rf"security\.{why}"):
        check_new(password, SignInPolicy(), number="0107", name="王芳")


def test_words_of_one_s_own_are_taken_and_so_is_every_made_up_one() -> None:
    for password in ("Osmanthus-7", "Yangguang-1", "雨后-Bamboo3", *(fresh_password() for _ in range(300))):
        check_new(password, SignInPolicy(kinds=4 if password.startswith("Kt") else 3), number="101", name="王芳")


def test_a_guess_costs_what_is_recommended() -> None:
    """19 MiB, two passes, one lane, for whoever has a number and for whoever has none; tests alone pay less."""
    said = [sys.executable, "-c", "from hall.security.passwords import *; print(NOBODYS, hashed('Osmanthus-7'))"]
    hashes = subprocess.run(said, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
    assert [each.rsplit("$", 2)[0] for each in hashes] == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


@SQLITE
def test_nobody_both_runs_the_system_and_oversees_it(house: House) -> None:
    with pytest.raises(Refusal, match=r"security\.powers_apart"):
        house.itself.do(security.set_roles, staff_id=house.ids["900"], roles=["admin", "supervisor"])
    with pytest.raises(Refusal, match=r"security\.last_admin"):
        house.itself.do(security.set_roles, staff_id=house.ids["900"], roles=["supervisor"])
    house.set(powers_apart=False)
    house.itself.do(security.set_roles, staff_id=house.ids["900"], roles=["admin", "supervisor"])


@SQLITE
def test_whoever_leaves_is_signed_out_and_comes_back_with_a_password_to_change(house: House) -> None:
    assert house.sits_down(house.first)
    with pytest.raises(Refusal, match=r"security\.leaves_later"):
        house.itself.do(security.leave, staff_id=house.ids["101"], on=TODAY + dt.timedelta(days=1))
    house.itself.do(security.leave, staff_id=house.ids["101"], on=TODAY)
    assert house.itself.see(security_views.present) == ()
    assert not house.sits_down(house.second)
    with pytest.raises(Refusal, match=r"security\.last_admin"):
        house.itself.do(security.leave, staff_id=house.ids["900"], on=TODAY)
    house.itself.do(security.come_back, staff_id=house.ids["101"], password=OTHER)
    assert house.sits_down(house.second, password=OTHER)
    assert house.second.see(security_views.session_here).must_change


@SQLITE
def test_nobody_leaves_while_something_is_open(sample: SampleHall) -> None:
    seat = sample.seats[0]
    seat.hall.do(contacts.promise, words="查缴费记录", due_on=TODAY + dt.timedelta(days=1))
    with pytest.raises(Refusal, match=r"security\.open_duties") as refused:
        sample.itself.do(security.leave, staff_id=seat.staff.id, on=TODAY)
    assert refused.value.values["count"] == 1


@SQLITE
def test_two_devices_of_a_kind_can_be_told_apart_by_name(house: House) -> None:
    first, second, third = (house.itself.do(security.add_device, kind="kiosk", name="kiosk") for _ in range(3))
    counter = house.itself.do(posts.add_counter, number=1, name="综合", services=[], takes_any=True)
    here = {"kind": "counter", "name": "3 号窗口", "counter_id": counter}
    seats = [house.itself.do(security.add_device, **here) for _ in range(2)]
    assert names(house, first, second, third) == ["取号机", "取号机 2", "取号机 3"]
    assert names(house, *seats) == ["3 号窗口", "3 号窗口（第 2 台）"]
    house.itself.do(security.retire_device, device_id=second.partition(".")[0], reason="坏了")
    assert names(house, house.itself.do(security.add_device, kind="kiosk", name="kiosk")) == ["取号机 2"]
    long = [house.itself.do(security.add_device, kind="guide", name="台" * 50) for _ in range(2)]
    assert len(set(names(house, *long))) == 2


def names(house: House, *devices: str) -> list[str]:
    """Return what devices are called, by what registering them answered."""
    called = house.itself.see(security_views.device_names)
    return [called[device.partition(".")[0]] for device in devices]


@SQLITE
def test_a_device_proves_its_secret_and_ends_when_it_is_retired(house: House) -> None:
    device_id, _, secret = house.itself.do(security.add_device, kind="guide", name="导服台").partition(".")
    assert house.itself.see(security_views.device_with, device_id=device_id, secret=secret).name == "导服台"
    for wrong in ("", "another", secret[:-1]):
        with pytest.raises(Refusal, match=r"security\.wrong_secret"):
            house.itself.see(security_views.device_with, device_id=device_id, secret=wrong)
    desk = house.itself.at(device_id)
    assert house.sits_down(desk, "001", PASSWORD)
    house.itself.do(security.retire_device, device_id=device_id, reason="报废")
    with pytest.raises(Refusal, match=r"security\.device_retired"):
        house.itself.see(security_views.device_with, device_id=device_id, secret=secret)
    with pytest.raises(Refusal, match=r"security\.device_retired"):
        house.itself.at(device_id).do(security.sign_out)
    assert house.itself.see(security_views.present) == ()

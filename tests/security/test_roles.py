"""Permissions are named after actions; a name that leads nowhere would silently forbid something for ever."""

import pytest

import hall.schema
import hall.service  # noqa: F401 -- importing the rooms registers their actions
from hall.kernel.refusal import Refusal
from hall.security.policy import SignInPolicy
from hall.security.rules import (
    DEVICE_KINDS,
    DEVICE_MAY,
    OF_THE_HALL_ITSELF,
    ROLE_MAY,
    ROLES,
    allowed,
    check_password,
)
from hall.storage.action import all_actions

PERSONAL = frozenset().union(*ROLE_MAY.values(), *DEVICE_MAY.values())
ACTIONS = {name for name, action in all_actions().items() if action.__module__.startswith("hall.")}


def test_every_permission_is_the_name_of_an_action() -> None:
    assert PERSONAL | OF_THE_HALL_ITSELF == ACTIONS, (PERSONAL | OF_THE_HALL_ITSELF) ^ ACTIONS


def test_nobody_may_do_what_only_the_hall_itself_does() -> None:
    assert not PERSONAL & OF_THE_HALL_ITSELF


def test_every_role_and_device_has_its_list() -> None:
    assert set(ROLES) == set(ROLE_MAY)
    assert set(DEVICE_KINDS) == set(DEVICE_MAY)


def test_a_display_can_do_nothing_to_a_ticket() -> None:
    assert not [name for name in DEVICE_MAY["display"] if name.startswith(("queue.", "people.", "cases."))]


def test_the_admin_serves_nobody_and_the_clerk_administers_nothing() -> None:
    assert not [name for name in ROLE_MAY["admin"] if name.startswith(("queue.", "cases.", "contacts."))]
    assert not ROLE_MAY["clerk"] & {"security.add_staff", "security.reset_password", "catalogue.import_catalogue"}


def test_roles_add_up() -> None:
    assert "cases.review_refusal" not in allowed(["clerk"], "counter")
    assert "cases.review_refusal" in allowed(["clerk", "reviewer"], "counter")


@pytest.mark.parametrize("password", ["Ab1-", "abcdefgh", "abcdefg1", "ABCDEFG1"])
def test_a_plain_password_is_refused_with_what_is_missing(password: str) -> None:
    with pytest.raises(Refusal, match=r"security\.weak_password") as refused:
        check_password(password, SignInPolicy())
    assert refused.value.values == {"shortest": 8, "kinds": 3}


def test_a_mixed_password_is_taken() -> None:
    check_password("Xingfu-12", SignInPolicy())

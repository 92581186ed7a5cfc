"""Each transition of first contact (rules, section 1) under the name of its rule; what is not in it is refused."""

import datetime as dt
from collections.abc import Iterable

import pytest

from hall.contacts import rules
from hall.kernel.refusal import Refusal
from hall.storage.journal import Entry, Event
from tests.contacts.test_sheet_machine import POSSIBLE

AT = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
WHERE = {"office": "区住建局", "address": "沿江路 3 号", "phone": "027-80000456"}


def after(*events: Event, way: str = "walk_in") -> rules.SheetState:
    """Return where a sheet of 李 (the first contact) stands after some events."""
    first = rules.open_sheet(first_contact="li", way=way, belonging="")
    state = None
    for seq, event in enumerate((first, *events), start=1):
        state = rules.fold(state, Entry(seq, AT, event.kind, None, None, event.details))
    assert state is not None
    return state


OFFERED = rules.hand_over(after(), by="li", to="wang", hand_over_id="h", belonging="B")
SIGNED = rules.sign_for(after(OFFERED), by="wang")
DECLINED = rules.decline(after(OFFERED), by="wang", reason="不归社保")
ANSWERED = rules.answer(after(), by="li", note_id="n")
LINKED = rules.link_case(after(), by="li", case_id="k")
UNCLEAR = rules.escalate(after(), by="li", note_id="n")
REFERRED = rules.refer_out(after(), by="li", note_id="n", **WHERE)
DONE = rules.finish_case(after(LINKED))
TOLD = rules.reply(after(LINKED, DONE), by="li", note_id="n", way="phone", words="已办好")
CLOSED = rules.close(after(LINKED, DONE, TOLD), by="li")
STATES: dict[str, tuple[Event, ...]] = {
    "open": (),
    "answered": (ANSWERED,),
    "linked": (LINKED,),
    "handover_pending": (OFFERED,),
    "handed": (OFFERED, SIGNED),
    "escalated": (UNCLEAR,),
    "referred": (REFERRED,),
    "followup": (LINKED, DONE),
    "closed": (LINKED, DONE, TOLD, CLOSED),
}


def whose(state: rules.SheetState) -> tuple[str, str, str | None]:
    return state.state, state.responsible, state.receiver


def test_new_registers_into_open_with_the_first_contact_responsible() -> None:
    assert (whose(after()), after().first_contact) == (("open", "li", None), "li")


def test_open_answers_into_answered_and_the_resident_has_heard_it() -> None:
    assert (after(ANSWERED).state, after(ANSWERED).replied) == ("answered", True)


def test_a_letter_that_is_answered_still_has_to_be_sent() -> None:
    state = after(rules.answer(after(), by="li", note_id="n", told=False))
    assert (state.state, state.replied) == ("answered", False)
    with pytest.raises(Refusal, match=r"contacts\.reply_first"):
        rules.close(state, by="li")


def test_answered_closes_when_the_resident_confirms() -> None:
    assert after(ANSWERED, rules.close(after(ANSWERED), by="li")).state == "closed"


def test_open_accepts_itself_into_linked_as_its_own_post() -> None:
    assert (after(LINKED).state, after(LINKED).belonging, after(LINKED).responsible) == ("linked", "A", "li")


def test_open_hands_over_into_pending_and_stays_the_givers() -> None:
    assert whose(after(OFFERED)) == ("handover_pending", "li", "wang")


@pytest.mark.parametrize("belonging", ["", "A", "D"])
def test_only_what_is_another_posts_can_be_handed_over(belonging: str) -> None:
    with pytest.raises(Refusal, match=r"contacts\.hand_over_belonging"):
        rules.hand_over(after(), by="li", to="wang", hand_over_id="h", belonging=belonging)


def test_pending_accepts_into_handed_and_only_then_responsibility_moves() -> None:
    assert whose(after(OFFERED, SIGNED)) == ("handed", "wang", None)
    assert after(OFFERED, SIGNED).first_contact == "li"


def test_pending_rejects_back_to_open_with_a_reason() -> None:
    assert whose(after(OFFERED, DECLINED)) == ("open", "li", None)


@pytest.mark.parametrize("reason", ["", " ", "。。。", "不"])
def test_a_reason_that_says_nothing_is_none(reason: str) -> None:
    with pytest.raises(Refusal, match=r"contacts\.reason_missing"):
        rules.decline(after(OFFERED), by="wang", reason=reason)


def test_second_decline_goes_to_the_leader() -> None:
    assert whose(after(OFFERED, DECLINED, OFFERED, DECLINED)) == ("escalated", "li", None)


def test_pending_times_out_into_a_reminder_and_then_into_escalated() -> None:
    reminded = rules.remind(after(OFFERED))
    assert (whose(after(OFFERED, reminded)), after(OFFERED, reminded).reminded) == (
        ("handover_pending", "li", "wang"), True,
    )  # fmt: skip
    late = rules.time_out(after(OFFERED, reminded))
    assert whose(after(OFFERED, reminded, late)) == ("escalated", "li", None)


@pytest.mark.parametrize("before", [(), (OFFERED,)], ids=["open", "pending"])
def test_open_or_pending_is_unclear_into_escalated(before: tuple[Event, ...]) -> None:
    state = after(*before, rules.escalate(after(*before), by="li", note_id="n"))
    assert (whose(state), state.belonging) == (("escalated", "li", None), "D")


def test_leader_assigns_escalated_into_handed_and_nobody_can_decline() -> None:
    state = after(UNCLEAR, rules.assign(after(UNCLEAR), to="wang"))
    assert whose(state) == ("handed", "wang", None)
    with pytest.raises(Refusal, match=r"contacts\.now_handed"):
        rules.decline(state, by="wang", reason="不归我办")


def test_open_refers_out_into_referred_and_closes_after_the_follow_up() -> None:
    with pytest.raises(Refusal, match=r"contacts\.reply_first"):
        rules.close(after(REFERRED), by="li")
    told = rules.reply(after(REFERRED), by="li", note_id="n", way="phone", words="去过了，办成了")
    assert after(REFERRED, told, rules.close(after(REFERRED, told), by="li")).state == "closed"


@pytest.mark.parametrize("gap", WHERE)
def test_a_referral_without_office_address_or_phone_is_refused(gap: str) -> None:
    with pytest.raises(Refusal, match=rf"contacts\.{gap}_missing"):
        rules.refer_out(after(), by="li", note_id="n", **{**WHERE, gap: " "})


@pytest.mark.parametrize("before", [(OFFERED, SIGNED), (LINKED,)], ids=["handed", "linked"])
def test_case_done_tells_the_first_contact_who_replies_and_closes(before: tuple[Event, ...]) -> None:
    done = (*before, rules.finish_case(after(*before)))
    assert after(*done).state == "followup"
    told = (*done, rules.reply(after(*done), by="li", note_id="n", way="phone", words="办好了"))
    assert after(*told, rules.close(after(*told), by="li")).state == "closed"


def test_a_promise_moves_nothing_but_is_owed_by_whoever_owes_the_answer() -> None:
    promised = rules.promise(after(), by="li", promise_id="p")
    assert after(promised) == after()
    with pytest.raises(Refusal, match=r"contacts\.not_owing"):
        rules.promise(after(), by="zhao", promise_id="p")


def attempts(state: rules.SheetState) -> Iterable[tuple[str, str]]:
    """Return what is refused in a state, with its code, though the right person does it and nothing is missing."""
    me, receiver = state.responsible, state.receiver
    doings = {
        "answer": lambda: rules.answer(state, by=me, note_id="n"),
        "link": lambda: rules.link_case(state, by=me, case_id="k"),
        "hand_over": lambda: rules.hand_over(state, by=me, to="zhao", hand_over_id="h", belonging="C"),
        "sign": lambda: rules.sign_for(state, by=receiver),
        "decline": lambda: rules.decline(state, by=receiver, reason="不归社保"),
        "remind": lambda: rules.remind(state),
        "time_out": lambda: rules.time_out(state),
        "escalate": lambda: rules.escalate(state, by=me, note_id="n"),
        "assign": lambda: rules.assign(state, to="zhao"),
        "take_over": lambda: rules.take_over(state, to="zhao", list_id="l"),
        "promise": lambda: rules.promise(state, by=me, promise_id="p"),
        "refer": lambda: rules.refer_out(state, by=me, note_id="n", **WHERE),
        "case_done": lambda: rules.finish_case(state),
        "reply": lambda: rules.reply(state, by=me, note_id="n", way="phone", words="好"),
        "close": lambda: rules.close(state, by=me),
    }
    for name, doing in doings.items():
        try:
            doing()
        except Refusal as refusal:
            yield name, refusal.code


@pytest.mark.parametrize("state", STATES)
def test_what_a_state_does_not_allow_is_refused_with_what_can_be_done_instead(state: str) -> None:
    refused = dict(attempts(after(*STATES[state])))
    unheard = {"close": "contacts.reply_first"} if state in ("referred", "followup") else {}
    impossible = {name for name, states in POSSIBLE.items() if state not in states}
    assert refused == dict.fromkeys(impossible, f"contacts.now_{state}") | unheard


@pytest.mark.parametrize("doing", ["answer", "hand_over", "sign", "decline", "reply", "close"])
def test_nobody_else_does_what_is_one_persons(doing: str) -> None:
    refused = {
        "answer": ("not_responsible", lambda: rules.answer(after(), by="zhao", note_id="n")),
        "hand_over": (
            "not_responsible",
            lambda: rules.hand_over(after(), by="zhao", to="wang", hand_over_id="h", belonging="B"),
        ),
        "sign": ("not_receiver", lambda: rules.sign_for(after(OFFERED), by="li")),
        "decline": ("not_receiver", lambda: rules.decline(after(OFFERED), by="li", reason="不归我办")),
        "reply": ("not_owing", lambda: rules.reply(after(REFERRED), by="zhao", note_id="n", way="phone", words="好")),
        "close": ("not_owing", lambda: rules.close(after(ANSWERED), by="zhao")),
    }
    code, attempt = refused[doing]
    with pytest.raises(Refusal, match=rf"contacts\.{code}"):
        attempt()

"""Several devices reach for the last place at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from hall.kernel.refusal import Refusal
from tests.appointments.house import House, furnish

DEVICES = 6


def test_the_last_place_goes_to_one(prepared_database: Callable[[Callable[[str], Any]], str]) -> None:
    url = prepared_database(furnish)
    first = House(url)
    for _ in range(2):
        first.book("10:00")
    answers = at_once(url, lambda house, number: house.book("10:00", f"吴{chr(0x5000 + number)}"))
    assert sorted(answers) == ["appointments.full"] * (DEVICES - 1) + ["booked"]
    assert first.kept() == {("relief", "10:00"): 3}
    assert first.slot("10:00").free == 0
    assert first.appointments_hold()
    first.close()


def test_one_person_at_several_devices_books_once(prepared_database: Callable[[Callable[[str], Any]], str]) -> None:
    url = prepared_database(furnish)
    answers = at_once(url, lambda house, _number: house.book("10:00", "程小满", phone="13900000001"))
    assert sorted(answers) == ["appointments.already_booked"] * (DEVICES - 1) + ["booked"]


def test_services_that_share_a_counter_do_not_both_get_its_last_minutes(
    prepared_database: Callable[[Callable[[str], Any]], str],
) -> None:
    url = prepared_database(furnish)
    first = House(url)
    for _ in range(2):
        first.book("10:00")
        first.book("10:00", service_code="insurance")  # together 32 of 36 minutes of counters 1 to 3
    answers = at_once(url, lambda house, number: house.book("10:00", service_code=("relief", "insurance")[number % 2]))
    assert answers.count("booked") == 0
    first.close()


def at_once(url: str, doing: Callable[[House, int], object]) -> list[str]:
    """Let each device do it at the same moment; answers with `booked` or the code of the refusal."""
    barrier, answers = threading.Barrier(DEVICES), []

    def device(number: int) -> None:
        house = House(url)
        barrier.wait(timeout=60)
        try:
            doing(house, number)
            answers.append("booked")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            house.close()

    threads = [threading.Thread(target=device, args=(number,)) for number in range(DEVICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers

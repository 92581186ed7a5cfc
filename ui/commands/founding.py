"""`hall init`: a hall with its counters and the catalogue, ready for its staff."""

from pathlib import Path

from hall.opening import found_hall
from hall.service import HallFacts, catalogue, catalogue_views, keys, posts, posts_views, read_catalogue
from hall.simulation.sample import catalogue_folder


def found(folder: Path, facts: HallFacts, counters: int) -> None:
    """Set a hall up; doing it again keeps what stands and adds what is missing.

    Args:
        folder: the data folder.
        facts: what papers and screens say of the hall.
        counters: how many counters; each takes every service until an administrator shares them out.

    Raises:
        Refusal: what `found_hall` says.
    """
    hall = found_hall(folder, facts)
    try:
        hall.do(keys.make)
        hall.do(catalogue.import_catalogue, catalogue=read_catalogue(catalogue_folder()))
        services = [service.code for service in hall.see(catalogue_views.services)]
        for number in range(len(hall.see(posts_views.counters)) + 1, counters + 1):
            hall.do(posts.add_counter, number=number, name=f"{number} 号窗口", services=services, takes_any=True)
    finally:
        hall.close()

"""`hall bench`: the hall's speed beside the bare database driver and a plain session, in one run."""


def run_benchmarks(*, quick: bool, as_json: bool, url: str = "") -> int:
    """Measure every row and print the table; answers with the exit code.

    Args:
        quick: so little that it ends within 40 seconds.
        as_json: print JSON instead of a table.
        url: SQLAlchemy URL of a PostgreSQL server on which databases may be made; without it those rows are not run.
    """
    from ui.bench.run import run  # the programs of `windows_alone` are measured, so this package costs them nothing

    return run(quick=quick, as_json=as_json, url=url)

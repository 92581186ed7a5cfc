"""`hall catalogue import`: says every mistake of the files in a sentence each, or takes them over whole."""

from pathlib import Path

import typer

from hall.opening import open_hall
from hall.service import CatalogueProblems, SystemHall, catalogue, read_catalogue
from ui.shared.i18n import tr


def import_files(folder: Path, files: list[Path]) -> int:
    """Import catalogue files into the hall of a data folder; answers with the exit code.

    Args:
        folder: the data folder.
        files: YAML files; a folder stands for the files in it.
    """
    chosen = [file for each in files for file in (sorted(each.glob("*.yaml")) if each.is_dir() else [each])]
    hall = open_hall(folder, kind=SystemHall)
    try:
        read = read_catalogue(chosen, partial=True)
        changed = hall.do(catalogue.import_catalogue, catalogue=read)
    except CatalogueProblems as problems:
        for problem in problems.problems:
            typer.echo(problem.sentence(), err=True)
        hall.note_refusal(problems, "command.catalogue_import")
        return 1
    finally:
        hall.close()
    typer.echo(
        tr("{matters} matters read, {changed} of them new or changed.", matters=len(read.matters), changed=changed)
    )
    return 0

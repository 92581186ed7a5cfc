"""Reads the templates from their files: taken over whole, or refused with a sentence for each mistake."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from hall.catalogue.problems import from_validation
from hall.kernel.refusal import Refusal
from hall.kernel.resources import resource
from hall.templates.faults import faults_of
from hall.templates.template import Template


class TemplateProblems(Refusal):
    """Templates that are not taken over, with a sentence for every mistake at once."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("templates.problems", count=len(sentences), first=sentences[0])
        self.sentences = sentences


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """Return the product's templates by their code."""
    return read_templates(resource("papers", "templates"))


def read_templates(folder: Path) -> dict[str, Template]:
    """Return the templates of a folder by their code, in the order of their files.

    Raises:
        TemplateProblems: with every mistake of every file.
    """
    found: dict[str, Template] = {}
    wrong: list[str] = []
    for file in sorted(folder.glob("*.toml")):
        template, sentences = _read(file)
        wrong += sentences
        if template is not None and template.code in found:
            wrong.append(_sentence(file, "templates.code_twice", {"code": template.code}))
        elif template is not None:
            found[template.code] = template
    if wrong:
        raise TemplateProblems(tuple(wrong))
    return found


def template_of(code: str) -> Template:
    """Return one template.

    Raises:
        Refusal: `templates.unknown` (template).
    """
    if code not in templates():
        raise Refusal("templates.unknown", template=code[:40])
    return templates()[code]


def _read(file: Path) -> tuple[Template | None, list[str]]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        return None, [_sentence(file, "templates.unreadable", {"why": str(broken)})]
    try:
        template = Template.model_validate(data)
    except ValidationError as error:
        return None, [each.sentence() for each in from_validation(error, data, Template, file=file.name)]
    return template, [_sentence(file, code, values) for code, values in faults_of(template)]


def _sentence(file: Path, code: str, values: Mapping[str, str]) -> str:
    words = tomllib.loads(resource("translations", "zh_CN", "refusals", "templates.toml").read_text(encoding="utf-8"))
    return f"文件 {file.name}：" + str(words[code]).format(**values)

import ast
import gettext
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.testing import is_korean

BACKEND = Path(__file__).parents[2]
CATALOGUES = sorted((BACKEND / "locale").glob("*/LC_MESSAGES/django.po"))


def marked_texts() -> Iterator[str]:
    """Every text that the code hands to gettext."""
    for path in BACKEND.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "gettext_lazy"}:
                text = node.args[0]
                assert isinstance(text, ast.Constant), f"{path}:{node.lineno} marks something else than a text"
                assert isinstance(text.value, str)
                yield text.value


def translations(language: str) -> gettext.GNUTranslations:
    with (BACKEND / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_text_is_said_in_english_too() -> None:
    english = translations("en")
    texts = set(marked_texts())
    assert len(texts) > 100
    untranslated = {text for text in texts if is_korean(english.gettext(text))}
    assert not untranslated


def test_no_translation_is_left_of_a_text_that_is_gone() -> None:
    stale = set(translations("en")._catalog) - set(marked_texts()) - {""}  # type: ignore[attr-defined]
    assert not stale


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_that_of_its_source(source: Path) -> None:
    if shutil.which("msgfmt") is None and os.environ.get("CI") != "true":
        pytest.skip("gettext is not installed")
    compiled = subprocess.run(["msgfmt", "-o", "-", source], check=True, capture_output=True).stdout
    assert source.with_suffix(".mo").read_bytes() == compiled, "run `make messages`"

"""The public interface of `datameent.disclosure`: its examples run, every name exists, and importing it is light."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys

from checks.tree import REPO

import datameent.disclosure

PAGINA = REPO / "docs" / "reference" / "onthulling-api.md"


def test_the_examples_of_the_page_run() -> None:
    uitslag = doctest.testfile(str(PAGINA), module_relative=False, encoding="utf-8")
    assert uitslag.attempted > 20
    assert uitslag.failed == 0


def test_every_public_name_exists_and_is_in_an_example_of_the_page() -> None:
    tekst = PAGINA.read_text(encoding="utf-8")
    voorbeelden = "".join(v.source for v in doctest.DocTestParser().get_examples(tekst))
    for naam in datameent.disclosure.__all__:
        assert getattr(datameent.disclosure, naam).__doc__, naam
        assert f"`{naam}`" in tekst, naam
        assert len(re.findall(rf"\b{naam}\b", voorbeelden)) > 1, f"{naam} is imported and used"
    assert dir(datameent.disclosure) == datameent.disclosure.__all__
    assert not hasattr(datameent.disclosure, "bestaat_niet")


def test_importing_it_loads_nothing_heavy() -> None:
    vraag = "import sys, datameent.disclosure; print([m for m in ('numpy', 'highspy', 'pydantic') if m in sys.modules])"
    gedaan = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True, check=True, cwd=REPO)
    assert gedaan.stdout.strip() == "[]"

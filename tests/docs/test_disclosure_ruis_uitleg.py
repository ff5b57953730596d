"""The page about noise shows the table that its own snippet makes."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from datameent.disclosure.ruis import STANDAARD, celsleutel

BLADZIJDE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "ruis.md"


def test_the_table_on_the_page_is_what_the_snippet_prints() -> None:
    tekst = BLADZIJDE.read_text(encoding="utf-8")
    gevonden = re.search(r"```python\n(.*?)```", tekst, re.DOTALL)
    assert gevonden is not None
    uitvoer = io.StringIO()
    with contextlib.redirect_stdout(uitvoer):
        exec(gevonden[1], {})
    assert "\n\n" + uitvoer.getvalue() + "\n" in tekst


def test_the_words_on_the_page_are_the_parameters() -> None:
    tekst = BLADZIJDE.read_text(encoding="utf-8")
    assert f"hoogstens **{STANDAARD.hoogste}**" in tekst
    assert f"variantie **{STANDAARD.variantie:.0f}**" in tekst
    assert STANDAARD.gesloten == 2
    assert "nooit 1 of 2" in tekst
    for sleutels in ([4_000_000_000, 500_000_000], [4_000_000_000, 500_000_000, 100]):
        assert f"{celsleutel(sleutels):,}".replace(",", ".") in tekst

"""The check before publication is no copy of the protection: it reaches none of its code, not even through others."""

from __future__ import annotations

import ast
from pathlib import Path

import datameent

SRC = Path(datameent.__file__).parent
MAG = {"datameent.disclosure.beleid", "datameent.disclosure.fouten"}
"""The policy is what both must know."""


def bestand(module: str) -> Path | None:
    pad = SRC.joinpath(*module.split(".")[1:])
    return next((p for p in (pad.with_suffix(".py"), pad / "__init__.py") if p.is_file()), None)


def geimporteerd(module: str) -> set[str]:
    """The modules of ours that run when this one is imported or used; what is for types only does not run."""
    pad = bestand(module)
    assert pad is not None
    boom = ast.parse(pad.read_text(encoding="utf-8"))
    alleen_types = {
        sub
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.If) and "TYPE_CHECKING" in ast.dump(knoop.test)
        for deel in knoop.body
        for sub in ast.walk(deel)
    }
    gevonden: set[str] = set()
    for knoop in ast.walk(boom):
        if knoop in alleen_types:
            continue
        if isinstance(knoop, ast.ImportFrom) and (knoop.module or "").startswith("datameent"):
            onder = {f"{knoop.module}.{n.name}" for n in knoop.names}
            gevonden |= {m for m in onder if bestand(m)} or {str(knoop.module)}
        elif isinstance(knoop, ast.Import):
            gevonden |= {n.name for n in knoop.names if n.name.startswith("datameent")}
    return gevonden


def bereikbaar(module: str) -> set[str]:
    gezien, open_ = set[str](), {module}
    while open_:
        hier = open_.pop()
        gezien.add(hier)
        open_ |= geimporteerd(hier) - gezien
    return gezien


def test_the_check_reaches_no_code_of_the_protection() -> None:
    modules = {m for m in bereikbaar("datameent.release.controle") if m.startswith("datameent.disclosure.")}
    assert modules <= MAG


def test_the_protection_reaches_no_code_of_the_check() -> None:
    for module in ("oordeel", "aanvullend", "marges", "optimum"):
        assert not {m for m in bereikbaar(f"datameent.disclosure.{module}") if m.startswith("datameent.release")}


def test_the_search_itself_sees_through_other_modules() -> None:
    assert "datameent.disclosure.eliminatie" in bereikbaar("datameent.release.build")

"""Which official rules there are, and which of them are checked."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from datameent.cli.opties import HomeOptie, JsonOptie
from datameent.cli.uitvoer import toon
from datameent.domain.errors import DatameentError, ExitStatus


def regels(
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="One code only, such as TR307.")] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Every official rule code with its status: checked, or why not. No home needed, so --home changes nothing."""
    entries = _regels(code)
    if code is not None and not entries:
        raise DatameentError(
            "DM-CLI-006", "There is no rule of that code in the register", "See all codes with `datameent regels`",
            exit_status=ExitStatus.USAGE,
        )  # fmt: skip
    lines = _een(entries) if code is not None else _tabel(entries)
    toon(entries, als_json, lines)


def _regels(code: str | None) -> list[dict[str, Any]]:
    from datameent.sources.istandaarden.regels.register import regels as register

    return [
        {
            "standaard": standaard,
            "code": r.code,
            "soort": r.soort,
            "niveau": r.niveau.value,
            "berichten": list(r.berichten[standaard]),
            "status": r.status.value,
            "reden": r.reden,
            "tekst": r.tekst,
            "retourcode": r.retourcode,
            "doen": r.doen,
            "door": r.door,
        }
        for r in register().values()
        if code is None or r.code == code.strip()
        for standaard in sorted(r.berichten)
    ]


def _een(entries: list[dict[str, Any]]) -> list[str]:
    first = entries[0]
    per = [f"{e['standaard']}: {' '.join(e['berichten']) or 'no message of its own'}" for e in entries]
    named = (("why not", "reden"), ("checked by", "door"), ("what to do", "doen"), ("return code", "retourcode"))
    return [
        f"{first['code']} ({first['soort']}, niveau {first['niveau']}): {first['status']}",
        first["tekst"],
        *(f"{label}: {first[key]}" for label, key in named if first[key]),
        *per,
    ]


def _tabel(entries: list[dict[str, Any]]) -> list[str]:
    by_code: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        by_code.setdefault(entry["code"], []).append(entry)
    rows = [
        f"{code:<9}{' '.join(e['standaard'] for e in same):<10}{same[0]['niveau']:<20}{same[0]['status']:<17}"
        f"{same[0]['reden'] or same[0]['tekst']}"
        for code, same in by_code.items()
    ]
    counts = Counter(same[0]["status"] for same in by_code.values())
    return [*rows, "", ", ".join(f"{n} {status}" for status, n in sorted(counts.items())) + f"; {len(by_code)} codes"]

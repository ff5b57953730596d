"""The synthetic municipality: generate, and demo, which runs the whole line on it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from datameent.cli.meting import Meting
from datameent.cli.opties import HomeOptie, JsonOptie, kies_home
from datameent.cli.uitvoer import meld, plat, toon, voortgang
from datameent.domain.home import Home

Inwoners = Annotated[int, typer.Option("--inwoners", min=1000, help="Inhabitants.")]
Jaren = Annotated[int, typer.Option("--jaren", min=1, help="Years, ending at the last full month.")]
Zaad = Annotated[int, typer.Option("--seed", help="Same seed, same municipality.")]
PlanOptie = Annotated[Path | None, typer.Option("--plan", help="YAML with planted parameters.")]

_STAND = "demo.json"


def _plan(inwoners: int, jaren: int, seed: int, tot: str | None, bestand: Path | None) -> Any:
    from datameent.demo import Plan

    basis = Plan.uit_yaml(bestand) if bestand else Plan()
    given: dict[str, Any] = {"inwoners": inwoners, "jaren": jaren, "seed": seed}
    if tot:
        given["tot"] = date.fromisoformat(tot)
    return basis.met(**given)


def generate(
    *,
    uit: Annotated[Path, typer.Option("--uit", metavar="DIR", help="Folder to write to.")],
    inwoners: Inwoners = 60_000,
    jaren: Jaren = 4,
    seed: Zaad = 1,
    plan: PlanOptie = None,
    tot: Annotated[
        str | None, typer.Option("--tot", metavar="JJJJ-MM-DD", help="Last full month before this day.")
    ] = None,
    als_json: JsonOptie = False,
) -> None:
    """Write a synthetic municipality: messages, population, postcodes and the planted truth."""
    from datameent.demo import generate as make

    with voortgang() as step:
        made = make(_plan(inwoners, jaren, seed, tot, plan), uit, voortgang=step)
    toon(made, als_json, [f"{made.berichten} messages, {made.prestaties} prestaties in {uit}"])


def demo(
    *,
    home: HomeOptie = None,
    inwoners: Inwoners = 60_000,
    jaren: Jaren = 4,
    seed: Zaad = 1,
    plan: PlanOptie = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop when the releases are there.")] = False,
    port: Annotated[int, typer.Option("--port", help="Port of the site.")] = 8000,
    als_json: JsonOptie = False,
) -> None:
    """A synthetic municipality through the whole line, and the site on it."""
    place = kies_home(home)
    asked = _plan(inwoners, jaren, seed, None, plan)
    document = _klaar(place, asked) or _draai_demo(place, asked)
    from datameent.web.accounts.beheer import demo_accounts
    from datameent.web.opzet import opzet

    opzet(place)
    accounts = demo_accounts(place)
    lines = [
        f"{document['berichten']} messages, {document['prestaties']} prestaties, {document['clienten']} clients, "
        f"{document['cellen']} cells of which {document['onderdrukt']} hidden, "
        f"in {document['seconden']['totaal']} s",
        "",
        "Demo accounts (role: user / password):",
        *(f"  {a.rol}: {a.gebruikersnaam} / {a.wachtwoord}" for a in accounts),
    ]
    toon(document, als_json, lines)
    if no_serve:
        return
    from datameent.web.server import serve

    meld(f"\nOpen http://127.0.0.1:{port} (stop with Ctrl-C)")
    serve(place, "127.0.0.1", port)


def _klaar(home: Home, plan: Any) -> dict[str, Any] | None:
    """What an earlier demo with this plan left, when its releases are still there."""
    try:
        kept: dict[str, Any] = json.loads((home.root / _STAND).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if kept.get("plan") != plan.vingerafdruk():
        return None
    document: dict[str, Any] = kept["uitkomst"]
    return document if all(Path(p).is_file() for p in document["releases"].values()) else None


def _draai_demo(home: Home, plan: Any) -> dict[str, Any]:
    from datameent.cli.keten import draai
    from datameent.demo import generate as make
    from datameent.lake.start import init_home

    with voortgang() as step, Meting() as meting:
        meld(f"Making a synthetic municipality of {plan.inwoners} inhabitants and loading {plan.jaren} years of it")
        init_home(home.root)
        with meting.stap("genereren"):
            make(plan, home.root / "demo", voortgang=step)
        outcome = draai(home, home.root / "demo", meting, step)
    outcome.seconden, outcome.piek_mb = meting.seconden, meting.piek_mb
    document: dict[str, Any] = plat(outcome)
    stand = json.dumps({"plan": plan.vingerafdruk(), "uitkomst": document}, indent=2)
    (home.root / _STAND).write_text(stand, encoding="utf-8")
    return document

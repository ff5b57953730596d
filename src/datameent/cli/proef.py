"""The synthetic municipality: generate, and demo, which runs the whole line on it."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from datameent.cli.meting import Meting
from datameent.cli.opties import HomeOptie, JsonOptie, kies_home
from datameent.cli.uitvoer import meld, plat, toon, voortgang
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home

if TYPE_CHECKING:
    from datameent.demo import Plan

Inwoners = Annotated[int | None, typer.Option("--inwoners", help="Inhabitants; 60000 unless the plan says so.")]
Jaren = Annotated[
    int | None, typer.Option("--jaren", help="Years up to the last full month; 4 unless the plan says so.")
]
Zaad = Annotated[int | None, typer.Option("--seed", help="Same seed, same municipality; 1 unless the plan says so.")]
_DAG = ["%Y-%m-%d"]
PlanOptie = Annotated[Path | None, typer.Option("--plan", help="YAML with planted parameters.")]

_STAND = "demo.json"


def _plan(bestand: Path | None, **gegeven: object) -> Plan:
    """The plan of the file, with what the command line says on top of it."""
    from datameent.demo import Plan

    given = {name: value for name, value in gegeven.items() if value is not None}
    return Plan.uit_yaml(bestand, **given) if bestand else Plan.van(given)


def _vingerafdruk(plan: Plan) -> str:
    """Tells plans apart. The day does not count: a demo that was made last month is still the demo."""
    return plan.model_copy(update={"tot": date(2000, 1, 1), "begin": None}).model_dump_json()


def generate(
    *,
    uit: Annotated[Path, typer.Option("--uit", metavar="DIR", help="Folder to write to.")],
    inwoners: Inwoners = None,
    jaren: Jaren = None,
    seed: Zaad = None,
    plan: PlanOptie = None,
    begin: Annotated[
        datetime | None, typer.Option("--begin", formats=_DAG, help="First day of the first month, instead of --jaren.")
    ] = None,
    tot: Annotated[
        datetime | None, typer.Option("--tot", formats=_DAG, help="Messages up to the last full month before this day.")
    ] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Write a synthetic municipality: messages, population, postcodes and the planted truth; no data home needed."""
    from datameent.demo import generate as make

    asked = _plan(
        plan,
        inwoners=inwoners,
        jaren=jaren,
        seed=seed,
        begin=begin and begin.date(),
        tot=tot and tot.date(),
    )
    with voortgang() as step:
        made = make(asked, uit, lambda done, total: step("months", done, total))
    toon(made, als_json, [f"{made.berichten} messages, {made.prestaties} prestaties in {uit}"])


def demo(
    *,
    home: HomeOptie = None,
    inwoners: Inwoners = None,
    jaren: Jaren = None,
    seed: Zaad = None,
    plan: PlanOptie = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop when the releases are there.")] = False,
    port: Annotated[int, typer.Option("--port", help="Port of the site.")] = 8000,
    als_json: JsonOptie = False,
) -> None:
    """A synthetic municipality through the whole line, and the site on it."""
    place = kies_home(home)
    asked = _plan(plan, inwoners=inwoners, jaren=jaren, seed=seed)
    document = _klaar(place, asked) or _draai_demo(place, asked)
    from datameent.web.accounts.beheer import demo_accounts
    from datameent.web.opzet import opzet
    from datameent.web.publicatie.beheer import publiceer_demo
    from datameent.web.voorbeelden import zet_voorbeelden

    opzet(place)
    accounts = demo_accounts(place)
    publiceer_demo(document["releases"])
    zet_voorbeelden(place)
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


def _klaar(home: Home, plan: Plan) -> dict[str, Any] | None:
    """What an earlier demo with this plan left, when its releases are still there.

    None when there is none, or when it was cut off: then it is made again. Refuses a home that holds something else.
    """
    from datameent.lake.stand import status

    try:
        kept: dict[str, Any] = json.loads((home.root / _STAND).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    if kept.get("plan") == _vingerafdruk(plan):
        document: dict[str, Any] | None = kept.get("uitkomst")
        return document if document and all(Path(p).is_file() for p in document["releases"].values()) else None
    if kept or (home.ledger.is_file() and status(home)["berichten"]):
        raise DatameentError(
            "DM-CLI-005",
            "This data home holds another demo or data of your own",
            "Choose another folder with --home",
            Plaats(bestand=str(home.root)),
            ExitStatus.USAGE,
        )
    return None


def _onthoud(home: Home, plan: Plan, uitkomst: dict[str, Any] | None) -> None:
    bestand = home.root / _STAND
    deel = bestand.with_suffix(".deel")
    deel.write_text(json.dumps({"plan": _vingerafdruk(plan), "uitkomst": uitkomst}, indent=2), encoding="utf-8")
    deel.replace(bestand)


def _noem(home: Home, naam: str) -> None:
    """Put the name of the synthetic municipality where the pages find it; a name someone chose stays."""
    bestand = home.config / "instellingen.yaml"
    tekst = bestand.read_text(encoding="utf-8")
    bestand.write_text(
        tekst.replace('gemeente_naam: "Voorbeeldgemeente"', f'gemeente_naam: "{naam}"'), encoding="utf-8"
    )


def _draai_demo(home: Home, plan: Plan) -> dict[str, Any]:
    from datameent.cli.keten import draai
    from datameent.demo import generate as make
    from datameent.lake.start import init_home

    with voortgang() as step, Meting() as meting:
        meld(f"Making a synthetic municipality of {plan.inwoners} inhabitants and loading {plan.jaren} years of it")
        init_home(home.root)
        _noem(home, plan.gemeente_naam)
        _onthoud(home, plan, None)
        shutil.rmtree(home.root / "demo", ignore_errors=True)  # of a demo that was cut off
        with meting.stap("genereren"):
            make(plan, home.root / "demo", lambda done, total: step("months", done, total))
        for pad in (home.vormen, home.inwoners):
            shutil.copyfile(home.root / "demo" / pad.name, pad)
        outcome = draai(home, home.root / "demo", meting, step)
    outcome.seconden, outcome.piek_mb = meting.seconden, meting.piek_mb
    document: dict[str, Any] = plat(outcome)
    _onthoud(home, plan, document)
    return document

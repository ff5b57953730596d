"""From the lake to people: cijfer, release, tabellen, audit, onderdruk."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import toon
from datameent.domain.errors import DatameentError, ExitStatus


class Kosten(StrEnum):
    """What hiding a cell costs."""

    PERSONEN = "personen"
    INFORMATIE = "informatie"


def _dag(text: str | None) -> date | None:
    return datetime.strptime(text, "%Y-%m-%d").date() if text else None


def _paren(items: list[str] | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in items or []:
        name, sep, code = item.partition("=")
        if not sep or not name or not code:
            raise DatameentError(
                "DM-CLI-002", "A filter is written DIM=CODE", "Write for example --waar wijk=WK999901",
                exit_status=ExitStatus.USAGE,
            )  # fmt: skip
        pairs[name] = code
    return pairs


def cijfer(
    indicator: Annotated[str, typer.Argument(help="Code of the indicator, such as UITGAVEN.")],
    *,
    doel: Annotated[str, typer.Option("--doel", help="The purpose code you work under; it is logged.")],
    per: Annotated[str, typer.Option("--per", help="Dimensions to break out, with commas: wijk,jaar.")] = "jaar,wet",
    waar: Annotated[list[str] | None, typer.Option("--waar", help="Filter DIM=CODE; may be repeated.")] = None,
    peildatum: Annotated[
        str | None, typer.Option("--peildatum", metavar="JJJJ-MM-DD", help="As it was known on that day.")
    ] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """One figure from the lake, for an analyst with a purpose; logged."""
    from datameent.cli.oordeel import primair_oordeel, ruis_van_beleid
    from datameent.indicators.cijfer import cijfer as ask

    place = open_home(home)
    answer = ask(
        place,
        indicator,
        per=tuple(p for p in per.split(",") if p),
        waar=_paren(waar),
        peildatum=_dag(peildatum),
        doel=doel,
        gebruiker=getpass.getuser(),
        beoordeel=primair_oordeel(place),
        ruis=ruis_van_beleid(place),
    )
    rows = [
        "  ".join([*(str(c) for c in cell.dimensies.values()), cell.status or str(cell.waarde)])
        for cell in answer.cellen
    ]
    noise = ", with noise: cells do not add up" if answer.methode == "ruis" else ""
    toon(answer, als_json, [f"{answer.naam} ({answer.eenheid}), peildatum {answer.peildatum}{noise}", *rows])


def release(
    doelgroep: Annotated[
        list[str], typer.Option("--doelgroep", help="Audience: beleid, raad, openbaar; may be repeated.")
    ],
    door: Annotated[
        str, typer.Option("--door", metavar="NAAM", help="Account of who makes it; else the name of the system user.")
    ] = "",
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Build, protect and audit a release: one immutable file per audience. Two people publish it on the site."""
    from datameent.release.build import bouw_release

    place = open_home(home)
    # In one process: what one audience measured, the next one need not ask the lake again.
    made = [bouw_release(place, name, door=door or getpass.getuser()) for name in doelgroep]
    lines = [f"{m.pad}: {m.cellen} cells, {m.onderdrukt} hidden" for m in made]
    toon(made[0] if len(made) == 1 else made, als_json, lines)


def tabellen(
    release_: Annotated[
        str, typer.Argument(metavar="RELEASE|DOELGROEP", help="A release, or the newest of an audience.")
    ],
    uit: Annotated[Path, typer.Option("--uit", metavar="DIR", help="Folder to write to.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Write the tables of a release as CSV with a description beside them."""
    from datameent.release.tabellen import schrijf_tabellen
    from datameent.release.vind import vind_release

    written = schrijf_tabellen(vind_release(open_home(home), release_), uit)
    toon({"map": uit, "tabellen": written}, als_json, [f"{len(written)} tables written to {uit}"])


def audit(
    release_: Annotated[
        str, typer.Argument(metavar="RELEASE|DOELGROEP", help="A release, or the newest of an audience.")
    ],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Attack a release; fails when anything is exposed."""
    from datameent.release.controle import controleer_release
    from datameent.release.verslag import leg_controle_vast
    from datameent.release.vind import vind_release

    place = open_home(home)
    found = vind_release(place, release_)
    verdict = controleer_release(place, found)
    if found.resolve().is_relative_to(place.releases.resolve()):
        leg_controle_vast(found, found, verdict.aantallen())
    lines = [
        f"{verdict.cellen} cells looked at, {verdict.onderdrukt} hidden, {len(verdict.blootgesteld)} exposed,"
        f" beside {len(verdict.naast)} other releases",
        *(f"  {rule}: {count}" for rule, count in sorted(verdict.per_regel().items())),
    ]
    toon(verdict, als_json, lines)
    if verdict.blootgesteld:
        raise typer.Exit(1)


def onderdruk(
    bestand: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Microdata or a table, with a header.")],
    *,
    dim: Annotated[list[str], typer.Option("--dim", help="COL, or COL:OUDER/OUDER+OUDER for hierarchies.")],
    drempel: Annotated[int, typer.Option("--drempel", help="Counts 1 to N-1 are unsafe.")],
    tel: Annotated[str | None, typer.Option("--tel", help="Column with counts.")] = None,
    som: Annotated[str | None, typer.Option("--som", help="Column with amounts.")] = None,
    contribuant: Annotated[str | None, typer.Option("--contribuant", help="Column that names the contributor.")] = None,
    nullen: Annotated[bool, typer.Option("--nullen", help="Zeros are unsafe too.")] = False,
    samen: Annotated[bool, typer.Option("--samen", help="Hidden cells under a total reach N together.")] = False,
    eenlingen: Annotated[
        bool, typer.Option("--eenlingen", help="Who is alone in a cell must not learn another.")
    ] = False,
    speling: Annotated[
        int, typer.Option("--speling", min=0, help="The least width of the interval of a hidden cell.")
    ] = 0,
    optimaal: Annotated[bool, typer.Option("--optimaal", help="The least possible loss; small tables only.")] = False,
    kosten: Annotated[Kosten, typer.Option("--kosten", help="What hiding costs.")] = Kosten.PERSONEN,
    uit: Annotated[Path | None, typer.Option("--uit", help="Write the protected table here.")] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Protect one table; no data home needed, so --home changes nothing."""
    from datameent.disclosure.csv_tabel import Wensen
    from datameent.release.onderdruk import onderdruk_bestand

    done = onderdruk_bestand(
        bestand,
        tel=tel,
        som=som,
        contribuant=contribuant,
        dimensies=dim,
        drempel=drempel,
        nullen=nullen,
        wensen=Wensen(samen, eenlingen, speling, optimaal, kosten.value),
        uit=uit,
    )
    line = f"{done.cellen} cells, {done.primair} primary, {done.secundair} secondary, {done.seconden:.2f} s"
    toon(done, als_json, [line])

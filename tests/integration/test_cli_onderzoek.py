"""The only way out for rows about persons: what it writes, and everything it refuses."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from datameent.agreements.onderzoek import TABELLEN, Onderzoeksovereenkomst
from datameent.cli.main import app
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from datameent.release.onderzoek import LEESMIJ, NUMMER, exporteer
from integration.release_home import maak_home, zet_kern

REPO = Path(__file__).resolve().parents[2]
VANDAAG = date.today()
MORGEN = {"naam": "B", "functie": "x", "datum": VANDAAG + timedelta(days=1)}
LEEFTIJD = {"kolom": "leeftijdsgroep", "rol": "quasi"}
NUMMERS = count(100)
GEMEENTE = [f"{n:032x}" for n in range(2**100, 2**100 + 24)]


def afspraak(**anders: Any) -> dict[str, Any]:
    """The example of `init` without its comment signs, valid today and signed."""
    tekst = (REPO / "src/datameent/config/onderzoek/voorbeeld.yaml").read_text(encoding="utf-8")
    regels = re.findall(r"^# ?(.*)$", tekst[tekst.index("# naam: voorbeeld") :], re.MULTILINE)
    document: dict[str, Any] = yaml.safe_load("\n".join(regels))
    document["geldig_vanaf"], document["geldig_tot"] = VANDAAG - timedelta(days=1), VANDAAG
    document["akkoord"] = [{"naam": n, "functie": "x", "datum": VANDAAG} for n in ("A. Eerste", "B. Tweede")]
    return {**document, "naam": "jeugd", **anders}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """24 persons, 12 in each of two wijken, each with one traject; products alternate."""
    plek = init_home(tmp_path_factory.mktemp("onderzoek") / "h")
    lake = Lake.open(plek)
    trajecten = [
        {
            "traject_id": f"t{n}", "wet": "wmo", "pseudoniem": wie, "productcategorie": "01" if n % 2 else "02",
            "aanbieder": "99000001", "wijk_code": f"WK99990{1 + n // 12}", "leeftijdsgroep": "18-64",
            "startdatum": date(2024, 1, 1 + n), "duur_dagen": 10 + n, "status": "loopt",
        }
        for n, wie in enumerate(GEMEENTE)
    ]  # fmt: skip
    mensen = [{"wet": "wmo", "pseudoniem": p, "geboortejaar": 1990, "geslacht": "2"} for p in GEMEENTE]
    zet_kern(lake, traject=trajecten, persoon=mensen)
    return plek


@pytest.fixture
def schrijf(home: Home) -> Callable[..., None]:
    def doe(**anders: Any) -> None:
        # Every agreement is a new version: what was agreed is not changed under one that was used.
        document = afspraak(**{"versie": f"1.{next(NUMMERS)}", **anders})
        (home.config / "onderzoek" / "jeugd.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")

    return doe


def lees(map_: Path) -> list[dict[str, str]]:
    with (map_ / "jeugd.csv").open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def weigert(home: Home, uit: Path, code: str, *woorden: str) -> DatameentError:
    log = home.logs / "verwerkingen.jsonl"
    regels = log.read_text() if log.exists() else ""
    with pytest.raises(DatameentError) as fout:
        exporteer(home, "jeugd", uit)
    assert fout.value.code == code
    assert all(w in str(fout.value) for w in woorden), str(fout.value)
    assert not (uit / "jeugd.csv").exists()
    assert (log.read_text() if log.exists() else "") == regels
    return fout.value


def test_the_command_writes_coarse_rows_a_leesmij_and_a_line_in_the_log(
    home: Home, schrijf: Callable[..., None], tmp_path: Path
) -> None:
    schrijf()
    uit = CliRunner().invoke(
        app,
        ["onderzoek", "--overeenkomst", "jeugd", "--uit", str(tmp_path / "uit"), "--home", str(home.root), "--json"],
    )
    assert uit.exit_code == 0, uit.output
    antwoord = json.loads(uit.stdout)
    assert antwoord["gemeten"] == {
        "rijen": 24, "personen": 24, "groepen": 2, "k": 12, "l": 2, "uniek_promille": 0, "uniek_alles_promille": 0
    }  # fmt: skip
    assert antwoord["eerder"] == 0
    rijen = lees(tmp_path / "uit")
    assert list(rijen[0]) == ["wijk_code", "leeftijdsgroep", "startdatum", "productcategorie", "duur_dagen"]
    assert {r["startdatum"] for r in rijen} == {"2024"}
    assert {r["duur_dagen"] for r in rijen} == {"0"}
    assert [tuple(r.values()) for r in rijen] == sorted(tuple(r.values()) for r in rijen)
    tekst = (tmp_path / "uit" / LEESMIJ).read_text(encoding="utf-8")
    assert "24 regels over 24 personen" in tekst
    assert "A. Eerste" in tekst
    regel = json.loads((home.logs / "verwerkingen.jsonl").read_text().splitlines()[-1])
    assert (regel["wat"], regel["doelen"], regel["bron"]) == ("onderzoek", ["onderzoek"], "onderzoek:jeugd")
    assert regel["aantallen"] == {"rijen": 24, "personen": 24, "k": 12}
    assert (tmp_path / "uit" / "jeugd.csv").stat().st_mode & 0o077 == 0


def test_a_number_means_nothing_elsewhere(home: Home, schrijf: Callable[..., None], tmp_path: Path) -> None:
    schrijf(persoonsnummer=True, kolommen=[
        {"kolom": "geslacht", "rol": "quasi"},
        {"kolom": "geboortejaar", "rol": "quasi", "grof": "per_5"},
        {"kolom": "duur_dagen", "rol": "gevoelig", "grof": "per_5"},
    ], l=2)  # fmt: skip
    volgorden = []
    for naam in ("een", "twee"):
        exporteer(home, "jeugd", tmp_path / naam)
        rijen = lees(tmp_path / naam)
        assert [r[NUMMER] for r in rijen] == [str(n) for n in range(1, 25)]
        assert {r["geboortejaar"] for r in rijen} == {"1990"}
        volgorden.append([r["duur_dagen"] for r in rijen])
        tekst = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / naam).iterdir())
        assert not any(p in tekst for p in GEMEENTE)
    # A key of its own for every file: the same persons, in another order.
    assert volgorden[0] != volgorden[1]
    assert sorted(volgorden[0]) == sorted(volgorden[1])


@pytest.mark.parametrize(
    ("anders", "code", "woorden"),
    [
        ({"geldig_tot": VANDAAG - timedelta(days=1)}, "DM-OVK-009", ["geldig_tot"]),
        ({"geldig_vanaf": VANDAAG + timedelta(days=1), "geldig_tot": VANDAAG + timedelta(days=2)}, "DM-OVK-009", []),
        ({"akkoord": []}, "DM-OVK-010", ["akkoord"]),
        ({"akkoord": [{"naam": n, "functie": "x", "datum": VANDAAG} for n in ("A. B", "a.  b")]}, "DM-OVK-010", []),
        ({"akkoord": [{"naam": "A", "functie": "x", "datum": VANDAAG}, MORGEN]}, "DM-OVK-010", []),
        ({"doel": "verkoop"}, "DM-OVK-005", ["doel"]),
        ({"k": 13}, "DM-ONT-016", ["13", "wijk_code"]),
        ({"l": 3}, "DM-ONT-016", ["productcategorie"]),
        ({"k": 4}, "DM-OVK-008", ["k"]),
        ({"l": 1}, "DM-OVK-008", ["l is at least 2"]),
        ({"kolommen": [{"kolom": "startdatum", "rol": "quasi"}]}, "DM-OVK-008", ["startdatum has grof jaar"]),
        ({"kolommen": [LEEFTIJD, {"kolom": "wijk_code", "rol": "gewoon"}]}, "DM-OVK-008", ["wijk_code has role quasi"]),
        ({"kolommen": [LEEFTIJD, {"kolom": "wet", "rol": "gewoon"}]}, "DM-OVK-008", ["wet has role quasi or gevoelig"]),
        ({"kolommen": [{"kolom": "wijk_code", "rol": "quasi", "hoogstens": 5}]}, "DM-OVK-008", ["is no number"]),
        (
            {"kolommen": [{"kolom": "duur_dagen", "rol": "quasi", "grof": "per_5", "minstens": 9, "hoogstens": 5}]},
            "DM-OVK-008",
            ["duur_dagen has minstens above hoogstens"],
        ),
        ({"kolommen": [{"kolom": "pseudoniem", "rol": "quasi"}]}, "DM-OVK-008", ["not one that may leave"]),
        ({"kolommen": [{"kolom": "traject_id", "rol": "quasi"}]}, "DM-OVK-008", []),
        ({"tabel": "persoon_buurt"}, "DM-OVK-008", ["tabel"]),
        ({"naam": "anders"}, "DM-OVK-008", ["naam"]),
        ({"extra": 1}, "DM-OVK-008", ["extra"]),
    ],
)  # fmt: skip
def test_refused_and_nothing_written(
    home: Home, schrijf: Callable[..., None], tmp_path: Path, anders: dict[str, Any], code: str, woorden: list[str]
) -> None:
    schrijf(**anders)
    fout = weigert(home, tmp_path / "uit", code, *woorden)
    assert not re.search(r"WK9999|18-64|[0-9a-f]{32}", str(fout))


def test_one_person_too_many_in_a_wijk_is_named_by_column_only(
    home: Home, schrijf: Callable[..., None], tmp_path: Path
) -> None:
    schrijf(kolommen=[
        {"kolom": "wijk_code", "rol": "quasi"},
        {"kolom": "duur_dagen", "rol": "quasi", "grof": "per_5"},
    ], l=1)  # fmt: skip
    fout = weigert(home, tmp_path / "uit", "DM-ONT-016", "duur_dagen")
    assert fout.where.kolom == "duur_dagen"


WIJK = {"kolom": "wijk_code", "rol": "quasi"}
DUUR = {"kolom": "duur_dagen", "rol": "gewoon", "grof": "per_10"}


def test_a_value_that_few_have_in_a_column_that_nobody_thought_of(
    home: Home, schrijf: Callable[..., None], tmp_path: Path
) -> None:
    """Durations 10 to 33, so 10, 10 and 4 persons per ten days: the last four stand out by what is called `gewoon`.

    From 20 on taken together, there are 10 and 14.
    """
    schrijf(kolommen=[WIJK, DUUR], l=1)
    fout = weigert(home, tmp_path / "uit", "DM-ONT-016", "Fewer than 10 persons have some value of: duur_dagen")
    assert "hoogstens" in fout.todo
    assert not re.search(r"\b30\b", str(fout))
    schrijf(kolommen=[WIJK, {**DUUR, "hoogstens": 20}], l=1)
    exporteer(home, "jeugd", tmp_path / "uit")
    assert {r["duur_dagen"] for r in lees(tmp_path / "uit")} == {"10", "20"}
    assert (
        "duur_dagen (naar beneden afgerond, per_10, 20 betekent 20 of meer)" in (tmp_path / "uit" / LEESMIJ).read_text()
    )
    schrijf(versie="1.1", kolommen=[WIJK, {**DUUR, "minstens": 20}], l=1)
    weigert(home, tmp_path / "twee", "DM-ONT-016", "duur_dagen")  # the 4 of 30 and more still stand out


def test_who_has_help_under_two_laws_is_one_human(tmp_path: Path) -> None:
    """Six persons of the Wmo and six of the Jeugdwet in one wijk. Their numbers do not tell who is who: six humans, or
    twelve. So k is 6, not 12, when the law is not among the columns.
    """
    plek = init_home(tmp_path / "h")
    wie = [(wet, f"{n:032x}") for n, wet in enumerate(["wmo"] * 6 + ["jeugdwet"] * 6)]
    trajecten = [{"traject_id": f"t{n}", "wet": w, "pseudoniem": p, "wijk_code": "WK999901", "status": "loopt"}
                 for n, (w, p) in enumerate(wie)]  # fmt: skip
    mensen = [{"wet": w, "pseudoniem": p, "geboortejaar": 2005, "geslacht": "2"} for w, p in wie]
    zet_kern(Lake.open(plek), traject=trajecten, persoon=mensen)

    def vraag(k: int) -> None:
        document = afspraak(kolommen=[WIJK], k=k, l=1)
        (plek.config / "onderzoek" / "jeugd.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")

    vraag(7)
    weigert(plek, tmp_path / "uit", "DM-ONT-016", "The file is about fewer than 7 persons")
    vraag(6)
    gemeten = exporteer(plek, "jeugd", tmp_path / "uit").gemeten
    assert (gemeten.personen, gemeten.k) == (12, 6)


def test_what_was_agreed_is_not_changed_under_the_same_version(
    home: Home, schrijf: Callable[..., None], tmp_path: Path
) -> None:
    schrijf(versie="3")
    zegel = (exporteer(home, "jeugd", tmp_path / "een"), json.loads(
        (home.logs / "verwerkingen.jsonl").read_text().splitlines()[-1])["overeenkomst_versie"])[1]  # fmt: skip
    assert re.fullmatch(r"3 [0-9a-f]{16}", zegel)
    assert zegel.split()[1] in (tmp_path / "een" / LEESMIJ).read_text()
    schrijf(versie="3", akkoord=[{"naam": n, "functie": "x", "datum": VANDAAG} for n in ("A", "B", "C")])
    assert exporteer(home, "jeugd", tmp_path / "nog").eerder >= 1  # the same again, with one more name: fine
    schrijf(versie="3", kolommen=[WIJK, {"kolom": "geslacht", "rol": "quasi"}], l=1)
    weigert(home, tmp_path / "twee", "DM-OVK-013", "versie")
    schrijf(versie="4", kolommen=[WIJK, {"kolom": "geslacht", "rol": "quasi"}], l=1)
    uit = CliRunner().invoke(
        app, ["onderzoek", "--overeenkomst", "jeugd", "--uit", str(tmp_path / "twee"), "--home", str(home.root)]
    )
    assert uit.exit_code == 0, uit.output
    assert "Side by side, files tell more" in uit.output


def test_a_folder_in_use_no_agreement_and_a_purpose_that_the_sources_do_not_allow(
    home: Home, schrijf: Callable[..., None], tmp_path: Path
) -> None:
    schrijf()
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets").write_text("x")
    weigert(home, tmp_path / "vol", "DM-OVK-011")
    for naam in ("weg", "../jeugd", "voorbeeld"):
        with pytest.raises(DatameentError) as fout:
            exporteer(home, naam, tmp_path / "uit")
        assert fout.value.code == ("DM-OVK-008" if naam == "voorbeeld" else "DM-OVK-007")
    bron = home.overeenkomsten / "iwmo.yaml"
    tekst = bron.read_text(encoding="utf-8")
    try:
        bron.write_text(tekst.replace("onderzoek, ", ""), encoding="utf-8")
        weigert(home, tmp_path / "uit", "DM-OVK-006")
    finally:
        bron.write_text(tekst, encoding="utf-8")


def test_every_column_that_may_leave_is_in_the_kern_and_none_points_at_a_person() -> None:
    from datameent.agreements.onderzoek import PERSOON
    from datameent.lake import schemas

    for tabel, kolommen in TABELLEN.items():
        eigen = set(schemas.schema("kern", tabel).names)
        assert set(kolommen) - set(PERSOON) <= eigen
        assert set(PERSOON) <= set(schemas.schema("kern", "persoon").names)
        assert not [k for k in kolommen if re.search(r"pseudoniem|nummer|_id$|buurt|maand$", k) and k != "maand"]
    Onderzoeksovereenkomst.model_validate(afspraak())


# Modules that read the lake, and write files or answers: what each of them writes instead of rows about persons.
_SCHRIJVERS = {
    "release/onderzoek.py": "microdata, under an agreement",
    "lake/reservekopie.py": "a copy of the whole data home, for whoever keeps it",
}
_SCHRIJFT = re.compile(
    r"csv\.(writer|DictWriter)|write_csv|to_csv|write_table|to_parquet|write_text|write_bytes|json\.dump\(|fdopen"
    r"|open\([^)]*[\"'][wax]b?[\"']|stdout\.write"
)
_LEEST_KERN = re.compile(r"tabel\([^)]*[\"']kern[\"']|KERN_TABELLEN|Lake\.open")


def test_no_other_code_reads_the_kern_and_writes_a_file() -> None:
    bron = REPO / "src" / "datameent"
    gevonden = {
        pad.relative_to(bron).as_posix()
        for pad in bron.rglob("*.py")
        if _SCHRIJFT.search(tekst := pad.read_text(encoding="utf-8")) and _LEEST_KERN.search(tekst)
    }
    assert gevonden == set(_SCHRIJVERS)
    web = [p for p in (bron / "web").rglob("*.py") if re.search(r"datameent\.(lake|kern|indicators)", p.read_text())]
    assert not web


# What every command gives out. A new command fails this test until somebody thought about it.
_ZONDER_PERSONEN = {
    "init", "generate", "demo", "standaard add", "ingest", "build", "herlaad", "onderdruk", "serve", "gebruiker add",
    "sleutels wissel", "backup", "restore", "bewaartermijn", "regels", "check", "gebruiker rol", "gebruiker bereik",
    "gebruiker wachtwoord", "gebruiker tweestap-weg", "gebruiker sluit", "gebruiker heropen", "gebruiker lijst",
    "logboek controleer", "logboek export",
    "token maak", "token lijst", "token intrekken", "restore-database", "verify", "opendata", "herinneringen",
}  # fmt: skip
_GEPROBEERD = {"cijfer", "release", "tabellen", "audit", "status", "onderzoek"}


def test_nothing_that_any_command_gives_out_holds_a_pseudonym(tmp_path: Path) -> None:
    from checks.commands import all_commands

    assert set(all_commands()) == _ZONDER_PERSONEN | _GEPROBEERD
    home = maak_home(tmp_path / "h", personen=60, maanden=3)
    plan = {
        "versie": "1",
        "eigenaar": "x",
        "doelgroepen": {"raad": {"clienten": [["jaar", "wet"], ["jaar", "wet", "wijk"]]}},
    }
    (home.config / "tabellenplan.yaml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    lake = Lake.open(home)
    con = lake.engine()
    # Names that cannot be part of another word.
    kosten = con.to_pyarrow(lake.tabel(con, "kern", "kostenmaand")).to_pylist()
    con.disconnect()
    for rij in kosten:
        rij["pseudoniem"] = f"{int(rij['pseudoniem'][1:]) + 16**31:032x}"
    zet_kern(lake, kostenmaand=kosten)
    pseudoniemen = {r["pseudoniem"] for r in kosten}
    uit = tmp_path / "uit"
    opdrachten = [
        ["status"], ["cijfer", "clienten", "--doel", "beleid"],
        ["release", "--doelgroep", "raad"], ["tabellen", "raad", "--uit", str(uit / "tabellen")], ["audit", "raad"],
    ]  # fmt: skip
    gezegd = ""
    for opdracht in opdrachten:
        antwoord = CliRunner().invoke(app, [*opdracht, "--home", str(home.root), "--json"])
        assert antwoord.exit_code == 0, (opdracht, antwoord.output, antwoord.exception)
        gezegd += antwoord.output
    buiten = [p for map_ in (uit, home.releases, home.logs) for p in map_.rglob("*") if p.is_file()]
    assert any(p.suffix == ".sqlite" for p in buiten)
    inhoud = b"".join(p.read_bytes() for p in buiten) + gezegd.encode()
    assert not [p for p in pseudoniemen if p.encode() in inhoud]

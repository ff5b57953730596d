"""A release file: what was written is what is read, from many threads, and nothing else opens."""

from __future__ import annotations

import ast
import sqlite3
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.release import read as read_module
from datameent.release.read import Dimensiewaarde, Release, ReleaseCel, ReleaseMeta, TabelKop, newest
from datameent.release.schema import DIMENSIES, TOTAAL
from datameent.release.schrijf import Inhoud, schrijf_release

META = ReleaseMeta(
    release_id="raad-2025-03-31-abc",
    doelgroep="raad",
    peildatum=date(2025, 3, 31),
    gemaakt_op="2025-04-02T10:00:00+00:00",
    gemeente_code="9999",
    gemeente_naam="Voorbeeldstad",
    versie="0.1.0",
    minimum_personen=10,
    cellen=4,
    onderdrukt=1,
    beleid={"minimum_personen": 10},
    verlies={},
    vingerafdruk_bron="f" * 64,
)


def cel(wijk: str, waarde: int | None, status: Status = Status.GEPUBLICEERD, jaar: str = "2024") -> ReleaseCel:
    sleutel = (jaar, *({"wet": "wmo", "wijk": wijk}.get(d, TOTAAL) for d in DIMENSIES))
    return ReleaseCel.van(("clienten", "jaar", *sleutel), waarde, status, voorlopig=False)


def inhoud(**anders: object) -> Inhoud:
    basis = Inhoud(
        meta=META,
        indicatoren={
            "uitgaven": {"naam": "Uitgaven"},
            "clienten": {"naam": "Cliënten", "eenheid": "personen"},
        },
        dimensies=[
            Dimensiewaarde("wijk", TOTAAL, "Hele gemeente", None, 0),
            Dimensiewaarde("wijk", "WK999902", "Aker", TOTAAL, 1),
            Dimensiewaarde("wijk", "WK999901", "Zuid", TOTAAL, 2),
        ],
        tabellen=[TabelKop(1, "clienten-wijk-jaar", "clienten", "jaar", ("wet", "wijk"), "frequentie", "personen")],
        cellen=[
            cel(TOTAAL, 40),
            cel("WK999901", 30),
            cel("WK999902", None, Status.TE_WEINIG_PERSONEN),
            cel(TOTAAL, 41, jaar="2023"),
        ],
        overeenkomsten={"iwmo": {"doel": "beleid"}},
    )
    return replace(basis, **anders)  # type: ignore[arg-type]


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Release.open(schrijf_release(tmp_path / "raad" / "raad-2025-03-31-abc.sqlite", inhoud()))


def test_reads_back_what_was_written(release: Release) -> None:
    assert release.meta == META
    assert [i.code for i in release.indicatoren()] == ["uitgaven", "clienten"]
    assert release.definitie("clienten") == {"naam": "Cliënten", "eenheid": "personen"}
    assert release.tabellen()[0].dimensies == ("wet", "wijk")
    assert release.overeenkomsten()[0].kaart == {"doel": "beleid"}
    assert release.label("wijk", "WK999902") == "Aker"
    assert release.label("wijk", "WK999909") == "WK999909"


def test_cells_are_held_broken_out_and_ordered_by_label_order(release: Release) -> None:
    per_wijk = release.cellen("clienten", "jaar", per=("wijk",), waar={"wet": "wmo", "periode": "2024"})
    assert [(c.wijk, c.waarde, c.status) for c in per_wijk] == [
        ("WK999902", None, Status.TE_WEINIG_PERSONEN),
        ("WK999901", 30, Status.GEPUBLICEERD),
    ]
    totalen = release.cellen("clienten", "jaar", per=("wet",))
    assert [(c.periode, c.waarde) for c in totalen] == [("2023", 41), ("2024", 40)]
    assert release.cellen("clienten", "jaar") == ()  # no total over laws was published
    both = release.cellen("clienten", "jaar", waar={"wet": "wmo", "wijk": ["WK999901", TOTAAL], "periode": "2024"})
    assert [c.waarde for c in both] == [40, 30]
    one = release.cel("clienten", "jaar", "2024", wet="wmo", wijk="WK999901")
    assert one is not None
    assert one.code("wijk") == "WK999901"
    assert release.cel("clienten", "jaar", "1999", wet="wmo") is None


@pytest.mark.parametrize(("korrel", "per"), [("week", ()), ("jaar", ("straat",)), ("jaar", ("waarde",))])
def test_an_unknown_question_is_refused(release: Release, korrel: str, per: tuple[str, ...]) -> None:
    with pytest.raises(DatameentError) as fout:
        release.cellen("clienten", korrel, per)
    assert fout.value.code == "DM-REL-004"


def test_an_unknown_indicator_has_no_definition(release: Release) -> None:
    with pytest.raises(DatameentError) as fout:
        release.definitie("x' OR 1=1")
    assert fout.value.code == "DM-REL-004"
    assert "OR 1=1" not in str(fout.value)


def test_many_threads_read_the_same_release(release: Release) -> None:
    def lees(_: int) -> list[int | None]:
        return [c.waarde for c in release.cellen("clienten", "jaar", per=("wet", "wijk"))]

    with ThreadPoolExecutor(8) as pool:
        assert {tuple(r) for r in pool.map(lees, range(200))} == {(None, 30)}
    release.close()


def test_a_release_cannot_be_written_to(release: Release) -> None:
    assert stat.S_IMODE(release.pad.stat().st_mode) == 0o444
    with pytest.raises(sqlite3.OperationalError):
        release._rijen("DELETE FROM cel")


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    een = schrijf_release(tmp_path / "a.sqlite", inhoud())
    twee = schrijf_release(tmp_path / "b.sqlite", inhoud(cellen=list(reversed(list(inhoud().cellen)))))
    assert een.read_bytes() == twee.read_bytes()


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatameentError) as fout:
        schrijf_release(tmp_path / "a.sqlite", inhoud(cellen=[cel(TOTAAL, 1), cel(TOTAAL, 2)]))
    assert fout.value.code == "DM-REL-014"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "vol").write_text("")
    with pytest.raises(DatameentError) as fout:
        schrijf_release(tmp_path / "vol" / "a.sqlite", inhoud())
    assert fout.value.code == "DM-REL-005"


def test_what_is_not_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatameentError) as fout:
        Release.open(tmp_path / "weg.sqlite")
    assert fout.value.code == "DM-REL-001"
    (tmp_path / "x.sqlite").write_text("geen database" * 100)
    with pytest.raises(DatameentError) as fout:
        Release.open(tmp_path / "x.sqlite")
    assert fout.value.code == "DM-REL-002"
    ander = schrijf_release(tmp_path / "y.sqlite", inhoud(meta=replace(META, schema_versie=99)))
    with pytest.raises(DatameentError) as fout:
        Release.open(ander)
    assert fout.value.code == "DM-REL-003"


def test_newest_is_the_latest_date_then_the_latest_made(tmp_path: Path) -> None:
    assert newest(tmp_path, "raad") is None
    for naam, gemaakt in [
        ("raad-2025-03-31-bbb", "2025-04-02T10"),
        ("raad-2025-03-31-aaa", "2025-04-03T10"),
        ("raad-2025-02-28-ccc", "2025-05-01T10"),
    ]:
        schrijf_release(tmp_path / "raad" / f"{naam}.sqlite", inhoud(meta=replace(META, gemaakt_op=gemaakt)))
    gevonden = newest(tmp_path, "raad")
    assert gevonden is not None
    assert gevonden.name == "raad-2025-03-31-aaa.sqlite"


def test_reading_imports_only_the_standard_library_and_domain() -> None:
    todo, seen = [read_module.__file__], set[str]()
    while todo:
        pad = todo.pop()
        for node in ast.walk(ast.parse(Path(pad or "").read_text(encoding="utf-8"))):
            namen = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                namen = [node.module or ""]
            for naam in namen:
                assert naam.split(".")[0] in {*sys.stdlib_module_names, "datameent"}
                if naam.startswith("datameent.") and naam not in seen:
                    assert naam.startswith(("datameent.domain.", "datameent.release."))
                    seen.add(naam)
                    todo.append(sys.modules[naam].__file__)
    mag = {f"datameent.release.{n}" for n in ("achtergrond", "celvraag", "fouten", "schema")}
    assert {n for n in seen if "release" in n} == mag

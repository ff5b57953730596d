"""The official sample messages, through the command line, into a lake: not only what we generate ourselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from tests.functional.conftest import Draai

from datameent.domain.home import Home

pytestmark = pytest.mark.material

# Counted in the files by hand: message type -> rows it carries. Three samples break official rules themselves: JW317
# (a period that ends before it begins), JW323 (a line and its help twice) and WMO317 (what is new begins today).
IJW = {"301": 2, "305": 2, "307": 2}
IWMO = {"301": 1, "305": 2, "315": 2, "323": 4}
REGELS = {"JW317.xml": {"CS003"}, "JW323.xml": {"TR101", "TR416"}, "WMO317.xml": {"TR380"}}
TABEL = {"301": "toegewezen_product", "305": "start_product", "307": "stop_product", "315": "aangevraagd_product"}


@pytest.fixture(scope="module")
def gevuld(datameent: Draai, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """A home with both standards configured and every sample offered, and what each load said."""
    home = tmp_path_factory.mktemp("echt") / "home"
    material = shared_data / "istandaarden"
    assert datameent("init", home).status == 0
    loads = {}
    for naam in ("ijw", "iwmo"):
        added = datameent("standaard", "add", naam, "3.2", material / f"{naam}-3.2", "--home", home)
        assert added.status == 0, added.fout
        loads[naam] = datameent("ingest", material / f"{naam}-3.2/berichten", "--bron", naam, "--home", home, "--json")
    return {"home": home, **loads}


def _tabel(home: object, naam: str, wet: str):  # type: ignore[no-untyped-def]
    from datameent.lake.store import Lake

    lake = Lake.open(Home(Path(str(home))))
    con = lake.engine()
    table = lake.tabel(con, "bron", naam)
    return table.filter(table.wet == wet).to_pyarrow()


def test_every_valid_sample_loads_and_the_broken_one_does_not(gevuld: dict[str, object]) -> None:
    ijw, iwmo = gevuld["ijw"], gevuld["iwmo"]
    assert iwmo.status == 1, iwmo.fout  # type: ignore[attr-defined]
    assert (iwmo.json["berichten"], iwmo.json["prestaties"], iwmo.json["afgekeurd"]) == (4, 4, 1)  # type: ignore[attr-defined]
    assert ijw.status == 1  # type: ignore[attr-defined]
    assert (ijw.json["berichten"], ijw.json["prestaties"], ijw.json["afgekeurd"]) == (7, 0, 3)  # type: ignore[attr-defined]


def test_amounts_are_those_of_the_files(gevuld: dict[str, object]) -> None:
    jeugd = _tabel(gevuld["home"], "prestatie", "jeugdwet")
    wmo = _tabel(gevuld["home"], "prestatie", "wmo")
    assert jeugd.num_rows == 0
    assert (wmo.num_rows, pc.sum(wmo["bedrag_cent"]).as_py()) == (4, 58_000)


@pytest.mark.parametrize(("wet", "telling"), [("jeugdwet", IJW), ("wmo", IWMO)])
def test_rows_per_message_type(gevuld: dict[str, object], wet: str, telling: dict[str, int]) -> None:
    for bericht, tabel in TABEL.items():
        assert _tabel(gevuld["home"], tabel, wet).num_rows == telling.get(bericht, 0), tabel
    assert _tabel(gevuld["home"], "verzoek_wijziging", wet).num_rows == telling.get("317", 0)


def test_the_quarantine_names_line_element_and_rule_and_no_value(gevuld: dict[str, object]) -> None:
    said = gevuld["ijw"].json["bevindingen"]  # type: ignore[attr-defined]
    said += gevuld["iwmo"].json["bevindingen"]  # type: ignore[attr-defined]
    per_file: dict[str, list[dict[str, Any]]] = {}
    for finding in said:
        if finding["ernst"] == "fout":
            per_file.setdefault(finding["plaats"]["bestand"].rsplit("/", 1)[-1], []).append(finding)
    findings = per_file.pop("JW315.xml")
    assert {name: {f["code"] for f in found} for name, found in per_file.items()} == REGELS
    assert all("[1]" in f["plaats"]["element"] or "[2]" in f["plaats"]["element"] for f in per_file["JW323.xml"])
    assert {f["plaats"]["regel"] for f in findings} == {44, 66}
    for finding in findings:
        assert "ToewijzingEinddatum" in finding["plaats"]["element"]
        assert finding["code"].startswith("DM-")
        assert finding["tekst"]
    assert "2027-06-31" not in gevuld["ijw"].uit + gevuld["ijw"].fout  # type: ignore[attr-defined]


def test_loading_again_changes_nothing(gevuld: dict[str, object], datameent: Draai, shared_data: Path) -> None:
    folder = shared_data / "istandaarden/iwmo-3.2/berichten"
    again = datameent("ingest", folder, "--bron", "iwmo", "--home", str(gevuld["home"]), "--json")
    assert (again.json["berichten"], again.json["al_geladen"]) == (0, 4)
    assert _tabel(gevuld["home"], "prestatie", "wmo").num_rows == 4


def test_check_says_the_same_without_loading(datameent: Draai, shared_data: Path, gevuld: dict[str, object]) -> None:
    broken = shared_data / "istandaarden/ijw-3.2/berichten/JW315.xml"
    said = datameent("check", broken, "--home", str(gevuld["home"]), "--json")
    assert said.status == 1
    assert {(f["ernst"], f["niveau"]) for f in said.json["bevindingen"]} == {("fout", "xsd")}
    # JW301 keeps every rule within itself; the requests it says it answers are among no samples.
    good = shared_data / "istandaarden/ijw-3.2/berichten/JW301.xml"
    said = datameent("check", good, "--home", str(gevuld["home"]), "--json")
    assert {(f["code"], f["niveau"]) for f in said.json["bevindingen"]} == {("TR379", "berichtoverstijgend")}

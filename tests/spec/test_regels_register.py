"""The register against the official material (every code, return code and messages) and against the functions."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from datameent.regels.eigen import EIGEN
from datameent.regels.toets import toetsen
from datameent.regels.uitleg import uitleg
from datameent.sources.codes import Code
from datameent.sources.istandaarden.regels.model import Niveau, Regel, Status
from datameent.sources.istandaarden.regels.register import regels
from datameent.sources.istandaarden.regels.toets import TOETSEN

RETOUR = ("302", "306", "308", "316", "318", "320")
BUITEN = frozenset(("xsd", "specificatie", "lezer", "kwaliteit"))
SOORT = {
    "Technische regel": "technische regel",
    "Conditie": "conditie",
    "Constraint": "constraint",
    "Bedrijfsregel": "bedrijfsregel",
    "Invulinstructie": "invulinstructie",
    "Uitgangspunt": "uitgangspunt",
}
NIVEAU = {
    "berichtformaat (xsd)": Niveau.XSD,
    "bericht inhoud (xslt)": Niveau.BERICHT,
    "berichtoverstijgend": Niveau.OVERSTIJGEND,
    "externe bron": Niveau.EXTERN,
    "": Niveau.GEEN,
}
# The folder of iWmo has only part of the business rules; the rest is named in its principles, in a text that was taken
# over from iJw. These are about youth help only: parental authority, and the municipality where a child lived.
ALLEEN_JEUGD = frozenset(("OP001", "OP002", "OP359"))
# The file of iWmo names the start only; the rule itself, in both laws, is about start and stop.
ANDERS_BIJ_IWMO = {"TR019": {"307"}}


def _berichten(naam: str) -> tuple[str, ...]:
    rest = re.sub(r"^(JW|WMO)\s*", "", naam.strip())
    return RETOUR if rest == "Retour" else (rest,)


@cache
def ijw(shared: Path) -> dict[str, dict[str, str]]:
    """The list of all rules of iJw, by code."""
    path = shared / "istandaarden/ijw-3.2/regels/Regels iStandaarden iJw versie 3.2.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["Regelcode"]: row for row in csv.DictReader(file) if row["Regelcode"]}


@cache
def ijw_berichten(shared: Path) -> dict[str, set[str]]:
    """On which messages of iJw a rule stands, by code."""
    path = shared / "istandaarden/ijw-3.2/regels/Regels per data-element in een bericht.csv"
    found: dict[str, set[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["Regelcode"]:
                found.setdefault(row["Regelcode"], set()).update(_berichten(row["Bericht"]))
    return found


@cache
def iwmo_elementen(shared: Path) -> dict[str, tuple[set[str], str]]:
    """Conditions, constraints and restrictions of iWmo: messages and return code, by code."""
    (path,) = (shared / "istandaarden/iwmo-3.2/regels/condities-constraints").iterdir()
    found: dict[str, tuple[set[str], str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) >= 10 and cells[0].startswith("WMO"):
            messages, _ = found.setdefault(cells[7], (set(), cells[10] if len(cells) > 10 else ""))
            messages.update(_berichten(cells[0]))
    return found


@cache
def iwmo_technisch(shared: Path) -> dict[str, tuple[set[str], str]]:
    """Technical rules of iWmo, one file each: messages and return code, by code."""
    found = {}
    for path in _bestanden(shared, "technische-regels"):
        text = path.read_text(encoding="utf-8")
        used = text.partition("## Gebruik in berichten")[2].partition("\n## ")[0]
        code = re.search(r"\|\s*Retourcode\s*\|\s*([^|]*?)\s*\|", text)
        messages = {b for name in re.findall(r"WMO(?: Retour|\d{3})", used) for b in _berichten(name)}
        found[path.name.split(".")[0]] = (messages, code[1].replace("n.v.t.", "") if code else "")
    return found


def _bestanden(shared: Path, soort: str) -> Iterator[Path]:
    folder = shared / "istandaarden/iwmo-3.2/regels" / soort
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def iwmo_codes(shared: Path) -> set[str]:
    """Every code the iWmo material has."""
    (principles,) = _bestanden(shared, "uitgangspunten")
    named = set(re.findall(r"\b(?:OP\d+|UP\d{3})\b", principles.read_text(encoding="utf-8"))) - ALLEEN_JEUGD
    files = {
        match[0]
        for soort in ("bedrijfsregels", "invulinstructies")
        for path in _bestanden(shared, soort)
        if (match := re.search(r"(?:OP|IV)\d+(?:x\d)?", path.name))
    }
    return named | files | set(iwmo_technisch(shared)) | set(iwmo_elementen(shared))


def van(standaard: str) -> dict[str, Regel]:
    return {code: entry for code, entry in regels().items() if standaard in entry.berichten}


def test_every_code_of_ijw_is_here_and_none_besides(shared_data: Path) -> None:
    assert set(van("ijw")) == set(ijw(shared_data))


def test_every_code_of_iwmo_is_here_and_none_besides(shared_data: Path) -> None:
    ours = set(van("iwmo"))
    missing = iwmo_codes(shared_data) - ours
    assert not missing
    # What iWmo lacks as a file but stands in the full list of iJw on a message that both have, may be here.
    assert ours - iwmo_codes(shared_data) <= {c for c in ijw(shared_data) if c[:2] in ("RS", "CS", "CD")}


def test_kind_level_and_return_code_are_the_official_ones(shared_data: Path) -> None:
    wrong = []
    for code, row in ijw(shared_data).items():
        entry = regels()[code]
        kind = "restrictie" if code.startswith("RS") else SOORT[row["Type"]]
        said = (entry.soort, entry.niveau, entry.retourcode)
        official = (kind, NIVEAU[row["Controleniveau"].strip()], row["Retourcode"].strip())
        if said != official:
            wrong.append((code, said, official))
    assert not wrong


def test_messages_of_ijw_are_the_official_ones(shared_data: Path) -> None:
    official = ijw_berichten(shared_data)
    wrong = {c: (e.berichten["ijw"], sorted(official.get(c, ()))) for c, e in van("ijw").items()
             if set(e.berichten["ijw"]) != official.get(c, set())}  # fmt: skip
    assert not wrong


def test_messages_and_return_codes_of_iwmo_are_the_official_ones(shared_data: Path) -> None:
    wrong = {}
    for code, (messages, retourcode) in {**iwmo_elementen(shared_data), **iwmo_technisch(shared_data)}.items():
        entry = regels()[code]
        here = messages | ANDERS_BIJ_IWMO.get(code, set())
        if (set(entry.berichten["iwmo"]), entry.retourcode) != (here, retourcode):
            wrong[code] = (entry.berichten["iwmo"], entry.retourcode, sorted(messages), retourcode)
    assert not wrong


def test_messages_of_the_business_rules_of_iwmo(shared_data: Path) -> None:
    """Those files say in a line or a heading for which messages they are; a file that says none is about return
    messages."""
    for path in _bestanden(shared_data, "bedrijfsregels"):
        code = re.search(r"OP\d+(?:x\d)?", path.name)
        text = path.read_text(encoding="utf-8")
        messages = set(re.findall(r"(?i:wmo)\s?(\d{3})", text[text.find("Berichttype") :][:250]))
        assert code is not None
        assert set(regels()[code[0]].berichten["iwmo"]) == (messages or set(RETOUR)), code[0]


def functies() -> set[str]:
    """Codes that a function checks, within one message or across messages."""
    return {t.code for t in toetsen()} | set(TOETSEN)


@pytest.mark.parametrize("code", sorted(regels()))
def test_status_is_true(code: str) -> None:
    entry = regels()[code]
    if entry.status is not Status.GEIMPLEMENTEERD:
        assert len(entry.reden) > 20
        assert not entry.door
        assert code not in functies()
        return
    if not entry.door:
        assert code in functies()
        return
    for by in entry.door.split(", "):
        assert by in BUITEN or (regels()[by].status is Status.GEIMPLEMENTEERD and by != code), by


def test_every_function_has_an_entry() -> None:
    assert functies() <= set(regels()) | set(EIGEN)
    assert not set(EIGEN) & set(regels())


def test_texts_are_our_own_and_in_plain_words(shared_data: Path) -> None:
    """No sentence of the standard is copied, and none is too long to read."""
    official = {re.sub(r"\W+", "", row["Titel"].partition(":")[2]).lower() for row in ijw(shared_data).values()}
    for code, entry in regels().items():
        assert re.sub(r"\W+", "", entry.tekst).lower() not in official, code
        assert len(entry.tekst.split()) <= 40, code


def test_every_refusal_of_a_message_is_explained_to_its_sender() -> None:
    over_bericht = {c.value for c in Code if c.value[:6] in ("DM-BST", "DM-XML", "DM-BER", "DM-XSD")}
    assert over_bericht - {Code.LIMIETEN_ONGELDIG.value} <= set(uitleg())
    assert all(u.tekst.endswith(".") and u.doen.endswith(".") for u in uitleg().values())


def test_the_schema_has_every_restriction_it_is_said_to_check(shared_data: Path) -> None:
    folder = shared_data / "istandaarden/ijw-3.2/xsd"
    schemas = re.sub(r"\s+", "", "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.xsd"))))
    for code, row in ijw(shared_data).items():
        if code.startswith("RS") and regels()[code].door == "xsd" and row["XSD restrictie"].strip():
            assert re.sub(r"\s+", "", row["XSD restrictie"]) in schemas, code

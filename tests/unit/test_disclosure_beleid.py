"""The policy: every field, what it refuses, and that the built-in one and the reference page know them all."""

from __future__ import annotations

from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from datameent.cli.oordeel import primair_oordeel
from datameent.disclosure.beleid import DIMENSIES, Beleid, Gevoelig, lees_beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.indicators.cijfer import Celfeiten
from datameent.release import schema

REPO = Path(__file__).resolve().parents[2]
STANDAARD = (files("datameent") / "config" / "onthulling.yaml").read_text(encoding="utf-8")
KOP = "versie: '1'\ningangsdatum: 2026-01-01\neigenaar: FG\nbron: besluit\ndoelgroepen:\n  raad:\n"


def met(regels: str) -> Beleid:
    return lees_beleid(KOP + "".join(f"    {r}\n" for r in regels.splitlines())).voor("raad")


def test_a_policy_without_a_threshold_is_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        met("nul_veilig: true")
    assert fout.value.code == "DM-ONT-001"
    assert "doelgroepen.raad.minimum_personen" in str(fout.value.where)


def test_every_field_can_be_written() -> None:
    beleid = met(
        """minimum_personen: 10
nul_veilig: false
dominantie_persoon: 50
dominantie_aanbieder: 80
dominantie_twee_aanbieders: 90
p_procent: 15
minimum_aanbieders: 3
groep_onthulling: [productcategorie, wijk]
gevoelig:
  - {dimensie: productcategorie, codes: ["43", "44"], minimum_personen: 20}
eenlingen: true
samen_minimum: false
speling_personen: 4
speling_procent: 10
methode: afronden
afrondingsbasis: 5
kosten: stabiel"""
    )
    assert beleid == Beleid(
        10, False, 50, 80, 90, 15, 3, ("productcategorie", "wijk"),
        (Gevoelig("productcategorie", ("43", "44"), 20),), True, False, 4, 10, "afronden", 5, "stabiel",
    )  # fmt: skip
    assert beleid.als_json()["gevoelig"] == (
        {"dimensie": "productcategorie", "codes": ("43", "44"), "minimum_personen": 20},
    )
    assert beleid.minimum_voor({"productcategorie": "44"}) == 20
    assert beleid.minimum_voor({"wijk": "44"}) == 10


@pytest.mark.parametrize(
    ("regel", "plek"),
    [
        ("p_procent: 0", "p_procent"),
        ("groep_onthulling: [straat]", "groep_onthulling.0"),
        ("gevoelig: [{dimensie: wijken, codes: [a], minimum_personen: 20}]", "gevoelig.0.dimensie"),
        ("gevoelig: [{dimensie: wijk, codes: [], minimum_personen: 20}]", "gevoelig.0.codes"),
        ("gevoelig: [{dimensie: wijk, codes: [a], minimum_personen: 10}]", "doelgroepen.raad"),
        ("gevoelig: [{dimensie: wijk, codes: [a]}]", "gevoelig.0.minimum_personen"),
        ("methode: gokken", "methode"),
        ("methode: afronden", "doelgroepen.raad"),
        ("afrondingsbasis: 5", "doelgroepen.raad"),
        ("kosten: veel", "kosten"),
        ("speling_personen: -1", "speling_personen"),
        ("speling_procent: 101", "speling_procent"),
        ("minimum_aanbieders: 1", "minimum_aanbieders"),
        ("dominantie_aanbieder: 90\ndominantie_twee_aanbieders: 80", "doelgroepen.raad"),
        ("eenlingen: misschien", "eenlingen"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_name_and_without_its_value(regel: str, plek: str) -> None:
    with pytest.raises(DatameentError) as fout:
        met(f"minimum_personen: 10\n{regel}")
    assert fout.value.code == "DM-ONT-001"
    assert plek in str(fout.value.where)
    for waarde in ("straat", "gokken", "misschien", "veel"):
        assert waarde not in str(fout.value)


def test_a_rule_names_what_a_release_can_break_out() -> None:
    assert set(DIMENSIES) == set(schema.DIMENSIES)


def test_the_built_in_policy_and_the_reference_page_explain_every_field() -> None:
    pagina = (REPO / "docs" / "reference" / "instellingen.md").read_text(encoding="utf-8")
    for veld in fields(Beleid):
        assert f"| `{veld.name}` |" in pagina, veld.name
        assert veld.name in STANDAARD, veld.name


def test_what_everyone_gets_is_at_least_as_strict_as_what_the_council_gets() -> None:
    doelgroepen = lees_beleid(STANDAARD).doelgroepen
    assert doelgroepen["raad"] == doelgroepen["openbaar"]
    intern, raad = doelgroepen["beleid"], doelgroepen["raad"]
    assert raad.minimum_personen >= intern.minimum_personen
    assert set(intern.groep_onthulling) <= set(raad.groep_onthulling)
    assert all(b.samen_minimum for b in doelgroepen.values())
    assert set(yaml.safe_load(STANDAARD)["doelgroepen"]) == set(doelgroepen)


def test_another_method_than_hiding_is_not_passed_over_in_silence() -> None:
    tabel = Celtabel("x", "frequentie", ("periode",), (["2024"],), [20], [20])
    with pytest.raises(DatameentError) as fout:
        beoordeel([tabel], Beleid(methode="afronden", afrondingsbasis=5))
    assert fout.value.code == "DM-ONT-012"


def test_one_question_of_an_analyst_knows_the_stricter_limit_too(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.mkdir(parents=True)
    regels = "gevoelig: [{dimensie: productcategorie, codes: ['43'], minimum_personen: 20}]"
    tekst = KOP.replace("raad", "beleid") + f"    minimum_personen: 10\n    {regels}\n"
    (home.config / "onthulling.yaml").write_text(tekst, encoding="utf-8")
    oordeel = primair_oordeel(home)
    feiten = Celfeiten("frequentie", 15, 15, 1, None, None, None, {"productcategorie": "43"})
    assert oordeel(feiten) is Status.TE_WEINIG_PERSONEN
    assert oordeel(replace(feiten, codes={"productcategorie": "44"})) is Status.GEPUBLICEERD

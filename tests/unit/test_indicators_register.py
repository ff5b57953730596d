"""Definitions are complete, questions are refused for a reason, a municipality may change words but not meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.indicators import DIMENSIES, Vraagstelling, definities, evaluate, vind_definitie
from datameent.indicators.fouten import CODES, Foutcode
from datameent.indicators.register import begrippen, codelijst
from datameent.indicators.vraag import controleer
from datameent.lake.schemas import KERN
from spec.tafel import kern


def test_definitions_in_order_each_with_a_question() -> None:
    alle = definities()
    assert list(alle)[:6] == ["clienten", "uitgaven", "instroom", "uitstroom", "kosten_per_client", "wachttijd"]
    assert [d.volgorde for d in alle.values()] == list(range(1, len(alle) + 1))
    assert all(d.vraag.endswith("?") and len(d.zegt_wel) == len(d.zegt_niet) == 3 for d in alle.values())


@pytest.mark.parametrize("code", list(definities()))
def test_sentences_are_short(code: str) -> None:
    """B1: a sentence has at most 17 words (LOOK: under 15, with a little room for names of messages)."""
    d = definities()[code]
    teksten = [d.telt, d.tijd, *d.uitgesloten, *d.zegt_wel, *d.zegt_niet, d.voorbeeld]
    te_lang = [z for t in teksten for z in t.replace(":", ".").replace("?", ".").split(". ") if len(z.split()) > 17]
    assert te_lang == []


@pytest.mark.parametrize(
    ("vraag", "code"),
    [
        (Vraagstelling("uitgaven", ("kleur",)), Foutcode.DIMENSIE_ONBEKEND),
        (Vraagstelling("uitgaven", ("jaar", "maand")), Foutcode.MEER_PERIODEN),
        (Vraagstelling("uitgaven", ("wijk", "wijk")), Foutcode.DIMENSIE_DUBBEL),
        (Vraagstelling("uitgaven", (), {"jaar": "2025-01"}), Foutcode.PERIODE_FOUT),
        (Vraagstelling("geluk", ()), Foutcode.INDICATOR_ONBEKEND),
    ],
)
def test_a_question_without_an_answer_is_refused_without_repeating_it(vraag: Vraagstelling, code: str) -> None:
    with pytest.raises(DatameentError) as fout:
        evaluate(vraag, kern())
    assert fout.value.code == code
    assert code in CODES
    assert not any(woord in str(fout.value) for woord in ("kleur", "geluk", "2025-01 "))


def test_a_home_changes_words_and_dimensions_with_a_version_of_its_own(tmp_path: Path) -> None:
    map_ = tmp_path / "config" / "definities"
    map_.mkdir(parents=True)
    (map_ / "wachttijd.yaml").write_text("eigenaar: Afdeling Zorg\nversie: '1.1'\ndimensies: [jaar, wet]\n")
    eigen = vind_definitie("WACHTTIJD", Home(tmp_path))
    assert (eigen.eigenaar, eigen.versie, eigen.dimensies) == ("Afdeling Zorg", "1.1", ("jaar", "wet"))
    assert eigen.telt == vind_definitie("wachttijd").telt
    with pytest.raises(DatameentError) as fout:
        controleer(Vraagstelling("wachttijd", ("wijk",)), eigen)
    assert fout.value.code == Foutcode.DIMENSIE_ZINLOOS


@pytest.mark.parametrize(
    ("naam", "tekst"),
    [
        ("wachttijd", "eigenaar: Afdeling Zorg\n"),
        ("wachttijd", "versie: '1.1'\nsoort: geheim\n"),
        ("wachttijd", "versie: '1.1'\nonbekend: 1\n"),
        ("wachttijd", "- geen lijst\n"),
        ("wachttijd", "a: [\n"),
        ("eigen", "versie: '1.0'\n"),
    ],
)
def test_a_wrong_definition_names_its_file_and_not_its_content(tmp_path: Path, naam: str, tekst: str) -> None:
    map_ = tmp_path / "config" / "definities"
    map_.mkdir(parents=True)
    (map_ / f"{naam}.yaml").write_text(tekst)
    with pytest.raises(DatameentError) as fout:
        definities(Home(tmp_path))
    assert fout.value.code == Foutcode.DEFINITIE_FOUT
    assert f"{naam}.yaml" in str(fout.value)
    assert "geheim" not in str(fout.value)


def test_every_word_names_a_table_or_column_and_a_figure_that_exist() -> None:
    woorden = begrippen()
    verplicht = {"zorgtrajectidentificatie", "status", "regiestatus", "responsetijd", "wachttijd", "doorlooptijd"}
    assert verplicht <= set(woorden)
    for begrip in woorden.values():
        tabel, _, kolom = begrip.kolom.partition(".")
        assert not kolom or kolom in KERN[tabel].names, begrip.woord
        assert begrip.cijfer in {"", *definities()}


def test_every_dimension_is_known_and_every_group_has_a_label() -> None:
    assert all(set(d.dimensies) <= set(DIMENSIES) for d in definities().values())
    from datameent.kern.rekenen import GROEPEN_JEUGD, GROEPEN_WMO

    groepen = {naam for _, _, naam in (*GROEPEN_JEUGD, *GROEPEN_WMO)} | {"onbekend"}
    assert set(codelijst("leeftijdsgroep")) == groepen
    assert {"01", "18", "31", "55"} <= set(codelijst("productcategorie"))


@pytest.mark.material
def test_category_labels_cover_the_official_code_lists(shared_data: Path) -> None:
    lijsten = (
        shared_data / "istandaarden/iwmo-3.2/codelijsten/WMO020_Productcategorie.md",
        shared_data / "istandaarden/ijw-3.2/codelijsten/JZ020_Productcategorie",
    )
    codes = set()
    for pad in lijsten:
        for regel in pad.read_text(encoding="utf-8").splitlines():
            cel = regel.split("|")[1].strip() if regel.startswith("|") else ""
            codes |= {cel} if len(cel) == 2 and cel.isdigit() else set()
    assert len(codes) == 42
    assert codes == set(codelijst("productcategorie")) - {"onbekend"}

"""No agreement, no loading: each refusal says what is missing and where to write it."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from datameent.agreements.laden import doelen, eis_doel, laad, laad_ook_verlopen, namen
from datameent.agreements.overeenkomst import Gevoeligheid, Precisie
from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.lake import schemas, velden
from datameent.lake.start import init_home

VANDAAG = date(2025, 6, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home")


def wijzig(home: Home, bron: str, /, **nieuw: Any) -> None:
    path = home.overeenkomsten / f"{bron}.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for sleutel, waarde in nieuw.items():
        if waarde is None:
            del document[sleutel]
        else:
            document[sleutel] = waarde
    path.write_text(yaml.safe_dump(document), encoding="utf-8")


def test_every_example_is_valid_and_names_only_known_fields(home: Home) -> None:
    assert namen(home) == (
        "aanbieders", "bevolking", "gebieden", "ijw", "iwmo", "postcodes", "producten", "tarieven",
    )  # fmt: skip
    for naam in namen(home):
        overeenkomst = laad(home, naam, VANDAAG)
        assert velden.onbekend(overeenkomst) == ()
        assert set(overeenkomst.doelen) <= set(doelen())
        assert pickle.loads(pickle.dumps(overeenkomst)) == overeenkomst


def test_two_laws_have_two_domains(home: Home) -> None:
    assert laad(home, "iwmo", VANDAAG).domein != laad(home, "ijw", VANDAAG).domein


def test_meaning(home: Home) -> None:
    iwmo = laad(home, "iwmo", VANDAAG)
    assert iwmo.velden["Client.Bsn"].gevoeligheid is Gevoeligheid.DIRECT
    assert iwmo.velden["Client.Geboortedatum"].precisie is Precisie.JAAR_MAAND
    assert iwmo.grondslagen[0].artikel == "5.1.1"


def test_card_has_no_contact(home: Home) -> None:
    iwmo = laad(home, "iwmo", VANDAAG)
    assert iwmo.contact.email not in str(iwmo.kaart())
    assert iwmo.kaart()["bewaartermijn_maanden"] == 84


def test_every_column_of_the_lake_has_a_field_or_is_ours() -> None:
    for naam, schema in schemas.BRON.items():
        assert set(schema.names) == set(velden.VELDEN[naam]) | (velden.EIGEN & set(schema.names))


@pytest.mark.parametrize(
    ("nieuw", "code", "waar"),
    [
        ({"eigenaar": None}, "DM-OVK-003", "eigenaar"),
        ({"grondslag": [{"wet": "Wmo 2015"}]}, "DM-OVK-003", "grondslag.0.artikel"),
        ({"velden": [{"veld": "Client.Bsn", "gevoeligheid": "erg"}]}, "DM-OVK-003", "velden.0.gevoeligheid"),
        ({"velden": [{"veld": "Client.Geboortedatum", "gevoeligheid": "gevoelig"}]}, "DM-OVK-003", "velden.0"),
        ({"velden": [{"veld": "Client.Bsn", "gevoeligheid": "gewoon"}] * 2}, "DM-OVK-003", "(file)"),
        ({"extra": 1}, "DM-OVK-003", "extra"),
        ({"bewaartermijn_maanden": "84"}, "DM-OVK-003", "bewaartermijn_maanden"),
        ({"naam": "anders"}, "DM-OVK-003", "naam"),
        ({"doelen": ["beleid", "nieuwsgierig"]}, "DM-OVK-005", "doelen.1"),
        ({"geldig_tot": date(2025, 5, 31)}, "DM-OVK-004", "geldig_tot"),
        ({"geldig_vanaf": date(2025, 6, 2)}, "DM-OVK-004", "geldig_vanaf"),
    ],
)
def test_refused_naming_the_part(home: Home, nieuw: dict[str, Any], code: str, waar: str) -> None:
    wijzig(home, "iwmo", **nieuw)
    with pytest.raises(DatameentError) as caught:
        laad(home, "iwmo", VANDAAG)
    assert (caught.value.code, caught.value.where.element) == (code, waar)
    assert caught.value.where.bestand == "config/bronovereenkomsten/iwmo.yaml"
    assert caught.value.exit_status is ExitStatus.AGREEMENT


def test_last_day_still_counts(home: Home) -> None:
    wijzig(home, "iwmo", geldig_tot=VANDAAG)
    assert laad(home, "iwmo", VANDAAG).geldig_tot == VANDAAG


def test_expired_can_still_be_read_to_delete(home: Home) -> None:
    wijzig(home, "iwmo", geldig_tot=date(2020, 1, 1))
    assert laad_ook_verlopen(home, "iwmo").bewaartermijn_maanden == 84


@pytest.mark.parametrize("naam", ["bestaatniet", "../iwmo", ""])
def test_absent(home: Home, naam: str) -> None:
    with pytest.raises(DatameentError, match="DM-OVK-001"):
        laad(home, naam, VANDAAG)


def test_not_yaml(home: Home) -> None:
    (home.overeenkomsten / "iwmo.yaml").write_text("naam: [\n  x: :", encoding="utf-8")
    with pytest.raises(DatameentError) as caught:
        laad(home, "iwmo", VANDAAG)
    assert caught.value.code == "DM-OVK-002"
    assert caught.value.where.regel == 2


def test_purpose(home: Home) -> None:
    iwmo = laad(home, "iwmo", VANDAAG)
    eis_doel(iwmo, "beleid")
    with pytest.raises(DatameentError, match="DM-OVK-006"):
        eis_doel(iwmo, "opsporing")

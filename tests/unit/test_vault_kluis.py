"""The vault gives back what went in, or an error."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datameent.domain.errors import DatameentError
from datameent.vault import kluis
from datameent.vault.kluis import Kluissleutel, ontsleutel, versleutel_bestand, versleutel_bytes

SLEUTEL = Kluissleutel(b"kenmerk1", bytes(range(32)))
RING = {SLEUTEL.kenmerk: SLEUTEL.geheim}


def som(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


@given(st.binary(max_size=3000))
def test_round_trip(data: bytes) -> None:
    assert ontsleutel(versleutel_bytes(data, som(data), SLEUTEL), som(data), RING) == data


def test_many_frames_and_from_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kluis, "_FRAME", 1000)
    data = bytes(i * 7 % 251 for i in range(4321))
    (tmp_path / "f").write_bytes(data)
    gesloten = b"".join(versleutel_bestand(tmp_path / "f", som(data), SLEUTEL))
    assert gesloten.count(b"DMK1") == 5
    assert ontsleutel(gesloten, som(data), RING) == data
    assert len(gesloten) == len(versleutel_bytes(data, som(data), SLEUTEL))


def test_same_bytes_twice_look_unrelated() -> None:
    a, b = (versleutel_bytes(b"x" * 500, som(b"x" * 500), SLEUTEL) for _ in range(2))
    assert a[-40:] != b[-40:]


def test_every_flipped_bit_is_noticed() -> None:
    data = b"geheim" * 20
    gesloten = versleutel_bytes(data, som(data), SLEUTEL)
    for plek in range(len(gesloten)):
        stuk = bytearray(gesloten)
        stuk[plek] ^= 1
        with pytest.raises(DatameentError) as caught:
            ontsleutel(bytes(stuk), som(data), RING)
        assert caught.value.code in {"DM-KLUIS-002", "DM-SLEUTEL-001"}


@pytest.mark.parametrize("snij", ["einde", "frame", "wissel", "erbij"])
def test_frames_cannot_be_cut_or_moved(monkeypatch: pytest.MonkeyPatch, snij: str) -> None:
    monkeypatch.setattr(kluis, "_FRAME", 100)
    data = bytes(i * 37 % 256 for i in range(300))
    frames = list(kluis.versleutel((data[i : i + 100] for i in (0, 100, 200)), 3, som(data), SLEUTEL))
    stuk = {
        "einde": b"".join(frames)[:-1],
        "frame": b"".join(frames[:2]),
        "wissel": frames[1] + frames[0] + frames[2],
        "erbij": b"".join(frames) + frames[2],
    }[snij]
    with pytest.raises(DatameentError, match="DM-KLUIS-002"):
        ontsleutel(stuk, som(data), RING)


def test_object_under_another_name_is_refused() -> None:
    gesloten = versleutel_bytes(b"een", som(b"een"), SLEUTEL)
    with pytest.raises(DatameentError, match="DM-KLUIS-002"):
        ontsleutel(gesloten, som(b"twee"), RING)


def test_file_that_changed_while_it_was_read_is_refused() -> None:
    with pytest.raises(DatameentError, match="DM-KLUIS-002"):
        versleutel_bytes(b"nieuw", som(b"oud"), SLEUTEL)


def test_missing_key_says_so() -> None:
    with pytest.raises(DatameentError) as caught:
        ontsleutel(versleutel_bytes(b"x", som(b"x"), SLEUTEL), som(b"x"), {})
    assert caught.value.code == "DM-SLEUTEL-001"

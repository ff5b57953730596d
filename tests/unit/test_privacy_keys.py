"""Keys: closed to others, never overwritten, never guessed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.privacy import keys


def test_new_ring_is_closed_to_others(tmp_path: Path) -> None:
    ring = keys.maak(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    files = list((tmp_path / "keys").iterdir())
    assert {stat.S_IMODE(p.stat().st_mode) for p in files} == {0o600}
    assert {s.soort for s in ring.sleutels} == set(keys.SOORTEN)
    assert ring.actief("kluis").geheim != ring.actief("pseudoniem").geheim


def test_keys_are_never_made_twice(tmp_path: Path) -> None:
    keys.maak(tmp_path / "keys")
    with pytest.raises(DatameentError) as caught:
        keys.maak(tmp_path / "keys")
    assert caught.value.code == "DM-SLEUTEL-004"


@pytest.mark.parametrize("wat", ["folder", "file"])
def test_wider_permissions_are_refused(tmp_path: Path, wat: str) -> None:
    keys.maak(tmp_path / "keys")
    doel = tmp_path / "keys" if wat == "folder" else next((tmp_path / "keys").iterdir())
    doel.chmod(0o750 if wat == "folder" else 0o640)
    with pytest.raises(DatameentError) as caught:
        keys.laad(tmp_path / "keys")
    assert caught.value.code == "DM-SLEUTEL-002"
    assert caught.value.exit_status is ExitStatus.KEY


@pytest.mark.parametrize("soort", keys.SOORTEN)
def test_missing_key_is_named_by_kind(tmp_path: Path, soort: str) -> None:
    keys.maak(tmp_path / "keys")
    (tmp_path / "keys" / f"{soort}-0001.sleutel").unlink()
    with pytest.raises(DatameentError) as caught:
        keys.laad(tmp_path / "keys")
    assert caught.value.code == "DM-SLEUTEL-001"
    assert soort in caught.value.what


def test_damaged_key_is_refused_without_showing_it(tmp_path: Path) -> None:
    keys.maak(tmp_path / "keys")
    path = tmp_path / "keys" / "kluis-0001.sleutel"
    path.write_text("abcdef1234")
    with pytest.raises(DatameentError) as caught:
        keys.laad(tmp_path / "keys")
    assert caught.value.code == "DM-SLEUTEL-003"
    assert "abcdef" not in str(caught.value)


def test_rotation_keeps_the_old_key(tmp_path: Path) -> None:
    old = keys.maak(tmp_path / "keys").actief("kluis")
    ring = keys.roteer(tmp_path / "keys", "kluis")
    assert ring.actief("kluis").versie == 2
    assert ring.kluissleutels()[old.kenmerk] == old.geheim
    assert len(ring.kluissleutels()) == 2


def test_a_key_does_not_show_itself(tmp_path: Path) -> None:
    ring = keys.maak(tmp_path / "keys")
    sleutel = ring.actief("kluis")
    for tekst in (repr(sleutel), repr(ring)):
        assert sleutel.geheim.hex() not in tekst
        assert repr(sleutel.geheim) not in tekst

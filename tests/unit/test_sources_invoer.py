"""Files, folders and archives: what is found, and what is refused before it can do harm."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.sources.bevinding import Geweigerd, Stuk
from datameent.sources.codes import Code
from datameent.sources.invoer import vind_stukken
from datameent.sources.limieten import Limieten, load_limieten

KB = 1024


def namen(paths: list[Path], **limits: int) -> dict[str, str]:
    """Name relative to the folder → `ok` or the code of refusal."""
    found = {}
    for piece in vind_stukken(paths, Limieten(**limits)):
        name = piece.bestand.replace(str(paths[0].parent), "").lstrip("/")
        found[name] = "ok" if isinstance(piece, Stuk) else str(piece.bevindingen[0].code)
        if isinstance(piece, Geweigerd):
            assert piece.bevindingen[0].plaats.bestand == piece.bestand
            assert piece.bevindingen[0].niveau == "bestand"
    return found


def zip_van(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_folder_is_walked_whole_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    for name in ("z.xml", "b/a.xml", "a.csv", "note.txt", "b/c.XML"):
        (folder / name).write_bytes(b"x")
    zip_van(folder / "m.zip", {"2.xml": b"2", "1.xml": b"1", "d/": b"", "readme.md": b"r"})
    (folder / "g.xml.gz").write_bytes(gzip.compress(b"<a/>"))
    pieces = list(vind_stukken([folder], Limieten()))
    assert [str(p.bestand).removeprefix(f"{folder}/") for p in pieces] == [
        "a.csv", "b/a.xml", "b/c.XML", "g.xml.gz!g.xml", "m.zip!1.xml", "m.zip!2.xml", "z.xml",
    ]  # fmt: skip
    assert [p.bron for p in pieces if isinstance(p, Stuk)][3:6] == [b"<a/>", b"1", b"2"]


def test_a_large_xml_file_is_given_as_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x" * 100)
    (tmp_path / "a.csv").write_bytes(b"x" * 100)
    pieces = list(vind_stukken([tmp_path], Limieten(als_pad_vanaf=100)))
    assert [type(p.bron).__name__ for p in pieces if isinstance(p, Stuk)] == ["bytes", "PosixPath"]


def test_what_is_not_there_and_what_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x" * 100)
    assert namen([tmp_path / "a.xml"], max_bestand=99) == {"a.xml": Code.TE_GROOT}
    assert namen([tmp_path / "b.xml"]) == {"b.xml": Code.BESTAAT_NIET}


def test_zip_bomb_by_ratio(tmp_path: Path) -> None:
    path = zip_van(tmp_path / "bomb.zip", {"a.xml": b"<a/>", "b.xml": b" " * 4096 * KB, "c.xml": b"<c/>"})
    limits = {"max_verhouding": 100, "verhouding_vanaf": 64 * KB}
    assert namen([path], **limits) == {
        "bomb.zip!a.xml": "ok",
        "bomb.zip!b.xml": Code.ZIP_VERHOUDING,
        "bomb.zip!c.xml": "ok",
    }


def test_zip_bomb_by_total(tmp_path: Path) -> None:
    path = zip_van(
        tmp_path / "bomb.zip", {f"{i}.xml": bytes([65 + i]) * 300 * KB for i in range(9)}, zipfile.ZIP_STORED
    )
    found = namen([path], max_uitgepakt=1000 * KB)
    assert found == {
        "bomb.zip!0.xml": "ok",
        "bomb.zip!1.xml": "ok",
        "bomb.zip!2.xml": "ok",
        "bomb.zip!3.xml": Code.ZIP_TOTAAL,
    }


def test_a_zip_that_lies_about_sizes_is_still_held_to_the_limits(tmp_path: Path) -> None:
    path = zip_van(tmp_path / "liar.zip", {"a.xml": b" " * 2048 * KB})
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)  # the uncompressed size in the directory
    path.write_bytes(bytes(data))
    assert namen([path], max_verhouding=100, verhouding_vanaf=64 * KB) == {"liar.zip!a.xml": Code.ZIP_KAPOT}


@pytest.mark.parametrize("name", ["inner.zip", "inner.gz", "inner.tar", "inner.7z"])
def test_an_archive_in_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = zip_van(tmp_path / "outer.zip", {name: b"PK", "a.xml": b"<a/>"})
    assert namen([path]) == {"outer.zip!a.xml": "ok", f"outer.zip!{name}": Code.ZIP_GENEST}
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(b"PK"))
    assert list(namen([tmp_path / f"{name}.gz"]).values()) == [Code.ZIP_GENEST]


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = zip_van(tmp_path / "a.zip", {"a.xml": b"<a/>"})
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    path.write_bytes(bytes(data))
    assert namen([path]) == {"a.zip!a.xml": Code.ZIP_VERSLEUTELD}


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    whole = zip_van(tmp_path / "a.zip", {"a.xml": b"0123456789" * 100}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    middle = whole.index(b"a.xml") + 12
    (tmp_path / "crc.zip").write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
    (tmp_path / "no.zip").write_bytes(b"hello")
    packed = gzip.compress(b"0123456789" * 1000)
    (tmp_path / "cut.xml.gz").write_bytes(packed[:-10])
    (tmp_path / "no.xml.gz").write_bytes(b"hello")
    found = {n: c for n, c in namen([tmp_path]).items() if "/a.zip" not in n}
    assert set(found.values()) == {Code.ZIP_KAPOT}
    assert len(found) == 5


def test_gz_is_held_to_the_same_limits(tmp_path: Path) -> None:
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(b" " * 2048 * KB))
    limits = {"max_verhouding": 100, "verhouding_vanaf": 64 * KB}
    assert list(namen([tmp_path / "a.xml.gz"], **limits).values()) == [Code.ZIP_VERHOUDING]
    assert list(namen([tmp_path / "a.xml.gz"], max_bestand=1024 * KB).values()) == [Code.TE_GROOT]


def test_two_members_of_one_name_and_too_many_members(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.xml", b"2")
    (tmp_path / "two.zip").write_bytes(buffer.getvalue())
    codes = [
        p.bevindingen[0].code for p in vind_stukken([tmp_path / "two.zip"], Limieten()) if isinstance(p, Geweigerd)
    ]
    assert codes == [Code.ZIP_NAAM]
    assert namen([tmp_path / "two.zip"], max_leden=1) == {"two.zip": Code.ZIP_LEDEN}


def test_limits_come_from_the_settings(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.mkdir()
    assert load_limieten(home) == Limieten()
    settings = home.config / "instellingen.yaml"
    settings.write_text("gemeente_code: '9999'\nlimieten: {max_diepte: 12}\n", encoding="utf-8")
    assert load_limieten(home) == Limieten(max_diepte=12)
    for wrong in ("limieten: {max_dieptes: 12}", "limieten: {max_diepte: -1}", "limieten: [1]", "[", "- a"):
        settings.write_text(wrong, encoding="utf-8")
        with pytest.raises(DatameentError) as caught:
            load_limieten(home)
        assert caught.value.code == Code.LIMIETEN_ONGELDIG
        assert caught.value.__cause__ is None

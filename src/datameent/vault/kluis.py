"""The kluis: originals in pack files, AES-256-GCM, append-only, found by the sha256 of their bytes.

A pack holds the originals of one lading. An object is one or more frames, each `header | ciphertext with tag`. The
header (magic, object hash, key mark, frame number, number of frames, flags, lengths, nonce) is authenticated with the
ciphertext, so a frame cannot be moved, cut off or given to another object unseen. Nonces are random; one key may
encrypt 2^32 frames (NIST SP 800-38D), far beyond what a municipality receives.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.vault.ledger import Ledger

_KOP = struct.Struct(">4s32s8sIIBII12s")
_MAGIC = b"DMK1"
_GEPAKT = 1
_FRAME = 8 << 20


@dataclass(frozen=True, slots=True)
class Kluissleutel:
    """A vault key with its mark (eight bytes that tell keys apart)."""

    kenmerk: bytes
    geheim: bytes = field(repr=False)


def versleutel(delen: Iterator[bytes], aantal: int, inhoud: bytes, sleutel: Kluissleutel) -> Iterator[bytes]:
    """The frames of one object. `delen` are its bytes in `aantal` parts, `inhoud` the sha256 of the whole.

    DM-KLUIS-002 when the parts are not the bytes of that hash (a file that changed while it was read).
    """
    aes, zstd, som = AESGCM(sleutel.geheim), pa.Codec("zstd", 1), hashlib.sha256()
    for nummer, deel in enumerate(delen):
        som.update(deel)
        klein = zstd.compress(deel, asbytes=True)
        gepakt = len(klein) < len(deel)
        lading = klein if gepakt else deel
        nonce = secrets.token_bytes(12)
        kop = _KOP.pack(
            _MAGIC,
            inhoud,
            sleutel.kenmerk,
            nummer,
            aantal,
            _GEPAKT if gepakt else 0,
            len(deel),
            len(lading) + 16,
            nonce,
        )
        yield kop + aes.encrypt(nonce, lading, kop)
    if som.digest() != inhoud:
        raise _beschadigd()


def versleutel_bytes(data: bytes, inhoud: bytes, sleutel: Kluissleutel) -> bytes:
    """One object from memory."""
    aantal = max(1, -(-len(data) // _FRAME))
    return b"".join(versleutel((data[i * _FRAME : (i + 1) * _FRAME] for i in range(aantal)), aantal, inhoud, sleutel))


def versleutel_bestand(path: Path, inhoud: bytes, sleutel: Kluissleutel) -> Iterator[bytes]:
    """One object from a file, a frame at a time."""
    aantal = max(1, -(-path.stat().st_size // _FRAME))
    with path.open("rb") as stroom:
        yield from versleutel((stroom.read(_FRAME) for _ in range(aantal)), aantal, inhoud, sleutel)


def ontsleutel(data: bytes, inhoud: bytes, sleutels: Mapping[bytes, bytes]) -> bytes:
    """The bytes of one object; DM-KLUIS-002 when anything does not match, DM-SLEUTEL-001 without its key."""
    uit: list[bytes] = []
    plek, nummer, aantal = 0, 0, 1
    while nummer < aantal:
        kop = data[plek : plek + _KOP.size]
        if len(kop) < _KOP.size:
            raise _beschadigd()
        magic, van, kenmerk, hier, aantal, vlag, lang, versleuteld, nonce = _KOP.unpack(kop)
        if magic != _MAGIC or van != inhoud or hier != nummer:
            raise _beschadigd()
        eind = plek + _KOP.size + versleuteld
        deel = _open(kop, data[plek + _KOP.size : eind], nonce, sleutels.get(kenmerk))
        uit.append(pa.Codec("zstd").decompress(deel, lang, asbytes=True) if vlag & _GEPAKT else deel)
        plek, nummer = eind, nummer + 1
    geheel = b"".join(uit)
    if plek != len(data) or hashlib.sha256(geheel).digest() != inhoud:
        raise _beschadigd()
    return geheel


def _open(kop: bytes, data: bytes, nonce: bytes, sleutel: bytes | None) -> bytes:
    if sleutel is None:
        raise DatameentError(
            "DM-SLEUTEL-001",
            "The key of this object is not on the key ring",
            "Put that version of the vault key back in keys/",
            Plaats(bestand="kluis"),
            ExitStatus.KEY,
        )
    try:
        return AESGCM(sleutel).decrypt(nonce, data, kop)
    except InvalidTag:
        raise _beschadigd() from None


def _beschadigd() -> DatameentError:
    return DatameentError(
        "DM-KLUIS-002",
        "An object of the vault is damaged or not what its name says",
        "Restore the vault from a backup",
        Plaats(bestand="kluis"),
        ExitStatus.STORAGE,
    )


class Pack:
    """A pack being written: a temporary name until `sluit`, which brings it to disk and gives it its own."""

    def __init__(self, map_: Path, naam: str) -> None:
        self.naam = naam
        self._map = map_
        self._deel = map_ / f"{naam}.deel"
        self._fd = os.open(self._deel, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._plek = 0

    def schrijf(self, delen: Iterable[bytes]) -> tuple[int, int]:
        """Append the parts of one object; gives the offset where it begins and its length.

        DM-KLUIS-003 when the disk refuses.
        """
        begin = self._plek
        for deel in delen:
            self._voeg_toe(deel)
        return begin, self._plek - begin

    def _voeg_toe(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError:
            raise _schrijffout() from None
        self._plek += len(data)

    def sluit(self) -> None:
        """Bring it to disk under its own name. It counts from the moment the ledger names it."""
        try:
            os.fsync(self._fd)
            os.close(self._fd)
            self._deel.rename(self._map / self.naam)
            fd = os.open(self._map, os.O_RDONLY)
            os.fsync(fd)
            os.close(fd)
        except OSError:
            raise _schrijffout() from None


def _schrijffout() -> DatameentError:
    return DatameentError(
        "DM-KLUIS-003",
        "The vault could not be written",
        "Check free space, quota and permissions; nothing of this lading was kept, run the command again",
        Plaats(bestand="kluis"),
        ExitStatus.STORAGE,
    )


class Kluis:
    """Reading and cleaning of the vault of a data home."""

    def __init__(self, map_: Path, ledger: Ledger, sleutels: Mapping[bytes, bytes]) -> None:
        self._map = map_
        self._ledger = ledger
        self._sleutels = sleutels

    def lees(self, inhoud: str) -> bytes:
        """The original bytes with this sha256 (hex), checked; DM-KLUIS-001 when they are not here."""
        rij = self._ledger.con.execute("SELECT pack, plek, lengte FROM object WHERE inhoud = ?", (inhoud,)).fetchone()
        if rij is None or not (self._map / rij[0]).is_file():
            raise DatameentError(
                "DM-KLUIS-001",
                "This original is not in the vault",
                "Load the file again, or restore the vault from a backup",
                Plaats(bestand="kluis"),
                ExitStatus.STORAGE,
            )
        with (self._map / rij[0]).open("rb") as stroom:
            stroom.seek(rij[1])
            return ontsleutel(stroom.read(rij[2]), bytes.fromhex(inhoud), self._sleutels)

    def ruim_op(self) -> tuple[str, ...]:
        """Remove packs that no committed lading names (left by a crash). Only under the write lock."""
        bekend = {p for (p,) in self._ledger.con.execute("SELECT DISTINCT pack FROM object")}
        los = [p for p in self._map.iterdir() if p.suffix in (".pack", ".deel") and p.name not in bekend]
        for path in los:
            path.unlink()
        return tuple(sorted(p.name for p in los))

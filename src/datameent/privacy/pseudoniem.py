"""Pseudonyms: HMAC-SHA256 of a BSN under a key per purpose domain, the first 16 bytes in hex.

Pseudonymised data stay personal data (AVG art. 4.5): who holds the key can find the person back. The key is in
`keys/` and nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_BLOK = 64
_HEX = 32


def domeinsleutel(sleutel: bytes, domein: str) -> bytes:
    """The key of one purpose domain: HKDF-SHA256 (RFC 5869) of the ring's key, 32 bytes."""
    info = b"datameent/pseudoniem/" + domein.encode("ascii")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(sleutel)


class Hmac:
    """HMAC-SHA256 (RFC 2104) with the padded key hashed once instead of at every message."""

    def __init__(self, sleutel: bytes) -> None:
        if len(sleutel) > _BLOK:
            sleutel = hashlib.sha256(sleutel).digest()
        blok = sleutel.ljust(_BLOK, b"\0")
        self._binnen = hashlib.sha256(bytes(b ^ 0x36 for b in blok))
        self._buiten = hashlib.sha256(bytes(b ^ 0x5C for b in blok))

    def hex(self, boodschap: bytes) -> str:
        """The code of one message, 64 hex digits."""
        binnen, buiten = self._binnen.copy(), self._buiten.copy()
        binnen.update(boodschap)
        buiten.update(binnen.digest())
        return buiten.hexdigest()


def pseudoniemen(bsns: pa.Array, sleutel: bytes, domein: str) -> pa.Array:
    """The pseudonym of every BSN of an array, in order; null stays null. Only for BSNs that passed `geldig`."""
    code = Hmac(domeinsleutel(sleutel, domein)).hex
    waarden: Iterable[str | None] = bsns.to_pylist()
    return pa.array([None if b is None else code(b.encode("ascii"))[:_HEX] for b in waarden], pa.string())


def geldig(bsns: pa.Array) -> pa.Array:
    """Whether each BSN is nine digits, not all zero, and passes the elfproef; false for null.

    >>> geldig(pa.array(["999900006", "999900007", None, "12"])).to_pylist()
    [True, False, False, False]
    """
    vorm = pc.fill_null(pc.match_substring_regex(bsns, r"^[0-9]{9}$"), False)
    netjes = pc.if_else(vorm, bsns, "000000000").to_numpy(zero_copy_only=False).astype("S9")
    if not len(netjes):
        return pa.array([], pa.bool_())
    cijfers = netjes.view(np.uint8).reshape(-1, 9).astype(np.int64) - ord("0")
    som = cijfers @ np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
    return pa.array((som % 11 == 0) & (cijfers.sum(axis=1) > 0))

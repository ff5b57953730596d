"""Pseudonyms against the published vectors and against the standard library."""

from __future__ import annotations

import hashlib
import hmac

import pyarrow as pa
import pytest

from datameent.privacy.pseudoniem import Hmac, domeinsleutel, pseudoniemen

# RFC 4231, test cases 1, 2, 3, 4, 6 and 7 (case 5 is about truncation).
RFC4231 = [
    (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (b"\xaa" * 20, b"\xdd" * 50, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    (bytes(range(1, 26)), b"\xcd" * 50, "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    (
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    (
        b"\xaa" * 131,
        b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to "
        b"be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
]


@pytest.mark.parametrize(("key", "data", "expected"), RFC4231)
def test_rfc4231(key: bytes, data: bytes, expected: str) -> None:
    assert Hmac(key).hex(data) == expected


def hkdf_reference(key: bytes, info: bytes) -> bytes:
    """RFC 5869 by hand: extract with a salt of zeros, expand to one block."""
    prk = hmac.new(b"\0" * 32, key, hashlib.sha256).digest()
    return hmac.new(prk, info + b"\x01", hashlib.sha256).digest()


def test_domain_key_is_hkdf() -> None:
    key = bytes(range(32))
    assert domeinsleutel(key, "wmo") == hkdf_reference(key, b"datameent/pseudoniem/wmo")


def test_pseudonym_is_worked_out_by_hand() -> None:
    key = bytes(range(32))
    sub = hkdf_reference(key, b"datameent/pseudoniem/jeugdwet")
    expected = hmac.new(sub, b"999900006", hashlib.sha256).hexdigest()[:32]
    assert pseudoniemen(pa.array(["999900006", None]), key, "jeugdwet").to_pylist() == [expected, None]


def test_domains_are_unrelated() -> None:
    bsn = pa.array(["999900006"])
    key = bytes(range(32))
    assert pseudoniemen(bsn, key, "wmo") != pseudoniemen(bsn, key, "jeugdwet")
    assert pseudoniemen(bsn, key, "wmo") != pseudoniemen(bsn, bytes(32), "wmo")

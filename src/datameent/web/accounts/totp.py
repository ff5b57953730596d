"""One-time codes by the clock (RFC 6238: HMAC-SHA-1, six digits, thirty seconds), and the codes for who lost the phone.

Pure: no database. The secret is at rest as `versleutel` gives it; its key lies in `keys/`, not in the database.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from typing import Final
from urllib.parse import quote, urlencode

from cryptography.fernet import Fernet, InvalidToken

STAP_SECONDEN: Final = 30
CIJFERS: Final = 6
SPELING: Final = 1
"""Steps that a clock may be off, either way."""
AANTAL_HERSTELCODES: Final = 10


def nieuw_geheim() -> str:
    """Twenty random bytes in base32, as an app on a phone takes them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def stap_van(moment: float) -> int:
    """The number of the step in which a moment falls.

    >>> stap_van(59.9), stap_van(60)
    (1, 2)
    """
    return int(moment // STAP_SECONDEN)


def code_van(geheim: bytes, stap: int, cijfers: int = CIJFERS) -> str:
    """The code of one step; vectors of RFC 6238, appendix B, for eight digits.

    >>> code_van(b"12345678901234567890", stap_van(59), 8), code_van(b"12345678901234567890", stap_van(1234567890), 8)
    ('94287082', '89005924')
    """
    som = hmac.new(geheim, struct.pack(">Q", stap), hashlib.sha1).digest()
    begin = som[-1] & 0x0F
    getal = int.from_bytes(som[begin : begin + 4], "big") & 0x7FFFFFFF
    return str(getal % 10**cijfers).zfill(cijfers)


def passende_stap(geheim: str, code: str, moment: float, na: int) -> int | None:
    """The step of which this is the code, now or just off; None when there is none later than step `na`.

    A step counts once: whoever looked over a shoulder cannot use the same code again.
    """
    sleutel = base64.b32decode(geheim)
    nu = stap_van(moment)
    gevonden = None
    for stap in range(nu - SPELING, nu + SPELING + 1):  # all of them, so that the time it takes tells nothing
        past = hmac.compare_digest(code_van(sleutel, max(stap, 0)).encode(), code.encode())
        if past and stap > na:
            gevonden = stap
    return gevonden


def koppeling(geheim: str, gebruikersnaam: str, uitgever: str) -> str:
    """The link that an app on this device takes.

    >>> koppeling("GEZDG", "jan", "Gemeente X")
    'otpauth://totp/Gemeente%20X:jan?secret=GEZDG&issuer=Gemeente+X&digits=6&period=30'
    """
    vraag = urlencode({"secret": geheim, "issuer": uitgever, "digits": CIJFERS, "period": STAP_SECONDEN})
    return f"otpauth://totp/{quote(uitgever)}:{quote(gebruikersnaam)}?{vraag}"


def versleutel(geheim: str, eigenaar: int, sleutel: str) -> str:
    """The secret as the database holds it; bound to its owner, so that a row cannot be copied to another account."""
    return _slot(sleutel).encrypt(f"{eigenaar}:{geheim}".encode()).decode()


def ontsleutel(inhoud: str, eigenaar: int, sleutel: str) -> str | None:
    """The secret of an account; None when this is not it or the key is another one.

    >>> s = versleutel("GEZDG", 7, "sleutel")
    >>> ontsleutel(s, 7, "sleutel"), ontsleutel(s, 8, "sleutel"), ontsleutel(s, 7, "andere")
    ('GEZDG', None, None)
    """
    try:
        van, _, geheim = _slot(sleutel).decrypt(inhoud.encode()).decode().partition(":")
    except InvalidToken:
        return None
    return geheim if van == str(eigenaar) else None


def _slot(sleutel: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"totp " + sleutel.encode()).digest()))


def nieuwe_herstelcodes() -> list[str]:
    """Codes of 80 random bits each, in groups that can be typed over."""
    ruw = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(AANTAL_HERSTELCODES)]
    return ["-".join(r[i : i + 4] for i in range(0, 16, 4)) for r in ruw]


def hash_herstelcode(code: str, eigenaar: int, sleutel: str) -> str:
    """What the database holds of a code. A keyed hash is enough: nobody can try 2**80 of them.

    >>> hash_herstelcode("abcd-EFGH", 1, "s") == hash_herstelcode(" ABCDefgh ", 1, "s")
    True
    """
    kaal = "".join(c for c in code.lower() if c.isalnum())
    return hmac.new(f"herstel {sleutel}".encode(), f"{eigenaar}:{kaal}".encode(), hashlib.sha256).hexdigest()

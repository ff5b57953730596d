"""Numbers as words: `drie`, `eenentwintig`, `honderdzeven`, `met z'n vieren`, `een zevental`."""

from __future__ import annotations

from typing import Final

_EEN: Final = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
               "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")  # fmt: skip
_TIEN: Final = ("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_MEERVOUD: Final = {"tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5, "zessen": 6, "zevenen": 7, "achten": 8}


def _onder_honderd(n: int) -> str:
    if n < 20:
        return _EEN[n]
    tien, rest = divmod(n, 10)
    return f"{_EEN[rest]}en{_TIEN[tien]}" if rest else _TIEN[tien]


def woord(n: int) -> str:
    """A number from 1 to 12,999 as one word, without accents.

    >>> woord(21), woord(107), woord(2300), woord(1)
    ('eenentwintig', 'honderdzeven', 'tweeduizenddriehonderd', 'een')
    """
    duizend, rest = divmod(n, 1000)
    honderd, klein = divmod(rest, 100)
    delen = [f"{_EEN[duizend]}duizend" if duizend > 1 else "duizend" * duizend]
    delen += [f"{_EEN[honderd]}honderd" if honderd > 1 else "honderd" * honderd, _onder_honderd(klein)]
    return "".join(delen)


def _maak() -> dict[str, int]:
    woorden = {woord(n): n for n in range(2, 1000)} | {woord(n): n for n in range(1000, 13_000, 100)}
    woorden |= {f"{woord(n)}tal": n for n in range(2, 21)}
    return woorden | {"eentje": 1, "dozijn": 12}


WOORDEN: Final = _maak()
"""Word → number, in lower case and without accents. `een` is not here: without accents it is an article."""


def waarde_van(tekst: str, ervoor: str = "") -> int | None:
    """The number that a word stands for; None for another word. `ervoor`: the word before it.

    >>> waarde_van("Drieëntwintig"), waarde_van("één"), waarde_van("een"), waarde_van("vieren", "z'n")
    (23, 1, None, 4)
    """
    klein = tekst.lower()
    if klein in {"één", "éen", "eén"}:
        return 1
    kaal = klein.translate(_ACCENTEN)
    if kaal == "acht" and ervoor.lower() in {"in", "uit"}:  # in acht nemen
        return None
    if kaal in _MEERVOUD:
        return _MEERVOUD[kaal] if ervoor.lower() in {"z'n", "z’n", "zijn", "hun", "ons"} else None
    return WOORDEN.get(kaal)


_ACCENTEN: Final = str.maketrans("éèëêïíöóüú", "eeeeiioouu")

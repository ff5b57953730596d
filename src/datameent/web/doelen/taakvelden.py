"""The Iv3 task fields of the social domain, to which a municipality books its money.

The codes are facts; the names are ours and short. The split in letters or a third digit (6.71a, 6.711) changes from
year to year and is left out: a budget is booked on the field.
"""

from __future__ import annotations

from typing import Final

TAAKVELDEN: Final = {
    "6.1": "Samenkracht en meedoen van burgers",
    "6.2": "Toegang en hulp dicht bij huis",
    "6.3": "Inkomen",
    "6.4": "Beschut werk en sociale werkvoorziening",
    "6.5": "Naar werk",
    "6.6": "Hulpmiddelen en aanpassingen (Wmo)",
    "6.71": "Hulp op maat voor volwassenen",
    "6.72": "Hulp op maat voor jeugd, zonder verblijf",
    "6.73": "Hulp op maat voor jeugd, met verblijf",
    "6.74": "Zware jeugdhulp: ggz, crisis en gesloten verblijf",
    "6.81": "Beschermd wonen en opvang",
    "6.82": "Jeugdbescherming en jeugdreclassering",
}


def naam_van(code: str) -> str:
    """A task field with its code, as people read it; the code itself when it is none of these.

    >>> naam_van("6.3"), naam_van("9.9")
    ('6.3 Inkomen', '9.9')
    """
    return f"{code} {TAAKVELDEN[code]}" if code in TAAKVELDEN else code

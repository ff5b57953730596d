"""For which purpose somebody looks: that of the role, or the one chosen after logging in.

The codes are those of the agreements (`agreements/doelen.yaml`); a test holds the two together.
"""

from __future__ import annotations

from typing import Final

from datameent.web.permissions.rollen import Rol

DOELEN: Final = {
    "beleid": "Beleid maken en bijstellen",
    "contractmanagement": "Afspraken met aanbieders maken en volgen",
    "verantwoording": "Uitgaven en resultaten verantwoorden",
    "begroting": "Kosten begroten en ramen",
    "onderzoek": "Onderzoek en statistiek",
    "kwaliteit": "Nagaan of gegevens kloppen en veilig zijn",
}

DOEL_VAN_ROL: Final[dict[Rol, str]] = {
    Rol.BELEID: "beleid",
    Rol.ANALIST: "onderzoek",
    Rol.CONTRACT: "contractmanagement",
    Rol.CONTROL: "begroting",
    Rol.WETHOUDER: "beleid",
    Rol.RAAD: "verantwoording",
    Rol.PRIVACY: "kwaliteit",
    Rol.BEHEER: "kwaliteit",
    Rol.INWONER: "",
    Rol.BEZOEKER: "",
}
"""Who sees internal figures has a purpose; who sees what everybody sees needs none."""

KIEST: Final = frozenset({Rol.ANALIST, Rol.PRIVACY})
"""Roles that look for more than one purpose, and say which after logging in."""


def doel_van(rol: Rol, gekozen: str = "") -> str:
    """The purpose of a look; what was chosen counts only for a role that chooses.

    >>> doel_van(Rol.RAAD, "onderzoek"), doel_van(Rol.ANALIST), doel_van(Rol.ANALIST, "begroting")
    ('verantwoording', 'onderzoek', 'begroting')
    """
    return gekozen if rol in KIEST and gekozen in DOELEN else DOEL_VAN_ROL[rol]

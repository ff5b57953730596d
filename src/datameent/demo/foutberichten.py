"""How a message that breaks a rule differs from the right one.

Each function takes the parts of the right message and the code of the rule that is to be broken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from datameent.demo import berichten as b
from datameent.demo.kalender import iso
from datameent.demo.verzoeken import Wijziging

ONBEKEND = 900_000_000
"""Added to a ToewijzingNummer it gives one that nobody has."""
ONBEKENDE_REFERENTIE = "NIETGEVRAAGD"
_ANDERE_REDEN = {"39": ("19", "31")}

NA = {
    301: ("TR379", "TR332", "TR385"), 305: ("TR019", "TR063", "TR326", "TR074"), 307: ("TR382", "TR414", "TR415"),
    315: ("TR374",), 317: (), 319: ("TR355", "TR360", "TR365"),
}  # fmt: skip
"""Errors in an extra message that follows a right one on the same day."""
VOOR = ("TR412", "TR373", "TR349", "TR347", "TR350", "TR351", "TR357", "TR361", "TR411")
"""Errors in an extra 317 that goes before the right one: after it, no other request may be sent."""
EERST_FOUT = {301: "TR379", 305: "TR019", 307: "TR382", 315: "TR347", 317: "TR351", 319: "TR355"}
"""What is wrong with a message that is refused and sent again (share `retour_afkeur`)."""


@dataclass(frozen=True)
class Melding:
    """What a start or stop says."""

    regel: b.Toewijzing
    begin: int
    einde: tuple[str, int] | None
    status: str = "1"


def melding(fout: str, m: Melding, wet: int) -> Melding:
    """A start (305) or stop (307)."""
    if fout == "TR019":
        return replace(m, regel=replace(m.regel, nummer=m.regel.nummer + ONBEKEND))
    if fout in ("TR382", "TR326"):
        return replace(m, begin=m.begin - 1)
    if fout in ("TR063", "TR071"):
        return replace(m, begin=m.begin - (fout == "TR063"), status="3")
    if m.einde is None or fout not in ("TR413", "TR414", "TR415"):
        return m
    reden, dag = m.einde
    anders = {
        "TR413": (reden, dag + 1),
        "TR414": (reden, dag - 1),
        "TR415": (_ANDERE_REDEN.get(reden, ("39", "39"))[wet], dag),
    }
    return replace(m, einde=anders[fout])


def wijziging(fout: str, w: Wijziging, dag: int, oude_referentie: str) -> Wijziging:
    """A request for a change (317)."""
    meer = replace(w.anders, volume=w.anders.volume + 1, budget=w.anders.budget + (w.anders.budget > 0))
    onbekend = replace(w.anders, nummer=w.anders.nummer + ONBEKEND)
    anders: dict[str, Wijziging] = {
        "TR347": replace(w, referentie=oude_referentie),
        "TR349": replace(w, gelijk=w.gelijk[1:]),
        "TR350": replace(w, gelijk=(*w.gelijk, onbekend.nummer)),
        "TR351": replace(w, gelijk=(*w.gelijk, w.anders.nummer), anders=onbekend),
        "TR357": replace(w, gewenst=iso(date.fromisoformat(w.gewenst).toordinal() + 1)),
        "TR361": replace(w, nieuw=iso(dag + 1)),
        "TR373": replace(w, gewenst=iso(dag + 1), anders=meer),
        "TR374": replace(w, referentie=f"{w.referentie}B"),
        "TR411": replace(w, omvang=False),
        "TR412": replace(w, anders=replace(w.anders, budget=0)),
    }
    return anders.get(fout, w)


def toewijzingen(fout: str, regels: list[b.Toewijzing], dag: int, van_ander: b.Toewijzing | None) -> list[b.Toewijzing]:
    """The products of a 301; the first is the one the message is about."""
    eerste, *rest = regels
    if fout == "TR379":
        return [replace(eerste, referentie=ONBEKENDE_REFERENTIE), *rest]
    if fout == "TR385":
        weg = replace(eerste, eind=eerste.ing, reden="13", toegewezen=iso(dag), tijd=f"{eerste.tijd[:6]}59")
        return [replace(weg, referentie=""), *rest]
    return [*regels, van_ander] if fout == "TR332" and van_ander else regels

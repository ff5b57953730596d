"""The words of a figure: the answer in one sentence, the direction. Dutch at B1."""

from __future__ import annotations

from datameent.domain.cel import Status
from datameent.web.components import opmaak


def woord(status: Status) -> str:
    """What stands in a cell instead of a number."""
    return "afgeschermd" if status.onderdrukt else "geen cijfer"


def vorige_periode(code: str) -> str:
    """The period to compare with: a year earlier, so that seasons do not count as change.

    >>> vorige_periode("2025"), vorige_periode("2025-Q2"), vorige_periode("2025-03")
    ('2024', '2024-Q2', '2024-03')
    """
    return f"{int(code[:4]) - 1:04d}{code[4:]}"


def verschil(nieuw: int, oud: int, eenheid: str, soort: str, periode_oud: str) -> str:
    """The change in words, without a judgement.

    >>> verschil(106, 100, "personen", "frequentie", "2024").replace("\\u00a0", " ")
    '6 % meer dan in 2024'
    >>> verschil(12, 9, "personen", "frequentie", "2024")
    '3 meer dan in 2024'
    """
    kort = verschil_kort(nieuw, oud, eenheid, soort)
    if kort == "gelijk":
        return f"{'even lang' if eenheid == 'dagen' else 'evenveel'} als {wanneer(periode_oud)}"
    if kort == "bijna gelijk":
        return f"bijna gelijk aan {wanneer(periode_oud).removeprefix('in ')}"
    return f"{kort} dan {wanneer(periode_oud)}"


def verschil_kort(nieuw: int, oud: int, eenheid: str, soort: str) -> str:
    """The change as it stands in a cell.

    >>> verschil_kort(45, 42, "dagen", "mediaan").replace("\\u00a0", " ")
    '3 dagen langer'
    >>> verschil_kort(725, 750, "promille", "ratio")
    '2,5 procentpunt lager'
    """
    if nieuw == oud:
        return "gelijk"
    meer, minder = _richting(eenheid, soort)
    woorden = meer if nieuw > oud else minder
    if eenheid == "dagen":
        return f"{opmaak.dagen(abs(nieuw - oud))} {woorden}"
    if eenheid == "personen" and min(nieuw, oud) < opmaak.KLEIN_AANTAL:
        return f"{opmaak.getal(abs(nieuw - oud))} {woorden}"
    if oud <= 0:
        return woorden
    if eenheid == "promille":
        punten = abs(nieuw - oud)
        return f"{opmaak.getal(punten / 10, 1 if punten % 10 else 0)} procentpunt {woorden}"
    deel = abs(nieuw - oud) / oud
    return "bijna gelijk" if deel < 0.005 else f"{opmaak.procent(deel, 0)} {woorden}"


def wanneer(periode: str) -> str:
    """A period in a sentence.

    >>> wanneer("2025"), wanneer("2025-Q2"), wanneer("2025-03")
    ('in 2025', 'in het 2e kwartaal van 2025', 'in mrt 2025')
    """
    if "Q" in periode:
        return f"in het {periode[-1]}e kwartaal van {periode[:4]}"
    return f"in {opmaak.periode(periode)}"


def _richting(eenheid: str, soort: str) -> tuple[str, str]:
    if eenheid == "dagen":
        return "langer", "korter"
    return ("hoger", "lager") if soort in {"ratio", "mediaan"} else ("meer", "minder")


def antwoord(
    waarde: int, maat: tuple[str, str], periode: str, *, voorlopig: bool, verandering: str, stand: str = ""
) -> tuple[str, str]:
    """The answer in two parts: the number, and the rest of the sentence. `maat`: unit and kind of the indicator.

    `stand`: the day that an older number is about.

    >>> antwoord(43, ("dagen", "mediaan"), "2024", voorlopig=False, verandering="")[1]
    'in 2024. De helft zit daaronder, de helft erboven.'
    >>> antwoord(43, ("personen", "frequentie"), "2024", voorlopig=False, verandering="", stand="31 maart 2025")[1]
    'in 2024 (stand 31 maart 2025).'
    """
    eenheid, soort = maat
    rest = f"gemiddeld {wanneer(periode)}" if soort == "ratio" and eenheid != "promille" else wanneer(periode)
    tussen = ", ".join(t for t in ("voorlopig" if voorlopig else "", f"stand {stand}" if stand else "") if t)
    rest = f"{rest} ({tussen})" if tussen else rest
    slot = " De helft zit daaronder, de helft erboven." if soort == "mediaan" else ""
    return opmaak.in_tekst(waarde, eenheid), f"{rest}, {verandering}.{slot}" if verandering else f"{rest}.{slot}"

"""One finding as a person gets it: where, which rule, what to do, and whose message it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from datameent.domain.errors import Plaats
from datameent.lake.bundels import toonbaar
from datameent.regels.eigen import EIGEN
from datameent.regels.uitleg import uitleg
from datameent.sources.bevinding import FOUT, WAARSCHUWING, BerichtKop, Bevinding, Stuk
from datameent.sources.istandaarden.regels.model import Niveau
from datameent.sources.istandaarden.regels.register import regels

RETOUR = frozenset(("302", "306", "308", "316", "318", "320"))
"""Return messages repeat the header of the message they answer, so who sent them is its receiver."""

_KOP_BYTES = 64 << 10
_VELD = r"<(?:\w+:)?%s>\s*(%s)\s*</"
_AFZENDER = re.compile((_VELD % ("Afzender", r"\d{8}|\d{4}")).encode())
_ONTVANGER = re.compile((_VELD % ("Ontvanger", r"\d{8}|\d{4}")).encode())
_IDENTIFICATIE = re.compile((_VELD % ("Identificatie", r"[A-Za-z0-9_.-]{1,12}")).encode())
_DAGTEKENING = re.compile((_VELD % ("Dagtekening", r"\d{4}-\d{2}-\d{2}")).encode())
_TYPE = re.compile(rb"/(?:wmo|jw)(\d{3})/schema")


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Whose message it is and how he knows it; empty where the message does not say. Values from the message: for
    the sender's own report only, never for output or a log."""

    afzender: str = ""
    berichttype: str = ""
    identificatie: str = ""
    dagtekening: str = ""

    @classmethod
    def van_kop(cls, kop: BerichtKop) -> Herkomst:
        """Of a message that was read."""
        afzender = kop.ontvanger if kop.berichttype in RETOUR else kop.afzender
        return cls(afzender, kop.berichttype, kop.identificatie, kop.dagtekening.isoformat())

    @classmethod
    def van_bytes(cls, stuk: Stuk) -> Herkomst:
        """Of a piece that was refused: as far as the beginning of its bytes plainly says so."""
        try:
            begin = stuk.bron[:_KOP_BYTES] if isinstance(stuk.bron, bytes) else _begin(stuk.bron)
        except OSError:
            return cls()
        berichttype = _eerste(_TYPE, begin)
        wie = _ONTVANGER if berichttype in RETOUR else _AFZENDER
        return cls(_eerste(wie, begin), berichttype, _eerste(_IDENTIFICATIE, begin), _eerste(_DAGTEKENING, begin))


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_KOP_BYTES)


def _eerste(patroon: re.Pattern[bytes], begin: bytes) -> str:
    found = patroon.search(begin)
    return found[1].decode("ascii") if found else ""


@dataclass(frozen=True, slots=True)
class Melding:
    """A finding. `sleutels` are numbers of the sender's own (name, value) with which he finds the line; they are, as
    those of `herkomst`, for his own report only."""

    code: str
    ernst: str
    niveau: str
    plaats: Plaats
    tekst: str
    doen: str
    retourcode: str
    herkomst: Herkomst
    sleutels: tuple[tuple[str, str], ...] = field(default=())


def van_bevinding(bevinding: Bevinding, herkomst: Herkomst) -> Melding:
    """A finding of a reader, with the words of the register when its code is an official one."""
    code = str(bevinding.code)
    regel = regels().get(code)
    plaats = replace(bevinding.plaats, bestand=toonbaar(bevinding.plaats.bestand or ""))
    doen = regel.doen if regel else uitleg()[code].doen if code in uitleg() else ""
    return Melding(
        code, bevinding.ernst, bevinding.niveau, plaats, regel.tekst if regel else bevinding.tekst, doen,
        bevinding.retourcode or (regel.retourcode if regel else ""), herkomst,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Regelwoorden:
    """What a finding of a rule across messages says; the same for official codes and those of our own."""

    ernst: str
    niveau: str
    tekst: str
    doen: str
    retourcode: str
    element: str


def regelwoorden(code: str) -> Regelwoorden:
    """The words of a rule across messages. To break a rule on conduct (without a control level), or one without an
    official code, is a warning.

    >>> regelwoorden("OP271").ernst, regelwoorden("TR307").ernst, regelwoorden("TR307").retourcode
    ('waarschuwing', 'fout', '9307')
    """
    if code in EIGEN:
        eigen = EIGEN[code]
        return Regelwoorden(WAARSCHUWING, Niveau.OVERSTIJGEND.value, eigen.tekst, eigen.doen, "", eigen.element)
    regel = regels()[code]
    ernst, niveau = (FOUT, regel.niveau) if regel.niveau is not Niveau.GEEN else (WAARSCHUWING, Niveau.OVERSTIJGEND)
    return Regelwoorden(ernst, niveau.value, regel.tekst, regel.doen, regel.retourcode, regel.element)


def van_regel(code: str, plaats: Plaats, herkomst: Herkomst, sleutels: tuple[tuple[str, str], ...] = ()) -> Melding:
    """A finding of a rule across messages."""
    w = regelwoorden(code)
    return Melding(code, w.ernst, w.niveau, plaats, w.tekst, w.doen, w.retourcode, herkomst, sleutels)


def op_volgorde(meldingen: Iterable[Melding]) -> tuple[Melding, ...]:
    """By file, line, code and place: the same findings always come in the same order."""
    return tuple(sorted(meldingen, key=lambda m: (m.plaats.bestand or "", m.plaats.regel or 0, m.code, str(m.plaats))))

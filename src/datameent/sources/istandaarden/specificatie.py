"""The message specifications, read from `specificaties/<release>/*.yaml`, as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from datameent.domain.yamltekst import lees_yaml
from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.klassen import Klasse, lees_klassen

_MAP = "specificaties"
_GEDEELD = ("basis", "codelijsten")  # what is not a type of message
# Text of a leaf in our own description: anything plainly well-formed. What a value must be is checked on columns.
_VRIJ = rb"[^<&>\x00-\x1f]{0,65536}+"
_ZONDER_VOLGNR = frozenset(("bericht", "declaratie", "antwoord", "declaratie_antwoord"))
_RETOURCODE = "RetourCodes/RetourCode"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of a bron table: its path from the root (without `Bericht`), the kind of its text or composed type."""

    naam: str
    pad: str
    soort: str


@dataclass(frozen=True, slots=True)
class Adreskeuze:
    """Which contact gives the address of a client: kinds in order of preference, and the columns to take from it."""

    rij: str
    soort: str
    voorkeur: tuple[str, ...]
    einde: str
    kolommen: tuple[Kolom, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """A part of a bron table: one row per element at `rij` (empty: per message)."""

    naam: str
    rij: str
    kolommen: tuple[Kolom, ...]
    vast: tuple[tuple[str, str], ...] = ()
    adres: Adreskeuze | None = None

    @property
    def volgnr(self) -> bool:
        """Whether rows are numbered within their message."""
        return self.naam not in _ZONDER_VOLGNR


@dataclass(frozen=True, slots=True)
class Berichtspecificatie:
    """One type of message of one standard and release."""

    standaard: str
    release: str
    berichttype: str
    naam: str
    wet: str
    code: str
    versie: tuple[tuple[str, str], ...]
    naamruimte: str
    basisruimte: str
    afzender: str
    ontvanger: str
    retour: bool
    beantwoordt: str
    zonder_xsd: bool
    boom: Element
    tabellen: tuple[Tabel, ...]
    klassen: tuple[Klasse, ...]

    @property
    def xsd(self) -> str:
        """File name of the official schema."""
        return f"{self.naamruimte.split('/')[-2].upper()}.xsd"

    @property
    def element_namen(self) -> frozenset[str]:
        """Every element name that occurs in this message; only these may be named in a finding."""
        return frozenset(e.naam for e in self.boom.alle())


@dataclass(frozen=True, slots=True)
class Veld:
    """A field of a standard as a bronovereenkomst names it, and the column it becomes.

    `direct_identificerend`: the column is consumed at the door (its name starts with `_`) and never reaches the lake.
    """

    naam: str
    tabel: str
    kolom: str
    berichttypen: tuple[str, ...]
    direct_identificerend: bool


@cache
def releases() -> tuple[str, ...]:
    """The releases described here."""
    return tuple(sorted(p.name for p in _wortel().iterdir() if p.is_dir()))


@cache
def specificaties(release: str) -> Mapping[tuple[str, str], Berichtspecificatie]:
    """Every message of a release, by (standaard, berichttype); KeyError for a release that is not described."""
    if release not in releases():
        raise KeyError(release)
    basis = _lees(release, "basis")
    ruw = {name: _lees(release, name) for name in _namen(release)}
    return {
        (standaard, name): _specificatie(basis, ruw, name, standaard)
        for name in sorted(ruw)
        for standaard in basis["standaarden"]
    }


@cache
def naamruimten() -> Mapping[str, Berichtspecificatie]:
    """Every known message by its namespace."""
    return {s.naamruimte: s for release in releases() for s in specificaties(release).values()}


@cache
def velden(standaard: str, release: str) -> tuple[Veld, ...]:
    """Every field that readers take from the messages of a standard, sorted by name.

    >>> [v.naam for v in velden("ijw", "3.2") if (v.tabel, v.kolom) == ("prestatie", "bedrag_cent")]
    ['Prestatie.IngediendBedrag']
    """
    found: dict[tuple[str, str, str], set[str]] = {}
    for spec in specificaties(release).values():
        if spec.standaard != standaard:
            continue
        for tabel in spec.tabellen:
            kolommen = (*tabel.kolommen, *(tabel.adres.kolommen if tabel.adres else ()))
            for kolom in kolommen:
                key = (veldnaam(spec.boom, kolom.pad), tabel.naam, kolom.naam)
                found.setdefault(key, set()).add(spec.berichttype)
    return tuple(
        Veld(name, table, column, tuple(sorted(types)), column.startswith("_"))
        for (name, table, column), types in sorted(found.items())
    )


def veldnaam(boom: Element, pad: str) -> str:
    """The name of a field: the class it belongs to, then the elements below that class.

    The class is the last element on the path that is not itself of a composed type or a leaf.

    >>> spec = specificaties("3.2")["ijw", "301"]
    >>> veldnaam(spec.boom, "Client/Contactgegevens/Contact/Adres/Postcode")
    'Contact.Adres.Postcode'
    """
    chain = boom.langs(pad)
    classes = [i for i, e in enumerate(chain) if e.kinderen and not e.soort]
    return ".".join(e.naam for e in chain[classes[-1] :]) if classes else pad.replace("/", ".")


def _wortel() -> Traversable:
    return files(__package__) / _MAP


def _namen(release: str) -> list[str]:
    names = [p.name.removesuffix(".yaml") for p in (_wortel() / release).iterdir() if p.name.endswith(".yaml")]
    return [n for n in names if n not in _GEDEELD]


def _lees(release: str, naam: str) -> Any:
    # The loader in C, which is ten times as fast; both are safe loaders.
    return lees_yaml((_wortel() / release / f"{naam}.yaml").read_text(encoding="utf-8"))


def _specificatie(basis: Any, ruw: Mapping[str, Any], naam: str, standaard: str) -> Berichtspecificatie:
    eigen = ruw[naam]
    heen = ruw[eigen["antwoord_op"]] if "antwoord_op" in eigen else eigen
    boom = _boom(basis, eigen, heen, standaard)
    eigen_regels = () if heen is not eigen else (*basis["eigen_kopregels"], *eigen.get("regels", ()))
    law = basis["standaarden"][standaard]
    vorm = basis["naamruimte"]
    return Berichtspecificatie(
        standaard=standaard,
        release=basis["release"],
        berichttype=naam,
        naam=eigen["naam"],
        wet=law["wet"],
        code=eigen["codes"][standaard],
        versie=tuple(basis["versie"].items()),
        naamruimte=vorm.format(standaard=standaard, bericht=law["afkorting"] + naam),
        basisruimte=vorm.format(standaard=standaard, bericht="basisschema"),
        afzender=heen["afzender"],
        ontvanger=heen["ontvanger"],
        retour=heen is not eigen,
        beantwoordt=eigen.get("beantwoordt", ""),
        zonder_xsd=standaard in eigen.get("zonder_xsd", ()),
        boom=boom,
        tabellen=(_kop_tabel(boom), *_tabellen(boom, eigen["tabellen"], standaard)),
        klassen=lees_klassen(boom, (*basis["kopregels"], *eigen_regels), standaard),
    )


def _boom(basis: Any, eigen: Any, heen: Any, standaard: str) -> Element:
    kop = {**basis["kop"], **(basis["retourkop"] if heen is not eigen else {}), **eigen.get("kop", {})}
    children = _kinderen(heen["structuur"], basis["samengesteld"], standaard, in_basis=False)
    if heen is not eigen:
        klassen = [t["bij"] for t in eigen["tabellen"]["retourcode"] if t["bij"] != "Header"]
        codes = _kinderen({"RetourCodes": "RetourCodes"}, basis["samengesteld"], standaard, in_basis=False)
        children = tuple(replace(_met_codes(c, c.naam, klassen, codes), verplicht=False) for c in children)
    header = Element("Header", kinderen=_kinderen(kop, basis["samengesteld"], standaard, in_basis=False))
    return Element("Bericht", kinderen=(header, *children))


def _met_codes(element: Element, pad: str, klassen: list[str], codes: tuple[Element, ...]) -> Element:
    children = tuple(_met_codes(c, f"{pad}/{c.naam}", klassen, codes) for c in element.kinderen)
    return replace(element, kinderen=children + codes if pad in klassen else children)


def _kinderen(knoop: Any, samengesteld: Any, standaard: str, *, in_basis: bool) -> tuple[Element, ...]:
    found = []
    for key, value in knoop.items():
        sleutel, _, alleen = key.partition("@")
        if alleen and alleen != standaard:
            continue
        found.append(_element(sleutel, value, samengesteld, standaard, in_basis=in_basis))
    return tuple(found)


def _element(sleutel: str, value: Any, samengesteld: Any, standaard: str, *, in_basis: bool) -> Element:
    naam = sleutel.rstrip("?+")
    element = Element(naam, in_basis, verplicht="?" not in sleutel, herhaalt="+" in sleutel)
    if isinstance(value, dict):
        return replace(element, kinderen=_kinderen(value, samengesteld, standaard, in_basis=in_basis))
    if value in samengesteld:
        inside = _kinderen(samengesteld[value], samengesteld, standaard, in_basis=True)
        return replace(element, soort=value, kinderen=inside)
    if f"{value}@bericht" in samengesteld:
        inside = _kinderen(samengesteld[f"{value}@bericht"], samengesteld, standaard, in_basis=False)
        return replace(element, soort=value, kinderen=inside)
    return replace(element, soort=value, tekst=_VRIJ)


def _kop_tabel(boom: Element) -> Tabel:
    wanted = {
        "afzender": "Header/Afzender",
        "ontvanger": "Header/Ontvanger",
        "identificatie": "Header/BerichtIdentificatie/Identificatie",
        "dagtekening": "Header/BerichtIdentificatie/Dagtekening",
    }
    return Tabel("bericht", "", tuple(_kolom(boom, "", n, "/" + p) for n, p in wanted.items()))


def _tabellen(boom: Element, ruw: Any, standaard: str) -> list[Tabel]:
    found = []
    for naam, parts in ruw.items():
        for part in parts if isinstance(parts, list) else [parts]:
            if part.get("alleen", standaard) == standaard:
                found.append(_retourcodes(boom, part) if naam == "retourcode" else _tabel(boom, naam, part))
    return found


def _tabel(boom: Element, naam: str, ruw: Any) -> Tabel:
    rij = ruw["rij"]
    kolommen = tuple(_kolom(boom, rij, n, p) for n, p in ruw["kolommen"].items())
    adres = ruw.get("adres")
    keuze = None
    if adres:
        keuze = Adreskeuze(
            rij=adres["rij"],
            soort=f"{adres['rij']}/{adres['soort']}",
            voorkeur=tuple(adres["voorkeur"]),
            einde=f"{adres['rij']}/{adres['einde']}",
            kolommen=tuple(_kolom(boom, adres["rij"], n, p) for n, p in adres["kolommen"].items()),
        )
    return Tabel(naam, rij, kolommen, tuple(ruw.get("vast", {}).items()), keuze)


def _retourcodes(boom: Element, ruw: Any) -> Tabel:
    pad = f"{ruw['bij']}/{_RETOURCODE}"
    kolommen = [Kolom("retourcode", pad, "tekst")]
    if "sleutel" in ruw:
        kolommen.append(_kolom(boom, ruw["bij"], "sleutel", ruw["sleutel"]))
    return Tabel("retourcode", pad, tuple(kolommen), (("niveau", ruw["niveau"]),))


def _kolom(boom: Element, rij: str, naam: str, pad: str) -> Kolom:
    absolute = pad.removeprefix("/") if pad.startswith("/") else f"{rij}/{pad}"
    return Kolom(naam, absolute, boom.langs(absolute)[-1].soort)

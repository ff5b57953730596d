"""The slow and certain way: expat decides whether bytes are a message at all, lxml whether it obeys its XSD.

What `herken` accepts never comes here. Everything else does, and gets a finding with line and element, or passes.
expat goes first and refuses any DOCTYPE: lxml with a schema must never see one.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from lxml import etree

from datameent.domain.errors import Plaats
from datameent.sources.bevinding import FOUT, Bevinding
from datameent.sources.codes import TEKST, Code
from datameent.sources.istandaarden.inhoud import Inhoud, blokken, laat_los
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, naamruimten, releases
from datameent.sources.limieten import Limieten

_BLOK = 1 << 20
_SCHEIDING = "\x1f"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_WIJZERS = frozenset((f"{_XSI}{_SCHEIDING}schemaLocation", f"{_XSI}{_SCHEIDING}noNamespaceSchemaLocation"))
_VORM = re.compile(r"http://www\.istandaarden\.nl/(?:iwmo|ijw)/[0-9_]+/[a-z]{2,3}[0-9]{3}/schema")
_AFGEBROKEN = frozenset((3, 5, 6, 20))  # expat: no element found, unclosed token, partial character, unclosed CDATA
_CODERING = frozenset((18, 19))  # expat: unknown encoding, incorrect encoding
_ENTITEIT = 11  # expat: undefined entity
_STROOM_VANAF = 8 << 20
_BOOM_TOT = 64 << 20  # a tree takes about eight times the file


@dataclass(frozen=True, slots=True)
class Nagezien:
    """What expat made of it: the offset of the root element and its specification, or the finding that ended it."""

    begin: int = 0
    spec: Berichtspecificatie | None = None
    bevinding: Bevinding | None = None
    wijst: bool = False


class _Stop(Exception):
    def __init__(self, code: Code, element: str | None = None) -> None:
        super().__init__(code)
        self.code, self.element = code, element


@dataclass(slots=True)
class _Wacht:
    """What is watched while expat reads."""

    limieten: Limieten
    parser: expat.XMLParserType
    begin: int = -1
    spec: Berichtspecificatie | None = None
    ruimten: tuple[str, ...] = ()
    wijst: bool = False
    stapel: list[str] = field(default_factory=list)
    tekst: int = 0

    def declaratie(self, versie: str, codering: str | None, zelfstandig: int) -> None:
        if codering is not None and codering.lower() != "utf-8":
            raise _Stop(Code.CODERING)

    def doctype(self, *_: object) -> None:
        raise _Stop(Code.DOCTYPE)

    def entiteit(self, *_: object) -> None:
        raise _Stop(Code.ENTITEIT)

    def start(self, naam: str, attributen: dict[str, str]) -> None:
        space, _, local = naam.rpartition(_SCHEIDING)
        self.tekst = 0
        if self.begin < 0:
            self._wortel(space, local)
        elif not naam.startswith(self.ruimten):
            raise _Stop(Code.VREEMDE_NAAMRUIMTE, self._bekend(local))
        self.stapel.append(local)
        if len(self.stapel) > self.limieten.max_diepte:
            raise _Stop(Code.TE_DIEP, self._bekend(local))
        if attributen:
            self._attributen(attributen, local)

    def einde(self, _: str) -> None:
        self.tekst = 0
        self.stapel.pop()

    def letters(self, tekst: str) -> None:
        self.tekst += len(tekst)
        if self.tekst > self.limieten.max_tekst:
            raise _Stop(Code.TEKST_TE_LANG, self._bekend(self.stapel[-1]))

    def _wortel(self, space: str, local: str) -> None:
        self.begin = self.parser.CurrentByteIndex
        self.spec = naamruimten().get(space)
        if local != "Bericht" or (self.spec is None and not _VORM.fullmatch(space)):
            raise _Stop(Code.GEEN_BERICHT)
        if self.spec is None:
            raise _Stop(Code.RELEASE_ONBEKEND, "Bericht")
        self.ruimten = (self.spec.naamruimte + _SCHEIDING, self.spec.basisruimte + _SCHEIDING)

    def _attributen(self, attributen: dict[str, str], local: str) -> None:
        steering = {a for a in attributen if a.startswith(_XSI + _SCHEIDING)}
        if steering and (len(self.stapel) > 1 or steering - _WIJZERS):
            raise _Stop(Code.ATTRIBUUT, self._bekend(local))
        self.wijst = self.wijst or bool(steering)

    def _bekend(self, local: str) -> str | None:
        # An element name that is not in the standard could itself be a value: it is never repeated.
        return local if self.spec is not None and local in self.spec.element_namen else None


def nazien(bestand: str, inhoud: Inhoud, limieten: Limieten) -> Nagezien:
    """Whether this is well-formed UTF-8 XML without DOCTYPE, within the limits, of a message that is known here."""
    if _andere_codering(inhoud[:4]):
        return Nagezien(bevinding=_bevinding(bestand, Code.CODERING, 1, None))
    parser = expat.ParserCreate(namespace_separator=_SCHEIDING)
    watch = _Wacht(limieten, parser)
    parser.XmlDeclHandler = watch.declaratie
    parser.StartDoctypeDeclHandler = watch.doctype
    parser.EntityDeclHandler = watch.entiteit
    parser.SkippedEntityHandler = watch.entiteit
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.einde
    parser.CharacterDataHandler = watch.letters
    try:
        for block in blokken(inhoud):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except _Stop as stop:
        return Nagezien(bevinding=_bevinding(bestand, stop.code, parser.CurrentLineNumber, stop.element))
    except expat.ExpatError as error:
        return Nagezien(bevinding=_bevinding(bestand, _expatcode(error.code, watch), error.lineno, None))
    return Nagezien(watch.begin, watch.spec, None, watch.wijst)


def _andere_codering(kop: bytes) -> bool:
    return kop.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in kop


def _expatcode(code: int, watch: _Wacht) -> Code:
    if code in _AFGEBROKEN and watch.begin >= 0:
        return Code.AFGEBROKEN
    if code in _CODERING:
        return Code.CODERING
    return Code.ENTITEIT if code == _ENTITEIT else Code.GEEN_XML


def _bevinding(bestand: str, code: Code, regel: int | None, element: str | None) -> Bevinding:
    text = TEKST[code]
    if code is Code.RELEASE_ONBEKEND:
        text += f" (supported: {', '.join(releases())})"
    return Bevinding(code, FOUT, "bestand", Plaats(bestand, regel, element), text)


# lxml's error types → the rule in our words. Its messages quote values, so they are never passed on.
_REGELS = {
    "SCHEMAV_CVC_ENUMERATION_VALID": "the value is not in the code list",
    "SCHEMAV_CVC_PATTERN_VALID": "the value does not have the form the standard asks",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "the value is longer than allowed",
    "SCHEMAV_CVC_MINLENGTH_VALID": "the value is shorter than allowed",
    "SCHEMAV_CVC_MININCLUSIVE_VALID": "the number is smaller than allowed",
    "SCHEMAV_CVC_MAXINCLUSIVE_VALID": "the number is larger than allowed",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "the value is not one its type has",
    "SCHEMAV_ELEMENT_CONTENT": "an element stands where it may not, or one that must be there is missing",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "there is text where only elements may be",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "an attribute is not allowed",
    "SCHEMAV_CVC_TYPE_3_1_2": "there are elements where only text may be",
    "SCHEMAV_CVC_TYPE_3_1_1": "an attribute is not allowed",
}
_ELEMENT = re.compile(r"Element '\{[^}']*\}([A-Za-z0-9]+)'")
_TYPE = re.compile(r"atomic type '\{[^}']*\}((?:LDT|CDT)_[A-Za-z]+)'")


def keur(
    bestand: str, inhoud: Inhoud, gezien: Nagezien, schema: etree.XMLSchema, limieten: Limieten
) -> tuple[Bevinding, ...]:
    """What lxml finds wrong with a message that `nazien` passed; nothing when it obeys its XSD."""
    assert gezien.spec is not None  # noqa: S101 - nazien gives a finding or a specification
    pieces = _zonder_wijzers(inhoud, gezien) if gezien.wijst else (inhoud,)
    try:
        log = _keur_stroom(pieces, schema) if len(inhoud) > _STROOM_VANAF else None
        # The stream says whether it is good in little memory, but not on which line it is not: the tree does.
        if log is None or (log and len(inhoud) <= _BOOM_TOT):
            log = _keur_boom(b"".join(bytes(p) for p in pieces), schema)
    except etree.XMLSyntaxError as error:
        # libxml2 is stricter than expat in a few corners (the XML declaration). Its message may quote the file.
        return (_bevinding(bestand, Code.GEEN_XML, error.lineno, None),)
    found: dict[tuple[int, str | None], Bevinding] = {}
    for entry in log:
        element, text = _in_onze_woorden(entry, gezien.spec)
        place = Plaats(bestand, entry.line or None, element)
        found.setdefault((entry.line, element), Bevinding(Code.XSD, FOUT, "xsd", place, text))
        if len(found) >= limieten.max_bevindingen:
            break
    return tuple(found.values())


def _keur_boom(data: bytes, schema: etree.XMLSchema) -> list[etree._LogEntry]:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False, huge_tree=True)
    document = etree.fromstring(data, parser)
    return [] if schema.validate(document) else [entry for entry in schema.error_log]  # type: ignore[attr-defined]  # noqa: C416


def _keur_stroom(pieces: tuple[Inhoud, ...], schema: etree.XMLSchema) -> list[etree._LogEntry]:
    # resolve_entities stays at its default: without it iterparse with a schema accepts what is not whole.
    events = etree.iterparse(_Delen(pieces), events=("end",), schema=schema, no_network=True, huge_tree=True)
    try:
        for _, element in events:
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError:
        broken: list[etree._LogEntry] = [entry for entry in events.error_log if entry.domain_name == "SCHEMASV"]
        if not broken:
            raise
        return broken
    return []


class _Delen(io.RawIOBase):
    """Pieces of content as one stream."""

    def __init__(self, pieces: tuple[Inhoud, ...]) -> None:
        super().__init__()
        self._pieces, self._piece, self._at = pieces, 0, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while self._piece < len(self._pieces):
            piece = self._pieces[self._piece]
            block = piece[self._at : self._at + (size if size > 0 else _BLOK)]
            if block:
                laat_los(piece, self._at, self._at + len(block))
                self._at += len(block)
                return bytes(block)
            self._piece, self._at = self._piece + 1, 0
        return b""


_BEGINTAG = re.compile(rb"""<[^\s/>]+((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/?>""")
_ATTRIBUUT = re.compile(rb"""(\s+)([^\s=]+)(\s*=\s*(?:"[^"]*"|'[^']*'))""")


def _zonder_wijzers(inhoud: Inhoud, gezien: Nagezien) -> tuple[Inhoud, ...]:
    """The message without xsi:schemaLocation on its root: the validator would follow it. Lines stay where they are."""
    tag = _BEGINTAG.match(inhoud, gezien.begin)
    if tag is None or gezien.spec is None:
        return (inhoud,)
    clean = _ATTRIBUUT.sub(_zonder_wijzer, tag[1])
    head = inhoud[: tag.start(1)]
    return (bytes(head), clean, bytes(inhoud[tag.end(1) :]))


def _zonder_wijzer(attribuut: re.Match[bytes]) -> bytes:
    local = attribuut[2].rpartition(b":")[2]
    if local in (b"schemaLocation", b"noNamespaceSchemaLocation"):
        return b"\n" * attribuut[0].count(b"\n") or b" "
    return attribuut[0]


def _in_onze_woorden(entry: etree._LogEntry, spec: Berichtspecificatie) -> tuple[str | None, str]:
    named = _ELEMENT.match(entry.message)
    element = named[1] if named and named[1] in spec.element_namen else None
    rule = _REGELS.get(entry.type_name, TEKST[Code.XSD])
    kind = _TYPE.search(entry.message) if entry.type_name == "SCHEMAV_CVC_DATATYPE_VALID_1_2_1" else None
    return element, f"{rule} ({kind[1] if kind else entry.type_name})"

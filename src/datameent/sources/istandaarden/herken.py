"""The fast way: one expression per type of message that accepts plainly good bytes in one pass.

Accepting is certain, not accepting means nothing: such content goes to `nazien`. With an XSD at hand the
expression is made from that XSD and accepting means that lxml would accept too; without it, it is made from our
own description and accepting means well-formed, in the right namespaces, with the elements in their order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from datameent.sources.istandaarden.boom import Element, Knip, herkenner, knip
from datameent.sources.istandaarden.inhoud import Inhoud, blokken
from datameent.sources.istandaarden.register import StandaardenRegister
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, naamruimten
from datameent.sources.limieten import Limieten

_XSI = b"http://www.w3.org/2001/XMLSchema-instance"
_KOP = re.compile(
    rb"""(?:\xef\xbb\xbf)?
    (?:<\?xml[ ]version=["']1\.0["']
      (?:[ ]encoding=["'][Uu][Tt][Ff]-8["'])?(?:[ ]standalone=["'](?:yes|no)["'])?[ ]?\?>)?
    [ \t\r\n]*+
    (<(?:[A-Za-z_][A-Za-z0-9_.-]*:)?Bericht
      (?:[ \t\r\n]+[A-Za-z_][A-Za-z0-9_.:-]*="[^"<&\x00-\x1f\x80-\xff]*")*[ \t\r\n]*>)""",
    re.VERBOSE,
)
_ATTRIBUUT = re.compile(rb'[ \t\r\n]([A-Za-z_][A-Za-z0-9_.:-]*)="([^"]*)"')
_NAAM = re.compile(rb"<(?:([A-Za-z_][A-Za-z0-9_.-]*):)?Bericht")
_GRENS = re.compile(rb",([0-9]+)\}\+$")
_NIET_XML = re.compile(b"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF


class Herkenner:
    """The expressions for one register, made when first needed."""

    def __init__(self, standaarden: StandaardenRegister, limieten: Limieten) -> None:
        self._standaarden = standaarden
        self._limieten = limieten
        self._wortels = lru_cache(maxsize=512)(self._wortel)
        self._expressies = lru_cache(maxsize=256)(self._expressie)
        self._knippen = lru_cache(maxsize=32)(self._knip)

    def begin(self, inhoud: Inhoud) -> tuple[Berichtspecificatie, int, re.Pattern[bytes], int] | None:
        """What the start of the content promises: specification, offset of the root, expression, where it starts."""
        head = _KOP.match(inhoud)
        if head is None:
            return None
        known = self._wortels(head[1])
        return (known[0], head.start(1), known[1], head.end()) if known else None

    def knip(self, inhoud: Inhoud) -> Knip | None:
        """The expression for this content cut around its clients, when it is of a type that ends in a list of them."""
        head = _KOP.match(inhoud)
        key = self._sleutel(head[1]) if head else None
        return self._knippen(*key) if key else None

    def goed(self, inhoud: Inhoud, expressie: re.Pattern[bytes], vanaf: int) -> bool:
        """Whether everything after the root's start tag is accepted, and all of it is UTF-8."""
        return expressie.fullmatch(inhoud, vanaf) is not None and is_utf8(inhoud)

    def _wortel(self, tag: bytes) -> tuple[Berichtspecificatie, re.Pattern[bytes]] | None:
        key = self._sleutel(tag)
        expression = self._expressies(*key) if key else None
        return (naamruimten()[key[0]], expression) if key and expression else None

    def _sleutel(self, tag: bytes) -> tuple[str, bytes, bytes] | None:
        """What a root says it is: namespace, and the prefixes of message and basisschema."""
        named = _NAAM.match(tag)
        attributes = _ATTRIBUUT.findall(tag)
        spaces = _ruimten(attributes)
        if named is None or spaces is None:
            return None
        prefix = named[1] or b""
        spec = naamruimten().get(spaces.get(prefix, b"").decode())
        if spec is None:
            return None
        basis = [p for p, uri in spaces.items() if uri == spec.basisruimte.encode()]
        return (spec.naamruimte, prefix, basis[0]) if len(basis) == 1 else None

    def _expressie(self, naamruimte: str, prefix: bytes, basis: bytes) -> re.Pattern[bytes] | None:
        boom = self._boom(naamruimten()[naamruimte])
        return herkenner(boom, prefix, basis) if boom else None

    def _knip(self, naamruimte: str, prefix: bytes, basis: bytes) -> Knip | None:
        boom = self._boom(naamruimten()[naamruimte])
        return knip(boom, prefix, basis) if boom else None

    def _boom(self, spec: Berichtspecificatie) -> Element | None:
        which = spec.standaard, spec.berichttype, spec.release
        boom = spec.boom if self._standaarden.schema(*which) is None else self._standaarden.boom(*which)
        return _begrensd(boom, self._limieten.max_tekst) if boom else None


@lru_cache(maxsize=4)
def herkenner_van(standaarden: StandaardenRegister, stand: int, limieten: Limieten) -> Herkenner:
    """The expressions of a register as it stands, made once per process."""
    return Herkenner(standaarden, limieten)


def _begrensd(boom: Element, max_tekst: int) -> Element:
    """The tree with every text held to the limit: a leaf that allows more is put back to the limit."""
    if boom.kinderen:
        return replace(boom, kinderen=tuple(_begrensd(child, max_tekst) for child in boom.kinderen))
    if boom.tekst is None:
        return boom
    return replace(
        boom, tekst=re.sub(rb",([0-9]{4,})\}\+$", lambda m: b",%d}+" % min(int(m[1]), max_tekst), boom.tekst)
    )


def _ruimten(attributen: list[tuple[bytes, bytes]]) -> dict[bytes, bytes] | None:
    """Prefix → namespace as the root declares them; None when anything about it is unusual."""
    spaces: dict[bytes, bytes] = {}
    names = [name for name, _ in attributen]
    for name, value in attributen:
        kind, _, prefix = name.partition(b":")
        if kind == b"xmlns":
            spaces[prefix] = value
    xsi = {p for p, uri in spaces.items() if uri == _XSI and p}
    rest = {n for n in names if n.partition(b":")[0] != b"xmlns"}
    allowed = {p + b":schemaLocation" for p in xsi}
    odd = any(p.lower().startswith(b"xml") or b":" in p or not uri for p, uri in spaces.items())
    if len(set(names)) != len(names) or len(set(spaces.values())) != len(spaces) or odd or not rest <= allowed:
        return None
    return spaces


def is_utf8(inhoud: Inhoud) -> bool:
    """Whether content is UTF-8 of characters that XML allows."""
    if not isinstance(inhoud, bytes):
        # A mapped file is large and so a declaration, which has no letters beyond ASCII; if it does, look slowly.
        return all(block.isascii() for block in blokken(inhoud))
    if inhoud.isascii():
        return True
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _NIET_XML.search(inhoud) is None

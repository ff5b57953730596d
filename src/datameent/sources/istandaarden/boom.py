"""What a message may look like, as a tree of elements, and the one expression that recognises it in its bytes.

Two trees exist of one message: that of our own description (structure, lenient text) and that of the official
XSD (structure and every facet). From either, `herkenner` makes a regular expression over the bytes of the
message. What it accepts is well-formed and obeys the tree; what it does not accept is not thereby wrong: it is
looked at again, slowly, by real parsers. Every repetition is possessive, so matching is linear in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Whitespace between elements; anything else there (comments, instructions, text) goes to the slow path.
_WIT = rb"[ \t\r\n]*+"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a message.

    `basis`: its namespace is that of the basisschema, else that of the message. `soort`: the kind of text of a
    leaf (bsn, datum, getal ...) or the name of its composed type. `tekst`: an expression over the bytes of the
    text that accepts only what is allowed; None when no such expression is known.
    """

    naam: str
    basis: bool = False
    verplicht: bool = True
    herhaalt: bool = False
    soort: str = ""
    kinderen: tuple[Element, ...] = ()
    tekst: bytes | None = None

    def kind(self, naam: str) -> Element:
        """The child with this name; KeyError when there is none."""
        for child in self.kinderen:
            if child.naam == naam:
                return child
        raise KeyError(naam)

    def langs(self, pad: str) -> list[Element]:
        """The elements along a path below this one, `Client/Bsn` giving two.

        >>> tree = Element("Bericht", kinderen=(Element("Client", kinderen=(Element("Bsn"),)),))
        >>> [e.naam for e in tree.langs("Client/Bsn")]
        ['Client', 'Bsn']
        """
        chain, at = [], self
        for name in pad.split("/") if pad else ():
            at = at.kind(name)
            chain.append(at)
        return chain

    def alle(self) -> Iterator[Element]:
        """This element and everything below it."""
        yield self
        for child in self.kinderen:
            yield from child.alle()


def bladen(element: Element, pad: str) -> list[str]:
    """The leaf paths of an element: its own when it is a leaf, else those below it.

    >>> bladen(Element("Bedrag"), "Prestatie/Bedrag")
    ['Prestatie/Bedrag']
    """
    if not element.kinderen:
        return [pad]
    return [leaf for child in element.kinderen for leaf in bladen(child, f"{pad}/{child.naam}")]


def herkenner(wortel: Element, bericht: bytes, basis: bytes) -> re.Pattern[bytes] | None:
    """The expression for everything after the start tag of the root, to use with `fullmatch(data, pos)`.

    `bericht` and `basis` are the prefixes that the root declares, empty for the default namespace. None when
    the tree has a leaf whose text no expression is known for.

    >>> tree = Element("A", kinderen=(Element("B", tekst=b"[0-9]++", herhaalt=True),))
    >>> bool(herkenner(tree, b"p", b"q").fullmatch(b"<p:B>1</p:B> <p:B>22</p:B></p:A>"))
    True
    """
    if any(not e.kinderen and e.tekst is None for e in wortel.alle()):
        return None
    names = _namen(bericht, basis)
    body = b"".join(_deel(child, names) for child in wortel.kinderen)
    return re.compile(_WIT + body + _sluit(wortel, names) + _WIT)


@dataclass(frozen=True, slots=True)
class Knip:
    """A message that ends in a list of clients, as expressions: what comes before the first, a number of them, and what
    comes after the last. One after the other they accept exactly what `herkenner` accepts. `sluit` are the closing tags
    behind the last client."""

    voor: re.Pattern[bytes]
    clienten: re.Pattern[bytes]
    na: re.Pattern[bytes]
    sluit: bytes


_TEGELIJK = 64  # clients per match


def knip(wortel: Element, bericht: bytes, basis: bytes) -> Knip | None:
    """The expression of `herkenner` cut around the clients; None when the message does not end in a list of clients.

    >>> tree = Element("A", kinderen=(Element("Client", kinderen=(Element("B", tekst=b"[0-9]++"),), herhaalt=True),))
    >>> cut = knip(tree, b"p", b"q")
    >>> cut.clienten.match(b"<p:Client><p:B>1</p:B></p:Client> <p:Client>").end(), cut.sluit
    (34, b'</p:A>')
    """
    if any(not e.kinderen and e.tekst is None for e in wortel.alle()):
        return None
    names = _namen(bericht, basis)
    before, after, close, at = _WIT, _sluit(wortel, names) + _WIT, b"</" + _tag(wortel, names) + b">", wortel
    while at.kinderen:
        *first, last = at.kinderen
        before += b"".join(_deel(child, names) for child in first)
        if last.herhaalt or not last.verplicht:
            break
        before += b"<" + re.escape(_tag(last, names)) + b">" + _WIT
        after = _sluit(last, names) + _WIT + after
        close = b"</" + _tag(last, names) + b">" + close
        at = last
    if at is last or last.naam != "Client" or not (last.herhaalt and last.verplicht):
        return None
    one = _deel(replace(last, herhaalt=False), names)
    return Knip(re.compile(before), re.compile(b"(?:%b){1,%d}+" % (one, _TEGELIJK)), re.compile(after), close)


def _namen(bericht: bytes, basis: bytes) -> dict[bool, bytes]:
    return {False: bericht + b":" if bericht else b"", True: basis + b":" if basis else b""}


def _tag(element: Element, names: dict[bool, bytes]) -> bytes:
    return names[element.basis] + element.naam.encode()


def _deel(element: Element, names: dict[bool, bytes]) -> bytes:
    tag = re.escape(_tag(element, names))
    if element.kinderen:
        inside = _WIT + b"".join(_deel(child, names) for child in element.kinderen)
    else:
        inside = element.tekst or b""
    one = b"<" + tag + b">" + inside + b"</" + tag + b">" + _WIT
    if element.herhaalt:
        return b"(?:" + one + (b")++" if element.verplicht else b")*+")
    return one if element.verplicht else b"(?:" + one + b")?+"


def _sluit(wortel: Element, names: dict[bool, bytes]) -> bytes:
    return b"</" + re.escape(_tag(wortel, names)) + b">"

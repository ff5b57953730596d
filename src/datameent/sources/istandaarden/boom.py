"""What a message may look like, as a tree of elements, and the one expression that recognises it in its bytes.

Two trees exist of one message: that of our own description (structure, lenient text) and that of the official
XSD (structure and every facet). From either, `herkenner` makes a regular expression over the bytes of the
message. What it accepts is well-formed and obeys the tree; what it does not accept is not thereby wrong: it is
looked at again, slowly, by real parsers. Every repetition is possessive, so matching is linear in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
    names = {False: bericht + b":" if bericht else b"", True: basis + b":" if basis else b""}
    body = b"".join(_deel(child, names) for child in wortel.kinderen)
    return re.compile(_WIT + body + _sluit(wortel, names) + _WIT)


def _deel(element: Element, names: dict[bool, bytes]) -> bytes:
    tag = re.escape(names[element.basis] + element.naam.encode())
    if element.kinderen:
        inside = _WIT + b"".join(_deel(child, names) for child in element.kinderen)
    else:
        inside = element.tekst or b""
    one = b"<" + tag + b">" + inside + b"</" + tag + b">" + _WIT
    if element.herhaalt:
        return b"(?:" + one + (b")++" if element.verplicht else b")*+")
    return one if element.verplicht else b"(?:" + one + b")?+"


def _sluit(wortel: Element, names: dict[bool, bytes]) -> bytes:
    return b"</" + re.escape(names[wortel.basis] + wortel.naam.encode()) + b">"

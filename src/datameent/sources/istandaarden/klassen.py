"""Where the official rules stand in a type of message: per class the elements they need, as its specification says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datameent.sources.istandaarden.boom import Element, bladen


@dataclass(frozen=True, slots=True)
class Regelveld:
    """An element that a rule needs: its path, and the leaves at or below it."""

    pad: str
    bladen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Klasse:
    """A class of a message with the rules that stand on it.

    `regels`: code and the name in `velden` of the element that the rule is about (empty: the class itself).
    `sleutel`: the names of the elements that together are its logical key.
    """

    pad: str
    velden: Mapping[str, Regelveld]
    regels: tuple[tuple[str, str], ...]
    sleutel: tuple[str, ...] = ()


def lees_klassen(boom: Element, ruw: Iterable[Any], standaard: str) -> tuple[Klasse, ...]:
    """The classes of one type of message under one standard.

    >>> tree = Element("Bericht", kinderen=(Element("Client", kinderen=(Element("Bsn"),)),))
    >>> raw = {"klasse": "Client", "velden": {"bsn": "Bsn"}, "regels": {"CS002": "bsn"}}
    >>> lees_klassen(tree, [raw], "ijw")[0].regels
    (('CS002', 'bsn'),)
    """
    return tuple(_klasse(boom, part) for part in ruw if part.get("alleen", standaard) == standaard)


def _klasse(boom: Element, ruw: Any) -> Klasse:
    velden = {name: _veld(boom, ruw["klasse"], path) for name, path in ruw["velden"].items()}
    return Klasse(ruw["klasse"], velden, tuple(ruw["regels"].items()), tuple(ruw.get("sleutel", ())))


def _veld(boom: Element, klasse: str, pad: str) -> Regelveld:
    absolute = pad.removeprefix("/") if pad.startswith("/") else f"{klasse}/{pad}"
    return Regelveld(absolute, tuple(bladen(boom.langs(absolute)[-1], absolute)))

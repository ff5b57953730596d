"""What our own findings on a message mean, in Dutch, for the sender who has to repair it; the texts: `uitleg.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from datameent.domain.yamltekst import lees_yaml


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What is wrong and what to do about it, in words of B1 level."""

    tekst: str
    doen: str


@cache
def uitleg() -> Mapping[str, Uitleg]:
    """The explanation of every code that a message can be refused with, by code.

    >>> uitleg()["DM-BER-014"].doen
    'Geef het bericht een nieuwe identificatie.'
    """
    texts = lees_yaml((files("datameent.regels") / "uitleg.yaml").read_text(encoding="utf-8"))
    return {code: Uitleg(**text) for code, text in texts.items()}

"""The shapes every reader gives: pieces of input, findings, message headers, and what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from datameent.domain.errors import Plaats

FOUT = "fout"
WAARSCHUWING = "waarschuwing"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One finding: which rule was broken where, in our words, never with a value from the data.

    `niveau` is `bestand`, `xsd` or `bericht`; `ernst` is `fout` or `waarschuwing`.

    >>> Bevinding("DM-XML-001", "fout", "bestand", Plaats("a.xml", 3), "not well-formed XML").plaats.regel
    3
    """

    code: str
    ernst: str
    niveau: str
    plaats: Plaats
    tekst: str
    retourcode: str = ""


@dataclass(frozen=True, slots=True)
class BerichtKop:
    """The header of one message that was read.

    `bericht_id` is the sha256 (hex) of the original bytes of the message; `prestaties` is 0 unless it is a 323.
    """

    bericht_id: str
    bestand: str
    standaard: str
    release: str
    berichttype: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date
    prestaties: int = 0


@dataclass(frozen=True, slots=True)
class Stuk:
    """One piece of input: its name as given (a zip member is `a.zip!b.xml`) and its bytes, or a path when large."""

    bestand: str
    bron: bytes | Path


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """One piece of input that was refused before a reader saw it."""

    bestand: str
    bevindingen: tuple[Bevinding, ...]


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What a reader gives: headers, tables with raw door columns, and the findings of what was refused.

    A message is in `koppen` and `tabellen`, or in `geweigerd`; never in both, never half. `dubbel` names the pieces
    whose content is, byte for byte, that of an earlier piece in the same call: they were read once. `waarschuwingen`
    are about messages that were read all the same.
    """

    koppen: tuple[BerichtKop, ...] = ()
    tabellen: Mapping[str, pa.Table] = field(default_factory=dict)
    geweigerd: Mapping[str, tuple[Bevinding, ...]] = field(default_factory=dict)
    dubbel: tuple[str, ...] = ()
    waarschuwingen: Mapping[str, tuple[Bevinding, ...]] = field(default_factory=dict)

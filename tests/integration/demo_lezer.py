"""Reads messages the slow way (lxml, element by element): an opinion of its own on what the generator wrote."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree


@dataclass(frozen=True)
class Gelezen:
    """A message: file name prefix, month folder, root element."""

    soort: str
    map: str
    wortel: etree._Element

    def tekst(self, pad: str, van: etree._Element | None = None) -> str | None:
        """Text at a path of local names, or None."""
        element = vind(self.wortel if van is None else van, pad)
        return None if element is None else element.text

    @property
    def wet(self) -> str:
        return "jeugdwet" if self.soort.startswith("JW") else "wmo"

    @property
    def nummer(self) -> int:
        return int(self.soort[-3:])


def vind(van: etree._Element, pad: str) -> etree._Element | None:
    """The first element at a path of local names."""
    treffers = van.xpath("/".join(f"*[local-name()='{deel}']" for deel in pad.split("/")))
    return treffers[0] if treffers else None


def alle(van: etree._Element, naam: str) -> list[etree._Element]:
    """Every element below with a local name."""
    return list(van.xpath(f".//*[local-name()='{naam}']"))


def berichten(map_: Path) -> Iterator[Gelezen]:
    """Every message, in order of month and name; loose files and zips."""
    for plek in sorted(map_.iterdir()):
        if plek.suffix == ".zip":
            with zipfile.ZipFile(plek) as pak:
                for naam in sorted(pak.namelist()):
                    yield Gelezen(naam.split("_")[0], plek.stem, etree.fromstring(pak.read(naam)))
        else:
            for pad in sorted(plek.iterdir()):
                yield Gelezen(pad.name.split("_")[0], plek.name, etree.fromstring(pad.read_bytes()))

"""Writes messages: loose files per month, or one zip per month. A month is opened, filled and closed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from datameent.demo.fouten import Foutcode, fout
from datameent.demo.kalender import map_naam


class Schrijver:
    """Writes into `uit/berichten`; counts what it wrote per file name prefix (JW301, WMO323, ...)."""

    def __init__(self, uit: Path, ingepakt: bool) -> None:
        self.map = uit / "berichten"
        if self.map.exists() and any(self.map.iterdir()):
            raise fout(Foutcode.MAP, "The folder already holds messages", "Choose an empty folder")
        self.map.mkdir(parents=True, exist_ok=True)
        self._ingepakt = ingepakt
        self._zip: zipfile.ZipFile | None = None
        self._map_fd = -1
        self._datum = (1980, 1, 1, 0, 0, 0)
        self.aantallen: dict[str, int] = {}

    def open(self, maand: int) -> None:
        """Start a month."""
        naam = map_naam(maand)
        self._datum = (maand // 12, maand % 12 + 1, 1, 0, 0, 0)
        if self._ingepakt:
            self._zip = zipfile.ZipFile(self.map / f"{naam}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1)
            return
        (self.map / naam).mkdir(exist_ok=True)
        self._map_fd = os.open(self.map / naam, os.O_RDONLY | os.O_DIRECTORY)

    def schrijf(self, soort: str, identificatie: str, inhoud: bytes) -> None:
        """One message of the open month."""
        self.aantallen[soort] = self.aantallen.get(soort, 0) + 1
        naam = f"{soort}_{identificatie}.xml"
        if self._zip is not None:
            info = zipfile.ZipInfo(naam, self._datum)
            info.external_attr = 0o644 << 16
            self._zip.writestr(info, inhoud, zipfile.ZIP_DEFLATED, 1)
            return
        fd = os.open(naam, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644, dir_fd=self._map_fd)
        try:
            os.write(fd, inhoud)
        finally:
            os.close(fd)

    def sluit(self) -> None:
        """End the month."""
        if self._zip is not None:
            self._zip.close()
            self._zip = None
        elif self._map_fd >= 0:
            os.close(self._map_fd)
            self._map_fd = -1

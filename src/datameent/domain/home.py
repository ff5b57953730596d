"""Where things live in a data home. Path algebra only; nothing here touches the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """A data home (`DATAMEENT_HOME`).

    >>> Home(Path("/d")).overeenkomsten.as_posix()
    '/d/config/bronovereenkomsten'
    """

    root: Path

    @property
    def config(self) -> Path:
        """Agreements, disclosure policy, table plan, settings: what people write."""
        return self.root / "config"

    @property
    def overeenkomsten(self) -> Path:
        """One YAML per source."""
        return self.config / "bronovereenkomsten"

    @property
    def vormen(self) -> Path:
        """Shapes of wijken and buurten as GeoJSON; without it there are no maps."""
        return self.config / "gebieden.geojson"

    @property
    def inwoners(self) -> Path:
        """Inhabitants per area and year; without it no number is told per 1.000 inhabitants."""
        return self.config / "inwoners.csv"

    @property
    def keys(self) -> Path:
        """Keys, folder 0700 and files 0600; never in a backup of the rest."""
        return self.root / "keys"

    @property
    def kluis(self) -> Path:
        """Encrypted originals and the ledger."""
        return self.root / "kluis"

    @property
    def ledger(self) -> Path:
        """SQLite: what was loaded, and which version of every lake table counts."""
        return self.kluis / "ledger.sqlite3"

    @property
    def lake(self) -> Path:
        """Delta tables under bron/ and kern/."""
        return self.root / "lake"

    @property
    def quarantaine(self) -> Path:
        """Findings per refused file (never its contents)."""
        return self.root / "quarantaine"

    @property
    def releases(self) -> Path:
        """One folder per doelgroep, one SQLite file per release."""
        return self.root / "releases"

    @property
    def standaarden(self) -> Path:
        """XSDs taken in with `datameent standaard add`."""
        return self.root / "standaarden"

    @property
    def app_db(self) -> Path:
        """Accounts and audit of the site."""
        return self.root / "app.sqlite3"

    @property
    def logs(self) -> Path:
        """Technical logs and the processing log."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.root / ".schrijfslot"

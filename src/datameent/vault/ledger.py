"""The ledger: what was loaded, and which Delta version of every lake table counts. One SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats

SCHEMA_VERSIE = 1

# `bericht.uitkomst`: geladen (rows in the lake), geweigerd (in quarantine), vervangen (a newer file took its place, or
# a refused one was loaded later), verlopen (past its term: rows and original are gone, the fact that it came remains).
_DDL = """
CREATE TABLE meta(sleutel TEXT PRIMARY KEY, waarde TEXT NOT NULL) STRICT;
CREATE TABLE vastlegging(
  id INTEGER PRIMARY KEY AUTOINCREMENT, soort TEXT NOT NULL, tijd TEXT NOT NULL) STRICT;
CREATE TABLE tabelversie(
  vastlegging_id INTEGER NOT NULL REFERENCES vastlegging(id), zone TEXT NOT NULL, naam TEXT NOT NULL,
  versie INTEGER NOT NULL, PRIMARY KEY(zone, naam, vastlegging_id)) STRICT;
CREATE TABLE lading(
  id INTEGER PRIMARY KEY, vastlegging_id INTEGER NOT NULL REFERENCES vastlegging(id), bron TEXT NOT NULL,
  overeenkomst_versie TEXT NOT NULL, tijd TEXT NOT NULL, bestanden INTEGER NOT NULL, prestaties INTEGER NOT NULL,
  geweigerd INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE TABLE object(
  inhoud TEXT PRIMARY KEY, pack TEXT NOT NULL, plek INTEGER NOT NULL, lengte INTEGER NOT NULL) STRICT;
CREATE TABLE bericht(
  id INTEGER PRIMARY KEY, lading_id INTEGER NOT NULL REFERENCES lading(id),
  inhoud TEXT,
  bron TEXT NOT NULL, bestand TEXT NOT NULL, overeenkomst_versie TEXT NOT NULL,
  standaard TEXT, berichttype TEXT, identificatie TEXT, afzender TEXT, dagtekening TEXT, tijd TEXT NOT NULL,
  prestaties INTEGER NOT NULL, uitkomst TEXT NOT NULL 
    CHECK (uitkomst IN ('geladen', 'geweigerd', 'vervangen', 'verlopen'))) STRICT;
CREATE UNIQUE INDEX bericht_inhoud ON bericht(bron, inhoud) WHERE uitkomst IN ('geladen', 'geweigerd');
CREATE UNIQUE INDEX bericht_bestand ON bericht(bron, bestand) WHERE inhoud IS NULL AND uitkomst = 'geweigerd';
CREATE UNIQUE INDEX bericht_sleutel ON bericht(standaard, afzender, berichttype, identificatie)
  WHERE uitkomst IN ('geladen', 'verlopen') AND identificatie IS NOT NULL;
CREATE INDEX bericht_lading ON bericht(lading_id);
"""


class Ledger:
    """A connection to the ledger. Open with `Ledger.open` (reads never block) or `Ledger.maak`."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self.con = con

    @classmethod
    def maak(cls, path: Path) -> Ledger:
        """Create the ledger file with its tables; leaves an existing one as it is."""
        if path.exists():
            return cls.open(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Built beside its place and moved there whole, so that a crash never leaves half a ledger.
        deel = path.with_suffix(".nieuw")
        deel.unlink(missing_ok=True)
        con = sqlite3.connect(deel, isolation_level=None)
        con.executescript("BEGIN;" + _DDL + f"PRAGMA user_version={SCHEMA_VERSIE}; COMMIT;")
        con.close()
        deel.chmod(0o600)
        deel.rename(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, alleen_lezen: bool = False) -> Ledger:
        """Open an existing ledger; DM-KLUIS-004 when there is none, DM-KLUIS-005 when it is of another version."""
        if not path.is_file():
            raise DatameentError(
                "DM-KLUIS-004",
                "There is no data home here: the ledger is missing",
                "Make one with `datameent init DIR`, or point --home at the right folder",
                Plaats(bestand=path.name),
                ExitStatus.USAGE,
            )
        with ledgerfouten():
            con = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30)
            con.execute("PRAGMA journal_mode=WAL")
            con.execute("PRAGMA synchronous=FULL")
            con.execute("PRAGMA foreign_keys=ON")
            if alleen_lezen:
                con.execute("PRAGMA query_only=ON")
            versie = con.execute("PRAGMA user_version").fetchone()[0]
        if versie != SCHEMA_VERSIE:
            con.close()
            raise DatameentError(
                "DM-KLUIS-005",
                "The ledger was written by another version of Datameent",
                "Use the version that wrote it, or restore a backup of this version",
                Plaats(bestand=path.name),
                ExitStatus.STORAGE,
            )
        return cls(con)

    def close(self) -> None:
        """Close the connection."""
        self.con.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transactie(self) -> Iterator[sqlite3.Connection]:
        """One immediate transaction: all or nothing; DM-KLUIS-003 when the disk refuses."""
        with ledgerfouten():
            self.con.execute("BEGIN IMMEDIATE")
            try:
                yield self.con
                self.con.execute("COMMIT")
            except BaseException:
                if self.con.in_transaction:
                    self.con.execute("ROLLBACK")
                raise

    def versies(self) -> Mapping[tuple[str, str], int]:
        """The committed Delta version of every table: (zone, naam) to version."""
        rows = self.con.execute(
            "SELECT zone, naam, versie FROM tabelversie t WHERE vastlegging_id ="
            " (SELECT max(vastlegging_id) FROM tabelversie u WHERE u.zone = t.zone AND u.naam = t.naam)"
        )
        return {(zone, naam): versie for zone, naam, versie in rows}

    def volgende_lading(self) -> int:
        """The number the next lading gets; certain only for who holds the write lock."""
        hoogste: int | None = self.con.execute("SELECT max(id) FROM lading").fetchone()[0]
        return (hoogste or 0) + 1

    def bekend(self, bron: str, inhouden: Iterable[str]) -> set[str]:
        """Which of these contents (sha256 hex) a source has brought in before, whatever became of them since."""
        alle, gevonden = sorted(inhouden), set[str]()
        for begin in range(0, len(alle), 500):
            deel = alle[begin : begin + 500]
            vraagtekens = ",".join("?" * len(deel))
            rijen = self.con.execute(
                "SELECT inhoud FROM bericht WHERE bron = ? AND uitkomst IN ('geladen', 'verlopen')"  # noqa: S608 - only question marks
                f" AND inhoud IN ({vraagtekens})",
                (bron, *deel),
            )
            gevonden.update(i for (i,) in rijen)
        return gevonden

    def meta(self, sleutel: str) -> str | None:
        """A remembered fact, or None."""
        row = self.con.execute("SELECT waarde FROM meta WHERE sleutel = ?", (sleutel,)).fetchone()
        return None if row is None else str(row[0])


@contextmanager
def ledgerfouten() -> Iterator[None]:
    """Turn what SQLite or the disk says into DM-KLUIS-003, without its text."""
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        reden = getattr(exc, "sqlite_errorname", None) or type(exc).__name__
        raise DatameentError(
            "DM-KLUIS-003",
            f"The vault or the ledger could not be written or read ({reden})",
            "Check free space, quota and permissions; nothing of this lading was kept, run the command again",
            Plaats(bestand="kluis"),
            ExitStatus.STORAGE,
        ) from None


def onthoud(con: sqlite3.Connection, sleutel: str, waarde: str) -> None:
    """Set a fact, inside a transaction."""
    con.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT(sleutel) DO UPDATE SET waarde = excluded.waarde",
        (sleutel, waarde),
    )


def leg_versies_vast(con: sqlite3.Connection, soort: str, tijd: str, versies: Mapping[tuple[str, str], int]) -> int:
    """Record the versions that count from now on, inside a transaction; gives the id of the record."""
    cur = con.execute("INSERT INTO vastlegging(soort, tijd) VALUES (?, ?)", (soort, tijd))
    nummer = cur.lastrowid
    assert nummer is not None  # noqa: S101 - an insert always has one
    con.executemany(
        "INSERT INTO tabelversie VALUES (?, ?, ?, ?)",
        [(nummer, zone, naam, versie) for (zone, naam), versie in versies.items()],
    )
    return nummer

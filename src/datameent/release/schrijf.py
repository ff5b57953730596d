"""Write a release file: in full or not at all, read-only from then on, same content same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.inwoners import Inwonertal
from datameent.release.achtergrond import Vormen
from datameent.release.fouten import Foutcode
from datameent.release.read import BronInfo, Dimensiewaarde, ReleaseCel, ReleaseMeta, TabelKop
from datameent.release.schema import CELKOLOMMEN, CELSLEUTEL, SQL


@dataclass(frozen=True)
class Inhoud:
    """What a release file holds. `indicatoren`: code → definition (JSON-able), in display order; `vormen`: code of an
    area → its rings on one grid, y downwards."""

    meta: ReleaseMeta
    indicatoren: Mapping[str, Mapping[str, Any]]
    dimensies: Sequence[Dimensiewaarde]
    tabellen: Sequence[TabelKop]
    cellen: Iterable[ReleaseCel]
    bronnen: Sequence[BronInfo] = ()
    overeenkomsten: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    vormen: Vormen = field(default_factory=dict)
    inwoners: Sequence[Inwonertal] = ()


def schrijf_release(pad: Path, inhoud: Inhoud) -> Path:
    """Write the file atomically (temporary file, fsync, rename) with mode 0444; returns `pad`.

    Errors: DM-REL-005 (disk), DM-REL-014 (the same cell twice). Nothing is left behind when it fails.
    """
    tijdelijk: Path | None = None
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        greep, naam = tempfile.mkstemp(prefix=".nieuw-", suffix=".sqlite", dir=pad.parent)
        os.close(greep)
        tijdelijk = Path(naam)
        _vul(tijdelijk, inhoud)
        _maak_vast(tijdelijk, pad)
    except sqlite3.IntegrityError:
        raise _fout(Foutcode.DUBBELE_CEL, "The release would hold the same cell twice", pad) from None
    except (OSError, sqlite3.OperationalError):
        raise _fout(Foutcode.SCHRIJVEN, "The release could not be written", pad) from None
    finally:
        if tijdelijk is not None:
            with contextlib.suppress(OSError):
                tijdelijk.unlink(missing_ok=True)
    return pad


def _vul(pad: Path, inhoud: Inhoud) -> None:
    verbinding = sqlite3.connect(pad, isolation_level=None)
    try:
        verbinding.execute("PRAGMA journal_mode=OFF")  # a temporary file needs no way back
        verbinding.execute("PRAGMA synchronous=OFF")  # it is synced as a whole before the rename
        verbinding.executescript(SQL)
        verbinding.execute("BEGIN")
        _schrijf_rijen(verbinding, inhoud)
        verbinding.execute("COMMIT")
    finally:
        verbinding.close()


def _schrijf_rijen(verbinding: sqlite3.Connection, inhoud: Inhoud) -> None:
    def rijen(tabel: str, breedte: int, inhoud: Iterable[tuple[Any, ...]]) -> None:
        plekken = ",".join("?" * breedte)
        verbinding.executemany(f"INSERT INTO {tabel} VALUES ({plekken})", inhoud)  # noqa: S608 - names of ours

    rijen("meta", 2, sorted(_meta_rijen(inhoud.meta)))
    rijen("indicator", 3, [(c, i, _json(d)) for i, (c, d) in enumerate(inhoud.indicatoren.items())])
    rijen("dimensie", 5, [(d.naam, d.code, d.label, d.ouder, d.volgorde) for d in inhoud.dimensies])
    tabellen = inhoud.tabellen
    rijen(
        "tabel",
        7,
        [(t.id, t.naam, t.indicator, t.korrel, _json(list(t.dimensies)), t.soort, t.eenheid) for t in tabellen],
    )
    # In key order: a WITHOUT ROWID table then fills its pages one after the other.
    cellen = sorted(inhoud.cellen, key=_sleutel)
    rijen("cel", len(CELKOLOMMEN), [c[: len(CELKOLOMMEN)] for c in cellen])
    eerder = [(*_sleutel(c), c.eerder.waarde, c.eerder.peildatum.isoformat()) for c in cellen if c.eerder is not None]
    rijen("eerder", len(CELSLEUTEL) + 2, eerder)
    bronnen = inhoud.bronnen
    rijen(
        "bron",
        7,
        [(b.naam, b.titel, b.laatste_bericht, b.geladen_op, b.berichten, b.geweigerd, b.leverritme) for b in bronnen],
    )
    rijen("overeenkomst", 2, [(n, _json(k)) for n, k in sorted(inhoud.overeenkomsten.items())])
    rijen("vorm", 2, [(c, _json(ringen)) for c, ringen in sorted(inhoud.vormen.items())])
    tallen = [(c, t.peildatum.isoformat(), n, t.bron) for t in inhoud.inwoners for c, n in t.aantal.items()]
    rijen("inwoners", 4, sorted(tallen))


def _meta_rijen(meta: ReleaseMeta) -> list[tuple[str, str]]:
    return [
        ("release_id", meta.release_id),
        ("doelgroep", meta.doelgroep),
        ("peildatum", meta.peildatum.isoformat()),
        ("gemaakt_op", meta.gemaakt_op),
        ("gemeente_code", meta.gemeente_code),
        ("gemeente_naam", meta.gemeente_naam),
        ("versie", meta.versie),
        ("schema_versie", str(meta.schema_versie)),
        ("minimum_personen", str(meta.minimum_personen)),
        ("beleid", _json(meta.beleid)),
        ("cellen", str(meta.cellen)),
        ("onderdrukt", str(meta.onderdrukt)),
        ("verlies", _json(meta.verlies)),
        ("vingerafdruk_bron", meta.vingerafdruk_bron),
        ("vorige", _json([v._asdict() for v in meta.vorige])),
        ("naast", _json([v._asdict() for v in meta.naast])),
    ]


def _sleutel(cel: ReleaseCel) -> tuple[Any, ...]:
    return cel[: len(CELSLEUTEL)]


def _json(waarde: object) -> str:
    return json.dumps(waarde, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _maak_vast(tijdelijk: Path, pad: Path) -> None:
    with tijdelijk.open("rb") as bestand:
        os.fsync(bestand.fileno())
    tijdelijk.chmod(0o444)
    tijdelijk.replace(pad)
    map_greep = os.open(pad.parent, os.O_RDONLY)
    try:
        os.fsync(map_greep)
    finally:
        os.close(map_greep)


def _fout(code: Foutcode, what: str, pad: Path) -> DatameentError:
    todo = "Make room or fix the rights of the folder `releases/`, then make the release again"
    return DatameentError(code, what, todo, Plaats(bestand=pad.name), ExitStatus.STORAGE)

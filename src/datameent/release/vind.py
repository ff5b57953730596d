"""Find a release: by its file, or the newest of an audience."""

from __future__ import annotations

from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.release.fouten import Foutcode
from datameent.release.read import newest
from datameent.release.schema import DOELGROEPEN


def vind_release(home: Home, naam: str) -> Path:
    """A path to a release file, a release id of this home, or the newest release of an audience. Error: DM-REL-001."""
    if Path(naam).is_file():
        return Path(naam)
    gevonden = newest(home.releases, naam) if naam in DOELGROEPEN else _op_id(home, naam)
    if gevonden is None:
        raise DatameentError(
            Foutcode.RELEASE_ONTBREEKT,
            "There is no such release",
            "Make one with `datameent release --doelgroep NAAM`, or give the path of a release file",
            Plaats(bestand=home.releases.name),
            ExitStatus.USAGE,
        )
    return gevonden


def _op_id(home: Home, naam: str) -> Path | None:
    bekend = {pad.stem: pad for d in DOELGROEPEN for pad in (home.releases / d).glob(f"{d}-*.sqlite")}
    return bekend.get(naam)

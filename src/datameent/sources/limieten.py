"""How much a reader will take: limits with defaults, to be set in `config/instellingen.yaml` under `limieten`."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.sources.codes import Code

_MB = 1 << 20


class Limieten(BaseModel):
    """Limits of one load; all sizes in bytes.

    >>> Limieten().max_diepte
    64
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bestand: int = Field(default=2048 * _MB, gt=0, description="one file or one member of an archive, unpacked")
    max_uitgepakt: int = Field(default=8192 * _MB, gt=0, description="everything unpacked from one archive together")
    max_verhouding: int = Field(default=200, gt=1, description="unpacked size over packed size of a member")
    verhouding_vanaf: int = Field(default=1 * _MB, ge=0, description="the ratio is judged from this unpacked size on")
    max_leden: int = Field(default=500_000, gt=0, description="members of one archive")
    max_tekst: int = Field(default=64 * 1024, gt=0, description="text of one element")
    max_diepte: int = Field(default=64, gt=0, description="elements inside elements")
    max_bevindingen: int = Field(default=50, gt=0, description="findings kept of one refused message")
    als_pad_vanaf: int = Field(default=64 * _MB, gt=0, description="a plain XML file from this size is not read whole")
    bundel: int = Field(default=16 * _MB, gt=0, description="messages parsed together, in bytes")


def load_limieten(home: Home) -> Limieten:
    """The limits of a home: the defaults, and what `config/instellingen.yaml` says under `limieten`.

    Raises DatameentError DM-BST-009 when that key is not a mapping of known limits to whole numbers.
    """
    path = home.config / "instellingen.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Limieten()
    try:
        settings = yaml.safe_load(text) or {}
        return Limieten.model_validate(settings.get("limieten") or {})
    except (yaml.YAMLError, ValidationError, AttributeError):
        raise DatameentError(
            Code.LIMIETEN_ONGELDIG,
            "The limits in the settings are not whole numbers above zero under known names",
            "Compare the key limieten with docs/reference/limieten.md",
            Plaats(bestand=str(Path("config") / path.name), element="limieten"),
            ExitStatus.USAGE,
        ) from None

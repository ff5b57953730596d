"""What an operator may set about the site: the part `site` of `config/instellingen.yaml`."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode


class SiteInstellingen(BaseModel):
    """`https`: the site is reached over https (secure cookies, HSTS). `hosts`: names it answers to.

    `proxy`: a reverse proxy of ours sits in front and sets X-Forwarded-Proto and X-Forwarded-For.
    `contact`: where a reader turns to with a question, shown in the footer. `database`: where a Postgres stands,
    instead of SQLite in the home. `api_anoniem` and `api_token`: calls of the API in a minute, per address and per
    token. `gemeente_naam` and `gemeente_code` come from the top level.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    https: bool = False
    proxy: bool = False
    hosts: tuple[str, ...] = ()
    contact: str = Field(default="", max_length=200)
    database: str = Field(default="", max_length=500)
    api_anoniem: int = Field(default=60, ge=1)
    api_token: int = Field(default=600, ge=1)
    gemeente_naam: str = Field(default="de gemeente", max_length=100)
    gemeente_code: str = Field(default="9999", max_length=6)


def lees_instellingen(home: Home) -> SiteInstellingen:
    """The settings of this home; the defaults when nothing is written. Error: DM-WEB-009."""
    pad = home.config / "instellingen.yaml"
    try:
        document: Any = yaml.safe_load(pad.read_text(encoding="utf-8")) if pad.is_file() else {}
        document = document or {}
        boven = ("gemeente_naam", "gemeente_code")
        naam = {sleutel: str(document[sleutel]) for sleutel in boven if document.get(sleutel)}
        return SiteInstellingen.model_validate({**naam, **(document.get("site") or {})})
    except (yaml.YAMLError, ValidationError, AttributeError):
        raise DatameentError(
            Foutcode.INSTELLINGEN,
            "The part `site` is not valid",
            "Use only the settings that docs/reference/instellingen.md names",
            Plaats(bestand="config/instellingen.yaml", element="site"),
            ExitStatus.USAGE,
        ) from None

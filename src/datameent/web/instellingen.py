"""What an operator may set about the site: the part `site` of `config/instellingen.yaml`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.permissions.domeinen import ALLE, CODES
from datameent.web.permissions.rollen import ACCOUNTROLLEN


class OidcRol(BaseModel):
    """What a value of the claim gives: a role and domains."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rol: str
    domeinen: tuple[str, ...] = (ALLE,)

    @model_validator(mode="after")
    def _bekend(self) -> OidcRol:
        if self.rol not in {r.value for r in ACCOUNTROLLEN} or not set(self.domeinen) <= set(CODES):
            raise ValueError("unknown role or domain")
        return self


class OidcInstellingen(BaseModel):
    """Logging in with the organisation. `geheim`: name of the file in keys/ (mode 0600) with the client secret.

    `claim`: what in the token tells what somebody is; `rollen`: per value of it, the first that fits counts, and who
    has none of them gets in nowhere. `naam_claim`: what they are called here. `tweestap`: the organisation always asks
    for a second step itself.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str = Field(pattern=r"^https?://[^\s]+$", max_length=300)
    client_id: str = Field(min_length=1, max_length=200)
    geheim: str = Field(default="oidc.secret", pattern=r"^[A-Za-z0-9._-]{1,60}$")
    claim: str = Field(default="groups", max_length=100)
    naam_claim: str = Field(default="preferred_username", max_length=100)
    rollen: dict[str, OidcRol]
    tweestap: bool = False

    @model_validator(mode="after")
    def _veilig(self) -> OidcInstellingen:
        host = urlsplit(self.issuer).hostname
        if not self.issuer.startswith("https://") and host not in {"127.0.0.1", "localhost", "::1"}:
            raise ValueError("https only")
        return self


class SiteInstellingen(BaseModel):
    """`https`: the site is reached over https (secure cookies, HSTS). `hosts`: names it answers to.

    `proxy`: a reverse proxy of ours sits in front and sets X-Forwarded-Proto and X-Forwarded-For.
    `vier_ogen`: two people agree before council or residents see a release.
    `totp_verplicht`: roles that need a second step to log in, beside those that publish. `sessie_stil_minuten` and
    `sessie_uren`: how long somebody stays logged in without a click, and at most. `oidc`: log in with the organisation.
    `contact`: where a reader turns to with a question, shown in the footer. `database`: where a Postgres stands,
    instead of SQLite in the home. `api_anoniem` and `api_token`: calls of the API in a minute, per address and per
    token. `gemeente_naam` and `gemeente_code` come from the top level.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    https: bool = False
    proxy: bool = False
    hosts: tuple[str, ...] = ()
    contact: str = Field(default="", max_length=200)
    vier_ogen: bool = True
    totp_verplicht: tuple[str, ...] = ("privacy", "beheer")
    sessie_stil_minuten: int = Field(default=60, ge=5, le=24 * 60)
    sessie_uren: int = Field(default=8, ge=1, le=24)
    oidc: OidcInstellingen | None = None
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
            "Use only the settings that docs/reference/instellingen.md names, with values that they allow",
            Plaats(bestand="config/instellingen.yaml", element="site"),
            ExitStatus.USAGE,
        ) from None

"""A user: a name, a role, a password hash. No mail address, no full name: the site has no need of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac

from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.rollen import ACCOUNTROLLEN, NAMEN

NAAM_VORM = RegexValidator(r"^[A-Za-z0-9._-]{3,60}$", "Gebruik 3 tot 60 letters, cijfers, punten of streepjes.")


def eigen_gemeente() -> str:
    """The municipality of this home: who gets an account works there unless told otherwise."""
    return str(settings.SITE.gemeente_code)


def alle_domeinen() -> list[str]:
    """Every domain."""
    return [ALLE]


class Gebruikers(BaseUserManager["Gebruiker"]):
    """Finds users by name, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Gebruiker:
        """The user with this name."""
        return self.get(gebruikersnaam__iexact=username)


class Gebruiker(AbstractBaseUser):
    """An account of the site."""

    gebruikersnaam: models.CharField[str, str] = models.CharField(max_length=60, unique=True, validators=[NAAM_VORM])
    rol: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(r.value, NAMEN[r]) for r in ACCOUNTROLLEN]
    )
    actief: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    demo: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    gemaakt_op: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    gemeente: models.CharField[str, str] = models.CharField(max_length=6, default=eigen_gemeente)
    domeinen: models.JSONField[list[str], list[str]] = models.JSONField(default=alle_domeinen)

    totp_geheim: models.TextField[str, str] = models.TextField(default="", blank=True)
    totp_sinds: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    totp_stap: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    totp_fouten: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    totp_dicht_tot: models.FloatField[float, float] = models.FloatField(default=0.0)
    oidc_sub: models.CharField[str | None, str | None] = models.CharField(max_length=300, unique=True, null=True)

    USERNAME_FIELD = "gebruikersnaam"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Gebruikers()

    class Meta:
        ordering: ClassVar[list[str]] = ["gebruikersnaam"]

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the stubs say attribute, Django only reads it
        """What Django asks before it lets someone in."""
        return self.actief

    def get_session_auth_hash(self) -> str:
        """What a session is held to at every click: other rights, another password or second step, and it ends."""
        return self._afdruk(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with older keys of the site."""
        for sleutel in settings.SECRET_KEY_FALLBACKS:
            yield self._afdruk(sleutel)

    def _afdruk(self, sleutel: str | None) -> str:
        tweestap = self.totp_geheim if self.totp_sinds else ""
        delen = json.dumps([self.password, self.rol, self.gemeente, tweestap])
        return salted_hmac("datameent.sessie", delen, secret=sleutel, algorithm="sha256").hexdigest()

    @property
    def rolnaam(self) -> str:
        """The role as people read it."""
        return {r.value: n for r, n in NAMEN.items()}[self.rol]


class Herstelcode(models.Model):
    """A code for who lost the phone: hashed, and good for one time."""

    gebruiker: models.ForeignKey[Gebruiker, Gebruiker] = models.ForeignKey(
        Gebruiker, on_delete=models.CASCADE, related_name="herstelcodes"
    )
    hash: models.CharField[str, str] = models.CharField(max_length=64)
    gebruikt_op: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

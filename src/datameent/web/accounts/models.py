"""A user: a name, a role, a password hash. No mail address, no full name: the site has no need of them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

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

    USERNAME_FIELD = "gebruikersnaam"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = Gebruikers()

    class Meta:
        ordering: ClassVar[list[str]] = ["gebruikersnaam"]

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the stubs say attribute, Django only reads it
        """What Django asks before it lets someone in."""
        return self.actief

    @property
    def rolnaam(self) -> str:
        """The role as people read it."""
        return {r.value: n for r, n in NAMEN.items()}[self.rol]

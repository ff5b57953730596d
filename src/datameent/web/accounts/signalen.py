"""Login, logout and a failed login become audit events."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from datameent.web.audit.keten import Soort, leg_vast


def verbind() -> None:
    """Connect the signals of Django to the audit trail."""
    user_logged_in.connect(_ingelogd, dispatch_uid="audit-ingelogd")
    user_logged_out.connect(_uitgelogd, dispatch_uid="audit-uitgelogd")
    user_login_failed.connect(_mislukt, dispatch_uid="audit-mislukt")


def _ingelogd(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    leg_vast(Soort.INGELOGD, gebruiker=user.gebruikersnaam, rol=user.rol)


def _uitgelogd(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        leg_vast(Soort.UITGELOGD, gebruiker=user.gebruikersnaam, rol=user.rol)


def _mislukt(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    """The name typed is kept only when it is an account: people type passwords into the wrong field."""
    from datameent.web.accounts.models import Gebruiker

    naam = str(credentials.get("username") or credentials.get("gebruikersnaam") or "")
    gevonden = Gebruiker.objects.filter(gebruikersnaam__iexact=naam).first()
    leg_vast(Soort.LOGIN_MISLUKT, gebruiker=gevonden.gebruikersnaam if gevonden else "", rol="")

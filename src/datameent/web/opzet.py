"""Set the site up for a data home: Django configured, database migrated, static files in place. Idempotent."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.huisstijl import LOGO, TOKENS, huisstijl

_MIGRATIESLOT = 0x646D5F6D
"""A number of ours for the lock that Postgres keeps while tables change."""


def configureer(home: Home) -> None:
    """Point Django at this home; one home per process. Error: DM-WEB-001."""
    wanted = str(home.root.resolve())
    from django.conf import settings

    if settings.configured:
        if str(settings.HOME.root) != wanted:
            raise DatameentError(
                Foutcode.ANDERE_HOME,
                "The site was already set up for another data home",
                "Start a new process for each data home",
                exit_status=ExitStatus.USAGE,
            )
        return
    os.environ["DATAMEENT_HOME"] = wanted
    os.environ["DJANGO_SETTINGS_MODULE"] = "datameent.web.settings"
    import django

    django.setup()


def opzet(home: Home) -> None:
    """Make the site ready to serve: keys, database, static files. A second time costs next to nothing.

    Errors: DM-WEB-001, DM-WEB-002 (a key that others can read), DM-WEB-009 (settings),
    DM-WEB-043 (the keys are not back), DM-WEB-047 (the look of the municipality).
    """
    home.root.mkdir(parents=True, exist_ok=True)
    configureer(home)
    from django.db import connection

    huisstijl(home)
    with alleen(home):
        if connection.vendor == "sqlite":
            # Accounts and audit are for the owner of the home only.
            home.app_db.touch(mode=0o600)
            home.app_db.chmod(0o600)
        _migreer()
        _eis_sleutel(home)
        _verzamel_static(home)


def _migreer() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "postgresql":
        # Servers of several homes, or none of them on this machine: the lock goes with the connection.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATIESLOT])
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _eis_sleutel(home: Home) -> None:
    """A trail without its key is a home that was put back without `keys/`: a new key would break the chain."""
    from datameent.web.audit.models import Gebeurtenis

    if not (home.keys / "audit.key").exists() and Gebeurtenis.objects.exists():
        raise DatameentError(
            Foutcode.SLEUTELS_WEG,
            "The key of the audit trail is not in this home",
            "Put the folder keys/ back that belongs to this copy",
            exit_status=ExitStatus.KEY,
        )


def _verzamel_static(home: Home) -> None:
    """Copy styles under their hashed names; not again for the same styles, because a server may be reading them."""
    from django.conf import settings
    from django.core.management import call_command

    bron = Path(__file__).parent / "components" / "static"
    inhoud = hashlib.sha256()
    for bestand in (*sorted(bron.rglob("*")), *(home.config / "huisstijl" / n for n in (TOKENS, LOGO))):
        if bestand.is_file():
            inhoud.update(bestand.name.encode() + bestand.read_bytes())
    stempel = settings.STATIC_ROOT / ".stempel"
    if stempel.is_file() and stempel.read_text(encoding="utf-8") == inhoud.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    stempel.write_text(inhoud.hexdigest(), encoding="utf-8")


@contextlib.contextmanager
def alleen(home: Home) -> Iterator[None]:
    """One process sets up at a time; the lock goes with the process, however it ends."""
    pad = home.root / "cache" / ".opzet"
    pad.parent.mkdir(parents=True, exist_ok=True)
    with pad.open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield

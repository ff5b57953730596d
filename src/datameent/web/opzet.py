"""Set the site up for a data home: Django configured, database migrated, static files in place. Idempotent."""

from __future__ import annotations

import os

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode


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

    Errors: DM-WEB-001, DM-WEB-002 (a key that others can read), DM-WEB-009 (settings).
    """
    home.root.mkdir(parents=True, exist_ok=True)
    configureer(home)
    _migreer()
    _verzamel_static()
    # Accounts and audit are for the owner of the home only.
    home.app_db.chmod(0o600)


def _migreer() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _verzamel_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, clear=False)

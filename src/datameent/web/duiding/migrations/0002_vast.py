"""The database refuses to change or delete a dissent, its answer, or what a talk agreed on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from datameent.web.audit.alleen_toevoegen import alleen_toevoegen


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("duiding", "0001_initial")]
    operations: ClassVar[list[Any]] = [
        alleen_toevoegen("duiding_tegengeluid"),
        alleen_toevoegen("duiding_weerwoord"),
        alleen_toevoegen("duiding_gesprek"),
    ]

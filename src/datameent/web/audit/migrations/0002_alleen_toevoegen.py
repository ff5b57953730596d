"""The database refuses to change or delete an audit event."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

_MAAK = """
CREATE TRIGGER audit_niet_wijzigen BEFORE UPDATE ON audit_gebeurtenis
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER audit_niet_wissen BEFORE DELETE ON audit_gebeurtenis
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
"""
_WEG = "DROP TRIGGER audit_niet_wijzigen; DROP TRIGGER audit_niet_wissen;"


class Migration(migrations.Migration):
    """Triggers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0001_initial")]
    operations: ClassVar[list[Any]] = [migrations.RunSQL(_MAAK, _WEG)]

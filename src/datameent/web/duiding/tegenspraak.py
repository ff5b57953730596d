"""Dissent from a reading with its answers, up to a moment: what there was then, or what a reader may see."""

from __future__ import annotations

from datetime import datetime

from datameent.web.duiding.models import Duiding, Tegengeluid


def tot(duiding: Duiding, moment: datetime | None = None) -> tuple[Tegengeluid, ...]:
    """The dissent that was there at a moment, each with the answers of then (`gegeven`); all of it without one."""
    uit = []
    for tegen in duiding.tegengeluiden.all():
        if moment is None or tegen.gemaakt_op <= moment:
            tegen.gegeven = [a for a in tegen.antwoorden.all() if moment is None or a.gemaakt_op <= moment]
            uit.append(tegen)
    return tuple(uit)

"""Kern: from messages as received to persons, assignments, deliveries, declared lines, costs per month and trajecten.

Here live the rules that decide which message counts and what it means together with the others, as Ibis expressions
that run on any engine, and `bouw`, which writes today's state to the lake. Not here: reading files (`sources`), storage
(`lake`), the meaning of an indicator (`indicators`).
"""

from __future__ import annotations

from datameent.kern.bouw import KernResultaat, bouw
from datameent.kern.conform import KERN_TABELLEN, conform

__all__ = ["KERN_TABELLEN", "KernResultaat", "bouw", "conform"]

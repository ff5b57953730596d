"""A municipality that does not exist: its people, their use of Wmo and youth help, and the messages about it.

Here live the simulation, the facts it is calibrated on, the text of the messages it writes and the truth it plants.
Reading messages does not live here: what this room writes goes in through `sources` like any other delivery.
"""

from __future__ import annotations

from datameent.demo.gemeente import Gegenereerd, generate
from datameent.demo.plan import Maatregel, Plan

__all__ = ["Gegenereerd", "Maatregel", "Plan", "generate"]

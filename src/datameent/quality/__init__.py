"""Quality of what came in: how full, valid, timely and accepted the messages of every aanbieder are, per month, and
which months are still provisional. Measurements stand beside the data and never change it. Not here: refusing files
(`sources`), deciding which figures are shown (`release`)."""

from __future__ import annotations

from datameent.quality.bevindingen import Kwaliteitsbevinding, vind_bevindingen
from datameent.quality.meting import kwaliteit
from datameent.quality.volledigheid import volledigheid, voorlopig_vanaf

__all__ = ["Kwaliteitsbevinding", "kwaliteit", "vind_bevindingen", "volledigheid", "voorlopig_vanaf"]

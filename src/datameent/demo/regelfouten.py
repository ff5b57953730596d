"""Which breaks of the official rules can be planted: by code, on which message, and how often by default.

The official texts are those of iWmo and iJw 3.2. A share is a share of the occasions the error can occur in; a whole
number of 1 or more is a number of errors, planted at the first occasions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plantbaar:
    """One kind of error: the rules it breaks (its own code first), the retourcode it is refused with, where it is."""

    code: str
    bericht: int
    retour: str
    standaard: float
    wat: str
    breekt: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every rule that one such error breaks."""
        return (self.code.split("-")[0], *self.breekt)


_REGELS = (
    Plantbaar("TR304", 323, "8187", 0.0005, "a line of a person nobody assigned help to", ("DM-REG-002",)),
    Plantbaar("TR307", 323, "9307", 0.0005, "a line about the month before the assignment began"),
    Plantbaar("TR308", 323, "9308", 0.0005, "a line about the month after the assignment ended"),
    Plantbaar("TR314", 323, "8021", 0.0005, "the same line again under its old number", ("TR389",)),
    Plantbaar("TR319", 323, "9319", 0.001, "a line about a month that is not over"),
    Plantbaar("TR321", 323, "9321", 0.0, "more volume than was assigned for the month (besides the share `afkeur`)"),
    Plantbaar("TR322", 323, "9322", 0.0005, "more volume than was assigned in all", ("TR321",)),
    Plantbaar("TR323", 323, "8017", 0.0005, "a credit of a line that was never sent"),
    Plantbaar("TR338", 323, "9338", 0.001, "a line on an assignment that does not exist"),
    Plantbaar("TR339", 323, "9339", 0.0005, "a line about a product of another category", ("TR340",)),
    Plantbaar("TR340", 323, "9340", 0.001, "a line about another product of the category"),
    Plantbaar("TR341", 323, "9341", 0.0005, "a line in another unit"),
    Plantbaar("TR384", 323, "9384", 0.02, "a line on a withdrawn assignment"),
    Plantbaar("TR387", 323, "9387", 0.001, "a period that begins a day late"),
    Plantbaar("TR388", 323, "9388", 0.001, "a period that ends a day early"),
    Plantbaar("TR389", 323, "9389", 0.001, "the same line again under a new number"),
    Plantbaar("TR390", 323, "9390", 0.01, "a line credited twice"),
    Plantbaar("TR418", 323, "0611", 0.0, "another tariff than agreed (besides the share `afkeur`)"),
)  # fmt: skip

PLANTBAAR: dict[str, Plantbaar] = {p.code: p for p in _REGELS}
"""Every key of `fouten` in a plan."""

VERKEERD = ("", "TR418", "TR321", "TR322", "TR304", "TR338", "TR339", "TR340", "TR341", "TR387", "TR388")
"""Errors a true line can be declared with; the place in this tuple is the column `fout` of a line."""


def standaard() -> dict[str, float]:
    """The shares of the default plan."""
    return {code: p.standaard for code, p in PLANTBAAR.items() if p.standaard}

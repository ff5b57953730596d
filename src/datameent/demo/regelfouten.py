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
        return (self.code, *self.breekt)


_REGELS = (
    Plantbaar("TR019", 305, "9019", 0.001, "a start on an assignment that does not exist"),
    Plantbaar("TR063", 305, "9063", 0.001, "a start is taken back that was never sent"),
    Plantbaar("TR071", 305, "9071", 0.001, "a start is taken back after its stop"),
    Plantbaar("TR074", 305, "9074", 0.001, "the same start twice", ("TR326",)),
    Plantbaar("TR326", 305, "9326", 0.001, "a second start while the first goes on"),
    Plantbaar("TR382", 307, "9069", 0.001, "a stop with another first day than the start"),
    Plantbaar("TR413", 307, "9413", 0.02, "a second temporary stop"),
    Plantbaar("TR414", 307, "9414", 0.001, "a stop that ends earlier than the stop before it", ("TR415",)),
    Plantbaar("TR415", 307, "9415", 0.001, "a second final stop"),
    Plantbaar("TR347", 315, "9347", 0.001, "a referentie that was used before"),
    Plantbaar("TR374", 315, "9374", 0.001, "a request while another waits for a decision"),
    Plantbaar("TR349", 317, "9349", 0.003, "a request for a change that leaves out an assignment"),
    Plantbaar("TR350", 317, "9350", 0.002, "an unchanged assignment that does not exist"),
    Plantbaar("TR351", 317, "9351", 0.002, "a change of an assignment that does not exist"),
    Plantbaar("TR357", 317, "9357", 0.002, "a change that begins in the past, after the assignment"),
    Plantbaar("TR361", 317, "9361", 0.002, "the same product asked for on top of itself"),
    Plantbaar("TR373", 317, "9373", 0.01, "another total for a part of the period"),
    Plantbaar("TR411", 317, "9411", 0.002, "a change without volume"),
    Plantbaar("TR412", 317, "9412", 0.02, "a change of a budget into a volume"),
    Plantbaar("TR355", 319, "9355", 0.003, "an answer to what was never asked"),
    Plantbaar("TR359", 319, "9359", 0.001, "a refusal after the assignment"),
    Plantbaar("TR360", 319, "9360", 0.003, "in research, for the second time"),
    Plantbaar("TR365", 319, "9365", 0.003, "a second refusal"),
    Plantbaar("TR332", 301, "9332", 0.0005, "the assignment number of somebody else", ("DM-REG-002",)),
    Plantbaar("TR379", 301, "9379", 0.0005, "an assignment for a request that was never made"),
    Plantbaar("TR385", 301, "9385", 0.003, "an assignment withdrawn that was paid for"),
    Plantbaar("TR304", 323, "8187", 0.0005, "a line of a person nobody assigned help to", ("DM-REG-002",)),
    Plantbaar("TR307", 323, "9307", 0.003, "a line about the month before the assignment began"),
    Plantbaar("TR308", 323, "9308", 0.003, "a line about the month after the assignment ended"),
    Plantbaar("TR314", 323, "8021", 0.0005, "the same line again under its old number", ("TR389",)),
    Plantbaar("TR318", 323, "8214", 0.001, "a declaration of an earlier month than the one before it"),
    Plantbaar("TR319", 323, "9319", 0.001, "a line about a month that is not over"),
    Plantbaar("TR321", 323, "9321", 0.0, "more volume than was assigned for the month (besides the share `afkeur`)"),
    Plantbaar("TR322", 323, "9322", 0.0005, "more volume than was assigned in all", ("TR321",)),
    Plantbaar("TR323", 323, "8017", 0.0005, "a credit of a line that was never sent"),
    Plantbaar("TR333", 323, "9333", 0.001, "a second declaration under one number"),
    Plantbaar("TR338", 323, "9338", 0.001, "a line on an assignment that does not exist"),
    Plantbaar("TR339", 323, "9339", 0.0005, "a line about a product of another category", ("TR340",)),
    Plantbaar("TR340", 323, "9340", 0.001, "a line about another product of the category"),
    Plantbaar("TR341", 323, "9341", 0.0005, "a line in another unit"),
    Plantbaar("TR346", 323, "9346", 0.0005, "an amount that is not volume times tariff"),
    Plantbaar("TR381", 323, "0001", 0.0005, "a product code that is not of its category", ("TR340",)),
    Plantbaar("TR369", 323, "9369", 0.002, "more than the budget"),
    Plantbaar("TR384", 323, "9384", 0.02, "a line on a withdrawn assignment"),
    Plantbaar("TR387", 323, "9387", 0.001, "a period that begins a day late"),
    Plantbaar("TR388", 323, "9388", 0.001, "a period that ends a day early"),
    Plantbaar("TR389", 323, "9389", 0.001, "the same line again under a new number"),
    Plantbaar("TR390", 323, "9390", 0.01, "a line credited twice"),
    Plantbaar("DM-REG-003", 323, "0001", 0.001, "a credit of more than was declared"),
    Plantbaar("DM-REG-004", 323, "0001", 0.002, "a line about the month after the stop of the help"),
    Plantbaar("TR418", 323, "0611", 0.0, "another tariff than agreed (besides the share `afkeur`)"),
    Plantbaar("TR337", 325, "", 0.002, "an answer to a declaration that was never sent"),
    Plantbaar("TR366", 325, "", 0.002, "an answer about a line that was never sent"),
    Plantbaar("TR367", 325, "", 0.002, "an answer that repeats a line with another volume"),
    Plantbaar("TR371", 325, "", 0.002, "an answer that names another schema version"),
    Plantbaar("TR376", 325, "", 0.002, "an answer under a declaration number that was never sent"),
    Plantbaar("TR002", 301, "0001", 0.0, "someone born in 1880"),
    Plantbaar("TR018", 307, "0001", 0.0, "a stop before the start"),
    Plantbaar("TR061", 301, "0001", 0.0, "no address to live or write to"),
    Plantbaar("TR101", 305, "0001", 0.0, "the same start twice in a message"),
    Plantbaar("TR134", 305, "0001", 0.0, "a start in the future"),
    Plantbaar("TR302", 301, "0001", 0.0, "the same product twice at the same time"),
    Plantbaar("TR316", 323, "0001", 0.0, "a credit of a line in the same message", ("TR358",)),
    Plantbaar("TR342", 325, "0001", 0.0, "an answer that does not add up"),
    Plantbaar("TR352", 317, "0001", 0.0, "a change of nothing, and nothing stays", ("TR353",)),
    Plantbaar("TR353", 317, "0001", 0.0, "a change in which everything stays"),
    Plantbaar("TR358", 323, "0001", 0.0, "a total that is not the sum of the lines"),
    Plantbaar("TR377", 319, "0001", 0.0, "another municipality must pay, but which"),
    Plantbaar("TR383", 315, "0001", 0.0, "the same request twice in a message", ("TR101", "TR386")),
    Plantbaar("TR386", 315, "0001", 0.0, "the same product asked for twice at the same time"),
    Plantbaar("TR416", 323, "0001", 0.0, "the same line twice in a message", ("TR358",)),
)  # fmt: skip

PLANTBAAR: dict[str, Plantbaar] = {p.code: p for p in _REGELS}
"""Every key of `fouten` in a plan."""

VERKEERD = ("", "TR418", "TR321", "TR322", "TR304", "TR338", "TR339", "TR340", "TR341", "TR346", "TR381", "TR387",
           "TR388", "TR369")  # fmt: skip
"""Errors a true line can be declared with; the place in this tuple is the column `fout` of a line."""


def standaard() -> dict[str, float]:
    """The shares of the default plan."""
    return {code: p.standaard for code, p in PLANTBAAR.items() if p.standaard}

"""The plan: every number that is planted in the synthetic municipality, with its default.

What is planted here comes back in `waarheid.json`, so that an analysis can be held to a truth that is known.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from datameent.demo.fouten import Foutcode, fout
from datameent.demo.kalender import maand_van
from datameent.demo.regelfouten import PLANTBAAR, standaard
from datameent.domain.errors import Plaats

Aandeel = Annotated[float, Field(ge=0, le=1)]
Trend = Annotated[float, Field(ge=-0.5, le=1)]


class Maatregel(BaseModel):
    """A measure that starts mid-way in some wijken and lowers the inflow of one law there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str = Field(default="Praktijkondersteuner jeugd bij de huisarts", description="What it is called.")
    wet: Literal["wmo", "jeugdwet"] = Field(default="jeugdwet", description="The law whose inflow it lowers.")
    wijken: tuple[int, ...] = Field(default=(2, 5, 7), description="Numbers (1 to 8) of the wijken where it starts.")
    begin: date | None = Field(default=None, description="First day (of a month); empty is half-way the period.")
    effect: Aandeel = Field(default=0.25, description="Share by which it lowers requests: 0.25 is a quarter fewer.")

    @model_validator(mode="after")
    def _check(self) -> Maatregel:
        if not set(self.wijken) <= set(range(1, 9)):
            raise ValueError("wijken are numbered 1 to 8")
        if self.begin is not None and self.begin.day != 1:
            raise ValueError("a measure begins on the first of a month")
        return self


class PerWet(BaseModel):
    """A number for each law."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wmo: float = Field(default=0.0, ge=-0.5, le=2)
    jeugdwet: float = Field(default=0.0, ge=-0.5, le=2)


class AandeelPerWet(BaseModel):
    """A share for each law."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wmo: Aandeel = 0.45
    jeugdwet: Aandeel = 0.85


class Plan(BaseModel):
    """What to generate.

    >>> plan = Plan(inwoners=2000, jaren=1, tot=date(2025, 3, 1), seed=7)
    >>> plan.eerste_maand, plan.laatste_maand
    ((2024, 3), (2025, 2))
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    inwoners: int = Field(default=60_000, ge=500, le=2_000_000, description="Inhabitants at the start.")
    jaren: int = Field(default=4, ge=1, le=20, description="Years of messages, ending before `tot`.")
    tot: date = Field(default_factory=date.today, description="Messages up to the last full month before this day.")
    begin: date | None = Field(
        default=None, description="First day of the first month; fixes the start when `tot` moves on."
    )
    seed: int = Field(default=1, ge=0, description="The same plan and seed give the same bytes.")
    gemeente_naam: str = Field(default="Meentevoort", description="Name of the municipality (code 9999).")
    pak: Literal["xml", "zip"] | None = Field(
        default=None, description="Loose files or a zip per month; empty chooses zip above a million inhabitant-years."
    )
    aanbieders: int = Field(default=32, ge=25, le=40, description="Number of providers.")
    aanbieders_zipf: float = Field(
        default=1.05, ge=0, le=2, description="Size of the n-th provider is 1/n to this power."
    )

    indexatie_standaard: Trend = Field(default=0.035, description="Yearly rise of every tariff, on 1 January.")
    indexatie: dict[str, Trend] = Field(
        default={"45A65": 0.055, "01A04": 0.045, "15A09": 0.03}, description="Yearly rise per product code."
    )
    instroomtrend: dict[str, Trend] = Field(
        default={"45A65": 0.06, "45A53": 0.05, "01A04": 0.03, "44A07": -0.02},
        description="Yearly change of requests per product code, from the first month.",
    )
    volumetrend: dict[str, Trend] = Field(
        default={"45A48": 0.02, "02A16": -0.015}, description="Yearly change of the assigned volume per product code."
    )
    duurtrend: dict[str, Trend] = Field(
        default={"45A53": 0.04, "45A48": 0.03}, description="Yearly change of the mean duration per product code."
    )
    wachttrend: PerWet = Field(
        default=PerWet(jeugdwet=0.05), description="Yearly change of the mean waiting time, per law."
    )
    maatregel: Maatregel | None = Field(default_factory=Maatregel, description="The measure; null for none.")

    achterstand_sterkte: float = Field(
        default=0.45, ge=0, le=2, description="How strongly use differs between deprived and other buurten."
    )
    kwetsbaarheid: PerWet = Field(
        default=PerWet(wmo=1.2, jeugdwet=1.7),
        description="Spread (log scale) of how likely a person is to need help; more gives fewer clients.",
    )
    verwijzing: AandeelPerWet = Field(
        default=AandeelPerWet(), description="Share of requests that a provider sends as a 315, per law."
    )
    afwijzing: Aandeel = Field(default=0.04, description="Share of 315 requests that the municipality refuses (319).")
    onderzoek: Aandeel = Field(default=0.10, description="Share of 315 and 317 requests first answered 'in research'.")
    intrekking: Aandeel = Field(default=0.012, description="Share of new assignments withdrawn at once (reason 13).")
    nooit_gestart: Aandeel = Field(default=0.0, description="Share of new assignments that nobody ever starts.")
    budget: Aandeel = Field(
        default=0.3, description="Share of assignments in euros that are a budget for a product category."
    )
    verlenging_via_verzoek: Aandeel = Field(default=0.3, description="Share of extensions asked for with a 317.")
    herbeoordeling: Aandeel = Field(default=0.2, description="Share of extensions that become a new assignment.")
    wisseling: Aandeel = Field(default=0.003, description="Chance per month to go to another provider.")
    tijdelijke_stop: Aandeel = Field(
        default=0.02, description="Share of deliveries that stop for ten to thirty days (reason 20) and start again."
    )
    start_correctie: Aandeel = Field(
        default=0.005, description="Share of starts sent with a wrong day, taken back (status 3) and sent again."
    )
    retour_afkeur: Aandeel = Field(
        default=0.008, description="Share of messages refused in their return message and sent again."
    )
    laat: Aandeel = Field(default=0.05, description="Share of lines declared one to six months late.")
    laat_trage_aanbieder: Aandeel = Field(default=0.35, description="The same for the one provider that is slow.")
    correctie: Aandeel = Field(default=0.012, description="Share of lines that is wrong and credited later.")
    correctie_opnieuw: Aandeel = Field(default=0.75, description="Share of credits followed by a corrected line.")
    afkeur: Aandeel = Field(default=0.015, description="Share of lines refused in the 325.")
    afkeur_opnieuw: Aandeel = Field(
        default=0.9, description="Share of refused lines handed in again, right, a month later."
    )
    afkeur_geheel: Aandeel = Field(
        default=0.004,
        description="Share of declarations first sent under an old number and refused whole (TR333).",
    )
    fouten: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=standaard,
        description="Errors per official rule: a share below 1 of the occasions, or a whole number; {} for none.",
    )
    onbekende_postcode: Aandeel = Field(default=0.004, description="Share of households on a postcode the table lacks.")
    half_leeg: Aandeel = Field(default=0.5, description="Share of optional fields the careless provider leaves out.")

    @model_validator(mode="after")
    def _check(self) -> Plan:
        if self.begin is not None and self.begin.day != 1:
            raise ValueError("begin is the first day of a month")
        if set(self.fouten) - set(PLANTBAAR) or any(w > 1 and w != int(w) for w in self.fouten.values()):
            raise ValueError("fouten names rules that can be planted, with a share or a whole number")
        if self.maanden < 1:
            raise ValueError("begin must lie a full month before tot")
        return self

    @property
    def tot_maand(self) -> int:
        """Month number of the first month without messages."""
        return maand_van(self.tot)

    @property
    def begin_maand(self) -> int:
        """Month number of the first month."""
        return maand_van(self.begin) if self.begin else self.tot_maand - 12 * self.jaren

    @property
    def maanden(self) -> int:
        """Number of months of messages."""
        return self.tot_maand - self.begin_maand

    @property
    def eerste_maand(self) -> tuple[int, int]:
        """Year and month of the first month."""
        return self.begin_maand // 12, self.begin_maand % 12 + 1

    @property
    def laatste_maand(self) -> tuple[int, int]:
        """Year and month of the last month."""
        return (self.tot_maand - 1) // 12, (self.tot_maand - 1) % 12 + 1

    @property
    def maatregel_maand(self) -> int | None:
        """Month number in which the measure starts."""
        if self.maatregel is None:
            return None
        if self.maatregel.begin is not None:
            return maand_van(self.maatregel.begin)
        return self.begin_maand + 6 * self.jaren

    @property
    def ingepakt(self) -> bool:
        """Whether messages go into a zip per month."""
        return self.pak == "zip" or (self.pak is None and self.inwoners * self.jaren > 1_000_000)

    def volgende_maand(self) -> Plan:
        """The same municipality one month further: earlier months keep every byte.

        >>> Plan(jaren=1, tot=date(2025, 12, 1)).volgende_maand().tot
        datetime.date(2026, 1, 1)
        """
        jaar, maand = divmod(self.tot_maand + 1, 12)
        eerste_jaar, eerste_maand = self.eerste_maand
        return self.model_copy(update={"begin": date(eerste_jaar, eerste_maand, 1), "tot": date(jaar, maand + 1, 1)})

    @classmethod
    def uit_yaml(cls, pad: Path, **anders: object) -> Plan:
        """A plan from a YAML file; keyword arguments win over the file.

        Raises DM-DEMO-001 when the file cannot be read, DM-DEMO-002 when a key is unknown or a value is wrong.
        """
        try:
            inhoud = yaml.safe_load(pad.read_text(encoding="utf-8")) or {}
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            raise fout(
                Foutcode.PLAN_LEZEN,
                "The plan cannot be read as YAML",
                "Check that the file exists and is YAML",
                Plaats(bestand=pad.name),
            ) from None
        if not isinstance(inhoud, dict):
            raise fout(
                Foutcode.PLAN_VORM,
                "The plan is not a list of keys with values",
                "Write one 'key: value' per line",
                Plaats(bestand=pad.name),
            )
        return cls.van(inhoud | anders, pad.name)

    @classmethod
    def van(cls, inhoud: dict[str, object], bestand: str | None = None) -> Plan:
        """A checked plan from named values; raises DM-DEMO-002 naming the first key that is wrong."""
        try:
            return cls.model_validate(inhoud)
        except ValidationError as e:
            eerste = e.errors(include_input=False, include_url=False)[0]
            sleutel = str(eerste["loc"][0]) if eerste["loc"] else None
            onbekend = eerste["type"] == "extra_forbidden"
        todo = "See docs/explanation/synthetische-gemeente.md for the keys and their bounds"
        if onbekend:  # the key itself was typed by someone and may be anything
            raise fout(Foutcode.PLAN_VORM, "The plan has a key that does not exist", todo, Plaats(bestand=bestand))
        plaats = Plaats(bestand=bestand, kolom=sleutel)
        raise fout(Foutcode.PLAN_VORM, "A value of the plan is outside its bounds", todo, plaats)

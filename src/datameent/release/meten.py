"""Measure crossings on the lake: every crossing once per state of the lake, whatever number of releases is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.domain.periode import Korrel, Periode
from datameent.indicators.evaluate import MATEN, evaluate
from datameent.indicators.vraag import Vraagstelling
from datameent.kern.bouw import is_bij
from datameent.kern.conform import BRON_TABELLEN, KERN_TABELLEN, conform
from datameent.lake.store import Lake
from datameent.release.fouten import Foutcode
from datameent.release.plan import DELEN, RATIO, Kruising

_OP_GANG = 4
"""The first month counts from where it has a quarter of the lines of a usual (median) month."""


@dataclass(frozen=True)
class Gemeten:
    """One crossing: per cell its codes (period first) and a column per measure of `indicators.evaluate`."""

    sleutels: list[tuple[str, ...]]
    maten: Mapping[str, list[int | None]]

    @cached_property
    def plek(self) -> dict[tuple[str, ...], int]:
        """Codes to row."""
        return {sleutel: i for i, sleutel in enumerate(self.sleutels)}


@dataclass(frozen=True, slots=True)
class Venster:
    """The first and the last month that a release may show; both complete."""

    eerste: Periode
    laatste: Periode

    def bevat(self, code: str) -> bool:
        """Whether a period lies in it as a whole."""
        periode = Periode(code)
        return self.eerste.begin <= periode.begin and periode.eind <= self.laatste.eind

    def perioden(self, korrel: str) -> list[str]:
        """All whole periods of a grain.

        >>> Venster(Periode("2024-11"), Periode("2025-06")).perioden("kwartaal")
        ['2025-Q1', '2025-Q2']
        """
        gevonden: set[str] = set()
        for jaar in range(self.eerste.jaar, self.laatste.jaar + 1):
            for maand in range(1, 13):
                gevonden.add(Periode.van(date(jaar, maand, 1), Korrel(korrel)).code)
        return [code for code in sorted(gevonden) if self.bevat(code)]


_ONTHOUDEN: dict[str, dict[tuple[str, Kruising], Gemeten]] = {}


class Meting:
    """The lake as it was on a day, ready to be measured. Use it in a `with` block.

    `peildatum`: the day up to which messages count; without one the last day the lake knows. Errors: DM-REL-008 when
    there is no complete month, DM-REL-010 when the kern is behind what was loaded.
    """

    def __init__(self, home: Home, peildatum: date | None = None) -> None:
        self.home = home
        self.lake = Lake.open(home)
        self._con = self.lake.engine()
        try:
            laatste = self._kolom_max("bericht", "dagtekening")
            if laatste is None:
                raise _geen_maand()
            self.peildatum: date = min(peildatum or laatste, laatste)
            self._terug = self.peildatum < laatste
            self.kern = self._maak_kern()
        except BaseException:
            self._con.disconnect()
            raise

    def __enter__(self) -> Meting:
        return self

    def __exit__(self, soort: type[BaseException] | None, fout: BaseException | None, tb: TracebackType | None) -> None:
        self._con.disconnect()

    def _maak_kern(self) -> dict[str, Any]:
        """Today's kern from the lake, an earlier one from the messages of then; both in memory, read once."""
        if self._terug:
            bron = {naam: self.lake.tabel(self._con, "bron", naam) for naam in BRON_TABELLEN}
            return conform(bron, self.peildatum, tussen=self._bewaar)
        if not is_bij(self.lake):
            raise DatameentError(
                Foutcode.KERN_VEROUDERD,
                "The kern is behind what was loaded",
                "Run `datameent build` first",
                exit_status=ExitStatus.REFUSED,
            )
        return {naam: self.lake.tabel(self._con, "kern", naam) for naam in KERN_TABELLEN}

    def _bewaar(self, naam: str, tabel: Any) -> Any:
        return self._con.create_table(f"tussen_{naam}", obj=tabel, temp=True)

    def _kolom_max(self, tabel: str, kolom: str) -> date | None:
        t = self.lake.tabel(self._con, "bron", tabel)
        dag: date | None = self._vraag(t.aggregate(laatste=t[kolom].max()))["laatste"][0]
        return dag

    def _vraag(self, expr: Any) -> dict[str, list[Any]]:
        """The columns of an expression."""
        # The sums of DuckDB are wider than the types that the expression promises.
        tabel = self.lake.stroom(self._con, expr).read_all().cast(expr.schema().to_pyarrow())
        kolommen: dict[str, list[Any]] = tabel.to_pydict()
        return kolommen

    @cached_property
    def vingerafdruk(self) -> str:
        """Names the state of the lake and the day."""
        versies = sorted((*sleutel, versie) for sleutel, versie in self.lake.versies.items())
        staat = json.dumps([versies, self.peildatum.isoformat()])
        return hashlib.sha256(staat.encode()).hexdigest()

    @cached_property
    def venster(self) -> Venster:
        """From the first to the last complete month in which declarations are well under way.

        Aanbieders declare a month after it ended. A month about which hardly anything was declared yet would show as a
        steep fall, so it waits.
        """
        t = self.kern["kostenmaand"]
        per_maand = self._vraag(t.group_by("maand").aggregate(regels=t.count()))
        maanden = [Periode.van(dag, Korrel.MAAND) for dag in per_maand["maand"]]
        compleet = {
            m: int(regels) for m, regels in zip(maanden, per_maand["regels"], strict=True) if m.eind <= self.peildatum
        }
        if not compleet:
            raise _geen_maand()
        gewoon = sorted(compleet.values())[len(compleet) // 2]
        op_gang = [m for m, regels in compleet.items() if regels * _OP_GANG >= gewoon]
        return Venster(min(op_gang, key=lambda m: m.code), max(op_gang, key=lambda m: m.code))

    @cached_property
    def voorlopig(self) -> dict[tuple[str, str], bool]:
        """(wet, month) to whether late declarations may still change it; empty when that was not measured."""
        if self._terug or not self.lake.bestanden("kern", "volledigheid"):
            return {}
        rijen = self.lake.arrow("kern", "volledigheid").to_pylist()
        return {(r["wet"], Periode.van(r["maand"], Korrel.MAAND).code): bool(r["voorlopig"]) for r in rijen}

    def cellen(self, indicator: str, kruising: Kruising) -> Gemeten:
        """Measure a crossing; remembered for the next release of the same state of the lake."""
        sleutel = f"{self.home.root.absolute()}:{self.vingerafdruk}"
        if sleutel not in _ONTHOUDEN:
            _ONTHOUDEN.clear()  # one state at a time
            _ONTHOUDEN[sleutel] = {}
        onthouden = _ONTHOUDEN[sleutel]
        if (indicator, kruising) not in onthouden:
            meet = self._deel if indicator == RATIO else self._meet
            onthouden[indicator, kruising] = meet(indicator, kruising)
        return onthouden[indicator, kruising]

    def _meet(self, indicator: str, kruising: Kruising) -> Gemeten:
        per = (kruising.korrel, *kruising.dimensies)
        kolommen = self._vraag(evaluate(Vraagstelling(indicator, per), self.kern))
        return Gemeten(
            list(zip(*(kolommen[naam] for naam in per), strict=True)), {maat: kolommen[maat] for maat in MATEN}
        )

    def _deel(self, indicator: str, kruising: Kruising) -> Gemeten:
        """The ratio from its two parts, which every plan measures anyway.

        Asking the lake would be slower and could only give the same: a test holds this to `evaluate`.
        """
        teller, noemer = (self.cellen(deel, kruising) for deel in DELEN)
        plekken = [noemer.plek.get(sleutel) for sleutel in teller.sleutels]
        aantal = [0 if p is None else noemer.maten["waarde"][p] or 0 for p in plekken]
        cent = [waarde or 0 for waarde in teller.maten["waarde"]]
        maten: dict[str, list[int | None]] = {**teller.maten}
        maten["teller"], maten["noemer"] = [*cent], [*aantal]
        maten["waarde"] = [(2 * c + n) // (2 * n) if n else None for c, n in zip(cent, aantal, strict=True)]
        maten["personen"] = [min(p or 0, n) for p, n in zip(teller.maten["personen"], aantal, strict=True)]
        return Gemeten(teller.sleutels, maten)


def _geen_maand() -> DatameentError:
    return DatameentError(
        Foutcode.GEEN_MAAND,
        "There is no complete month in the lake, so there is nothing to publish",
        "Load messages with `datameent ingest` and run `datameent build`, or choose a later peildatum",
        exit_status=ExitStatus.REFUSED,
    )

"""Measure crossings on the lake: every crossing once per state of the lake, whatever number of releases is made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from types import TracebackType
from typing import Any

import pyarrow as pa

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.domain.periode import Korrel, Periode
from datameent.indicators.evaluate import feiten_van, tel, telt_personen, van_alle_codes
from datameent.indicators.register import vind_definitie
from datameent.indicators.tellen import celsleutels, met_recordsleutels
from datameent.indicators.vraag import Vraagstelling, controleer
from datameent.kern.afkeur import afkeur
from datameent.kern.bouw import is_bij
from datameent.kern.conform import BRON_TABELLEN, KERN_TABELLEN, conform, kosten_op
from datameent.lake.schemas import ZONES
from datameent.lake.schrijven import DEEL
from datameent.lake.store import Lake, tijdelijk
from datameent.release.blok import Blok, tel_alle
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

    def eerder(self, maanden: int) -> Venster:
        """The window that ends so many months earlier: what happened later is not known yet.

        >>> Venster(Periode("2023-01"), Periode("2025-06")).eerder(12).laatste.code
        '2024-06'
        """
        nummer = self.laatste.begin.year * 12 + self.laatste.begin.month - 1 - maanden
        return replace(self, laatste=Periode.van(date(nummer // 12, nummer % 12 + 1, 1), Korrel.MAAND))


_ONTHOUDEN: dict[str, dict[tuple[str, Kruising], Gemeten]] = {}
_BEWAARD: set[str] = set()
_KOSTEN = ("uitgave", "kosten")


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
        bron = {naam: self.lake.tabel(self._con, "bron", naam) for naam in BRON_TABELLEN}
        if self._terug:
            kern = conform(bron, self.peildatum, tussen=self._bewaar)
            return {**kern, "afkeur": afkeur(bron, self.peildatum)}
        if not is_bij(self.lake):
            raise DatameentError(
                Foutcode.KERN_VEROUDERD,
                "The kern is behind what was loaded",
                "Run `datameent build` first",
                exit_status=ExitStatus.REFUSED,
            )
        kern = {naam: self.lake.tabel(self._con, "kern", naam) for naam in KERN_TABELLEN}
        return {**kern, "afkeur": afkeur(bron, None)}

    def kosten_op(self, dag: date) -> Any:
        """`kostenmaand` as it was known on an earlier day: as a release of then kept it, else worked out again."""
        bewaard = self.lake.bestanden_in(*_KOSTEN, [dag.isoformat()])
        if bewaard:
            return self._con.read_parquet(bewaard, table_name=f"kosten_{dag:%Y%m%d}", hive_partitioning=False)
        bron = {naam: self.lake.tabel(self._con, "bron", naam) for naam in BRON_TABELLEN}
        voor = f"toen_{dag:%Y%m%d}"
        return kosten_op(bron, dag, tussen=lambda naam, tabel: tijdelijk(self._con, f"{voor}_{naam}", tabel))

    def bewaar_kosten(self) -> None:
        """Keep what the amounts of a release were made from. Another writer at work: then it is worked out again."""
        import ibis

        if self._staat in _BEWAARD:
            return  # for another audience of the same run
        dag = self.peildatum.isoformat()
        rijen = self.kern["kostenmaand"].mutate(**{DEEL: ibis.literal(dag)})
        with suppress(DatameentError), self.lake.schrijf("uitgave") as tx:
            eerder = self.lake.bestanden(*_KOSTEN)
            tx.vervang_delen(*_KOSTEN, self.lake.stroom(self._con, rijen), [dag] if eerder else None)
            _BEWAARD.add(self._staat)

    def _bewaar(self, naam: str, tabel: Any) -> Any:
        return tijdelijk(self._con, f"tussen_{naam}", tabel)

    def _kolom_max(self, tabel: str, kolom: str) -> date | None:
        t = self.lake.tabel(self._con, "bron", tabel)
        dag: date | None = self._vraag(t.aggregate(laatste=t[kolom].max()))["laatste"][0]
        return dag

    def _vraag(self, expr: Any) -> dict[str, list[Any]]:
        """The columns of an expression."""
        kolommen: dict[str, list[Any]] = self._lees(expr).to_pydict()
        return kolommen

    def _lees(self, expr: Any) -> pa.Table:
        # The sums of DuckDB are wider than the types that the expression promises.
        return self.lake.stroom(self._con, expr).read_all().cast(expr.schema().to_pyarrow())

    @cached_property
    def vingerafdruk(self) -> str:
        """Names the state of what a release is made from (`ZONES`), and the day."""
        versies = sorted((*sleutel, versie) for sleutel, versie in self.lake.versies.items() if sleutel[0] in ZONES)
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

    @property
    def _onthouden(self) -> dict[tuple[str, Kruising], Gemeten]:
        """What was measured of this state of the lake; the next release of it need not ask again."""
        if self._staat not in _ONTHOUDEN:
            _ONTHOUDEN.clear()  # one state at a time
            _ONTHOUDEN[self._staat] = {}
        return _ONTHOUDEN[self._staat]

    @property
    def _staat(self) -> str:
        return f"{self.home.root.absolute()}:{self.vingerafdruk}"

    def meet(self, plan: Mapping[str, Iterable[Kruising]]) -> None:
        """Measure these crossings per indicator, all at once: that is much faster than one by one."""
        onthouden = self._onthouden
        for indicator, kruisingen in plan.items():
            nieuw = sorted({k for k in kruisingen if (indicator, k) not in onthouden})
            if nieuw and indicator != RATIO:
                gemeten = self._meet(indicator, nieuw)
                onthouden.update({(indicator, k): g for k, g in zip(nieuw, gemeten, strict=True)})

    def cellen(self, indicator: str, kruising: Kruising) -> Gemeten:
        """One crossing; measured when it was not yet."""
        sleutel = (indicator, kruising)
        if sleutel not in self._onthouden:
            if indicator == RATIO:
                self._onthouden[sleutel] = self._deel(kruising)
            else:
                self.meet({indicator: [kruising]})
        return self._onthouden[sleutel]

    def _meet(self, indicator: str, kruisingen: list[Kruising]) -> list[Gemeten]:
        per = [(k.korrel, *k.dimensies) for k in kruisingen]
        definitie = vind_definitie(indicator)
        for kruising in per:
            controleer(Vraagstelling(indicator, kruising), definitie)
        dimensies = list(dict.fromkeys(d for kruising in per for d in kruising))
        feiten = van_alle_codes(feiten_van(indicator, self.kern))
        blok = Blok.van(self.lake.stroom(self._con, feiten), dimensies)
        return [Gemeten(c.sleutels, c.maten) for c in tel_alle(blok, per, partial(tel, indicator), self._lees)]

    def celsleutels(self, indicator: str, kruisingen: Iterable[Kruising]) -> dict[Kruising, dict[tuple[str, ...], int]]:
        """Per crossing the key of every cell (`tellen.celsleutels`); none for what does not count persons."""
        wat = list(kruisingen)
        if not telt_personen(indicator):
            return {k: {} for k in wat}
        per = [(k.korrel, *k.dimensies) for k in wat]
        dimensies = list(dict.fromkeys(d for kruising in per for d in kruising))
        feiten = met_recordsleutels(feiten_van(indicator, self.kern))
        blok = Blok.van(self.lake.stroom(self._con, feiten), dimensies)
        geteld = tel_alle(blok, per, celsleutels, lambda expr: self.lake.stroom(self._con, expr).read_all())
        return {
            k: {s: int(sleutel or 0) for s, sleutel in zip(c.sleutels, c.maten["celsleutel"], strict=True)}
            for k, c in zip(wat, geteld, strict=True)
        }

    def _deel(self, kruising: Kruising) -> Gemeten:
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

"""Attack a release: everything a reader could do with the file, and everything the policy forbids.

This shares no code with `disclosure` (but the policy itself): it reads the written file, counts the persons again
from the lake, and works out every hidden cell with methods of its own: elimination on the sums (`aanval`), linear
programming on the sums and on what every reason gives away (`aanval_grenzen`), once with this release alone and once
with every other release that the same reader has (`aanval_samen`). What it finds is reported by place, never by value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from datameent.disclosure.beleid import Beleid
from datameent.domain.home import Home
from datameent.release.aanval import bepaalde_cellen, sommen
from datameent.release.aanval_binnen import misschien_leeg, verraden_rijen, volgt_voor_eenling
from datameent.release.aanval_cel import NIEMAND, Feiten, bedrag, te_weinig
from datameent.release.aanval_feiten import Feitenboek, Kennis
from datameent.release.aanval_grenzen import Ruimte, Verborgen, intervallen, te_nauw
from datameent.release.aanval_lezen import Gelezen, Sleutel, Uitgave, lees_gepubliceerd, lees_uitgave
from datameent.release.aanval_rond import val_rond_aan, zonder_benaderde
from datameent.release.aanval_samen import bekend_bij_lezers, kleine_veranderingen, samen_bekend
from datameent.release.aanval_verhouding import (
    in_sommen,
    is_leeg,
    reden_verraadt,
    veranderde_verhoudingen,
    verhouding,
)
from datameent.release.configuratie import beleid_van
from datameent.release.meten import Meting
from datameent.release.plan import DELEN, RATIO, VERHOUDINGEN, telt_op_in_tijd
from datameent.release.read import Release
from datameent.release.schema import BINNEN, DIMENSIES, LEEST

_GEEN_GEHEIM = ("", "geen-noemer")
_VOOR_EEN_ANDER = ("beschermt-ander", "eerder-gepubliceerd")
"""Hidden for no reason of their own: these may be known to who is alone in another cell."""
_OM_DE_RIJ = ("groep-verraadt", "te-weinig-personen", "zonder-reden")
"""Reasons that a whole row can get, empty cells with it."""
_MISSCHIEN_ANDERS = ("eerder-gepubliceerd", "zonder-reden")
"""Of these a reader cannot tell whether they are what they were."""


class Blootstelling(NamedTuple):
    """One exposed cell: the rule it breaks and where it is."""

    regel: str
    indicator: str
    korrel: str
    cel: Sleutel


@dataclass(frozen=True, slots=True)
class Controle:
    """The outcome of an attack; `blootgesteld` is empty when the release is safe.

    `naast`: the other releases that were held beside it.
    """

    release: str
    cellen: int
    onderdrukt: int
    blootgesteld: tuple[Blootstelling, ...]
    naast: tuple[str, ...] = ()

    def per_regel(self) -> Mapping[str, int]:
        """How often each rule was broken."""
        return Counter(b.regel for b in self.blootgesteld)

    def aantallen(self) -> Mapping[str, int]:
        """What is kept of it beside the release: how many cells were attacked, and what came of it."""
        return {
            "cellen": self.cellen,
            "onderdrukt": self.onderdrukt,
            "blootgesteld": len(self.blootgesteld),
            "naast": len(self.naast),
        }


def controleer_release(home: Home, pad: Path) -> Controle:
    """Attack a release file with today's policy, against the lake as it was on the peildatum of the release.

    Every hidden cell gets its interval, and where the policy wants it all other releases of this home are held beside
    it.
    """
    with Release.open(pad) as release:
        meta = release.meta
    with Meting(home, meta.peildatum) as meting:
        beleid = beleid_van(home).voor(meta.doelgroep)
        anderen = lees_anderen(home, pad) if beleid.andere_releases else []
        return controleer_bestand(pad, meting, beleid, anderen=anderen)


def lees_anderen(home: Home, pad: Path, namen: Collection[str] | None = None) -> list[Uitgave]:
    """Every published release of a home but this one; only those with these `namen` when they are given."""
    naam = pad.stem.removeprefix(".proef-")
    paden = sorted(home.releases.glob("*/[!.]*.sqlite"))
    return [lees_gepubliceerd(p) for p in paden if p.stem != naam and (namen is None or p.stem in namen)]


Gevonden = dict[str, tuple[Mapping[Sleutel, Gelezen], list[Blootstelling]]]
"""Per indicator the cells whose sums were attacked, and what came of it."""


def controleer_bestand(
    pad: Path,
    meting: Meting,
    beleid: Beleid,
    *,
    anderen: Sequence[Uitgave] = (),
    gevonden: Gevonden | None = None,
) -> Controle:
    """Attack a release file against a measurement of the lake, with `anderen` in the hands of the same readers.

    `gevonden`: kept from one attempt at a release to the next, with the same measurement, policy and others: the sums
    of an indicator of which every cell is the same give the same.
    """
    uitgave, boek = lees_uitgave(pad), Feitenboek(meting, beleid)
    bekend: Gevonden = {} if gevonden is None else gevonden
    aanval = _Aanval(zonder_benaderde(uitgave), [zonder_benaderde(a) for a in anderen], boek, beleid, bekend)
    rond = (
        Blootstelling(
            regel, indicator, uitgave.cellen[indicator][cel].korrel if cel in uitgave.cellen[indicator] else "", cel
        )
        for regel, indicator, cel in val_rond_aan(uitgave, anderen, boek, beleid)
    )
    alles = tuple(sorted({*aanval.voer_uit(), *rond}))
    weg = sum(c.status not in _GEEN_GEHEIM for per in uitgave.cellen.values() for c in per.values())
    return Controle(uitgave.naam, uitgave.aantal, weg, alles, tuple(a.naam for a in anderen))


class _Aanval:
    def __init__(
        self, uitgave: Uitgave, anderen: Sequence[Uitgave], boek: Feitenboek, beleid: Beleid, bekend: Gevonden
    ) -> None:
        self.uitgave = uitgave
        self.bekend = bekend
        self.anderen = anderen
        self.beleid = beleid
        self.boek = boek
        boek.meet([uitgave])
        self.zelfde_lake = uitgave.vingerafdruk_bron == boek.meting.vingerafdruk

    def voer_uit(self) -> Iterator[Blootstelling]:
        for indicator, per in self.uitgave.cellen.items():
            for cel, inhoud in per.items():
                regel = self._regel(indicator, cel, inhoud)
                if regel:
                    yield Blootstelling(regel, indicator, inhoud.korrel, cel)
        yield from self._ratios()
        yield from self._groepen()
        for indicator in in_sommen(self.uitgave):
            yield from self._eens(indicator)
        klein = kleine_veranderingen(self.uitgave, self.anderen, self.boek)
        for indicator, cel in (*klein, *veranderde_verhoudingen(self.uitgave, self.anderen)):
            yield self._bloot("kleine-verandering", indicator, cel)

    def _bloot(self, regel: str, indicator: str, cel: Sleutel) -> Blootstelling:
        inhoud = self.uitgave.cellen[indicator].get(cel)
        return Blootstelling(regel, indicator, inhoud.korrel if inhoud else "", cel)

    # one cell

    def _regel(self, indicator: str, cel: Sleutel, inhoud: Gelezen) -> str:
        if (inhoud.waarde is None) != bool(inhoud.status):
            return "waarde-en-status"
        if inhoud.waarde is None:
            return "reden-verraadt" if reden_verraadt(indicator, inhoud.status) else ""
        feit = self.boek.feit(indicator, cel)
        if feit is None:  # the lake has nobody here: only a zero may be shown
            nul = inhoud.waarde == 0 and indicator not in VERHOUDINGEN
            return te_weinig(NIEMAND, cel, self.beleid) if nul else "niet-in-het-meer"
        # The amount in a ratio is its numerator; `_ratios` holds the two together.
        geld = "" if indicator == RATIO else bedrag(inhoud.waarde, feit, cel, self.beleid)
        anders = self.zelfde_lake and inhoud.waarde != feit.waarde
        if indicator in VERHOUDINGEN:
            return verhouding(inhoud.waarde, feit, cel, self.beleid) or ("andere-waarde" if anders else "")
        return te_weinig(feit, cel, self.beleid) or geld or ("andere-waarde" if anders else "")

    # ratios

    def _ratios(self) -> Iterator[Blootstelling]:
        """A shown ratio beside exactly one shown part gives the other part."""
        for cel, inhoud in self.uitgave.cellen.get(RATIO, {}).items():
            delen = [self.uitgave.cellen.get(d, {}).get(cel) for d in DELEN]
            weg = [d for d in delen if d is None or d.waarde is None]
            if inhoud.waarde is not None and weg:
                yield Blootstelling("deel-van-ratio", RATIO, inhoud.korrel, cel)

    # rows

    def _groepen(self) -> Iterator[Blootstelling]:
        """A row of which everybody falls in one category."""
        for dimensie in self.beleid.groep_onthulling:
            as_ = 1 + DIMENSIES.index(dimensie)
            fijner = [1 + DIMENSIES.index(d) for d, o in BINNEN.items() if o == dimensie]
            ouder = 1 + DIMENSIES.index(BINNEN[dimensie]) if dimensie in BINNEN else None
            for indicator, per in self.uitgave.cellen.items():
                feiten = {cel: self.boek.feit(indicator, cel) for cel in per}
                personen = {cel: feit.personen if feit else 0 for cel, feit in feiten.items()}
                getoond = {cel for cel, inhoud in per.items() if inhoud.waarde is not None}
                for cel in verraden_rijen(personen, getoond, as_, fijner=fijner, ouder=ouder):
                    yield self._bloot("groep-verraadt", indicator, cel)

    # sums

    def _eens(self, indicator: str) -> list[Blootstelling]:
        """What follows from sums; not attacked again when nothing in these cells changed."""
        cellen = self.uitgave.cellen[indicator]
        if indicator not in self.bekend or self.bekend[indicator][0] != cellen:
            self.bekend[indicator] = (cellen, list(self._sommen(indicator)))
        return self.bekend[indicator][1]

    def _sommen(self, indicator: str) -> Iterator[Blootstelling]:
        per = self.uitgave.cellen[indicator]
        # What its readers already have is no secret any more, though a rule of today may hide it.
        elders = bekend_bij_lezers(indicator, self.uitgave, self.anderen, self.boek)
        verborgen = {c for c, inhoud in per.items() if inhoud.waarde is None and not is_leeg(indicator, inhoud.status)}
        weg = verborgen - elders
        stelsel = sommen(sorted(per), telt_op_in_tijd(indicator))
        groep = {c for c in weg if per[c].status == "groep-verraadt"} if self.boek.telt_personen(indicator) else set()
        cellen, ruimten = self._ruimten(indicator, weg, stelsel, volledig=groep)
        gevonden = dict(te_nauw(cellen, ruimten))
        leeg = self._leeg(indicator, weg)
        van_binnen = self._van_binnen(indicator, weg, stelsel) if self.beleid.eenlingen else set()
        if groep:
            yield from self._groep_te_raden(indicator, stelsel, ruimten, leeg & van_binnen)
        bepaald = set(bepaalde_cellen(stelsel, weg))
        ook_alleen = bepaald if weg == verborgen else bepaald.intersection(bepaalde_cellen(stelsel, verborgen))
        gevonden |= dict.fromkeys(bepaald, "volgt-met-andere-uitgaven")
        gevonden |= dict.fromkeys(ook_alleen, "volgt-uit-sommen")
        gevonden = self._zonder_dubbel_geteld(indicator, gevonden, weg, stelsel)
        gevonden = dict.fromkeys(van_binnen, "volgt-voor-eenling") | gevonden
        gevonden = {cel: regel for cel, regel in gevonden.items() if cel not in leeg}
        yield from (self._bloot(regel, indicator, cel) for cel, regel in gevonden.items())
        for totaal, *delen in stelsel:
            onder = [d for d in delen if d in weg]
            if not onder or totaal in weg or elders.issuperset({totaal, *delen} - set(onder)):
                continue  # nothing, or nothing that was not out already
            if self._samen_te_klein(indicator, onder, delen):
                yield self._bloot("samen-te-weinig", indicator, totaal)
        yield from self._met_anderen(indicator, set(gevonden))

    def _leeg(self, indicator: str, weg: set[Sleutel]) -> set[Sleutel]:
        """The cells that hold nobody and are hidden so that others of their row are not given away, or once held some.

        That they are empty is no secret where zeros are shown; what it says of the others is looked for there. And of
        a row of which everybody falls in one category more than one must stay possible (`_groep_te_raden`).
        """
        if not self.beleid.nul_veilig:
            return set()
        feiten = {c: self.boek.feit(indicator, c) for c in weg if self._status(indicator, c) in _OM_DE_RIJ}
        return {c for c, feit in feiten.items() if feit is None or not feit.personen}

    def _van_binnen(self, indicator: str, weg: set[Sleutel], stelsel: Sequence[tuple[Sleutel, ...]]) -> set[Sleutel]:
        """What somebody learns who is alone in a hidden cell."""
        feiten = {cel: self.boek.feit(indicator, cel) for cel in weg}
        alleen = {cel for cel, feit in feiten.items() if feit is not None and feit.personen == 1}
        per = self.uitgave.cellen[indicator]
        eigen = {c for c in weg if self._zelf_geheim(indicator, per[c].status, c, feiten[c])}
        return volgt_voor_eenling(stelsel, weg, alleen) & eigen

    def _zelf_geheim(self, indicator: str, status: str, cel: Sleutel, feit: Feiten | None) -> bool:
        """Whether a cell is hidden for its own sake: by its reason, and where that tells nothing by its own rules."""
        if indicator not in VERHOUDINGEN and status != "zonder-reden":
            return status not in _VOOR_EEN_ANDER
        if feit is None or feit.waarde is None:
            return False
        if indicator in VERHOUDINGEN:
            return verhouding(feit.waarde, feit, cel, self.beleid) != ""
        return te_weinig(feit, cel, self.beleid) != ""

    def _met_anderen(self, indicator: str, al: set[Sleutel]) -> Iterator[Blootstelling]:
        """What follows from all releases that a reader has, and not from the others without this one."""
        hier = {cel for cel, inhoud in self.uitgave.cellen[indicator].items() if inhoud.waarde is not None}
        for verborgen, alle, elders in samen_bekend(indicator, self.uitgave, self.anderen, self.boek):
            stelsel = sommen(sorted(alle), telt_op_in_tijd(indicator))
            verborgen -= {cel for cel in verborgen if is_leeg(indicator, self._status(indicator, cel))}
            alles = self._zonder_dubbel_geteld(
                indicator, dict(self._te_nauw(indicator, verborgen, stelsel)), verborgen, stelsel
            )
            nauw = set(alles) - al - self._leeg(indicator, verborgen)
            if nauw:
                nauw -= {cel for cel, _ in self._te_nauw(indicator, verborgen | (hier - elders), stelsel)}
            for cel in nauw:
                yield self._bloot("volgt-met-andere-uitgaven", indicator, cel)

    def _zonder_dubbel_geteld(
        self, indicator: str, gevonden: dict[Sleutel, str], weg: set[Sleutel], stelsel: Sequence[tuple[Sleutel, ...]]
    ) -> dict[Sleutel, str]:
        """Without the counts that wait or have no reason and only follow from sums that do not hold.

        Who has two aanbieders is in two parts and once in the total. When such a person comes, a part changes and its
        total does not: who calculates then finds the figure of before, which is no longer so.
        """
        wacht = {cel for cel in gevonden if self._status(indicator, cel) in _MISSCHIEN_ANDERS}
        if not wacht or not self.boek.telt_personen(indicator):
            return gevonden
        sluitend = [som for som in stelsel if self._sluit(indicator, som)]
        nog = {cel for cel, _ in self._te_nauw(indicator, weg, sluitend)}
        return {cel: regel for cel, regel in gevonden.items() if cel not in wacht or cel in nog}

    def _sluit(self, indicator: str, som: Sequence[Sleutel]) -> bool:
        """Whether parts and total differ by nothing, or by what they differed by in a release that showed them all."""
        totaal, *delen = [self.boek.waarde(indicator, cel) for cel in som]
        rest = sum(delen) - totaal
        for ander in self.anderen:
            toen = [ander.waarde(indicator, cel) for cel in som]
            bekend = [w for w in toen if w is not None]
            if len(bekend) == len(toen) and sum(bekend[1:]) - bekend[0] == rest:
                return True
        return rest == 0

    def _te_nauw(
        self, indicator: str, weg: set[Sleutel], stelsel: Sequence[tuple[Sleutel, ...]]
    ) -> Iterator[tuple[Sleutel, str]]:
        """Hidden cells whose interval is narrower than the policy wants, by what the reasons give away as well."""
        return te_nauw(*self._ruimten(indicator, weg, stelsel))

    def _ruimten(
        self,
        indicator: str,
        weg: set[Sleutel],
        stelsel: Sequence[tuple[Sleutel, ...]],
        *,
        volledig: AbstractSet[Sleutel] = frozenset(),
    ) -> tuple[Mapping[Sleutel, Verborgen], Mapping[Sleutel, Ruimte]]:
        """Every hidden cell as a reader knows it, and the interval that all sums together leave it.

        An interval is followed until it is as wide as it must be, of cells in `volledig` to its ends: one that is too
        narrow is found either way.
        """
        leeg = {c for som in stelsel for c in som if c not in weg and not self.boek.waarde(indicator, c)}
        te_klein = {c for c in weg if self._status(indicator, c) == "te-weinig-personen"}
        klein = misschien_leeg(stelsel, te_klein, leeg)
        cellen = {
            cel: self.boek.verborgen(
                indicator, cel, Kennis(self._status(indicator, cel), cel in klein, self._laatste(indicator, cel))
            )
            for cel in weg
        }
        return cellen, intervallen(cellen, stelsel, volledig=volledig)

    def _groep_te_raden(
        self,
        indicator: str,
        stelsel: Sequence[tuple[Sleutel, ...]],
        ruimten: Mapping[Sleutel, Ruimte],
        van_binnen: set[Sleutel],
    ) -> Iterator[Blootstelling]:
        """Rows of one category of which the other cells tell which category that is.

        `van_binnen`: the categories that somebody who is alone in a cell knows to be empty.
        """
        per = self.uitgave.cellen[indicator]
        assen = [1 + DIMENSIES.index(d) for d in self.beleid.groep_onthulling]
        for totaal, *delen in stelsel:
            if not any(totaal[as_] != delen[0][as_] for as_ in assen):
                continue
            groep = [d for d in delen if d in ruimten and per[d].status == "groep-verraadt"]
            allen = self.boek.waarde(indicator, totaal)
            kan = [d for d in groep if ruimten[d].hoog >= allen or not ruimten[d].begrensd]
            kan = [d for d in kan if d not in van_binnen]
            if groep and len(kan) < 2 and len(delen) > 1:  # a table of one category has nothing to guess
                yield self._bloot("groep-te-raden", indicator, (kan or groep)[0])

    def _status(self, indicator: str, cel: Sleutel) -> str:
        for uitgave in (self.uitgave, *self.anderen):
            inhoud = uitgave.cellen.get(indicator, {}).get(cel)
            if inhoud is not None and inhoud.status:
                return inhoud.status
        return ""

    def _laatste(self, indicator: str, cel: Sleutel) -> int | None:
        """The last figure that a reader of this release was shown of a cell."""
        leest = LEEST.get(self.uitgave.doelgroep, ())
        toen = {
            a.peildatum: w for a in self.anderen if a.doelgroep in leest and (w := a.waarde(indicator, cel)) is not None
        }
        return toen[max(toen)] if toen else None

    def _samen_te_klein(self, indicator: str, onder: Sequence[Sleutel], delen: Sequence[Sleutel]) -> bool:
        if not self.beleid.samen_minimum:
            return False
        feiten: Mapping[Sleutel, Feiten | None] = {d: self.boek.feit(indicator, d) for d in delen}
        personen = sum(f.personen for d in onder if (f := feiten[d]) is not None)
        anderen = any(f is not None and f.personen for d, f in feiten.items() if d not in onder)
        # With nobody else to hide behind the total itself has to be hidden, and its own count decides that.
        return anderen and personen < self.beleid.minimum_personen

"""Disclosure control: pure functions on tables that decide which cells may be shown.

Here live the policy (thresholds, dominance, groups), the primary rules, the complementary suppression over all linked
tables of an indicator, the proof by elimination and by intervals that no hidden cell follows from the shown ones,
rounding and noise. No files, no lake, no clock: tables go in, judgements come out. Not here: which tables are
published (`release`), what a figure means (`indicators`), the audit, which shares no code with this.

The names below are the public interface; each is loaded when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datameent.disclosure.aanvullend import Bescherming as Bescherming
    from datameent.disclosure.aanvullend import Regel as Regel
    from datameent.disclosure.aanvullend import bescherm as bescherm
    from datameent.disclosure.aanvullend import bescherming as bescherming
    from datameent.disclosure.afronding import Afronding as Afronding
    from datameent.disclosure.afronding import rond_af as rond_af
    from datameent.disclosure.anonimiteit import Anonimiteit as Anonimiteit
    from datameent.disclosure.anonimiteit import Microdata as Microdata
    from datameent.disclosure.anonimiteit import meet as meet
    from datameent.disclosure.anonimiteit import oorzaak as oorzaak
    from datameent.disclosure.beleid import Beleid as Beleid
    from datameent.disclosure.beleid import Gevoelig as Gevoelig
    from datameent.disclosure.beleid import Onthullingsbeleid as Onthullingsbeleid
    from datameent.disclosure.beleid import lees_beleid as lees_beleid
    from datameent.disclosure.celtabel import Celtabel as Celtabel
    from datameent.disclosure.celtabel import Eerder as Eerder
    from datameent.disclosure.celtabel import Oordeel as Oordeel
    from datameent.disclosure.celtabel import celsleutel as celsleutel
    from datameent.disclosure.csv_tabel import BeschermdeTabel as BeschermdeTabel
    from datameent.disclosure.csv_tabel import Dimensie as Dimensie
    from datameent.disclosure.csv_tabel import Wensen as Wensen
    from datameent.disclosure.csv_tabel import onderdruk_tabel as onderdruk_tabel
    from datameent.disclosure.groep import verraden_cellen as verraden_cellen
    from datameent.disclosure.hierarchie import Hierarchie as Hierarchie
    from datameent.disclosure.oordeel import beoordeel as beoordeel
    from datameent.disclosure.primair import Bijdragen as Bijdragen
    from datameent.disclosure.primair import beoordeel_cel as beoordeel_cel
    from datameent.disclosure.primair import beoordeel_primair as beoordeel_primair
    from datameent.disclosure.ruis import Ptabel as Ptabel
    from datameent.disclosure.ruis import Ruismaat as Ruismaat
    from datameent.disclosure.stelsel import Ruimte as Ruimte
    from datameent.disclosure.stelsel import Stelsel as Stelsel
    from datameent.disclosure.tabelafronding import rond_tabellen_af as rond_tabellen_af

_NAMEN = {
    "aanvullend": ("Bescherming", "Regel", "bescherm", "bescherming"),
    "afronding": ("Afronding", "rond_af"),
    "anonimiteit": ("Anonimiteit", "Microdata", "meet", "oorzaak"),
    "beleid": ("Beleid", "Gevoelig", "Onthullingsbeleid", "lees_beleid"),
    "celtabel": ("Celtabel", "Eerder", "Oordeel", "celsleutel"),
    "csv_tabel": ("BeschermdeTabel", "Dimensie", "Wensen", "onderdruk_tabel"),
    "groep": ("verraden_cellen",),
    "hierarchie": ("Hierarchie",),
    "oordeel": ("beoordeel",),
    "primair": ("Bijdragen", "beoordeel_cel", "beoordeel_primair"),
    "ruis": ("Ptabel", "Ruismaat"),
    "stelsel": ("Ruimte", "Stelsel"),
    "tabelafronding": ("rond_tabellen_af",),
}
_MODULE = {naam: module for module, namen in _NAMEN.items() for naam in namen}
__all__ = sorted(_MODULE)  # noqa: PLE0605 - a sorted list of text


def __getattr__(naam: str) -> Any:
    """A public name, from the module that has it."""
    if naam not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {naam!r}")
    return getattr(import_module(f"{__name__}.{_MODULE[naam]}"), naam)


def __dir__() -> list[str]:
    return __all__

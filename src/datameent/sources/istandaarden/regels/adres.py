"""Rules on addresses and contacts."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.regels.plek import Masker, Plek, regel

_POSTCODE = "^[1-9][0-9]{3}[a-zA-Z]{2}$"
_THUIS = pa.array(["01", "02", "03"])


@regel("CD005")
def cd005(p: Plek) -> Masker:
    """A country is there exactly when a postcode is."""
    return pc.xor(p.gevuld("landcode"), p.gevuld("postcode"))


@regel("CD009")
def cd009(p: Plek) -> Masker:
    """Only a temporary address has a period."""
    return pc.and_(p.gevuld("periode"), pc.invert(p.is_een("soort", ["04"])))


@regel("CD025")
def cd025(p: Plek) -> Masker:
    """An address in the Netherlands has a house number."""
    return pc.and_(p.is_een("landcode", ["NL"]), p.leeg("huis"))


@regel("CD034")
def cd034(p: Plek) -> Masker:
    """An address where someone lives or stays has a postcode. Without an address there is nothing to fill."""
    return pc.and_(pc.and_(p.is_een("soort", ["01", "03"]), p.gevuld("adres")), p.leeg("postcode"))


@regel("CS089")
def cs089(p: Plek) -> Masker:
    """A Dutch postcode is four digits, the first no zero, and two letters."""
    return pc.and_(p.is_een("landcode", ["NL"]), pc.invert(pc.match_substring_regex(p.kolom("postcode"), _POSTCODE)))


@regel("TR006")
def tr006(p: Plek) -> Masker:
    """A contact can be reached: by telephone, or by house and postcode."""
    return pc.invert(pc.or_(p.gevuld("telefoon"), pc.and_(p.gevuld("huis"), p.gevuld("postcode"))))


@regel("TR061")
def tr061(p: Plek) -> Masker:
    """A client has at least one address of the BRP, for correspondence or of a stay."""
    kind, _ = p.kind("soort")
    counts = pc.and_(pc.is_in(kind, value_set=_THUIS), p.kind_gevuld("adres"))
    return pc.invert(p.met_kind("soort", counts))

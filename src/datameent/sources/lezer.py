"""What a reader is: the one shape in which a kind of source comes into the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from datameent.sources.bevinding import Gelezen, Stuk
from datameent.sources.limieten import Limieten


class Lezer(Protocol):
    """Pieces in, `Gelezen` out. What a reader needs besides (schemas, the name of a table) is bound beforehand.

    A reader of another form (a StUF envelope, the Ketendata CSV or JSON) is a function of this shape. It promises:

    - **Whole or not at all.** Every piece is in exactly one of `koppen` (all of it was read), `geweigerd` (nothing of
      it is in any table, and there is at least one finding) and `dubbel` (byte for byte an earlier piece of the call).
      A reader never raises on what a piece holds, and one piece never keeps another out.
    - **The original counts.** `bericht_id` is the sha256 of the bytes of the piece. When an envelope holds several
      messages, whoever opens the envelope gives each message as a piece of its own (as the members of a zip are), so
      that the vault keeps what was sent and a message can be read again.
    - **The tables of the house.** `tabellen` are bron tables (docs/ontwikkel/seams.md) with bericht_id, wet and, per
      message in the order of the message, `volgnr`; without lading_id and bron. `bericht` names every message.
    - **Raw columns are marked.** What identifies a person is in columns that start with `_` (`_bsn`,
      `_geboortedatum`, `_postcode`, `_huisnummer`, `_land`) and nowhere else. Names, streets, telephone numbers, mail
      addresses and free text are not given at all.
    - **Findings hold no values.** A code of this room or of the standard, a place, our words.
    - **Limits hold.** What passes `limieten` is refused; memory is bounded by what is given in one call.
    """

    def __call__(self, stukken: Sequence[Stuk], *, limieten: Limieten) -> Gelezen:
        """Read the pieces of one call."""
        ...

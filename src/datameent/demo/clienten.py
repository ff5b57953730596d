"""What a message says about a person: BSN, name, birth date, address. All of it is made up from numbers."""

from __future__ import annotations

from datetime import date

from datameent.demo.berichten import Client
from datameent.demo.bevolking import Bevolking
from datameent.demo.bsn import BsnReeks
from datameent.demo.gebieden import SPLITS, gedeelde_postcode_van, onbekende_postcode, postcode, postcodes_per_buurt

_VOOR = (
    ("Aldo", "Berend", "Cas", "Dirk", "Evert", "Floris", "Gijs", "Hidde", "Ivo", "Jelle", "Koen", "Luuk", "Mees",
     "Niek", "Olaf", "Pim", "Quinten", "Roel", "Sam", "Teun", "Umar", "Vik", "Wout", "Yassin", "Zeno"),
    ("Aafke", "Bente", "Cato", "Dieke", "Elif", "Femke", "Gerda", "Hanna", "Ilse", "Jet", "Kee", "Lotte", "Mirte",
     "Noor", "Oda", "Puck", "Rosa", "Saar", "Tess", "Ursela", "Veerle", "Wies", "Yara", "Zina", "Imke"),
)  # fmt: skip
_KOP = ("Bolder", "Dwars", "Eik", "Flod", "Gnuif", "Hazel", "Kwint", "Lommer", "Mispel", "Noten", "Plomp", "Ravel",
        "Snor", "Tureluur", "Vlonder", "Wappel", "Zwier", "Klater", "Boter", "Sprenkel")  # fmt: skip
_STAART = ("stra", "hoek", "veldt", "mans", "dijker", "laar", "beek", "inga", "horst", "woud", "zoom", "kamp", "poel",
           "brink", "schuur", "ham", "akker", "berg", "toren", "vliet")  # fmt: skip
_TUSSEN = ("", "", "", "", "van", "de", "van der", "ter")
_STRATEN = (
    "Verzonnenweg",
    "Fantasielaan",
    "Droomplein",
    "Sprookjesstraat",
    "Papierpad",
    "Inkthof",
    "Legendelaan",
    "Wenssteeg",
)


class Clienten:
    """Looks up what is told about a person; a BSN is given out when it is first needed."""

    def __init__(self, seed: int, mensen: Bevolking, plaats: str) -> None:
        self._mensen = mensen
        self._reeks = BsnReeks(seed)
        self._bsn: dict[int, str] = {}
        self._plaats = plaats

    def __len__(self) -> int:
        return len(self._bsn)

    def bsn(self, persoon: int) -> str:
        """The BSN of a person; distinct, passes the elfproef, never issued."""
        if persoon not in self._bsn:
            self._bsn[persoon] = self._reeks.volgende()
        return self._bsn[persoon]

    def alle_bsn(self) -> list[str]:
        """Every BSN given out so far."""
        return list(self._bsn.values())

    def client(self, persoon: int, kaal: bool = False) -> Client:
        """Identity of a person as messages tell it."""
        mensen = self._mensen
        maand = int(mensen.geboren[persoon])
        geslacht = int(mensen.geslacht[persoon])
        h = persoon * 2_654_435_761 % 2**32
        voor = _VOOR[geslacht - 1]
        return Client(
            bsn=self.bsn(persoon),
            geboren=date(maand // 12, maand % 12 + 1, int(mensen.dag[persoon])).isoformat(),
            geslacht=geslacht,
            achternaam=_KOP[h % 20] + _STAART[h // 20 % 20],
            voorvoegsel=_TUSSEN[h // 400 % 8],
            voornaam=voor[h // 3200 % 25],
            kaal=kaal,
        )

    def adres(self, persoon: int) -> tuple[str, int, str, str]:
        """Postcode, house number, street and place on the first of the current month."""
        mensen = self._mensen
        huis = int(mensen.huis[persoon])
        buurt, post, nummer = int(mensen.huis_buurt[huis]), int(mensen.huis_post[huis]), int(mensen.huis_nummer[huis])
        straat = _STRATEN[(buurt * 7 + post) % 8]
        if post == -1:
            return onbekende_postcode(buurt), nummer, straat, self._plaats
        if post == -2:
            buurt, post, nummer = gedeelde_postcode_van(buurt), postcodes_per_buurt() - 1, nummer + SPLITS
        return postcode(buurt, post), nummer, straat, self._plaats

    def telefoon(self, persoon: int) -> str:
        """A number in a range that is not given out (06 00)."""
        return f"0600{persoon % 1_000_000:06d}"

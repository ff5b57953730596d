"""What our own findings on a message mean, in Dutch, for the sender who has to repair it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What is wrong and what to do about it, in words of B1 level."""

    tekst: str
    doen: str


_XML = "Maak het bericht opnieuw met uw software en stuur het nog een keer."
_VAST = "Laat uw softwareleverancier het bericht maken volgens de standaard."
_ZIP = "Maak het archief opnieuw en stuur het nog een keer."

UITLEG: Mapping[str, Uitleg] = {
    "DM-BST-001": Uitleg("Het bestand is niet te lezen.", "Stuur het bestand nog een keer."),
    "DM-BST-002": Uitleg("Het bestand is te groot.", "Verdeel de gegevens over meer bestanden."),
    "DM-BST-003": Uitleg("Het archief is beschadigd.", _ZIP),
    "DM-BST-004": Uitleg(
        "Het archief heeft een wachtwoord.", "Stuur het archief zonder wachtwoord, langs een veilige weg."
    ),
    "DM-BST-005": Uitleg("Het archief is uitgepakt veel te groot.", _ZIP),
    "DM-BST-006": Uitleg("Het archief is uitgepakt te groot.", "Verdeel de gegevens over meer archieven."),
    "DM-BST-007": Uitleg("In het archief zit nog een archief.", "Stuur één archief met alleen berichten."),
    "DM-BST-008": Uitleg("In het archief zitten te veel bestanden.", "Verdeel de bestanden over meer archieven."),
    "DM-BST-010": Uitleg("Dit bestand bestaat niet.", "Kijk of de naam klopt."),
    "DM-BST-011": Uitleg("Dit bestand is geen bericht.", "Stuur alleen berichten van iWmo of iJw."),
    "DM-BST-012": Uitleg("Twee bestanden in het archief hebben dezelfde naam.", _ZIP),
    "DM-XML-001": Uitleg("Het bestand is geen goede XML.", _XML),
    "DM-XML-002": Uitleg("In het bericht staat een DOCTYPE. Dat mag niet.", _VAST),
    "DM-XML-003": Uitleg("In het bericht staat een verwijzing die XML niet kent.", _VAST),
    "DM-XML-004": Uitleg("Het bericht is niet in UTF-8 geschreven.", _VAST),
    "DM-XML-005": Uitleg("Het bericht is niet af: het einde ontbreekt.", _XML),
    "DM-XML-006": Uitleg("In het bericht staat een veel te lange tekst.", _VAST),
    "DM-XML-007": Uitleg("In het bericht zitten te veel lagen in elkaar.", _VAST),
    "DM-XML-008": Uitleg("Een element hoort niet bij dit bericht.", _VAST),
    "DM-XML-009": Uitleg("Het bestand is leeg.", _XML),
    "DM-XML-010": Uitleg("In het bericht staat een kenmerk dat daar niet mag staan.", _VAST),
    "DM-BER-001": Uitleg("Dit is geen bericht van iWmo of iJw.", "Stuur alleen berichten van iWmo of iJw."),
    "DM-BER-002": Uitleg("Deze berichtsoort of deze uitgave kennen we niet.", "Gebruik uitgave 3.2 van iWmo of iJw."),
    "DM-BER-003": Uitleg("De berichtcode past niet bij de berichtsoort.", _VAST),
    "DM-BER-004": Uitleg("De versie in de kop past niet bij het bericht.", _VAST),
    "DM-BER-005": Uitleg("Een verplicht veld ontbreekt of is leeg.", "Vul het veld en stuur het bericht opnieuw."),
    "DM-BER-006": Uitleg("Een veld staat er vaker dan mag.", _VAST),
    "DM-BER-007": Uitleg("Een datum bestaat niet of is verkeerd geschreven.", "Schrijf de datum als jaar-maand-dag."),
    "DM-BER-008": Uitleg("Een getal is geen heel getal.", "Vul een heel getal in."),
    "DM-BER-009": Uitleg("Een getal is lager dan nul.", "Vul nul of een hoger getal in."),
    "DM-BER-010": Uitleg("Bij een bedrag staat geen D of C.", "Vul D (debet) of C (credit) in."),
    "DM-BER-011": Uitleg("Een BSN klopt niet: het voldoet niet aan de elfproef.", "Kijk het BSN na."),
    "DM-BER-012": Uitleg("Het totaal is niet de som van de regels.", "Reken het totaal na."),
    "DM-BER-013": Uitleg("Een periode eindigt voordat zij begint.", "Kijk de begindatum en de einddatum na."),
    "DM-BER-014": Uitleg(
        "U gebruikte deze identificatie eerder voor een ander bericht.", "Geef het bericht een nieuwe identificatie."
    ),
    "DM-BER-015": Uitleg(
        "De code van de gemeente of aanbieder klopt niet.", "Een gemeente heeft vier cijfers, een aanbieder acht."
    ),
    "DM-BER-016": Uitleg("Bij een ja-of-nee-vraag staat geen 1 of 2.", "Vul 1 (ja) of 2 (nee) in."),
    "DM-BER-017": Uitleg(
        "Een tijd bestaat niet of is verkeerd geschreven.", "Schrijf de tijd als uren:minuten:seconden."
    ),
    "DM-BER-018": Uitleg("Het bericht is niet in tabellen te zetten.", _VAST),
    "DM-XSD-001": Uitleg(
        "Het bericht voldoet niet aan het officiële schema.", "Kijk het genoemde veld na in het schema."
    ),
    "DM-LADE-002": Uitleg(
        "U gebruikte deze identificatie eerder voor een ander bericht.", "Geef het bericht een nieuwe identificatie."
    ),
    "DM-LADE-003": Uitleg("Een BSN klopt niet: het voldoet niet aan de elfproef.", "Kijk het BSN na."),
}

"""The words that tell numbers apart: words for people, for other things, and ways to write what is no count."""

from __future__ import annotations

import re
from typing import Final

MENSEN: Final = frozenset(
    ["mens", "mensen", "persoon", "personen", "cliënt", "cliënten", "client", "clienten", "klant", "klanten", "inwoner", "inwoners", "bewoner", "bewoners", "burger", "burgers", "kind", "kinderen", "jongere", "jongeren", "jeugdige", "jeugdigen", "oudere", "ouderen", "senioren", "senior", "volwassene", "volwassenen", "gezin", "gezinnen", "huishouden", "huishoudens", "man", "mannen", "vrouw", "vrouwen", "meisje", "meisjes", "jongen", "jongens", "moeder", "moeders", "vader", "vaders", "ouder", "ouders", "broer", "broers", "zus", "zussen", "patiënt", "patiënten", "deelnemer", "deelnemers", "gebruiker", "gebruikers", "statushouder", "statushouders", "vluchteling", "vluchtelingen", "zorgvrager", "zorgvragers", "hulpvrager", "hulpvragers", "mantelzorger", "mantelzorgers", "leerling", "leerlingen", "peuter", "peuters", "baby's", "tiener", "tieners", "puber", "pubers", "geval", "gevallen", "beschikking", "beschikkingen", "toewijzing", "toewijzingen", "traject", "trajecten", "indicatie", "indicaties", "melding", "meldingen", "aanvraag", "aanvragen", "plaatsing", "plaatsingen", "uithuisplaatsing", "uithuisplaatsingen", "schuldenaar", "schuldenaren", "wachtenden"]
)
"""Words that make a number near them a count of people, or of what one person has."""

DAGEN: Final = frozenset(("dag", "dagen", "werkdag", "werkdagen"))

EENHEDEN: Final = frozenset(
    ["jaar", "jaren", "maand", "maanden", "week", "weken", "uur", "uren", "minuut", "minuten", "kwartaal", "kwartalen", "keer", "maal", "wijk", "wijken", "buurt", "buurten", "dorp", "dorpen", "kern", "kernen", "gemeente", "gemeenten", "aanbieder", "aanbieders", "organisatie", "organisaties", "instelling", "instellingen", "school", "scholen", "wet", "wetten", "product", "producten", "soorten", "vormen", "punt", "punten", "stap", "stappen", "reden", "redenen", "oorzaak", "oorzaken", "maatregel", "maatregelen", "gesprek", "gesprekken", "sessie", "sessies", "cijfer", "cijfers", "vraag", "vragen", "procent", "procentpunt", "promille", "kilometer", "km", "meter", "fte", "teams", "team", "locaties", "locatie", "afspraken", "afspraak", "doelen", "doel", "alternatieven", "scenario's", "varianten", "opties", "jarige", "jarigen", "jarig", "plussers", "plusser", "periode", "perioden", "tabellen", "tabel", "figuren", "figuur", "versies", "versie", "pagina's", "delen", "groepen", "rondes", "contracten", "contract", "regels", "functies", "decimalen", "mogelijkheden", "dingen", "zaken", "bijeenkomsten", "bijeenkomst"]
)
"""What a number may count that is no person."""

KLEINE_WOORDEN: Final = frozenset(
    ["de", "die", "deze", "je", "me", "we", "ze", "te", "toe", "mee", "ene", "beide", "enige", "per", "in", "op", "van", "voor", "met", "en", "of", "dan", "als", "bij", "om", "uit", "tot", "aan", "naar", "het", "een", "er", "dat", "dit", "is", "was", "waren", "werd", "werden", "zijn", "hebben"]
)
"""Words after which what comes no longer belongs to the number."""

_MAAND: Final = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"
)
_TEL: Final = r"(?:\d[\d.,]*|[a-zé]+)"
_MENS: Final = rf"(?!\s+(?:\w+\s+)?(?:{'|'.join(sorted(MENSEN))})\b)"
"""What no number of an article is followed by: `artikel 5 en 3 mensen`."""
_KOPPEL: Final = rf"(?:\s*(?:,|en|of|tot|t/m|tot en met|-|–|lid|onder|sub)\s*[\d.:]+[a-z]?\b{_MENS})*"
_NUMMER: Final = (
    r"artikel(?:en)?|art\.|lid|hoofdstuk(?:ken)?|paragraaf|paragrafen|bijlage(?:n)?|tabel|figuur|grafiek|pagina"
    r"|blz\.|bladzijde|stap|fase|versie|nummer|nr\.|productcode|categorie|afdeling|perceel|zaaknummer"
)

NIET_TELLEN: Final = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"\b\d{4}-(?:\d\d-\d\d|\d\d|Q[1-4])\b",  # 2025-03-31, 2025-03, 2025-Q1
        r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)\b",  # 31-3-2025
        rf"\b\d{{1,2}}(?:e|ste|de)?\s+{_MAAND}(?:\s*(?:19|20)\d\d\b)?",  # 31 maart 2025
        rf"\b{_MAAND}\s*(?:19|20)\d\d\b",  # maart 2025
        r"\b\d{1,2}(?::\d\d|[.:]\d\d\s?uur)\b",  # 14:30, 14.30 uur
        rf"\b(?:{_NUMMER})\s*\d[\d.:]*[a-z]?\b{_MENS}{_KOPPEL}",  # artikel 2.3.1, lid 3
        r"\b\d+(?:\.\d+){2,}[a-z]?\b(?<!\.\d{3})",  # 2.3.1, but not 1.234.567
        rf"\b{_TEL}\s?(?:%|procent\w*|promille)",  # 12,3 %
        r"(?<![\d.,])\d[\d.,]*\s?%",
        rf"\b(?:1|een|één|{_TEL})\s+op\s+(?:de|elke)\s+{_TEL}\b",  # een op de drie
        r"\b\d{1,3}\s?(?:\+|-?plus\b)",  # 85+
        r"\b\d{1,3}\s?(?:-|–|tot|t/m|tot en met)\s?\d{1,3}(?=[\s-]?ja?ar)",  # 12 tot 17 jaar, 12-17-jarigen
        r"\b(?:19|20)\d\d\s?(?:-|–|/)\s?(?:(?:19|20)\d\d|\d\d)\b",  # 2023-2024
    )
)
"""Ways to write a number that no hidden cell can be."""

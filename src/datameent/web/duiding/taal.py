"""The words that tell numbers apart: words for people, for other things, and ways to write what is no count."""

from __future__ import annotations

import re
from typing import Final

MENSEN: Final = frozenset((
    "aanvraag", "aanvragen", "baby's", "beschikking", "beschikkingen", "bewoner", "bewoners", "broer", "broers",
    "burger", "burgers", "client", "clienten", "cliënt", "cliënten", "deelnemer", "deelnemers", "gebruiker",
    "gebruikers", "geval", "gevallen", "gezin", "gezinnen", "huishouden", "huishoudens", "hulpvrager",
    "hulpvragers", "indicatie", "indicaties", "inwoner", "inwoners", "jeugdige", "jeugdigen", "jongen", "jongens",
    "jongere", "jongeren", "kind", "kinderen", "klant", "klanten", "leerling", "leerlingen", "man", "mannen",
    "mantelzorger", "mantelzorgers", "meisje", "meisjes", "melding", "meldingen", "mens", "mensen", "moeder",
    "moeders", "ouder", "oudere", "ouderen", "ouders", "patiënt", "patiënten", "personen", "persoon", "peuter",
    "peuters", "plaatsing", "plaatsingen", "puber", "pubers", "schuldenaar", "schuldenaren", "senior", "senioren",
    "statushouder", "statushouders", "tiener", "tieners", "toewijzing", "toewijzingen", "traject", "trajecten",
    "uithuisplaatsing", "uithuisplaatsingen", "vader", "vaders", "vluchteling", "vluchtelingen", "volwassene",
    "volwassenen", "vrouw", "vrouwen", "wachtenden", "zorgvrager", "zorgvragers", "zus", "zussen",
))  # fmt: skip
"""Words that make a number near them a count of people, or of what one person has."""

DAGEN: Final = frozenset(("dag", "dagen", "werkdag", "werkdagen"))

EENHEDEN: Final = frozenset((
    "aanbieder", "aanbieders", "afspraak", "afspraken", "alternatieven", "bijeenkomst", "bijeenkomsten", "buurt",
    "buurten", "cijfer", "cijfers", "contract", "contracten", "decimalen", "delen", "dingen", "doel", "doelen",
    "dorp", "dorpen", "figuren", "figuur", "fte", "functies", "gemeente", "gemeenten", "gesprek", "gesprekken",
    "groepen", "instelling", "instellingen", "jaar", "jaren", "jarig", "jarige", "jarigen", "keer", "kern",
    "kernen", "kilometer", "km", "kwartaal", "kwartalen", "locatie", "locaties", "maal", "maand", "maanden",
    "maatregel", "maatregelen", "meter", "minuten", "minuut", "mogelijkheden", "oorzaak", "oorzaken", "opties",
    "organisatie", "organisaties", "pagina's", "periode", "perioden", "plusser", "plussers", "procent",
    "procentpunt", "product", "producten", "promille", "punt", "punten", "reden", "redenen", "regels", "rondes",
    "scenario's", "scholen", "school", "sessie", "sessies", "soorten", "stap", "stappen", "tabel", "tabellen",
    "team", "teams", "uren", "uur", "varianten", "versie", "versies", "vormen", "vraag", "vragen", "week", "weken",
    "wet", "wetten", "wijk", "wijken", "zaken",
))  # fmt: skip
"""What a number may count that is no person."""

KLEINE_WOORDEN: Final = frozenset((
    "aan", "als", "beide", "bij", "dan", "dat", "de", "deze", "die", "dit", "een", "en", "ene", "enige", "er",
    "hebben", "het", "in", "is", "je", "me", "mee", "met", "naar", "of", "om", "op", "per", "te", "toe", "tot",
    "uit", "van", "voor", "waren", "was", "we", "werd", "werden", "ze", "zijn",
))  # fmt: skip
"""Words after which what comes no longer belongs to the number."""

_MAAND: Final = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"
)
_TEL: Final = r"(?:\d[\d.,]*|[a-zé]+)"
_MENS: Final = rf"(?!,\d)(?!\s+(?:\w+\s+)?(?:{'|'.join(sorted(MENSEN))})\b)"
"""What no number of an article is followed by: `artikel 5 en 3 mensen`, `artikel 5 en 1,0 mensen`."""
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

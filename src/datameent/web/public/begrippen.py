"""The words of the site with one plain explanation each: the same word for the same thing on every page."""

from __future__ import annotations

from typing import Final

BEGRIPPEN: Final = (
    ("Aanbieder", "Een organisatie die hulp geeft en daarvoor geld krijgt van de gemeente."),
    ("Afgeschermd", "We tonen dit cijfer niet. Anders zijn mensen of aanbieders te herkennen."),
    ("Cliënt", "Iemand die in een periode hulp kreeg. Iedereen telt één keer per wet."),
    ("Declaratie", "De rekening van een aanbieder aan de gemeente."),
    ("Doelbinding", "We gebruiken gegevens alleen waarvoor we ze hebben gevraagd."),
    ("Gemiddelde", "Alles bij elkaar, gedeeld door het aantal. Sommige mensen zitten er ver boven of onder."),
    ("Instroom", "Mensen die in een periode met hulp begonnen."),
    ("Jeugdwet", "De wet voor hulp aan kinderen, jongeren en hun ouders."),
    ("Maatregel", "Wat de gemeente doet om een doel te halen. Vooraf staat erbij wat we verwachten."),
    ("Nulmeting", "Het cijfer van voor het begin. Daarmee vergelijken we later."),
    ("Ouder cijfer", "Een cijfer dat we eerder toonden. Het nieuwe zou iets verraden over heel weinig mensen."),
    ("Peildatum", "De laatste dag die in de cijfers zit."),
    ("Per 1.000 inwoners", "Het aantal, gedeeld door wie er woont. Zo vergelijkt u grote en kleine wijken."),
    ("Streefwaarde", "Het cijfer dat we op een dag willen halen."),
    ("Toewijzing", "Het bericht waarin de gemeente zegt welke hulp iemand krijgt, en van wie."),
    ("Uitgaven", "Wat de hulp kostte in de tijd dat mensen de hulp kregen. Niet wanneer wij de rekening betaalden."),
    ("Uitstroom", "Mensen van wie de hulp in een periode stopte."),
    ("Voorlopig", "Er komen nog berichten binnen over deze periode. Het cijfer kan nog veranderen."),
    ("Wachttijd", "De dagen tussen de aanvraag en de start van de hulp."),
    ("Wijk", "Een deel van de gemeente, zoals het CBS het indeelt."),
    ("Wmo", "De Wet maatschappelijke ondersteuning. Hulp om thuis te kunnen blijven wonen en mee te doen."),
)

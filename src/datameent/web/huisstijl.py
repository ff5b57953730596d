"""The look of the municipality: `config/huisstijl/tokens.css` and `logo.svg`, checked before the site shows them.

A stylesheet and a drawing can fetch things, hide things and run things. So of the first only values for tokens that the
site has are taken, with enough contrast to read; of the second only shapes. Whatever else there is is refused.
"""

from __future__ import annotations

import re
import xml.parsers.expat
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode

TOKENS: Final = "tokens.css"
LOGO: Final = "logo.svg"
GROOTST: Final = 65_536
_EIGEN: Final = Path(__file__).parent / "components" / "static" / "datameent" / TOKENS
_COMMENTAAR: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_REGEL: Final = re.compile(r"--(?P<naam>[a-z0-9-]+)\s*:\s*(?P<waarde>[^;{}]+);")
_KLEUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_WAARDE: Final = re.compile(r"(?!.*(?:url|expression|image|attr|env)\s*\()[\w\s.,%#()+*/\"'-]{1,300}", re.IGNORECASE)
_CONTRAST: Final = (
    ("inkt", "papier", 4.5),
    ("inkt", "vlak", 4.5),
    ("inkt", "accent-licht", 4.5),
    ("inkt", "let-op-vlak", 4.5),
    ("inkt", "focus-vlak", 4.5),
    ("stil", "papier", 4.5),
    ("stil", "vlak", 4.5),
    ("accent", "papier", 4.5),
    ("accent", "vlak", 4.5),
    ("accent", "accent-licht", 4.5),
    ("fout", "papier", 4.5),
    ("rand", "papier", 3.0),
    ("focus", "papier", 3.0),
)
"""What is written or drawn on what, and the least contrast of WCAG 2.2 AA."""

_SVG: Final = "http://www.w3.org/2000/svg"
_SOORTEN = """
svg g defs title desc path rect circle ellipse line polyline polygon text tspan symbol use clipPath mask
linearGradient radialGradient stop
"""
_VORMEN: Final = frozenset(_SOORTEN.split())
_TEKENT = """
id class version viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform opacity offset
fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
stroke-opacity clip-path clip-rule mask stop-color stop-opacity gradientUnits gradientTransform spreadMethod
clipPathUnits maskUnits preserveAspectRatio font-family font-size font-weight text-anchor letter-spacing dx dy role
aria-label aria-hidden focusable href
"""
_KENMERKEN: Final = frozenset(_TEKENT.split())
_VERWIJZING: Final = re.compile(r"#[\w.-]+|url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")


def huisstijl(home: Home) -> Mapping[str, Path]:
    """The files of the look that this home has, each checked. Error: DM-WEB-047."""
    map_ = home.config / "huisstijl"
    gevonden = {naam: map_ / naam for naam in (TOKENS, LOGO) if (map_ / naam).is_file()}
    for naam, pad in gevonden.items():
        if pad.stat().st_size > GROOTST:
            raise _fout(naam, "A file of the look is too large", "Make it smaller than 64 kB")
        try:
            tekst = pad.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise _fout(naam, "A file of the look is not UTF-8", "Save it as UTF-8") from None
        keur_tokens(tekst) if naam == TOKENS else keur_logo(tekst)
    return gevonden


def keur_tokens(tekst: str) -> None:
    """Refuse what is more than `:root { --token: value; }` with tokens of the site and enough contrast.

    Error: DM-WEB-047 with the name of the token.
    """
    kaal = _COMMENTAAR.sub("", tekst).strip()
    blok = re.fullmatch(r":root\s*\{(?P<inhoud>[^{}]*)\}", kaal)
    if blok is None or _REGEL.sub("", blok["inhoud"]).strip():
        raise _fout(TOKENS, "The tokens are not one block of values", "Write :root { --name: value; } and nothing else")
    gegeven = {m["naam"]: m["waarde"].strip() for m in _REGEL.finditer(blok["inhoud"])}
    eigen = eigen_tokens()
    for naam, waarde in gegeven.items():
        if naam not in eigen:
            raise _fout(TOKENS, "The site has no such token", "Use the names of the example in the documentation", naam)
        if _KLEUR.fullmatch(eigen[naam]) and not _KLEUR.fullmatch(waarde):
            raise _fout(TOKENS, "A colour is not written as #rrggbb", "Write six hexadecimal digits", naam)
        if not _WAARDE.fullmatch(waarde):
            raise _fout(TOKENS, "A value can fetch something or hides something", "Use plain sizes and names", naam)
    _keur_contrast({**eigen, **gegeven})


def _keur_contrast(tokens: Mapping[str, str]) -> None:
    for voor, achter, minstens in _CONTRAST:
        if contrast(tokens[voor], tokens[achter]) < minstens:
            raise _fout(
                TOKENS,
                "Two colours that stand on each other are too much alike to read",
                "Make one of them darker or lighter",
                f"{voor} / {achter}",
            )


def contrast(een: str, ander: str) -> float:
    """The contrast of two colours as WCAG 2.2 counts it, 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    licht, donker = sorted((_helderheid(een), _helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def _helderheid(kleur: str) -> float:
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rood, groen, blauw = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


@lru_cache(maxsize=1)
def eigen_tokens() -> Mapping[str, str]:
    """The tokens that the site has, with their own values."""
    tekst = _COMMENTAAR.sub("", _EIGEN.read_text(encoding="utf-8"))
    return {m["naam"]: m["waarde"].strip() for m in _REGEL.finditer(tekst)}


def keur_logo(tekst: str) -> None:
    """Refuse a drawing with anything but shapes: no script, no style, no event, no address, no document type.

    Error: DM-WEB-047 with the line.
    """
    lezer = xml.parsers.expat.ParserCreate(namespace_separator=" ")

    def weiger(wat: str) -> DatameentError:
        return _fout(LOGO, wat, "Save it as plain SVG: shapes and colours only", regel=lezer.CurrentLineNumber)

    def begin(naam: str, kenmerken: dict[str, str]) -> None:
        wat = _mis(naam, kenmerken)
        if wat:
            raise weiger(wat)

    def nooit(*_: object) -> None:
        raise weiger("The logo has a document type or an instruction")

    lezer.StartElementHandler = begin
    lezer.StartDoctypeDeclHandler = nooit
    lezer.ProcessingInstructionHandler = nooit
    try:
        lezer.Parse(tekst.encode(), True)
    except xml.parsers.expat.ExpatError:
        raise weiger("The logo is not whole XML") from None


def _mis(naam: str, kenmerken: Mapping[str, str]) -> str:
    """What is wrong with an element of the logo; empty when nothing is."""
    ruimte, _, kort = naam.rpartition(" ")
    if ruimte != _SVG or kort not in _VORMEN:
        return "The logo holds an element that is no shape"
    for volle_naam, waarde in kenmerken.items():
        kenmerk = volle_naam.rpartition(" ")[2]
        if kenmerk not in _KENMERKEN:
            return "The logo holds an attribute that draws nothing"
        verwijst = kenmerk == "href" or "url" in waarde.lower() or "\\" in waarde
        if verwijst and not _VERWIJZING.fullmatch(waarde.strip()):
            return "The logo refers to something outside itself"
    return ""


def _fout(bestand: str, what: str, todo: str, element: str = "", regel: int | None = None) -> DatameentError:
    plaats = Plaats(bestand=f"config/huisstijl/{bestand}", regel=regel, element=element or None)
    return DatameentError(Foutcode.HUISSTIJL, what, todo, plaats, ExitStatus.USAGE)

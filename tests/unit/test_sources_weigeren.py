# ruff: noqa: E501 - one row per case
"""Bad input, one row per kind: the code, the place, nothing of the file in any text, and the good message beside it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from datameent.domain.bsn import elfproef
from datameent.domain.home import Home
from datameent.sources.bevinding import Bevinding, Stuk
from datameent.sources.codes import TEKST, Code
from datameent.sources.istandaarden import lees, nazien
from datameent.sources.istandaarden.regels.register import regels
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

LIMIETEN = Limieten(max_tekst=5000)
NS = "http://www.istandaarden.nl/ijw/3_2"


def declaratie(
    identificatie: str = "KANARIE-ID",
    bsn: str = "999900006",
    volume: str = "4",
    bedrag: str = "5000",
    totaal: str = "5000",
) -> bytes:
    """A 323 with one line; every text in it that could be of a person is easy to recognise."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<d:Bericht xmlns:d="{NS}/jw323/schema" xmlns:b="{NS}/basisschema/schema">
<d:Header><d:BerichtCode>490</d:BerichtCode><d:BerichtVersie>3</d:BerichtVersie><d:BerichtSubversie>2</d:BerichtSubversie>
<d:Afzender>65656055</d:Afzender><d:Ontvanger>9999</d:Ontvanger>
<d:BerichtIdentificatie><b:Identificatie>{identificatie}</b:Identificatie><b:Dagtekening>2026-05-06</b:Dagtekening></d:BerichtIdentificatie>
<d:XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></d:XsdVersie></d:Header>
<d:Declaratie><d:DeclaratieNummer>DN001</d:DeclaratieNummer>
<d:DeclaratiePeriode><b:Begindatum>2026-04-01</b:Begindatum><b:Einddatum>2026-04-30</b:Einddatum></d:DeclaratiePeriode>
<d:DeclaratieDagtekening>2026-05-06</d:DeclaratieDagtekening>
<d:TotaalIngediendBedrag><b:TotaalBedrag>{totaal}</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit></d:TotaalIngediendBedrag>
<d:Clienten><d:Client><d:Bsn>{bsn}</d:Bsn><d:Prestaties><d:Prestatie>
<d:ProductReferentie><b:ReferentieNummer>KANARIE-REF</b:ReferentieNummer></d:ProductReferentie>
<d:ToewijzingNummer>10072</d:ToewijzingNummer><d:ProductCategorie>45</d:ProductCategorie><d:ProductCode>45A03</d:ProductCode>
<d:ProductPeriode><b:Begindatum>2026-04-01</b:Begindatum><b:Einddatum>2026-04-30</b:Einddatum></d:ProductPeriode>
<d:GeleverdVolume>{volume}</d:GeleverdVolume><d:Eenheid>04</d:Eenheid><d:ProductTarief>1250</d:ProductTarief>
<d:IngediendBedrag><b:Bedrag>{bedrag}</b:Bedrag><b:DebetCredit>D</b:DebetCredit></d:IngediendBedrag>
</d:Prestatie></d:Prestaties></d:Client></d:Clienten></d:Declaratie></d:Bericht>
""".encode()


GOED = declaratie(identificatie="GOED")


def vervang(oud: str, nieuw: str) -> Callable[[], bytes]:
    return lambda: declaratie().replace(oud.encode(), nieuw.encode(), 1)


LACH = '<!DOCTYPE x [<!ENTITY a "lachlach"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<d:Bericht'


@dataclass(frozen=True)
class Geval:
    """What goes in; the code with and without XSD (None: accepted without); line and element."""

    naam: str
    maak: Callable[[], bytes]
    met: str
    zonder: str | None
    regel: int | None
    element: str | None = None
    regel_met: int | None = field(default=None)


GEVALLEN = [
    Geval("not XML", lambda: b"KANARIE-ID,999900006\n", Code.GEEN_XML, Code.GEEN_XML, 1),
    Geval("empty", lambda: b"", Code.LEEG, Code.LEEG, None),
    Geval("only whitespace", lambda: b" \n ", Code.GEEN_XML, Code.GEEN_XML, 2),
    Geval("DTD", vervang("<d:Bericht", "<!DOCTYPE d:Bericht>\n<d:Bericht"), Code.DOCTYPE, Code.DOCTYPE, 2),
    Geval("external DTD", vervang("<d:Bericht", '<!DOCTYPE x SYSTEM "file:///etc/passwd">\n<d:Bericht'), Code.DOCTYPE, Code.DOCTYPE, 2),
    Geval("billion laughs", vervang("<d:Bericht", LACH), Code.DOCTYPE, Code.DOCTYPE, 2),
    Geval("unknown entity", vervang("KANARIE-REF", "&kanarie;"), Code.ENTITEIT, Code.ENTITEIT, 12),
    Geval("other namespace", vervang(f"{NS}/jw323/schema", "urn:kanarie"), Code.GEEN_BERICHT, Code.GEEN_BERICHT, 2),
    Geval("other root", lambda: b"<Kanarie/>", Code.GEEN_BERICHT, Code.GEEN_BERICHT, 1),
    Geval("other release", vervang("3_2/jw323", "3_1/jw323"), Code.RELEASE_ONBEKEND, Code.RELEASE_ONBEKEND, 2, "Bericht"),
    Geval("other type", vervang("jw323/schema", "jw399/schema"), Code.RELEASE_ONBEKEND, Code.RELEASE_ONBEKEND, 2, "Bericht"),
    Geval("BerichtCode of another law", vervang(">490<", ">484<"), Code.XSD, Code.BERICHTCODE, 3, "BerichtCode"),
    Geval("BerichtVersie", vervang("BerichtVersie>3<", "BerichtVersie>2<"), Code.XSD, "CS025", 3, "BerichtVersie"),
    Geval("truncated", lambda: declaratie()[:-60], Code.AFGEBROKEN, Code.AFGEBROKEN, 17),
    Geval("truncated in a tag", lambda: declaratie()[:-4], Code.AFGEBROKEN, Code.AFGEBROKEN, 17),
    Geval("UTF-16", lambda: declaratie().decode().replace("UTF-8", "UTF-16").encode("utf-16"), Code.CODERING, Code.CODERING, 1),
    Geval("UTF-16 without BOM", lambda: declaratie().decode().encode("utf-16-le"), Code.CODERING, Code.CODERING, 1),
    Geval("Latin-1", vervang('encoding="UTF-8"', 'encoding="ISO-8859-1"'), Code.CODERING, Code.CODERING, 1),
    Geval("not UTF-8", lambda: declaratie().replace(b"KANARIE-REF", b"KANARIE\xff"), Code.GEEN_XML, Code.GEEN_XML, 12),
    Geval("huge text", vervang("KANARIE-REF", "KANARIE" * 1000), Code.TEKST_TE_LANG, Code.TEKST_TE_LANG, 12, "ReferentieNummer"),
    Geval("deep", vervang("KANARIE-REF", "<d:Client>" * 70 + "</d:Client>" * 70), Code.TE_DIEP, Code.TE_DIEP, 12, "Client"),
    Geval("foreign element", vervang("<d:Eenheid>04</d:Eenheid>", '<k:Kanarie xmlns:k="urn:k">1</k:Kanarie>'), Code.VREEMDE_NAAMRUIMTE, Code.VREEMDE_NAAMRUIMTE, 15),
    Geval("unknown element", vervang("<d:Eenheid>04</d:Eenheid>", "<d:Kanarie>04</d:Kanarie>"), Code.XSD, Code.VERPLICHT, 11, "Eenheid", 15),
    Geval("steering attribute", vervang("<d:Eenheid>", '<d:Eenheid xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="d:K">'), Code.ATTRIBUUT, Code.ATTRIBUUT, 15, "Eenheid"),
    Geval("invalid BSN", lambda: declaratie(bsn="999900007"), "CS002", "CS002", 11, "Bsn"),
    Geval("BSN with a letter", lambda: declaratie(bsn="99990000X"), Code.XSD, "CS002", 11, "Bsn"),
    Geval("zeros as BSN", lambda: declaratie(bsn="000000000"), "CS002", "CS002", 11, "Bsn"),
    Geval("no such date", vervang("2026-04-30</b:Einddatum></d:ProductPeriode>", "2026-04-31</b:Einddatum></d:ProductPeriode>"), Code.XSD, Code.DATUM, 14, "Einddatum"),
    Geval("29 February", vervang("<d:DeclaratieDagtekening>2026-05-06", "<d:DeclaratieDagtekening>2026-02-29"), Code.XSD, Code.DATUM, 9, "DeclaratieDagtekening"),
    Geval("negative volume", lambda: declaratie(volume="-4"), Code.XSD, Code.NEGATIEF, 15, "GeleverdVolume"),
    Geval("volume no number", lambda: declaratie(volume="0x1F"), Code.XSD, Code.GETAL, 15, "GeleverdVolume"),
    Geval("negative amount", lambda: declaratie(bedrag="-5000"), Code.XSD, Code.NEGATIEF, 16, "Bedrag"),
    Geval("D/C flag", vervang("<b:DebetCredit>D</b:DebetCredit></d:IngediendBedrag>", "<b:DebetCredit>X</b:DebetCredit></d:IngediendBedrag>"), Code.XSD, Code.CODELIJST, 16, "DebetCredit"),
    Geval("total differs", lambda: declaratie(totaal="5001"), "TR358", "TR358", 10, "TotaalBedrag"),
    Geval("sign of the total", vervang("<b:DebetCredit>D</b:DebetCredit></d:TotaalIngediendBedrag>", "<b:DebetCredit>C</b:DebetCredit></d:TotaalIngediendBedrag>"), "TR358", "TR358", 10, "TotaalBedrag"),
    Geval("period order", vervang("2026-04-30</b:Einddatum></d:DeclaratiePeriode>", "2026-03-30</b:Einddatum></d:DeclaratiePeriode>"), "CS340", "CS340", 8, "DeclaratiePeriode"),
    Geval("mandatory missing", vervang("<d:ToewijzingNummer>10072</d:ToewijzingNummer>", ""), Code.XSD, Code.VERPLICHT, 11, "ToewijzingNummer", 13),
    Geval("mandatory empty", vervang(">10072<", "><"), Code.XSD, Code.VERPLICHT, 13, "ToewijzingNummer"),
    Geval("sender no provider", vervang("65656055", "6565605"), Code.XSD, Code.PARTIJ, 4, "Afzender"),
    Geval("element twice", vervang("<d:Eenheid>04</d:Eenheid>", "<d:Eenheid>04</d:Eenheid><d:Eenheid>14</d:Eenheid>"), Code.XSD, Code.DUBBEL_ELEMENT, 15, "Eenheid"),
    Geval("group twice", vervang("</d:Clienten>", "</d:Clienten><d:Clienten><d:Client><d:Bsn>999900018</d:Bsn></d:Client></d:Clienten>"), Code.XSD, Code.DUBBEL_ELEMENT, 17, "Clienten"),
]  # fmt: skip


@pytest.fixture(scope="module")
def zonder(tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    return StandaardenRegister.open(Home(tmp_path_factory.mktemp("zonder")))


@pytest.fixture(scope="module")
def met(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> StandaardenRegister:
    register = StandaardenRegister.open(Home(tmp_path_factory.mktemp("met")))
    register.voeg_toe("ijw", "3.2", shared_data / "istandaarden" / "ijw-3.2")
    return register


def zonder_waarden(data: bytes, findings: tuple[Bevinding, ...]) -> None:
    """Nothing that stands in the file as text, and no stray name, stands in what we say about it."""
    said = " ".join(f"{f.code} {f.tekst} {f.plaats.element} {f.plaats.bestand}" for f in findings)
    texts = {t.decode(errors="replace") for t in re.findall(rb">([^<]+)<", data)} | {
        "anarie",
        "KANARIE",
        "passwd",
        "lach",
    }
    for text in texts:
        if len(text.strip()) > 2:
            assert text.strip() not in said


def weiger(geval: Geval, register: StandaardenRegister) -> tuple[Bevinding, ...]:
    data = geval.maak()
    assert data != declaratie()
    read = lees([Stuk("goed.xml", GOED), Stuk("slecht.xml", data)], standaarden=register, limieten=LIMIETEN)
    assert set(read.geweigerd) == {"slecht.xml"}
    assert [h.bestand for h in read.koppen] == ["goed.xml"]
    assert read.tabellen["prestatie"]["bedrag_cent"].to_pylist() == [5000]
    zonder_waarden(data, read.geweigerd["slecht.xml"])
    return read.geweigerd["slecht.xml"]


@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda g: g.naam)
def test_refused_without_xsd(geval: Geval, zonder: StandaardenRegister) -> None:
    findings = weiger(geval, zonder)
    element = (findings[0].plaats.element or "").rpartition("/")[2] or None
    assert (findings[0].code, findings[0].plaats.regel, element) == (geval.zonder, geval.regel, geval.element)
    known = {str(code): text for code, text in TEKST.items()} | {code: rule.tekst for code, rule in regels().items()}
    assert findings[0].tekst.startswith(known[findings[0].code])


@pytest.mark.material
@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda g: g.naam)
def test_refused_with_xsd(geval: Geval, met: StandaardenRegister) -> None:
    findings = weiger(geval, met)
    assert findings[0].code == geval.met
    assert findings[0].plaats.regel == (geval.regel_met or geval.regel)


def test_the_same_identification_with_other_content(zonder: StandaardenRegister) -> None:
    pieces = [Stuk("a.xml", declaratie()), Stuk("b.xml", declaratie(volume="5")), Stuk("c.xml", GOED)]
    read = lees(pieces, standaarden=zonder, limieten=LIMIETEN)
    assert [h.bestand for h in read.koppen] == ["a.xml", "c.xml"]
    (finding,) = read.geweigerd["b.xml"]
    assert (finding.code, finding.plaats.element) == (Code.DUBBEL_BERICHT, "BerichtIdentificatie")
    assert {name: t.num_rows for name, t in read.tabellen.items()} == {
        "bericht": 2,
        "declaratie": 2,
        "client": 2,
        "prestatie": 2,
    }
    zonder_waarden(declaratie(), read.geweigerd["b.xml"])


def test_the_same_content_twice_is_read_once(zonder: StandaardenRegister) -> None:
    read = lees([Stuk("a.xml", GOED), Stuk("b.xml", GOED)], standaarden=zonder, limieten=LIMIETEN)
    assert (len(read.koppen), read.geweigerd, read.dubbel) == (1, {}, ("b.xml",))


def test_every_broken_line_is_named(zonder: StandaardenRegister) -> None:
    line = re.search(rb"<d:Client>.*</d:Client>", GOED, re.S)
    assert line
    wrong = line[0].replace(b"999900006", b"999900007")
    others = [wrong, wrong.replace(b"999900007", b"999900008")]
    others = [o.replace(b"KANARIE-REF", b"R%d" % n).replace(b"10072", b"2%d" % n) for n, o in enumerate(others)]
    data = GOED.replace(line[0], b"\n".join([line[0], *others])).replace(b">5000</b:Totaal", b">15000</b:Totaal")
    findings = lees([Stuk("a.xml", data)], standaarden=zonder, limieten=LIMIETEN).geweigerd["a.xml"]
    assert [(f.code, f.plaats.regel) for f in findings] == [("CS002", 18), ("CS002", 25)]


def test_no_more_findings_than_the_limit(zonder: StandaardenRegister) -> None:
    limits = Limieten(max_bevindingen=2)
    line = re.search(rb"<d:Client>.*</d:Client>", GOED, re.S)
    assert line
    data = GOED.replace(line[0], line[0].replace(b"999900006", b"999900007") * 9)
    assert len(lees([Stuk("a.xml", data)], standaarden=zonder, limieten=limits).geweigerd["a.xml"]) == 2


@pytest.mark.parametrize("grootte", [200, 9000])
def test_a_large_file_is_judged_like_a_small_one(zonder: StandaardenRegister, tmp_path: Path, grootte: int) -> None:
    """As a path, and above the size from which unpacking and checking go side by side."""
    line = re.search(rb"<d:Client>.*</d:Client>\n?", GOED, re.S)
    assert line
    people = (n for n in range(999100000, 1000000000) if elfproef(str(n)))
    lines = [
        line[0].replace(b"10072", b"%d" % n).replace(b"KANARIE-REF", b"R%d" % n).replace(b"999900006", b"%d" % bsn)
        for n, bsn in zip(range(grootte), people, strict=False)
    ]
    good = GOED.replace(line[0], b"".join(lines)).replace(b">5000</b:Totaal", b">%d</b:Totaal" % (5000 * grootte))
    before, mark, after = good.rpartition(b"<d:Bsn>")
    wrong = b"%d" % (int(after[:9]) - 1)
    cases = {
        "good.xml": good,
        "cut.xml": good[:-200],
        "bsn.xml": before + mark + wrong + after[9:],
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
    pieces = [Stuk(name, tmp_path / name) for name in cases]
    read = lees(pieces, standaarden=zonder, limieten=LIMIETEN)
    assert [(h.bestand, h.prestaties) for h in read.koppen] == [("good.xml", grootte)]
    assert read.tabellen["prestatie"].num_rows == grootte
    assert {n: f[0].code for n, f in read.geweigerd.items()} == {"cut.xml": Code.AFGEBROKEN, "bsn.xml": "CS002"}
    assert read.geweigerd["bsn.xml"][0].plaats.regel == good.rpartition(b"<d:Bsn>")[0].count(b"\n") + 1


def test_missing_and_empty_files(zonder: StandaardenRegister, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").touch()
    pieces = [Stuk("empty.xml", tmp_path / "empty.xml"), Stuk("gone.xml", tmp_path / "gone.xml")]
    read = lees(pieces, standaarden=zonder, limieten=LIMIETEN)
    assert {n: f[0].code for n, f in read.geweigerd.items()} == {"empty.xml": Code.LEEG, "gone.xml": Code.NIET_LEESBAAR}


def test_every_code_has_a_text_and_is_unique() -> None:
    assert set(TEKST) == set(Code)
    assert len({str(c) for c in Code}) == len(list(Code))


@pytest.mark.material
@pytest.mark.parametrize("boom_tot", [64 << 20, 0])
def test_the_stream_and_the_tree_of_lxml_agree(
    met: StandaardenRegister, monkeypatch: pytest.MonkeyPatch, boom_tot: int
) -> None:
    """A large message is validated as a stream; the line comes from the tree, unless the message is too large for one."""
    cases = [g for g in GEVALLEN if g.met is Code.XSD]
    assert len(cases) > 10
    usual = {g.naam: weiger(g, met) for g in cases}
    monkeypatch.setattr(nazien, "_STROOM_VANAF", 0)
    monkeypatch.setattr(nazien, "_BOOM_TOT", boom_tot)
    for geval in cases:
        findings = weiger(geval, met)
        assert [(f.code, f.plaats.element, f.tekst) for f in findings] == [
            (f.code, f.plaats.element, f.tekst) for f in usual[geval.naam]
        ][: len(findings)]
        assert findings[0].plaats.regel == (usual[geval.naam][0].plaats.regel if boom_tot else None)
    odd = b"<!-- first -->" + declaratie().partition(b"\n")[2]
    read = lees([Stuk("a.xml", odd)], standaarden=met, limieten=LIMIETEN)
    assert (len(read.koppen), read.geweigerd) == (1, {})


@pytest.mark.material
def test_where_libxml2_is_stricter_than_expat(met: StandaardenRegister) -> None:
    data = declaratie().replace(b'version="1.0"', b'version="1.0\t"')
    (finding,) = lees([Stuk("a.xml", data)], standaarden=met, limieten=LIMIETEN).geweigerd["a.xml"]
    assert (finding.code, finding.plaats.regel) == (Code.GEEN_XML, 1)


def test_a_schema_location_is_not_followed(zonder: StandaardenRegister, met: StandaardenRegister) -> None:
    pointer = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a /nowhere/a.xsd">'
    for data in (declaratie().replace(b'schema">\n', b'schema"' + pointer + b"\n", 1), declaratie() + b"<!-- end -->"):
        for register in (zonder, met):
            assert lees([Stuk("a.xml", data)], standaarden=register, limieten=LIMIETEN).geweigerd == {}

"""Every rule that one message can break: a good message with one thing changed gives exactly that code, and a change
that comes close gives nothing. Both laws, with and without XSD."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from berichtregels_berichten import goed, haal, schrijf, zet
from berichtregels_gevallen import GEVALLEN, TYPES, Geval, Zelfde

from datameent.domain.home import Home
from datameent.sources.bevinding import Bevinding, Gelezen, Stuk
from datameent.sources.istandaarden import lees
from datameent.sources.istandaarden.regels.model import Niveau, Status
from datameent.sources.istandaarden.regels.register import regels
from datameent.sources.istandaarden.regels.toets import TOETSEN
from datameent.sources.istandaarden.specificatie import specificaties
from datameent.sources.limieten import Limieten
from datameent.sources.standaarden import StandaardenRegister

VANDAAG = date(2026, 5, 7)


def _bericht(geval: Geval, standaard: str, nummer: int) -> bytes:
    message = goed(standaard, geval.berichttype)
    zet(message, "Header/BerichtIdentificatie/Identificatie", str(nummer))
    for path, value in sorted(geval.wijzigingen.items(), key=lambda item: item[1] is None):
        if isinstance(value, Zelfde):
            copied = haal(message, value.van)
            for inner, other in value.anders.items():
                zet(copied, inner, other)
            zet(message, path, copied)
        else:
            zet(message, path, value)
    return schrijf(standaard, geval.berichttype, message)


class Uitslag:
    """What was read, and what was found, per number of a case."""

    def __init__(self, read: Gelezen) -> None:
        self.goed = {head.bestand for head in read.koppen}
        self.geweigerd = read.geweigerd

    def bevindingen(self, nummer: int) -> tuple[Bevinding, ...]:
        assert (str(nummer) in self.goed) != (str(nummer) in self.geweigerd)
        return self.geweigerd.get(str(nummer), ())


def _lees(register: StandaardenRegister, standaard: str) -> Uitslag:
    pieces = [
        Stuk(str(n), _bericht(geval, standaard, n))
        for n, geval in enumerate(GEVALLEN)
        if geval.alleen in ("", standaard)
    ]
    return Uitslag(lees(pieces, standaarden=register, limieten=Limieten(), vandaag=VANDAAG))


@pytest.fixture(scope="module")
def zonder(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Uitslag]:
    register = StandaardenRegister.open(Home(tmp_path_factory.mktemp("zonder")))
    return {standaard: _lees(register, standaard) for standaard in ("iwmo", "ijw")}


@pytest.fixture(scope="module")
def met(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Uitslag]:
    register = StandaardenRegister.open(Home(tmp_path_factory.mktemp("met")))
    for standaard in ("iwmo", "ijw"):
        register.voeg_toe(standaard, "3.2", shared_data / "istandaarden" / f"{standaard}-3.2")
    return {standaard: _lees(register, standaard) for standaard in ("iwmo", "ijw")}


@pytest.mark.parametrize("nummer", range(len(GEVALLEN)), ids=lambda n: GEVALLEN[n].naam)
def test_a_change_gives_exactly_these_codes(nummer: int, zonder: Mapping[str, Uitslag]) -> None:
    geval = GEVALLEN[nummer]
    for standaard in ("iwmo", "ijw") if not geval.alleen else (geval.alleen,):
        findings = zonder[standaard].bevindingen(nummer)
        assert {f.code for f in findings} == geval.codes
        if geval.element:
            assert any((f.plaats.element or "").endswith(geval.element) for f in findings), findings
        for finding in findings:
            rule = regels()[finding.code]
            assert geval.berichttype in rule.berichten[standaard]
            assert (finding.tekst, finding.retourcode) == (rule.tekst, rule.retourcode)
            assert finding.plaats.regel


@pytest.mark.material
def test_the_same_with_xsd(met: Mapping[str, Uitslag]) -> None:
    """What is changed obeys the XSD, except where the rule is a matter of form: the rule itself is what is seen."""
    for standaard, read in met.items():
        for nummer, geval in enumerate(GEVALLEN):
            if geval.alleen in ("", standaard) and geval.xsd:
                assert {f.code for f in read.bevindingen(nummer)} == geval.codes, (standaard, geval.naam)


def test_every_rule_has_a_function_a_case_and_a_place() -> None:
    """Register, functions, specifications and these tests name the same rules, for the same types of message."""
    bad = {code for geval in GEVALLEN for code in geval.codes}
    assert bad == set(TOETSEN)
    placed: dict[str, dict[str, set[str]]] = {}
    for (standaard, berichttype), spec in specificaties("3.2").items():
        for klasse in spec.klassen:
            for code, _ in klasse.regels:
                placed.setdefault(code, {}).setdefault(standaard, set()).add(berichttype)
    assert set(placed) == set(TOETSEN)
    for code, where in placed.items():
        rule = regels()[code]
        # The version of a return message is looked at too; its own rules say nothing of it.
        assert {s: set(t) for s, t in rule.berichten.items()} == {s: t & set(TYPES) for s, t in where.items()}, code
        assert (rule.status, rule.door) == (Status.GEIMPLEMENTEERD, "")
        assert rule.tekst
        assert rule.doen
    for code, rule in regels().items():
        if rule.niveau is Niveau.BERICHT and rule.status is Status.GEIMPLEMENTEERD and not rule.door:
            assert code in TOETSEN


def test_every_rule_was_seen_to_pass_close_by() -> None:
    """Every type of message has changes that pass, so that a rule that always fires would be seen."""
    assert {g.berichttype for g in GEVALLEN if not g.codes and g.wijzigingen} == set(TYPES)
    assert sum(not g.codes for g in GEVALLEN) > 60

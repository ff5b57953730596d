"""The place of a row against a slow reading: walk up from the n-th element of its kind and count."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from datameent.sources.istandaarden.positie import Rij, posities
from datameent.sources.istandaarden.specificatie import specificaties

D323 = specificaties("3.2")["ijw", "323"]


def traag(inhoud: bytes, nummer: int) -> tuple[str, int]:
    """Path and line of the n-th Prestatie in the order of the message."""
    root = etree.fromstring(inhoud)
    element = [e for e in root.iter() if e.tag.endswith("Prestatie")][nummer]
    line, names = element.sourceline, []
    while element is not root:
        place = 1 + sum(1 for e in element.itersiblings(preceding=True) if e.tag == element.tag)
        local = etree.QName(element).localname
        names.append(f"{local}[{place}]" if local in ("Client", "Prestatie") else local)
        element = element.getparent()
    return "/".join(reversed(names)), line


def bericht(clienten: list[list[int]]) -> bytes:
    """A declaration in outline: per client its lines, each with as many line breaks before it as the number says."""
    deel = "".join(
        "<Client>\n<Bsn/><Prestaties>" + "".join("\n" * n + "<Prestatie/>" for n in regels) + "</Prestaties></Client>"
        for regels in clienten
    )
    return f'<m:B xmlns:m="x"><Header/><Declaratie><Clienten>{deel}</Clienten></Declaratie></m:B>'.encode()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_line_of_a_declaration(clienten: list[list[int]]) -> None:
    inhoud = bericht(clienten)
    aantal = sum(map(len, clienten))
    gevonden = posities(inhoud, D323, [Rij("prestatie", n) for n in range(aantal)])
    assert [(p.element, p.regel) for p in gevonden] == [traag(inhoud, n) for n in range(aantal)]

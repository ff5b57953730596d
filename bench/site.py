"""How fast the site answers: 20 readers at once on figure pages with a warm chart cache.

    python -m bench.site --home DIR [--lezers 20] [--seconden 8] [--rol beleid] [--groot [--kaarten]]

`--groot`: make a home at DIR with a release of 200 tables first, when there is none, and walk over all of its figures.

Serves the home on a loopback port of its own, warms it, lets every reader walk over the pages, and prints one JSON
document: p50, p95 and p99 in milliseconds, requests per second, errors, and the size of the first page with its styles.
The load runs in the same two cores as the server, so the figures are a lower bound. `belasting.py` is the load.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Sequence
from pathlib import Path

from bench.belasting import belast

PAGINAS = (
    "/",
    "/cijfers/clienten/?korrel=jaar&wet=wmo",
    "/cijfers/clienten/?korrel=jaar&wet=jeugdwet",
    "/cijfers/uitgaven/?korrel=jaar&wet=wmo",
    "/cijfers/uitgaven/",
    "/cijfers/kosten_per_client/?korrel=jaar&wet=wmo",
    "/cijfers/instroom/?korrel=jaar&wet=jeugdwet",
    "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk",
)
_DIEN = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.server import serve
serve(Home(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), workers=2)
"""


def main() -> int:
    """Run and print; exit status 1 when a page failed."""
    vraag = argparse.ArgumentParser(description=__doc__)
    vraag.add_argument("--home", type=Path, required=True)
    vraag.add_argument("--lezers", type=int, default=20)
    vraag.add_argument("--seconden", type=float, default=8)
    vraag.add_argument("--rol", default="beleid", help="role to log in with; bezoeker for nobody")
    vraag.add_argument("--groot", action="store_true", help="a release of 200 tables")
    vraag.add_argument("--kaarten", action="store_true", help="with --groot: only pages with a map")
    keuze = vraag.parse_args()
    paginas = grote_paginas(keuze.home, kaarten=keuze.kaarten) if keuze.groot else PAGINAS
    uitkomst = meet(keuze.home, keuze.lezers, min(keuze.seconden, 60), keuze.rol, paginas)
    print(json.dumps(uitkomst, indent=2))
    return 1 if uitkomst["fouten"] else 0


KAART = "korrel=jaar&wet=wmo&per=wijk"


def grote_paginas(home: Path, *, kaarten: bool = False) -> tuple[str, ...]:
    """Every figure of a release of 200 tables, each four ways; or only the way with a map."""
    from bench.grote_release import maak_home
    from datameent.indicators.register import definities

    maak_home(home)
    keuzes = (
        "korrel=jaar&wet=wmo",
        "korrel=maand&wet=jeugdwet",
        KAART,
        "korrel=kwartaal&wet=wmo",
    )
    return tuple(f"/cijfers/{code}/?{keuze}" for code in definities() for keuze in ((KAART,) if kaarten else keuzes))


def meet(home: Path, lezers: int, seconden: float, rol: str, paginas: Sequence[str] = PAGINAS) -> dict[str, object]:
    """Serve, load, stop; the document that is printed."""
    poort = _vrije_poort()
    begin = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-c", _DIEN, str(home), str(poort)], env=os.environ)
    try:
        _wacht(poort, server)
        start = time.perf_counter() - begin
        koek = _log_in(poort, home, rol)
        for _ in range(6):  # both workers have every page in memory
            for pad in paginas:
                _vraag(poort, pad, koek)
        tijden, fouten = belast(poort, koek, lezers, seconden, paginas)
        zwaarte = {pad: len(_vraag(poort, pad, koek)[1]) for pad in paginas}
        return {
            "lezers": lezers,
            "rol": rol,
            "start_s": round(start, 2),
            "verzoeken": len(tijden),
            "per_seconde": round(len(tijden) / seconden, 1),
            "p50_ms": _percentiel(tijden, 50),
            "p95_ms": _percentiel(tijden, 95),
            "p99_ms": _percentiel(tijden, 99),
            "fouten": fouten,
            "eerste_pagina_bytes": _gewicht(poort, koek),
            "paginas": len(paginas),
            "grootste_pagina_bytes": max(zwaarte.values()),
            "geheugen_mb": _geheugen(server.pid),
            "figuurpagina_bytes": zwaarte if len(zwaarte) <= len(PAGINAS) else {},
        }
    finally:
        server.terminate()
        server.wait(timeout=20)


def _geheugen(pid: int) -> float:
    """The memory of a process and its children in MB, what they share counted once (PSS)."""
    kinderen = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    regels = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    eigen = sum(int(r.split()[1]) for r in regels if r.startswith("Pss:")) / 1024
    return round(eigen + sum(_geheugen(int(kind)) for kind in kinderen), 1)


def _percentiel(tijden: list[float], welk: int) -> float:
    return round(statistics.quantiles(tijden, n=100)[welk - 1] * 1000, 1) if len(tijden) > 1 else 0.0


def _vraag(poort: int, pad: str, koek: str) -> tuple[int, bytes]:
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
    verbinding.request("GET", pad, headers={"Cookie": koek} if koek else {})
    antwoord = verbinding.getresponse()
    inhoud = antwoord.read()
    verbinding.close()
    return antwoord.status, inhoud


def _gewicht(poort: int, koek: str) -> int:
    pagina = _vraag(poort, "/", koek)[1]
    delen = re.findall(rb'(?:href|src)="(/static/[^"]+)"', pagina)
    return len(pagina) + sum(len(_vraag(poort, d.decode(), "")[1]) for d in delen)


def _log_in(poort: int, home: Path, rol: str) -> str:
    if rol == "bezoeker":
        return ""
    accounts = {a["rol"]: a for a in json.loads((home / "keys" / "demo-accounts.json").read_text(encoding="utf-8"))}
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
    verbinding.request("GET", "/inloggen/")
    antwoord = verbinding.getresponse()
    csrf = re.search(r"csrftoken=([^;]+)", antwoord.headers["Set-Cookie"])
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', antwoord.read())
    assert csrf
    assert token
    velden = {
        "csrfmiddlewaretoken": token.group(1).decode(),
        "gebruikersnaam": accounts[rol]["gebruikersnaam"],
        "wachtwoord": accounts[rol]["wachtwoord"],
    }
    koppen = {"Cookie": f"csrftoken={csrf.group(1)}", "Content-Type": "application/x-www-form-urlencoded"}
    verbinding.request("POST", "/inloggen/", urllib.parse.urlencode(velden), koppen)
    antwoord = verbinding.getresponse()
    antwoord.read()
    sessie = re.search(r"datameent=([^;]+)", ";".join(antwoord.headers.get_all("Set-Cookie") or []))
    assert sessie, "could not log in"
    return f"datameent={sessie.group(1)}"


def _vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort: int = s.getsockname()[1]
        return poort


def _wacht(poort: int, server: subprocess.Popen[bytes]) -> None:
    einde = time.monotonic() + 300
    while time.monotonic() < einde and server.poll() is None:
        try:
            if _vraag(poort, "/health", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    sys.exit(main())

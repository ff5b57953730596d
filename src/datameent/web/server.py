"""The production server: gunicorn with threads, after the charts that readers open first have been drawn."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.opzet import opzet

DRADEN = 4


def serve(home: Home, host: str = "127.0.0.1", port: int = 8000, workers: int = 2, *, warm: bool = True) -> None:
    """Serve the site until stopped. `/health` answers as JSON. Without `warm`, charts are drawn when first asked for.

    Errors: DM-WEB-006 when the address is taken, and those of `opzet`.
    """
    _controleer_poort(host, port)
    if host not in {"127.0.0.1", "localhost", "::1", "0.0.0.0"}:  # noqa: S104 (compared, not bound)
        os.environ["DATAMEENT_SITE_HOST"] = host
    opzet(home)
    rest = _warm(home) if warm else None
    try:
        _Server(instellingen(host, port, workers)).run()
    finally:
        if rest is not None:
            rest.terminate()


def instellingen(host: str, port: int, workers: int) -> dict[str, Any]:
    """What gunicorn is told: bounded requests, threads, no server name, no access log (the audit trail is one)."""
    adres = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "bind": adres,
        "workers": workers,
        "threads": DRADEN,
        "worker_class": "gthread",
        "preload_app": True,
        "timeout": 30,
        "graceful_timeout": 10,
        "keepalive": 5,
        "limit_request_line": 2048,
        "limit_request_fields": 60,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108 (heartbeats belong in memory)
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "datameent",
        # A worker that grew from drawing charts gives its memory back.
        "max_requests": 20000,
        "max_requests_jitter": 2000,
    }


def _controleer_poort(host: str, port: int) -> None:
    familie = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(familie, socket.SOCK_STREAM) as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((host, port))
        except (OSError, OverflowError):
            raise DatameentError(
                Foutcode.POORT_BEZET,
                "The site cannot listen on this address and port",
                "Choose another port with --port, or stop the program that uses this one",
                exit_status=ExitStatus.BUSY,
            ) from None


def _warm(home: Home) -> subprocess.Popen[bytes]:
    """Draw what readers open first, then go on with the rest at low priority while the site already serves.

    In a process of its own: the renderer holds 225 MB, and must not be forked into the workers.
    """
    opdracht = [sys.executable, "-m", "datameent.web.figures.warm", str(home.root.resolve())]
    subprocess.run(opdracht, check=False)  # noqa: S603 (our own module)
    return subprocess.Popen([*opdracht, "alles"], preexec_fn=_laag)  # noqa: S603, PLW1509 (no threads yet)


def _laag() -> None:
    os.nice(15)


class _Server:
    """Gunicorn without a command line; imported late because it is only there to serve."""

    def __init__(self, opties: dict[str, Any]) -> None:
        self._opties = opties

    def run(self) -> None:
        """Run until a signal."""
        from gunicorn.app.base import BaseApplication

        opties = self._opties

        class Toepassing(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
            """Settings from a dict, the application from Django."""

            def load_config(self) -> None:
                for naam, waarde in opties.items():
                    self.cfg.set(naam, waarde)

            def load(self) -> Any:
                from datameent.web.wsgi import application

                return application

        Toepassing().run()

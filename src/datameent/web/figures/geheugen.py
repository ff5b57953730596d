"""rendered pages, kept per release and choice. A release never changes, so nothing in it grows stale."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Pagina:
    """The inside of a page with its title. `houdbaar` is false for what should be tried again next time."""

    titel: str
    html: SafeString
    houdbaar: bool = True


class Geheugen:
    """A bounded cache, safe between threads; the key begins with the path of the release."""

    def __init__(self, hoogstens: int) -> None:
        self._hoogstens = hoogstens
        self._inhoud: OrderedDict[tuple[str, ...], Pagina] = OrderedDict()
        self._slot = threading.Lock()

    def geef(self, sleutel: tuple[str, ...], maak: Callable[[], Pagina]) -> Pagina:
        """The page under this key, made when it is not there."""
        with self._slot:
            if sleutel in self._inhoud:
                self._inhoud.move_to_end(sleutel)
                return self._inhoud[sleutel]
        inhoud = maak()
        if inhoud.houdbaar:
            with self._slot:
                self._inhoud[sleutel] = inhoud
                while len(self._inhoud) > self._hoogstens:
                    self._inhoud.popitem(last=False)
        return inhoud

    def leeg(self) -> None:
        """Forget everything."""
        with self._slot:
            self._inhoud.clear()

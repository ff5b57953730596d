"""Security headers on every answer and no files from outside, in one place. No page needs an exception."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""No script at all, nothing from elsewhere, no inline style. Charts are inline SVG without style attributes."""

KOPPEN = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Beveiligingskoppen:
    """Outermost middleware: also static files and error pages get the headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        response = self._get_response(request)
        for naam, waarde in KOPPEN.items():
            response.headers[naam] = waarde
        if not response.has_header("Cache-Control"):
            # A page with figures of an internal release must not stay behind in a shared computer.
            response.headers["Cache-Control"] = "no-store"
        return response


class NoFiles(FileUploadHandler):
    """Refuses a file in a form before its first byte (400): no page asks for one, so none is ever kept."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """A file begins."""
        raise MultiPartParserError("files are not accepted")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never reached: the file was refused before it."""

    def file_complete(self, file_size: int) -> None:
        """Never reached either."""

"""A small OpenID provider on loopback: discovery, authorisation code with PKCE, RS256 tokens, user info, keys.

It is as strict as a real one about what it is asked, and as wrong as a test wants in what it answers (`Fouten`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KLANT, GEHEIM = "datameent", "het-geheim-van-de-klant"


@dataclass
class Aanbieder:
    """The provider: who logs in (`persoon`), and what is wrong with its tokens (`anders`: claims put in their place).

    `sleutel`: signs; another one than the published key makes a signature that does not hold.
    """

    persoon: dict[str, Any] = field(default_factory=dict)
    anders: dict[str, Any] = field(default_factory=dict)
    userinfo_anders: dict[str, Any] = field(default_factory=dict)
    algoritme: str = "RS256"
    sleutel: Any = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    oude_nonce: str = ""
    poort: int = 0

    def __post_init__(self) -> None:
        self._echt = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.schoon()

    def schoon(self) -> None:
        """As right as can be."""
        self.sleutel, self.algoritme = self._echt, "RS256"
        self.anders, self.userinfo_anders = {}, {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.poort}/realm"

    def ontdekking(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/logout",
        }

    def jwks(self) -> dict[str, Any]:
        publiek = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._echt.public_key()))
        return {"keys": [{**publiek, "kid": "k1", "alg": "RS256", "use": "sig"}]}

    def geef_code(self, vraag: dict[str, str]) -> str:
        """What logging in at the provider does: a code that is good for one time. Asks for all that it should."""
        assert vraag["response_type"] == "code"
        assert vraag["client_id"] == KLANT
        assert vraag["code_challenge_method"] == "S256"
        assert "openid" in vraag["scope"].split()
        assert len(vraag["state"]) >= 32
        assert len(vraag["nonce"]) >= 32
        code = secrets.token_urlsafe(16)
        self.codes[code] = vraag
        return f"{vraag['redirect_uri']}?{urlencode({'code': code, 'state': vraag['state']})}"

    def wissel(self, gegeven: dict[str, str]) -> dict[str, Any] | None:
        """A code for tokens; none when code, secret, address or verifier is not right."""
        vraag = self.codes.pop(gegeven.get("code", ""), None)
        if vraag is None or gegeven.get("client_secret") != GEHEIM or gegeven.get("client_id") != KLANT:
            return None
        som = hashlib.sha256(gegeven.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(som).rstrip(b"=").decode() != vraag["code_challenge"]:
            return None
        if gegeven.get("redirect_uri") != vraag["redirect_uri"]:
            return None
        nu = int(time.time())
        token = {"iss": self.issuer, "aud": KLANT, "exp": nu + 300, "iat": nu, "nonce": vraag["nonce"]}
        token |= {"sub": self.persoon["sub"], **self.anders}
        token = {k: v for k, v in token.items() if v is not None}
        toegang = secrets.token_urlsafe(16)
        self.tokens[toegang] = {**self.persoon, **self.userinfo_anders}
        sleutel = GEHEIM * 2 if self.algoritme == "HS256" else None if self.algoritme == "none" else self.sleutel
        id_token = jwt.encode(token, sleutel, algorithm=self.algoritme, headers={"kid": "k1"})
        return {"access_token": toegang, "id_token": id_token, "token_type": "Bearer"}

    def start(self) -> ThreadingHTTPServer:
        """Listen on a port of loopback."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _maak_handler(self))
        self.poort = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


class _Antwoord(BaseHTTPRequestHandler):
    """How an answer goes out."""

    def _json(self, document: Any, status: int = 200) -> None:
        inhoud = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def _stuur_door(self, naar: str) -> None:
        self.send_response(302)
        self.send_header("Location", naar)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        return


def _maak_handler(aanbieder: Aanbieder) -> type[BaseHTTPRequestHandler]:
    class Handler(_Antwoord):
        def do_GET(self) -> None:
            pad = urlsplit(self.path).path.removeprefix("/realm")
            if pad == "/.well-known/openid-configuration":
                return self._json(aanbieder.ontdekking())
            if pad == "/keys":
                return self._json(aanbieder.jwks())
            if pad == "/auth":  # somebody who is logged in there already is sent back at once
                vraag = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
                return self._stuur_door(aanbieder.geef_code(vraag))
            if pad == "/userinfo":
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                gevonden = aanbieder.tokens.get(token)
                return self._json(gevonden or {"error": "invalid_token"}, 200 if gevonden else 401)
            return self._json({}, 404)

        def do_POST(self) -> None:
            lengte = int(self.headers.get("Content-Length", "0"))
            gegeven = {k: v[0] for k, v in parse_qs(self.rfile.read(lengte).decode()).items()}
            uit = aanbieder.wissel(gegeven)
            self._json(uit or {"error": "invalid_grant"}, 200 if uit else 400)

    return Handler

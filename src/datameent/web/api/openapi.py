"""The OpenAPI document, made from the list of addresses and the models; nothing in it is written by hand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from datameent.release.schema import DIMENSIES
from datameent.web.api.inhoud import BASIS
from datameent.web.api.probleem import SOORTEN
from datameent.web.api.routes import NIEUWSTE, ROUTES, VERSIE, Route
from datameent.web.api.vormen import Probleemvorm
from datameent.web.api.vragen import CODE, Vraag

_DELEN = {
    "releaseId": f"De code van een uitgave, of `{NIEUWSTE}`.",
    "indicator": "De code van een cijfer.",
    "dimensie": "De naam van een dimensie.",
    "tabel": "De naam van een tabel.",
}
_KOPPEN = {
    "API-Version": {"description": "De volledige versie van deze API.", "schema": {"type": "string"}},
    "ETag": {"description": "Verandert niet zolang het antwoord hetzelfde is.", "schema": {"type": "string"}},
    "Link": {"description": "Adressen van andere bladzijden.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Hoeveel seconden u moet wachten.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "Hoe u zich bekendmaakt.", "schema": {"type": "string"}},
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The whole description, as OpenAPI 3.1."""
    vormen: list[type[BaseModel]] = [*dict.fromkeys(r.antwoord for r in ROUTES), Probleemvorm]
    namen, schemas = models_json_schema(
        [(v, "serialization") for v in vormen], ref_template="#/components/schemas/{model}"
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Datameent: cijfers over zorg en hulp",
            "version": VERSIE,
            "description": "Alleen lezen. Zonder token ziet u de openbare cijfers. Een cel heeft een cijfer, of een "
            "reden waarom er geen is. Een uitgave verandert nooit.",
            "contact": _contact(),
        },
        "servers": [{"url": BASIS}],
        "tags": [{"name": "cijfers", "description": "Uitgaven en wat erin zit."}],
        "security": [{}, {"token": []}],
        "paths": dict(_pad(r, namen[r.antwoord, "serialization"]) for r in ROUTES) | {"/openapi.json": _zelf()},
        "components": {
            "schemas": schemas["$defs"],
            "headers": _KOPPEN,
            "responses": dict(_problemen(namen[Probleemvorm, "serialization"])),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Een token van de beheerder."}
            },
        },
    }


def _contact() -> dict[str, str]:
    contact = settings.SITE.contact
    soort = "email" if "@" in contact else "url"
    return {"name": settings.SITE.gemeente_naam, **({soort: contact} if soort == "email" or ":" in contact else {})}


def _pad(route: Route, schema: Any) -> tuple[str, dict[str, Any]]:
    parameters = [*_padnamen(route), *_vraagnamen(route.vraag)]
    leest = {"tags": ["cijfers"], "summary": route.titel, "parameters": parameters}
    inhoud = {"application/json": {"schema": schema}}
    return route.pad, {
        "get": {**leest, "operationId": _id(route.naam), "responses": _antwoorden("Het antwoord.", inhoud)},
        "head": {
            **leest,
            "operationId": f"{_id(route.naam)}Kop",
            "responses": _antwoorden("Alleen de koppen van het antwoord.", None),
        },
    }


def _zelf() -> dict[str, Any]:
    inhoud = {"application/json": {"schema": {"type": "object"}}}
    antwoord = {"description": "Dit document.", "headers": _verwijs("API-Version", "ETag"), "content": inhoud}
    rest = {n: {"$ref": f"#/components/responses/{n}"} for n in ("400", "401", "414", "429", "503")}
    niets = {"description": "Niet veranderd.", "headers": _verwijs("API-Version", "ETag")}
    return {
        "get": {
            "tags": ["cijfers"],
            "summary": "De beschrijving van deze API",
            "operationId": "openapi",
            "security": [{}],
            "responses": {"200": antwoord, "304": niets, **rest},
        }
    }


def _id(naam: str) -> str:
    """
    >>> _id("api-tabelcellen"), _id("api-x-y")
    ('tabelcellen', 'xY')
    """
    eerste, *rest = naam.removeprefix("api-").split("-")
    return eerste + "".join(d.capitalize() for d in rest)


def _padnamen(route: Route) -> Iterator[dict[str, Any]]:
    for deel in route.delen:
        schema: dict[str, Any] = {"type": "string", "pattern": CODE}
        if deel == "dimensie":
            schema = {"type": "string", "enum": ["periode", *DIMENSIES]}
        yield {"name": deel, "in": "path", "required": True, "description": _DELEN[deel], "schema": schema}


def _vraagnamen(vorm: type[Vraag]) -> Iterator[dict[str, Any]]:
    document = vorm.model_json_schema(mode="validation")
    verplicht = set(document.get("required", ()))
    for naam, schema in document.get("properties", {}).items():
        soort = {k: v for k, v in _niet_leeg(schema).items() if k not in {"title", "description"}}
        yield {
            "name": naam,
            "in": "query",
            "required": naam in verplicht,
            "description": schema["description"],
            "schema": soort,
            **({"style": "form", "explode": False} if soort.get("type") == "array" else {}),
        }


def _niet_leeg(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is there or not; it has no null, and no empty default."""
    keuzes = [k for k in schema.get("anyOf", ()) if k.get("type") != "null"]
    rest = {k: v for k, v in schema.items() if k != "anyOf"} | (keuzes[0] if keuzes else {})
    return {k: v for k, v in rest.items() if k != "default" or v}


def _antwoorden(tekst: str, inhoud: dict[str, Any] | None) -> dict[str, Any]:
    goed: dict[str, Any] = {"description": tekst, "headers": _verwijs("API-Version", "ETag", "Link")}
    if inhoud:
        goed["content"] = inhoud
    fouten = ("400", "401", "404", "414", "429", "500", "503")
    return {
        "200": goed,
        "304": {"description": "Niet veranderd.", "headers": _verwijs("API-Version", "ETag")},
        **{n: {"$ref": f"#/components/responses/{n}"} for n in fouten},
    }


def _problemen(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    te_lang = "Het adres is te lang. Dit zegt de webserver, voordat iemand de vraag leest."
    yield "414", {"description": te_lang, "content": {"text/html": {"schema": {"type": "string"}}}}
    extra = {429: ("Retry-After",), 401: ("WWW-Authenticate",)}
    for status, titel in SOORTEN.values():
        yield (
            str(status),
            {
                "description": titel,
                "headers": _verwijs("API-Version", *extra.get(status, ())),
                "content": {"application/problem+json": {"schema": schema}},
            },
        )


def _verwijs(*namen: str) -> dict[str, Any]:
    return {n: {"$ref": f"#/components/headers/{n}"} for n in namen}


def django_pad(pad: str) -> str:
    """
    >>> django_pad("/releases/{releaseId}/cellen")
    'api/v1/releases/<str:releaseId>/cellen'
    """
    met_delen = re.sub(r"{(.+?)}", r"<str:\1>", pad)
    return f"{BASIS}{met_delen}".removeprefix("/")

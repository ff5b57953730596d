"""The shape of a release file: SQL, its version, and the names every part of a release uses."""

from __future__ import annotations

from typing import Final

SCHEMA_VERSIE: Final = 2
"""Goes up when a reader of the previous shape could misread a file."""

TOTAAL: Final = "totaal"
"""The code of a dimension that is not broken out."""

KORRELS: Final = ("jaar", "kwartaal", "maand")
DOELGROEPEN: Final = ("beleid", "raad", "openbaar")

LEEST: Final = {"beleid": ("beleid", "raad", "openbaar"), "raad": ("raad", "openbaar"), "openbaar": ("openbaar",)}
"""Which releases a reader has: who sees those of beleid also has what the council and everybody gets."""

DIMENSIES: Final = ("wet", "productcategorie", "product", "wijk", "buurt", "aanbieder", "leeftijdsgroep")
"""The dimensions beside the period, in the order of the primary key."""

BINNEN: Final = {"product": "productcategorie", "buurt": "wijk"}
"""Dimensions that divide the codes of another: broken out only together with it, so that a cell has its whole path."""

CELSLEUTEL: Final = ("indicator", "korrel", "periode", *DIMENSIES)
CELKOLOMMEN: Final = (*CELSLEUTEL, "waarde", "status", "voorlopig")

SQL: Final = """
CREATE TABLE meta(sleutel TEXT PRIMARY KEY, waarde TEXT NOT NULL);
CREATE TABLE indicator(code TEXT PRIMARY KEY, volgorde INTEGER, definitie TEXT NOT NULL);
CREATE TABLE dimensie(naam TEXT, code TEXT, label TEXT, ouder TEXT, volgorde INTEGER,
  PRIMARY KEY(naam, code));
CREATE TABLE tabel(id INTEGER PRIMARY KEY, naam TEXT UNIQUE, indicator TEXT, korrel TEXT, dimensies TEXT,
  soort TEXT, eenheid TEXT);
CREATE TABLE cel(indicator TEXT, korrel TEXT, periode TEXT, wet TEXT, productcategorie TEXT, product TEXT,
  wijk TEXT, buurt TEXT, aanbieder TEXT, leeftijdsgroep TEXT, waarde INTEGER, status TEXT NOT NULL,
  voorlopig INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(indicator, korrel, periode, wet, productcategorie, product, wijk, buurt, aanbieder, leeftijdsgroep)
) WITHOUT ROWID;
CREATE TABLE eerder(indicator TEXT, korrel TEXT, periode TEXT, wet TEXT, productcategorie TEXT, product TEXT,
  wijk TEXT, buurt TEXT, aanbieder TEXT, leeftijdsgroep TEXT, waarde INTEGER NOT NULL, peildatum TEXT NOT NULL,
  PRIMARY KEY(indicator, korrel, periode, wet, productcategorie, product, wijk, buurt, aanbieder, leeftijdsgroep)
) WITHOUT ROWID;
CREATE TABLE bron(naam TEXT PRIMARY KEY, titel TEXT, laatste_bericht TEXT, geladen_op TEXT, berichten INTEGER,
  geweigerd INTEGER, leverritme TEXT);
CREATE TABLE overeenkomst(naam TEXT PRIMARY KEY, kaart TEXT NOT NULL);
CREATE TABLE vorm(code TEXT PRIMARY KEY, punten TEXT NOT NULL);
CREATE TABLE inwoners(code TEXT, peildatum TEXT, aantal INTEGER NOT NULL, bron TEXT NOT NULL,
  PRIMARY KEY(code, peildatum));
"""

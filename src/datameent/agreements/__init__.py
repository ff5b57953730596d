"""Bronovereenkomsten: what may be loaded, for what purpose, on which legal basis, how long. Model, loader and
checks live here; reading sources, pseudonyms and storage do not."""

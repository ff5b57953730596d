"""Datameent: steer the social domain on data that can be trusted, explained and checked."""

__version__ = "0.1.0"
__all__ = ["__version__"]

"""The register of official XSDs, under the name other rooms know it by."""

from __future__ import annotations

from datameent.sources.istandaarden.register import Opgenomen, StandaardenRegister

__all__ = ["Opgenomen", "StandaardenRegister"]

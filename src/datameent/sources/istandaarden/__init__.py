"""Messages of iWmo and iJw: their specifications as data, and the reader that takes or refuses each whole.

What lives there: descriptions per release (`specificaties/`), the checks on bytes, XML, schema and columns, and
the tables they become. What does not: which messages a municipality may load (`agreements`) and what the
official rules say about messages together (`quality`).
"""

from datameent.sources.istandaarden.lezer import lees
from datameent.sources.istandaarden.specificatie import Veld, velden

__all__ = ["Veld", "lees", "velden"]

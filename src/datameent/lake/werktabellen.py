"""The columns of what one build of the kern keeps for the next (zone `werk`). Nobody else reads it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

Kolommen = Mapping[str, pa.DataType]

_S, _D, _I64 = pa.string(), pa.date32(), pa.int64()
_NUMMER: Kolommen = {"wet": _S, "gemeente": _S, "toewijzingnummer": _S, "pseudoniem": _S}
_VAK: Kolommen = {"traject_id": _S, "_van": _D, "_tot": _D}


def werktabellen(kern: Mapping[str, Kolommen]) -> Mapping[str, Kolommen]:
    """Columns by table; some tables are a kern table with more beside it."""
    return {
        "lijn": {
            **kern["declaratieregel"],
            "gemeente": _S,
            "bericht_id": _S,
            "volgnr": pa.int32(),
            "traject_id": _S,
            "responsetijd_dagen": pa.int32(),
            "_dubbel": pa.bool_(),
            "_telt": pa.bool_(),
        },
        "lijnsom": {
            **_NUMMER,
            "traject_id": _S,
            "eenheid": _S,
            "_alles": _I64,
            "_cent": _I64,
            "_volume": _I64,
            "_tarief": _I64,
        },
        "besluit": {**kern["toewijzing"], "gemeente": _S, "_eerste": _D, "_budget_cent": _I64},
        "categorievak": {**_NUMMER, "productcategorie": _S, **_VAK},
        "nummervak": {**_NUMMER, **_VAK},
        "persoonvak": {"wet": _S, "pseudoniem": _S, "productcategorie": _S, **_VAK},
    }

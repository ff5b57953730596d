"""Delta tables, the one writer, the engine that reads them, and ingest that fills them. Reading XML, conforming and
indicators live elsewhere."""

"""The names of the formats in which a store can be written, known without loading what writes them."""

from __future__ import annotations

from enum import StrEnum


class OutputFormat(StrEnum):
    """What can be written: a file, or a folder of files."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    JSON = "json"
    ICS = "ics"
    GEXF = "gexf"
    NEO4J = "neo4j"
    PARQUET = "parquet"
    FEED = "feed"
    HTML = "html"


#: What a run writes.
OF_A_RUN = (OutputFormat.JSONL, OutputFormat.CSV, OutputFormat.XLSX, OutputFormat.GRAPHML, OutputFormat.JSON, OutputFormat.ICS, OutputFormat.HTML)

"""Writes reports and answers as files: Excel, CSV, Parquet, SPSS and JSON."""

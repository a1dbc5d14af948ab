"""Reads a CSV into a table of the analytical database, as bare as can be; prints what it took."""

import json
import resource
import sys
import time

import duckdb


def main(path: str, target: str) -> None:
    """Prints the seconds and the peak memory of reading `path` into the file `target`."""
    connection = duckdb.connect(target, config={"threads": "2"})
    started = time.perf_counter()
    connection.execute("CREATE TABLE raw AS SELECT * FROM read_csv(?)", [path])
    connection.close()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])

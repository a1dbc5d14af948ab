"""A report of one metric by month and process, against the bare query on the same facts."""

from demo_home import demo_home
from measured import END, Finding, Work, seconds_of, turn_about

from luister.estimates.report import Report, ReportRequest
from luister.loop import keep, measure

BARE = """
SELECT process, CAST(date_trunc('month', day) AS DATE) AS month, count(*) AS n,
  sum(CASE WHEN v{0} >= 9 THEN 100.0 WHEN v{0} <= 6 THEN -100.0 ELSE 0.0 END) / count(*) AS nps,
  sum(CASE WHEN v{0} >= 9 OR v{0} <= 6 THEN 10000.0 ELSE 0.0 END) AS squares
FROM fact WHERE s{0} = 0 GROUP BY ALL ORDER BY 1, 2
"""
"""What a careful person would write by hand: the score and what its interval needs."""

_MOST_SECONDS_OVER_TEN_MILLION = 0.3


def findings(work: Work) -> list[Finding]:
    """How long the report takes, and that its figures are those of the bare query."""
    home = keep.open_home(demo_home(work))
    request = ReportRequest(metric="nps", question="nps", by=("process",), every="month")
    cursor = home.projection.cursor()
    asked = cursor.execute("SELECT number FROM asked WHERE question = 'nps' LIMIT 1").fetchall()
    statement = BARE.format(asked[0][0])

    def ours() -> Report:
        home.counts.forget()  # Else only the first would count, and the others repeat it.
        return measure.report(home, request, today=END)

    def bare() -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = cursor.execute(statement).fetchall()
        return rows

    try:
        first = seconds_of(ours)
        _check_same(ours(), bare())
        seconds, bare_seconds = turn_about(ours, bare, work.repeats)
        facts = cursor.execute("SELECT count(*) FROM fact").fetchone()
    finally:
        home.close()
    note = f"{work.answers:,} forms, {facts[0] if facts else 0:,} rows of facts; figures equal"
    return [
        Finding("report, month x process", seconds, bare_seconds, "s", 1.5, True, note),
        Finding(
            "the same, against the clock",
            seconds,
            None,
            "s",
            _MOST_SECONDS_OVER_TEN_MILLION,
            False,
            note,
        ),
        Finding("the first of a process", first, None, "s", None, False, "reads the columns too"),
    ]


def _check_same(report: Report, rows: list[tuple[object, ...]]) -> None:
    expected = {(process, month): (n, nps) for process, month, n, nps, _ in rows}
    for row in report.rows:
        n, nps = expected[row.group["process"], row.period.first.replace(day=1)]
        if row.estimate is None or row.suppressed:
            continue
        if row.estimate.n != n or abs(row.estimate.value - float(str(nps))) > 1e-9:
            raise SystemExit(f"Not the same figure: {row} against {n}, {nps}")
    if len(report.rows) != len(expected):
        raise SystemExit(f"{len(report.rows)} rows against {len(expected)}")

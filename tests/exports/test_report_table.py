import json
from dataclasses import replace

from luister.exports.report_json import as_json
from luister.exports.report_table import flat_rows, table


def test_a_row_says_what_the_report_says(report):
    north = flat_rows(report)[0]
    assert north["team"] == "=Noord"
    assert (north["value"], north["low"], north["high"], north["n"]) == (
        12.345678901234,
        -3.2,
        27.9,
        40,
    )
    assert (north["target"], north["lower_bound"], north["status"]) == (
        20.0,
        5.0,
        "probably under",
    )
    assert (north["compare_value"], north["compare_n"], north["difference"]) == (8.5, 33, 3.8)
    assert (north["difference_low"], north["difference_high"], north["verdict"]) == (
        -20,
        27,
        "higher",
    )


def test_every_answer_on_the_scale_is_counted_also_those_nobody_gave(report):
    north = flat_rows(report)[0]
    assert [north[f"answers_{value}"] for value in range(11)] == [
        0,
        0,
        0,
        10,
        0,
        0,
        0,
        15,
        0,
        0,
        15,
    ]


def test_a_hidden_group_gives_nothing_away_but_its_name(report):
    south = flat_rows(report)[1]
    told = {name for name, value in south.items() if value is not None}
    assert told == {"metric", "unit", "team", "period", "from", "to", "suppressed"}
    assert south["suppressed"] is True


def test_where_nobody_answered_n_is_nought_and_the_value_unknown(report):
    east = flat_rows(report)[2]
    assert (east["value"], east["n"], east["suppressed"]) == (None, 0, False)


def test_the_table_has_real_types(report):
    types = {field.name: str(field.type) for field in table(report).schema}
    assert types["value"] == "double"
    assert types["n"] == "int64"
    assert types["from"] == "date32[day]"
    assert types["suppressed"] == "bool"


def test_a_dimension_named_like_a_column_keeps_its_own_column(report):
    row = replace(report.rows[0], group={"value": "high"})
    odd = replace(report, request=replace(report.request, by=("value",)), rows=(row,))
    assert table(odd)["group.value"].to_pylist() == ["high"]
    assert table(odd)["value"].to_pylist() == [12.345678901234]


def test_minutes_and_euros_get_no_column_for_each_value(report):
    row = replace(report.rows[0], counts={float(euros): 1 for euros in range(500)})
    assert "answers_3" not in table(replace(report, scale="number", rows=(row,))).column_names


def test_without_a_comparison_there_are_no_columns_for_it(report):
    plain = replace(report, request=replace(report.request, compare=None))
    assert "difference" not in table(plain).column_names


def test_the_json_has_the_shape_that_scripts_rely_on(report):
    said = as_json(report)
    assert (said["metric"], said["unit"]) == ("nps", "points")
    row = said["rows"][0]
    assert row["group"] == {"team": "=Noord"}
    assert row["period"] == {"from": "2025-04-01", "to": "2025-06-30", "label": "2025-Q2"}
    named = {"value", "low", "high", "n", "suppressed", "target", "status"}
    assert named <= row.keys()
    compared = row["compare"]
    assert compared["period"]["from"] == "2025-01-01"
    figures = {name: compared[name] for name in ("value", "difference", "low", "high", "n")}
    assert figures == {"value": 8.5, "difference": 3.8, "low": -20, "high": 27, "n": 33}


def test_a_suppressed_row_in_json_has_null_figures_and_no_comparison(report):
    row = as_json(report)["rows"][1]
    assert [row[name] for name in ("value", "low", "high", "n")] == [None] * 4
    assert row["suppressed"] is True
    assert row["compare"] is None
    assert row["answers"] == {}


def test_the_json_can_be_written(report):
    assert json.loads(json.dumps(as_json(report)))["rows"][0]["value"] == 12.345678901234

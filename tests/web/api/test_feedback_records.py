"""Feedback records as Formbricks Hub knows them come in as answers and go out again."""

import threading

import pytest

from luister.loop import feedback
from luister.store import webhooks
from luister.store.questions import questions_of
from luister_web.current_home import home

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/feedback-records"
RECORD = {
    "source_type": "survey",
    "field_id": "nps",
    "field_type": "nps",
    "field_label": "How likely are you to recommend us?",
    "value_number": 8,
    "source_id": "survey-123",
    "source_name": "Hub survey",
    "user_id": "user-abc-123",
    "tenant_id": "org-123",
    "submission_id": "550e8400-e29b-41d4-a716-446655440000",
    "language": "en",
}
TEXT = {
    **{name: value for name, value in RECORD.items() if name != "value_number"},
    "field_id": "why",
    "field_type": "text",
    "field_label": "Why?",
    "value_text": "Great service! <b>=1+1</b>",
}


def send(client, record, path=ADDRESS):
    return client.post(path, record, content_type="application/json")


def counted(client):
    rows = client.get("/api/v1/reports/nps?survey=Hub survey").json()["rows"]
    return [(row["value"], row["n"]) for row in rows]


def test_a_record_makes_its_survey_and_question_and_counts_at_once(program):
    client = program("analyst")
    answer = send(client, RECORD)
    assert answer.status_code == 201, answer.content
    (asked,) = questions_of(home())["Hub survey"]
    assert (asked.id, asked.scale.code, asked.label) == ("nps", "nps:0-10", RECORD["field_label"])
    (told,) = client.get(ADDRESS).json()["data"]
    assert told["id"] == answer.json()["id"]
    assert (told["value_number"], told["source_id"], told["user_id"]) == (
        8,
        "Hub survey",
        "user-abc-123",
    )


def test_records_of_one_submission_are_one_form(program):
    client = program("analyst")
    assert [send(client, one).status_code for one in (RECORD, TEXT)] == [201, 201]
    page = client.get("/api/v1/responses?survey=Hub survey").json()
    assert page["total"] == 1
    answers = page["responses"][0]["answers"]
    assert (answers["nps"]["value"], answers["why"]["text"]) == (8, TEXT["value_text"])


def test_the_same_again_adds_nothing_and_another_value_is_refused(program):
    client = program("analyst")
    assert [send(client, RECORD).status_code for _ in range(2)] == [201, 200]
    other = send(client, {**RECORD, "value_number": 2})
    assert other.status_code == 409
    assert "Another value of nps" in other.json()["error"]
    (told,) = client.get(ADDRESS).json()["data"]
    assert told["value_number"] == 8


def test_a_batch_tells_of_each_record_and_a_bad_one_stops_no_other(program):
    client = program("analyst")
    bad = [
        {**RECORD, "field_id": "a", "field_type": "textt"},
        {**RECORD, "field_id": "nps", "submission_id": "2", "value_number": 11},
        {**RECORD, "field_id": "b", "value_number": None},
    ]
    answer = send(client, {"records": [RECORD, *bad, TEXT]}, ADDRESS + "/batch").json()
    assert [one["status"] for one in answer["results"]] == [201, 422, 422, 422, 201]
    assert "Known are text, categorical" in answer["results"][1]["hint"]
    assert "scale from 0 to 10" in answer["results"][2]["error"]
    assert "value_number is missing" in answer["results"][3]["error"]


@pytest.mark.parametrize(
    ("record", "scale", "said"),
    [
        ({"field_type": "csat", "value_number": 4}, "csat:1-5", 4),
        ({"field_type": "ces", "value_number": 7}, "ces:1-7", 7),
        ({"field_type": "ces", "value_number": 5, "metadata": {"scale_max": 5}}, "ces:1-5", 5),
        ({"field_type": "rating", "value_number": 5}, "rating:1-5", 5),
        (
            {
                "field_type": "rating",
                "value_number": 0,
                "metadata": {"scale_min": 0, "scale_max": 3},
            },
            "rating:0-3",
            0,
        ),
        ({"field_type": "number", "value_number": -3.5}, "number", -3.5),
        ({"field_type": "categorical", "value_text": "Red"}, "choice", "Red"),
        ({"field_type": "boolean", "value_boolean": False}, "choice", "no"),
        ({"field_type": "date", "value_date": "2026-03-01T00:00:00Z"}, "text", "2026-03-01"),
    ],
)
def test_every_type_has_its_scale_and_value(program, record, scale, said):
    client = program("analyst")
    whole = {**RECORD, "value_number": None, "field_id": "q", **record}
    assert send(client, whole).status_code == 201
    assert questions_of(home())["Hub survey"][0].scale.code == scale
    (told,) = client.get(ADDRESS).json()["data"]
    assert told.get("value_number", told.get("value_text")) == said


@pytest.mark.parametrize(
    "change",
    [
        {"field_type": "rating", "value_number": 9},
        {"field_type": "ces", "metadata": {"scale_max": 10}},
        {"field_type": "rating", "metadata": {"scale_max": "many"}},
        {"value_number": "many"},
        {"colour": "red"},
        {"submission_id": ""},
        {"collected_at": "2026-03-01T00:00:00"},
    ],
)
def test_what_does_not_fit_is_refused_with_a_reason_and_keeps_nothing(program, change):
    client = program("analyst")
    answer = send(client, {**RECORD, **change})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert questions_of(home()) == {}


def test_pages_follow_the_cursor_and_tear_no_form(program):
    client = program("analyst")
    for number in range(7):
        for one in (RECORD, TEXT):
            send(client, {**one, "submission_id": str(number)})
    seen, cursor = [], ""
    while True:
        page = client.get(f"{ADDRESS}?limit=5&cursor={cursor}").json()
        assert len(page["data"]) <= 5
        seen += [one["id"] for one in page["data"]]
        cursor = page.get("next_cursor", "")
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 14
    assert client.get(ADDRESS + "?cursor=nonsense").status_code == 400


def test_only_who_may_import_sends_and_only_what_one_may_see_comes_out(program):
    send(program("analyst"), RECORD)
    assert send(program("director"), RECORD).status_code == 403
    assert program("leader_north").get(ADDRESS).json()["data"] == []


@pytest.mark.django_db(transaction=True)
def test_parts_of_one_form_that_come_at_once_are_all_kept(web_home):
    parts = [
        feedback.FeedbackRecord("one", f"q{n}", "number", "survey", value_number=float(n))
        for n in range(12)
    ]
    store = home()
    now = webhooks.moment_of("2026-03-01T00:00:00+00:00")

    def take(part):
        feedback.take_record(store, part, now=now)

    threads = [threading.Thread(target=take, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    request = feedback.ResponsesRequest(microdata=True, limit=100)
    records = feedback.record_page(store, request).records
    assert sorted(one["value_number"] for one in records) == list(range(12))

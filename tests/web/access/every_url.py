"""Who gets what answer from every address. A new page needs a line here; a missing one fails."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

EVERYBODY = ("employee", "leader_north", "manager", "director", "analyst", "administrator")
LEADING = EVERYBODY[1:]
AGREEING = EVERYBODY[2:]
IMPORTING = ("analyst", "administrator")
ADMINISTRATING = ("administrator",)
NOBODY = ()

NOT_THERE = 404
TO_SIGN_IN = 302
NO_KEY = 401


@dataclass(frozen=True, slots=True)
class Line:
    """An address: `allowed` get `answer`, other people `refused`, a stranger `stranger`.

    Numbers like 4711 name what does not exist: who may, is told so (404); who may not, is told
    nothing about it (403).
    """

    name: str
    path: str
    allowed: tuple[str, ...] = EVERYBODY
    answer: int = 200
    method: str = "GET"
    refused: int = 403
    stranger: int = TO_SIGN_IN


def _post(line: Line, answer: int) -> Line:
    return replace(line, method="POST", answer=answer)


def _open(name: str, path: str, answer: int = 200) -> Line:
    """A page for strangers too."""
    return Line(name, path, answer=answer, stranger=200)


def _account() -> Iterator[Line]:
    yield _open("health", "/healthz")
    yield Line("first_start", "/first-start/", NOBODY, refused=NOT_THERE, stranger=NOT_THERE)
    yield _open("account_login", "/account/login/", 302)
    yield Line("account_logout", "/account/logout/")
    yield _open("account_inactive", "/account/inactive/")
    yield _open("account_signup", "/account/signup/", 302)
    yield Line("account_change_password", "/account/password/change/")
    yield _open("account_reset_password", "/account/password/reset/")
    yield _open("account_reset_password_done", "/account/password/reset/done/")
    yield _open("account_reset_password_from_key", "/account/password/reset/key/1-x/")
    yield _open("account_reset_password_from_key_done", "/account/password/reset/key/done/")


def _warning() -> Iterator[Line]:
    yield Line("warning:settings", "/warning/", AGREEING)
    yield _post(Line("warning:settings", "/warning/", AGREEING), 422)
    yield _post(Line("warning:past_year", "/warning/past-year", AGREEING), 302)
    yield Line("warning:replay", "/warning/past-year/4711/", AGREEING, NOT_THERE)
    for name in ("cancel", "again"):
        line = Line(f"warning:{name}_replay", f"/warning/past-year/4711/{name}/", AGREEING)
        yield _post(line, NOT_THERE)
    yield Line("warning:alarm", "/warning/alarms/4711/", answer=NOT_THERE)
    yield Line("warning:why", "/why", answer=422)


def _drivers() -> Iterator[Line]:
    yield from _calculation("drivers", "/drivers/", "drivers.xlsx")
    yield Line("drivers:what_if", "/drivers/4711/what-if/", AGREEING, NOT_THERE)


def _models() -> Iterator[Line]:
    yield Line("api:v1:models", "/api/v1/models", AGREEING, stranger=NO_KEY)
    yield _post(Line("api:v1:order_model", "/api/v1/models", stranger=NO_KEY), 422)
    yield Line("api:v1:model_run", "/api/v1/models/4711", AGREEING, NOT_THERE, stranger=NO_KEY)
    yield from _calculation("structure", "/model/", "model.xlsx")


def _factors() -> Iterator[Line]:
    yield Line("api:v1:factor_checks", "/api/v1/factors", AGREEING, stranger=NO_KEY)
    yield _post(Line("api:v1:order_factors", "/api/v1/factors", stranger=NO_KEY), 422)
    yield Line("api:v1:factors_run", "/api/v1/factors/4711", AGREEING, NOT_THERE, stranger=NO_KEY)
    yield from _calculation("factors", "/model/check/", "questions.xlsx")


def _calculation(app: str, place: str, file: str) -> Iterator[Line]:
    """The pages of a calculation that takes its time: ordered, looked at, and taken away."""
    yield Line(f"{app}:list", place, AGREEING)
    yield _post(Line(f"{app}:order", f"{place}order/", AGREEING), 422)
    yield Line(f"{app}:run", f"{place}4711/", AGREEING, NOT_THERE)
    yield Line(f"{app}:workbook", f"{place}4711/{file}", AGREEING, NOT_THERE)
    for name in ("cancel", "again", "remove"):
        yield _post(Line(f"{app}:{name}", f"{place}4711/{name}/", AGREEING), NOT_THERE)


def _people() -> Iterator[Line]:
    yield Line("access:people", "/people/", ADMINISTRATING)
    yield Line("access:person_add", "/people/add/", ADMINISTRATING)
    yield _post(Line("access:person_add", "/people/add/", ADMINISTRATING), 200)
    yield Line("access:person", "/people/4711/", ADMINISTRATING, NOT_THERE)
    yield _post(Line("access:person_letter", "/people/4711/letter/", ADMINISTRATING), NOT_THERE)
    yield Line("access:profile", "/people/me/")
    yield Line("access:rights", "/people/rights/")
    yield _post(Line("access:rights", "/people/rights/", ADMINISTRATING), 302)
    yield Line("access:units", "/people/units/", ADMINISTRATING)
    yield Line("access:unit_add", "/people/units/add/", ADMINISTRATING)
    yield _post(Line("access:units_from_file", "/people/units/from-file/", ADMINISTRATING), 200)
    yield _post(
        Line("access:units_from_answers", "/people/units/from-answers/", ADMINISTRATING), 302
    )
    yield Line("access:unit", "/people/units/4711/", ADMINISTRATING, NOT_THERE)
    yield _post(
        Line("access:unit_remove", "/people/units/4711/remove/", ADMINISTRATING), NOT_THERE
    )
    yield Line("access:keys", "/people/keys/", AGREEING)
    yield _post(Line("access:key_revoke", "/people/keys/4711/revoke/", AGREEING), NOT_THERE)
    yield Line("access:audit", "/people/audit/", ADMINISTRATING)


def _imports() -> Iterator[Line]:
    yield Line("imports:list", "/imports/", IMPORTING)
    yield Line("imports:upload", "/imports/upload/", IMPORTING)
    yield _post(Line("imports:upload", "/imports/upload/", IMPORTING), 422)
    for name, path in (
        ("mapping", "4711/"),
        ("download_mapping", "4711/mapping.toml"),
        ("progress", "4711/progress/"),
        ("result", "result/4711/"),
        ("rejects", "result/4711/rejects.csv"),
        ("undo", "result/4711/undo/"),
    ):
        yield Line(f"imports:{name}", f"/imports/{path}", IMPORTING, NOT_THERE)
    for name in ("cancel", "resume", "remove"):
        yield _post(Line(f"imports:{name}", f"/imports/4711/{name}/", IMPORTING), NOT_THERE)
    yield _post(Line("imports:give_mapping", "/imports/4711/mapping/", IMPORTING), NOT_THERE)
    yield _post(Line("imports:undo", "/imports/result/4711/undo/", IMPORTING), NOT_THERE)


def _jobs() -> Iterator[Line]:
    yield Line("jobs:list", "/jobs/", IMPORTING)
    for name in ("again", "cancel"):  # Told on the page that the job is not there.
        yield _post(Line(f"jobs:{name}", f"/jobs/4711/{name}/", IMPORTING), 302)


def _webhooks() -> Iterator[Line]:
    yield Line("webhooks:list", "/webhooks/", IMPORTING)
    yield _post(Line("webhooks:list", "/webhooks/", IMPORTING), 422)
    yield Line("webhooks:endpoint", "/webhooks/4711/", IMPORTING, NOT_THERE)
    for name in ("test", "on", "off", "secret", "remove", "nonsense"):
        line = Line("webhooks:act", f"/webhooks/4711/{name}/", IMPORTING)
        yield _post(line, NOT_THERE)
    yield _post(Line("webhooks:replay", "/webhooks/messages/4711/replay/", IMPORTING), NOT_THERE)


def _signals() -> Iterator[Line]:
    yield Line("signals:list", "/signals/")
    yield Line("signals:one", "/signals/4711/", answer=NOT_THERE)
    for name in ("snooze", "dismiss", "reopen", "merge", "follow", "unfollow", "note", "nonsense"):
        yield _post(Line("signals:act", f"/signals/4711/{name}/"), NOT_THERE)
    yield Line("signals:rules", "/signals/rules/", AGREEING)
    yield Line("signals:new_rule", "/signals/rules/new/", AGREEING)
    yield _post(Line("signals:new_rule", "/signals/rules/new/", AGREEING), 422)
    yield Line("signals:rule", "/signals/rules/4711/", AGREEING, NOT_THERE)
    yield _post(Line("signals:switch_rule", "/signals/rules/4711/switch/", AGREEING), NOT_THERE)
    yield Line("signals:weights", "/signals/weights/", AGREEING)
    yield _post(Line("signals:weights", "/signals/weights/", AGREEING), 422)


def _goals() -> Iterator[Line]:
    yield Line("goals:targets", "/goals/", AGREEING)
    yield _post(Line("goals:targets", "/goals/", AGREEING), 200)
    yield _post(Line("goals:remove_target", "/goals/targets/4711/remove/", AGREEING), 302)
    yield Line("goals:marks", "/goals/marks/", AGREEING)
    yield _post(Line("goals:remove_mark", "/goals/marks/4711/remove/", AGREEING), 302)
    yield Line("goals:own_metrics", "/goals/metrics/", AGREEING)
    # Without a survey there is nothing to define a metric on.
    yield Line("goals:new_metric", "/goals/metrics/new/", AGREEING, NOT_THERE)
    yield Line("goals:edit_metric", "/goals/metrics/own/", AGREEING, NOT_THERE)
    yield _post(Line("goals:remove_metric", "/goals/metrics/own/remove/", AGREEING), 302)
    yield Line("goals:totals", "/goals/totals/", AGREEING)
    yield _post(Line("goals:from_invited", "/goals/totals/invited/", AGREEING), 422)
    yield _post(Line("goals:remove_totals", "/goals/totals/remove/", AGREEING), 302)
    yield Line("goals:headlines", "/goals/headlines/", AGREEING)


def _customers() -> Iterator[Line]:
    yield Line("customers:find", "/customers/", LEADING)
    yield _post(Line("customers:export", "/customers/export/", LEADING), 302)
    yield _post(Line("customers:erase", "/customers/erase/", ADMINISTRATING), 422)


def _receiving() -> Iterator[Line]:
    yield Line("receiving:sources", "/sources/", IMPORTING)
    yield _post(Line("receiving:sources", "/sources/", IMPORTING), 422)
    yield Line("receiving:source", "/sources/4711/", IMPORTING, NOT_THERE)
    yield _post(Line("receiving:new_key", "/sources/4711/keys/", IMPORTING), NOT_THERE)
    yield _post(Line("receiving:revoke_key", "/sources/4711/keys/1/revoke/", IMPORTING), NOT_THERE)
    yield _post(Line("receiving:close", "/sources/4711/close/", IMPORTING), NOT_THERE)
    yield Line("receiving:rejected", "/sources/rejected/", IMPORTING)
    yield Line("receiving:triggers", "/sources/triggers/", IMPORTING)
    yield Line("receiving:new_trigger", "/sources/triggers/new/", IMPORTING)
    yield _post(Line("receiving:new_trigger", "/sources/triggers/new/", IMPORTING), 422)
    yield Line("receiving:trigger", "/sources/triggers/4711/", IMPORTING, NOT_THERE)
    yield _post(
        Line("receiving:switch_trigger", "/sources/triggers/4711/switch/", IMPORTING), NOT_THERE
    )
    # A call carries a key of its own; who is signed in does not matter. An empty one is no JSON
    # where the key may stand in the body, and without a key where it may not.
    for name, path, answer in (
        ("segment", "/v1/batch", 400),
        ("segment", "/receive/v1/track", 400),
        ("posthog", "/batch/", 400),
        ("posthog", "/i/v0/e/", 400),
        ("cloud_events", "/receive/cloudevents", NO_KEY),
        ("webhook", "/receive/webhooks/nowhere", NO_KEY),
    ):
        yield _post(Line(f"calls:{name}", path, stranger=answer), answer)


def _dashboard() -> Iterator[Line]:
    yield Line("dashboard:overview", "/")
    yield Line("dashboard:process", "/process/moving", answer=NOT_THERE)
    yield Line("dashboard:survey", "/survey/relation", answer=NOT_THERE)
    yield Line("dashboard:filter", "/filter/team")
    yield Line("dashboard:answers", "/answers")
    yield Line("dashboard:answer", "/answers/4711", answer=NOT_THERE)
    yield Line("dashboard:wall", "/wall")
    yield Line("dashboard:views", "/views")
    yield _post(Line("dashboard:keep", "/views/keep"), 302)
    yield _post(Line("dashboard:start", "/views/start"), 302)
    yield _post(Line("dashboard:remove_view", "/views/4711/remove"), NOT_THERE)


def _mine() -> Iterator[Line]:
    yield Line("mine:results", "/mine")
    yield Line("team:team", "/team", LEADING)
    yield Line("team:team_file", "/team.xlsx", LEADING)
    yield Line("board:steering", "/steering", AGREEING)
    yield Line("board:steering_file", "/steering.xlsx", AGREEING)
    # Only an employee has a remark to make, and this one names nothing.
    yield _post(Line("mine:reply", "/mine/reply", NOBODY, refused=NOT_THERE), NOT_THERE)
    yield Line("mine:colleagues", "/mine/colleagues", ADMINISTRATING)
    yield _post(Line("mine:colleagues", "/mine/colleagues", ADMINISTRATING), 302)


def _digests() -> Iterator[Line]:
    yield Line("digests:wishes", "/notices/")
    yield _post(Line("digests:wishes", "/notices/"), 422)
    yield _post(Line("digests:no_digest", "/notices/no-digest/"), 302)
    for method in ("GET", "POST"):  # A link that nobody was given leads nowhere.
        line = Line(
            "digests:way_out:stop", "/notices/stop/4711/", answer=NOT_THERE, stranger=NOT_THERE
        )
        yield replace(line, method=method)
    yield Line("digests:places", "/notices/channels/", ADMINISTRATING)
    yield _post(Line("digests:places", "/notices/channels/", ADMINISTRATING), 422)
    for name in ("on", "off", "remove"):
        line = Line("digests:act", f"/notices/channels/4711/{name}/", ADMINISTRATING)
        yield _post(line, NOT_THERE)


def _respond() -> Iterator[Line]:
    """A respondent has no account; links that lead nowhere say so to everybody alike."""
    yield _open("respond:widget_script", "/s/widget.js")
    yield _open("respond:style", "/s/look/1f5f8b.css")
    key = "0123456789abcdef01"
    for name, path in (
        ("logo", "logo/nobody"),
        ("widget", "widget/nobody"),
        ("widget_filling", f"widget/nobody/{key}"),
        ("kiosk", "kiosk/nobody"),
        ("kiosk_start", "kiosk/nobody/start"),
        ("kiosk_filling", f"kiosk/nobody/{key}"),
        ("start", "nobody"),
        ("filling", f"nobody/{key}"),
        ("nowhere", "not/a/link."),
    ):
        yield Line(f"respond:{name}", f"/s/{path}", answer=NOT_THERE, stranger=NOT_THERE)


def _surveys() -> Iterator[Line]:
    yield Line("surveys:list", "/surveys/", AGREEING)
    yield Line("surveys:new", "/surveys/new/", AGREEING)
    yield _post(Line("surveys:new", "/surveys/new/", AGREEING), 422)
    yield _post(Line("surveys:from_file", "/surveys/from-file/", AGREEING), 422)
    for name, path in (
        ("questions", ""),
        ("item", "questions/nps/"),
        ("page", "pages/1/"),
        ("texts", "texts/"),
        ("look", "look/"),
        ("publish", "publish/"),
        ("preview", "preview/"),
    ):
        yield Line(f"surveys:{name}", f"/surveys/none/{path}", AGREEING, NOT_THERE)
        yield _post(Line(f"surveys:{name}", f"/surveys/none/{path}", AGREEING), NOT_THERE)
    yield Line("surveys:converted", "/surveys/none/converted/", AGREEING, NOT_THERE)
    yield Line("surveys:file", "/surveys/none/file/luister/", AGREEING, NOT_THERE)
    for name in ("open", "remove", "copy"):
        url_name = {"open": "set_open"}.get(name, name)
        yield _post(Line(f"surveys:{url_name}", f"/surveys/none/{name}/", AGREEING), NOT_THERE)


def _contacts() -> Iterator[Line]:
    yield Line("contacts:list", "/contacts/", AGREEING)
    yield Line("contacts:one", "/contacts/one/?key=4711", AGREEING, NOT_THERE)
    yield _post(Line("contacts:peace", "/contacts/one/peace/", AGREEING), NOT_THERE)
    yield Line("contacts:upload", "/contacts/upload/", AGREEING)
    yield _post(Line("contacts:upload", "/contacts/upload/", AGREEING), 422)
    yield Line("contacts:query", "/contacts/query/", ADMINISTRATING)
    yield _post(Line("contacts:query", "/contacts/query/", ADMINISTRATING), 422)
    yield Line("contacts:columns", "/contacts/upload/4711/", AGREEING, NOT_THERE)
    yield _post(Line("contacts:columns", "/contacts/upload/4711/", AGREEING), NOT_THERE)


def _invitations() -> Iterator[Line]:
    yield Line("invitations:list", "/invitations/", AGREEING)
    yield Line("invitations:reach", "/invitations/reach/", AGREEING)
    yield Line("invitations:mail", "/invitations/mail/", ADMINISTRATING)
    yield _post(
        Line("invitations:read_mail", "/invitations/mail/read/", ADMINISTRATING), NOT_THERE
    )
    yield Line("invitations:letters", "/invitations/letters/", AGREEING)
    yield _post(Line("invitations:letter_again", "/invitations/letters/x/again/", AGREEING), 302)
    yield _post(Line("invitations:letter_leave", "/invitations/letters/x/leave/", AGREEING), 302)
    yield _post(Line("invitations:letters_all", "/invitations/letters/all/", AGREEING), 302)
    yield Line("invitations:rules", "/invitations/rules/", AGREEING)
    yield _post(Line("invitations:rules", "/invitations/rules/", AGREEING), 422)
    for name in ("change", "remove"):  # Told on the page that the rule is not there.
        line = Line(f"invitations:{name}_rule", f"/invitations/rules/{name}/", AGREEING)
        yield _post(line, 302)
    for name, path in (
        ("plan", "plan/"),
        ("preview", "plan/preview/nl/"),
        ("invite", "invite/"),
    ):
        yield Line(f"invitations:{name}", f"/invitations/none/{path}", AGREEING, NOT_THERE)
        yield _post(Line(f"invitations:{name}", f"/invitations/none/{path}", AGREEING), NOT_THERE)
    yield _post(Line("invitations:test", "/invitations/none/plan/test/", AGREEING), NOT_THERE)
    run = "/invitations/none/invite/4711/"
    yield Line("invitations:run", run, AGREEING, NOT_THERE)
    yield _post(Line("invitations:cancel_run", f"{run}cancel/", AGREEING), NOT_THERE)
    yield _post(Line("invitations:again_run", f"{run}again/", AGREEING), NOT_THERE)


def _share() -> Iterator[Line]:
    yield Line("share:share", "/surveys/none/share/", AGREEING, NOT_THERE)
    yield _post(Line("share:share", "/surveys/none/share/", AGREEING), NOT_THERE)
    yield Line("share:poster", "/surveys/none/share/poster/", AGREEING, NOT_THERE)
    yield Line("share:qr", "/surveys/none/share/qr.svg", AGREEING, NOT_THERE)


def _cases() -> Iterator[Line]:
    yield Line("cases:list", "/cases/")
    yield Line("cases:new", "/cases/new/")
    yield _post(Line("cases:new", "/cases/new/"), 422)
    yield _post(Line("cases:from_answer", "/cases/from-answer/4711/", LEADING), NOT_THERE)
    yield _post(Line("cases:from_signal", "/cases/from-signal/4711/", LEADING), NOT_THERE)
    yield Line("cases:report", "/cases/report/")
    yield Line("cases:report_file", "/cases/report.xlsx", LEADING)
    for name in ("settings", "queues", "rules", "causes", "templates"):
        path = "" if name == "settings" else f"{name}/"
        yield Line(f"cases:{name}", f"/cases/settings/{path}", AGREEING)
    yield _post(Line("cases:settings", "/cases/settings/", AGREEING), 422)
    yield Line("cases:one", "/cases/4711/", answer=NOT_THERE)
    for name, path in (
        ("move", "move/accepted/"),
        ("note", "note/"),
        ("reply", "reply/"),
        ("answered", "answered/"),
        ("send_again", "letters/x/again/"),
        ("hand_over", "hand-over/"),
        ("priority", "priority/"),
        ("attach", "files/"),
        ("detach", "files/1/remove/"),
    ):
        yield _post(Line(f"cases:{name}", f"/cases/4711/{path}"), NOT_THERE)
    yield Line("cases:file", "/cases/4711/files/1/", answer=NOT_THERE)
    yield Line("actions:list", "/actions/")
    yield Line("actions:new", "/actions/new/")
    yield _post(Line("actions:new", "/actions/new/"), 422)
    yield Line("actions:one", "/actions/4711/", answer=NOT_THERE)
    yield _post(Line("actions:progress", "/actions/4711/progress/"), NOT_THERE)
    yield _post(Line("actions:move", "/actions/4711/move/done/"), NOT_THERE)


def _look() -> Iterator[Line]:
    yield _post(Line("look:theme", "/look/theme"), 302)
    yield _post(Line("look:language", "/look/language"), 302)


def _api() -> Iterator[Line]:
    yield Line("api:docs", "/api/v1/docs")
    yield Line("api:export-report", "/api/v1/export/report.csv?metric=nps", LEADING, NOT_THERE)
    yield Line("api:export-answers", "/api/v1/export/answers.csv", LEADING, 400)
    yield _open("api:v1:openapi-json", "/api/v1/openapi.json")
    yield Line("api:v1:report", "/api/v1/reports/nps", answer=NOT_THERE, stranger=NO_KEY)
    for name in ("metrics", "surveys", "dimensions", "targets", "marks", "responses"):
        yield Line(f"api:v1:{name}", f"/api/v1/{name}", stranger=NO_KEY)
    yield Line("api:v1:team_page", "/api/v1/team", LEADING, stranger=NO_KEY)
    yield Line("api:v1:steering_page", "/api/v1/steering", AGREEING, stranger=NO_KEY)
    yield Line("api:v1:mine", "/api/v1/mine", answer=200, stranger=NO_KEY)
    yield Line(
        "api:v1:explanation", "/api/v1/alarms/4711/explanation", answer=NOT_THERE, stranger=NO_KEY
    )
    yield Line("api:v1:values", "/api/v1/dimensions/team/values", stranger=NO_KEY)
    # An empty call is refused for what it lacks (422) before the rights are asked; tests/web/api
    # sends whole calls.
    new_response = Line("api:v1:new_response", "/api/v1/responses", stranger=NO_KEY)
    yield _post(new_response, 422)
    yield _post(Line("api:v1:new_responses", "/api/v1/responses/batch", stranger=NO_KEY), 422)
    yield _post(Line("api:v1:new_import", "/api/v1/imports", stranger=NO_KEY), 422)
    frames = Line("api:v1:frame", "/api/v1/frames/none", AGREEING, NOT_THERE, stranger=NO_KEY)
    yield frames
    yield replace(frames, name="api:v1:remove_frame", method="DELETE")
    yield replace(
        Line("api:v1:keep_frame", "/api/v1/frames/none", stranger=NO_KEY), method="PUT", answer=422
    )
    yield Line("api:v1:response_rates", "/api/v1/response-rates", AGREEING, stranger=NO_KEY)
    yield Line("api:v1:invitations", "/api/v1/invitations", AGREEING, stranger=NO_KEY)
    for name, path in (
        ("may_contact", "may-contact"),
        ("new_contacts", "contacts"),
        ("new_invitations", "invitations"),
        ("bounce_told", "bounces"),
    ):
        yield _post(Line(f"api:v1:{name}", f"/api/v1/{path}", stranger=NO_KEY), 422)
    run = Line("api:v1:invite_run", "/api/v1/invitations/runs/4711", AGREEING, NOT_THERE)
    yield replace(run, stranger=NO_KEY)
    act = replace(run, name="api:v1:act_on_invite_run", path=f"{run.path}/cancel")
    yield _post(replace(act, stranger=NO_KEY), NOT_THERE)
    yield Line("api:v1:open_letters", "/api/v1/letters", AGREEING, stranger=NO_KEY)
    decide = Line("api:v1:decide_letters", "/api/v1/letters/decisions", stranger=NO_KEY)
    yield _post(decide, 422)
    yield _post(Line("api:v1:bounce_mail", "/api/v1/bounces/mail", AGREEING, stranger=NO_KEY), 200)
    yield replace(
        Line("api:v1:release", "/api/v1/may-contact/4711", AGREEING, NOT_THERE, stranger=NO_KEY),
        method="DELETE",
    )
    for name in ("", "/batch"):
        path = f"/api/v1/feedback-records{name}"
        many = "s" if name else ""
        yield _post(Line(f"api:v1:new_feedback_record{many}", path, stranger=NO_KEY), 422)
    for name in ("alarms", "watched", "replay"):
        yield Line(f"api:v1:{name}", f"/api/v1/{name}", stranger=NO_KEY)
    yield Line("api:v1:drivers", "/api/v1/drivers", AGREEING, stranger=NO_KEY)
    yield _post(Line("api:v1:order_drivers", "/api/v1/drivers", stranger=NO_KEY), 422)
    yield Line("api:v1:drivers_run", "/api/v1/drivers/4711", AGREEING, NOT_THERE, stranger=NO_KEY)
    yield _post(Line("api:v1:what_if", "/api/v1/drivers/4711/what-if", stranger=NO_KEY), 422)
    yield Line("api:v1:signals", "/api/v1/signals", stranger=NO_KEY)
    yield Line("api:v1:signal", "/api/v1/signals/4711", answer=NOT_THERE, stranger=NO_KEY)
    yield _post(Line("api:v1:signal_act", "/api/v1/signals/4711/follow", stranger=NO_KEY), 422)
    rules = Line("api:v1:signal_rules", "/api/v1/signal-rules", AGREEING, stranger=NO_KEY)
    yield rules
    yield replace(rules, name="api:v1:signal_weights", path="/api/v1/signal-weights")
    new_rule = Line("api:v1:new_signal_rule", "/api/v1/signal-rules", stranger=NO_KEY)
    yield _post(new_rule, 422)
    for name, path in (
        ("change_signal_rule", "signal-rules/4711"),
        ("set_signal_weights", "signal-weights"),
    ):
        line = Line(f"api:v1:{name}", f"/api/v1/{path}", stranger=NO_KEY)
        yield replace(line, method="PUT", answer=422)
    for name in ("cases", "actions"):
        yield Line(f"api:v1:{name}", f"/api/v1/{name}", stranger=NO_KEY)
    yield Line("api:v1:case_review", "/api/v1/cases/review", stranger=NO_KEY)
    yield _post(Line("api:v1:new_case", "/api/v1/cases", stranger=NO_KEY), 422)
    yield _post(Line("api:v1:new_action", "/api/v1/actions", stranger=NO_KEY), 422)
    yield Line("api:v1:case", "/api/v1/cases/4711", answer=NOT_THERE, stranger=NO_KEY)
    yield Line("api:v1:action", "/api/v1/actions/4711", answer=NOT_THERE, stranger=NO_KEY)
    for name, path in (("move", "moves"), ("note", "notes"), ("reply", "replies")):
        line = Line(f"api:v1:{name}_case", f"/api/v1/cases/4711/{path}", stranger=NO_KEY)
        yield _post(line, 422)
    hand_over = Line("api:v1:hand_over_case", "/api/v1/cases/4711/hand-over", stranger=NO_KEY)
    yield _post(hand_over, 422)
    yield _post(Line("api:v1:step_action", "/api/v1/actions/4711/steps", stranger=NO_KEY), 422)
    yield Line("api:v1:feedback_records", "/api/v1/feedback-records", stranger=NO_KEY)
    yield Line("api:v1:api-root", "/api/v1/", NOBODY, refused=NOT_THERE, stranger=NOT_THERE)


def _unsubscribe() -> Iterator[Line]:
    # The person behind a letter never signs in; a link that nobody was given leads nowhere.
    for method in ("GET", "POST"):
        yield replace(
            Line("unsubscribe:unsubscribe", "/s/4711/unsubscribe", answer=NOT_THERE),
            method=method,
            stranger=NOT_THERE,
        )


LINES: tuple[Line, ...] = (
    *_account(),
    *_people(),
    *_warning(),
    *_drivers(),
    *_models(),
    *_factors(),
    *_imports(),
    *_jobs(),
    *_webhooks(),
    *_signals(),
    *_goals(),
    *_customers(),
    *_receiving(),
    *_dashboard(),
    *_mine(),
    *_digests(),
    *_respond(),
    *_surveys(),
    *_contacts(),
    *_cases(),
    *_invitations(),
    *_share(),
    *_look(),
    *_api(),
    *_unsubscribe(),
)

"""Where the pages about invitations are found."""

from django.urls import path

from luister_web.contacts import (
    invite_views,
    letter_views,
    mail_views,
    plan_views,
    reach_views,
    rule_views,
    run_views,
    survey_views,
)

app_name = "invitations"
urlpatterns = [
    path("", survey_views.list_page, name="list"),
    path("reach/", reach_views.reach_page, name="reach"),
    path("letters/", letter_views.letters, name="letters"),
    path("letters/all/", letter_views.decide_all, name="letters_all"),
    path("letters/<str:reference>/again/", letter_views.again, name="letter_again"),
    path("letters/<str:reference>/leave/", letter_views.leave, name="letter_leave"),
    path("mail/", mail_views.mail, name="mail"),
    path("mail/read/", mail_views.read, name="read_mail"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/change/", rule_views.change, name="change_rule"),
    path("rules/remove/", rule_views.remove, name="remove_rule"),
    path("<str:name>/plan/", plan_views.plan, name="plan"),
    path("<str:name>/plan/preview/<str:language>/", plan_views.preview, name="preview"),
    path("<str:name>/plan/test/", plan_views.test_letter, name="test"),
    path("<str:name>/invite/", invite_views.invite, name="invite"),
    path("<str:name>/invite/<int:run>/", run_views.run, name="run"),
    path("<str:name>/invite/<int:run>/cancel/", run_views.cancel, name="cancel_run"),
    path("<str:name>/invite/<int:run>/again/", run_views.again, name="again_run"),
]

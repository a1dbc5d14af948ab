"""Where the pages about cases are found."""

from django.urls import path

from luister_web.cases import case_views, report_views, settings_views, work_views

app_name = "cases"
urlpatterns = [
    path("", case_views.list_page, name="list"),
    path("new/", case_views.new, name="new"),
    path("from-answer/<int:response>/", case_views.from_answer, name="from_answer"),
    path("from-signal/<int:signal>/", case_views.from_signal, name="from_signal"),
    path("report/", report_views.report, name="report"),
    path("report.xlsx", report_views.report_file, name="report_file"),
    path("settings/", settings_views.hours, name="settings"),
    path("settings/queues/", settings_views.queues, name="queues"),
    path("settings/rules/", settings_views.rules, name="rules"),
    path("settings/causes/", settings_views.causes, name="causes"),
    path("settings/templates/", settings_views.templates, name="templates"),
    path("<int:number>/", case_views.one, name="one"),
    path("<int:number>/move/<str:to>/", work_views.move, name="move"),
    path("<int:number>/note/", work_views.note, name="note"),
    path("<int:number>/reply/", work_views.reply, name="reply"),
    path("<int:number>/answered/", work_views.answered, name="answered"),
    path("<int:number>/letters/<str:token>/again/", work_views.send_again, name="send_again"),
    path("<int:number>/hand-over/", work_views.hand_over, name="hand_over"),
    path("<int:number>/priority/", work_views.priority, name="priority"),
    path("<int:number>/files/", work_views.attach, name="attach"),
    path("<int:number>/files/<int:file>/", work_views.file, name="file"),
    path("<int:number>/files/<int:file>/remove/", work_views.detach, name="detach"),
]

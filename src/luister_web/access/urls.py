"""The pages about people."""

from django.urls import path

from luister_web.access import audit_page, keys_pages, people, profile, rights_page, units_pages

app_name = "access"
urlpatterns = [
    path("", people.people, name="people"),
    path("add/", people.add, name="person_add"),
    path("<int:pk>/", people.edit, name="person"),
    path("<int:pk>/letter/", people.letter, name="person_letter"),
    path("me/", profile.profile, name="profile"),
    path("rights/", rights_page.rights, name="rights"),
    path("units/", units_pages.units, name="units"),
    path("units/add/", units_pages.add, name="unit_add"),
    path("units/from-file/", units_pages.from_file, name="units_from_file"),
    path("units/from-answers/", units_pages.from_answers, name="units_from_answers"),
    path("units/<int:pk>/", units_pages.edit, name="unit"),
    path("units/<int:pk>/remove/", units_pages.remove, name="unit_remove"),
    path("keys/", keys_pages.keys, name="keys"),
    path("keys/<int:pk>/revoke/", keys_pages.revoke, name="key_revoke"),
    path("audit/", audit_page.audit, name="audit"),
]

"""The pages about contacts: found, looked at, left in peace, and brought in by a file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luister.loop import contacts, reach
from luister_web.access.models import Action, AuditEntry
from luister_web.current_home import home
from luister_web.imports.background_import import uploads_folder
from web.contacts.some_people import people

pytestmark = pytest.mark.django_db
FILE = (
    "Klantnummer;E-mail;Voornaam;Achternaam;Segment\n"
    "7;an@example.org;An;Bos;home\n"
    "8;no address;Bo;Berg;home\n"
    "9;cas@example.org;Cas;Dam;business\n"
)


def text_of(response):
    return response.content.decode()


def uploaded(browser, content=FILE, name="people.csv"):
    """The address of the page on which the file is understood."""
    file = SimpleUploadedFile(name, content.encode())
    return browser.post("/contacts/upload/", {"file": file})


def test_the_list_counts_and_finds_by_key_name_and_address(signed_in):
    people(120)
    browser = signed_in("manager")
    contacts_page = text_of(browser.get("/contacts/"))
    assert "klant-0049" in contacts_page
    assert "klant-0050" not in contacts_page
    assert "klant-0119" in text_of(browser.get("/contacts/?page=3"))
    for search in ("klant-0077", "KLANT-0077@example.org", "jan <b>77"):
        found = text_of(browser.get("/contacts/", {"q": search}))
        assert "klant-0077" in found
        assert "klant-0078" not in found


def test_a_page_that_is_not_there_leads_to_the_last_one(signed_in):
    people(60)
    answer = signed_in("manager").get("/contacts/?page=99&q=klant")
    assert answer.headers["Location"] == "/contacts/?q=klant&page=2"
    assert signed_in("manager").get("/contacts/?page=x").status_code == 200


def test_what_a_person_is_called_is_text(signed_in):
    people(1)
    page = text_of(signed_in("manager").get("/contacts/one/?key=klant-0000"))
    assert "Jan &lt;b&gt;0&lt;/b&gt;" in page
    assert "segment" in page


def test_a_person_is_left_in_peace_and_asked_again(signed_in):
    people(2)
    browser = signed_in("director")
    browser.post("/contacts/one/peace/", {"key": "klant-0000", "wish": "peace"})
    counts = reach.contacts_in_all(home())
    assert (counts.opted_out, counts.reachable) == (1, 1)
    assert "afgemeld" in text_of(browser.get("/contacts/one/?key=klant-0000"))
    browser.post("/contacts/one/peace/", {"key": "klant-0000", "wish": "again"})
    assert reach.contacts_in_all(home()).opted_out == 0
    assert AuditEntry.objects.filter(action=Action.CHANGED, object="contact").count() == 2


def test_a_file_is_understood_looked_through_and_kept(signed_in):
    browser = signed_in("manager")
    columns = uploaded(browser).headers["Location"]
    page = text_of(browser.get(columns))
    assert '<option value="first_name" selected>' in page
    assert '<option value="attribute" selected>' in page
    looked = text_of(browser.post(columns, {"act": "look"}))
    assert "is geen e-mailadres" in looked
    assert contacts.page(home())[0] == 0
    kept = text_of(browser.post(columns, {"act": "keep"}))
    assert "is geen e-mailadres" in kept
    total, found = contacts.page(home())
    assert (total, found[0].name, found[0].attributes["segment"]) == (2, "An Bos", "home")
    assert list(uploads_folder().iterdir()) == []
    assert AuditEntry.objects.get(action=Action.IMPORTED).detail == "2 kept, 1 not"


def test_a_column_means_what_the_person_says(signed_in):
    browser = signed_in("manager")
    columns = uploaded(browser).headers["Location"]
    refused = browser.post(columns, {"act": "keep", "column_0": "", "column_1": ""})
    assert refused.status_code == 422
    assert "Geen kolom is de sleutel" in text_of(refused)
    browser.post(columns, {"act": "keep", "column_1": "", "column_4": ""})
    found = contacts.page(home())[1]
    assert [one.email for one in found] == [None, None, None]
    assert found[0].attributes == {}


def test_nobody_sees_the_upload_of_another(signed_in):
    columns = uploaded(signed_in("manager")).headers["Location"]
    assert signed_in("director").get(columns).status_code == 404
    assert signed_in("director").post(columns, {"act": "keep"}).status_code == 404
    assert contacts.page(home())[0] == 0


def test_a_file_that_cannot_be_read_is_refused_and_thrown_away(signed_in):
    browser = signed_in("manager")
    file = io.BytesIO(bytes(range(256)) * 40)
    file.name = "people.xlsx"
    first = browser.post("/contacts/upload/", {"file": file})
    page = browser.get(first.headers["Location"]) if first.status_code == 302 else first
    assert page.status_code == 422
    assert list(uploads_folder().iterdir()) == []


def test_too_large_a_file_is_refused(signed_in, settings):
    settings.LUISTER = type(settings.LUISTER)(home=settings.LUISTER.home, upload_limit_mb=1)
    answer = uploaded(signed_in("manager"), "key\n" + "7\n" * 800_000)
    assert answer.status_code == 422
    assert "groter dan de 1 MB" in text_of(answer)


@pytest.mark.parametrize("who", ["employee", "leader_north"])
def test_who_may_not_see_contacts_changes_nothing(signed_in, who):
    people(1)
    browser = signed_in(who)
    assert browser.get("/contacts/").status_code == 403
    assert uploaded(browser).status_code == 403
    browser.post("/contacts/one/peace/", {"key": "klant-0000"})
    assert reach.contacts_in_all(home()).opted_out == 0

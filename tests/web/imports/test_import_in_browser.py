"""A person imports a file in Chromium, on a server as it really runs, from upload to undo."""

import re
import shutil
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect
from tests.browser import wrong
from tests.whole.running import api_key, luister_json, running_server, serving

PASSWORD = "a long walk by the sea"
HEAD = "respondent id,interview date,Would you recommend us?,How easy was it?,Region,Why?"
SMALL = 120
LARGE = 400_000


def write_answers(path, rows):
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD + "\n")
        for n in range(1, rows + 1):
            if n == 7:
                file.write("7,2026-01-08,9\n")  # Cut off: it cannot be kept.
                continue
            score = 11 if n % 9 == 0 else n % 11
            file.write(
                f"{n},2026-01-{n % 28 + 1:02},{score},{n % 5 + 1},"
                f"{'North' if n % 2 else 'South'},because number {n} took far too long for me\n"
            )
    return path


@pytest.fixture(scope="module")
def anns_home(tmp_path_factory, served_home):
    """A new home with one person, an analyst. To be copied."""
    folder = shutil.copytree(served_home, tmp_path_factory.mktemp("ann") / "home")
    api_key(folder, "ann", "analyst", PASSWORD)
    return folder


@pytest.fixture
def home(tmp_path, anns_home):
    return shutil.copytree(anns_home, tmp_path / "served")


@pytest.fixture
def opened(chromium):
    """A browser in which ann signs in: opened(address, look="dark")."""
    contexts = []

    def sign_in(address, **options):
        context = chromium.new_context(
            viewport={"width": options.pop("width", 1280), "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda told: _complain(page, told))
        page.goto(f"{address}/account/login/?next=/imports/")
        page.fill("input[name=login]", "ann")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/imports/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def _complain(page, told):
    if told.type in {"error", "warning"}:
        page.complaints.append(told.text)


def begin(page, file):
    """Uploads the file and answers what is asked."""
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_label("Survey").fill("relation")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    for question in page.locator(".ask fieldset").all():
        question.get_by_label("Yes, as proposed.").check()
    page.get_by_role("button", name="Keep these answers").click()


def progress_in(home):
    """The share done of the only import, as the home has it."""
    with closing(sqlite3.connect(home / "luister.sqlite3")) as database:
        return database.execute("SELECT max(progress) FROM imports_importjob").fetchone()[0]


def test_a_file_becomes_answers_and_is_undone_again(home, opened, tmp_path):
    file = write_answers(tmp_path / "answers 2026.csv", SMALL)
    with serving(home) as address:
        page = opened(address)
        begin(page, file)
        expect(
            page.get_by_role("heading", name="The first rows as they will be kept")
        ).to_be_visible()
        page.get_by_role("button", name="Start the import").first.click()
        page.wait_for_url("**/imports/result/*/", timeout=30_000)
        expect(page.locator("dd.big")).to_have_text(["120", "119", "1"])
        expect(page.get_by_text("the row has 3 cells where the heading has 6")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Rejected rows as a file").click()
        rejected = download.value.path().read_text("utf-8-sig").splitlines()
        assert rejected[0].startswith(HEAD)
        assert rejected[1].startswith("7,2026-01-08,9,")
        (report,) = luister_json(home, "report", "nps")["rows"]
        assert report["n"] == 119 - SMALL // 9
        page.get_by_role("link", name="Undo").click()
        page.get_by_role("button", name="Undo the import").click()
        expect(page.get_by_text("undone", exact=True)).to_be_visible()
        assert page.complaints == []


def test_the_import_works_without_script(home, opened, tmp_path):
    file = write_answers(tmp_path / "answers.csv", SMALL)
    with serving(home) as address:
        page = opened(address, java_script_enabled=False)
        begin(page, file)
        page.get_by_role("button", name="Start the import").first.click()
        page.wait_for_url("**/imports/result/*/", timeout=30_000)
        expect(page.locator("dd.big")).to_have_text(["120", "119", "1"])


def test_axe_finds_nothing_on_the_way(home, opened, tmp_path):
    file = write_answers(tmp_path / "answers.csv", SMALL)
    ways = [("light", 1280), ("dark", 390)]
    with serving(home) as address:
        page = opened(address, bypass_csp=True)
        page.goto(f"{address}/imports/")  # Once more, without the greeting after signing in.
        found = {"list": wrong(page, ways)}
        page.goto(f"{address}/imports/upload/")
        found["upload"] = wrong(page, ways)
        page.get_by_label("Survey").fill("relation")
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Upload").click()
        page.wait_for_url(re.compile(r"/imports/\d+/$"))
        found["asked"] = wrong(page, ways)
        page.locator(".ask").get_by_label("Yes, as proposed.").check()
        page.get_by_role("button", name="Keep these answers").click()
        for box in page.locator("details").all():
            box.locator("summary").first.click()
        found["mapping"] = wrong(page, ways)
        page.get_by_role("button", name="Start the import").first.click()
        page.wait_for_url("**/imports/result/*/", timeout=30_000)
        found["result"] = wrong(page, ways)
        page.get_by_role("link", name="Undo").click()
        found["undo"] = wrong(page, ways)
        assert {name: told for name, told in found.items() if told} == {}


def test_an_import_that_kill_9_broke_off_goes_on_after_a_restart(home, opened, tmp_path):
    file = write_answers(tmp_path / "answers.csv", LARGE)
    with running_server(home) as (address, process):
        page = opened(address)
        begin(page, file)
        page.get_by_role("button", name="Start the import").first.click()
        while progress_in(home) < 0.2:
            time.sleep(0.1)
        process.kill()
        process.join()
    with closing(sqlite3.connect(home / "luister.sqlite3")) as database:
        database.execute("UPDATE imports_importjob SET beat = '2026-01-01 00:00:00'")
        database.commit()
    assert luister_json(home, "surveys")["surveys"] == []
    with serving(home):
        # The server's own workers find it and go on; nobody need press a button.
        for _ in range(900):
            if luister_json(home, "surveys")["surveys"]:
                break
            time.sleep(0.1)
        (survey,) = luister_json(home, "surveys")["surveys"]
    assert survey["forms"] == 399_999


def test_a_running_import_is_cancelled_and_leaves_nothing(home, opened, tmp_path):
    file = write_answers(tmp_path / "answers.csv", LARGE)
    with serving(home) as address:
        page = opened(address)
        begin(page, file)
        page.get_by_role("button", name="Start the import").first.click()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("The import was cancelled.")).to_be_visible(timeout=60_000)
        page.goto(f"{address}/imports/")
        expect(page.get_by_text("cancelled", exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name="Files taken in")).to_have_count(0)

"""What a director, an employee and a script see of the demo is one and the same."""

import re

import openpyxl
from tests.whole.running import luister, luister_json

NUMBER = re.compile(r"[−-]?\d[\d,]*\.?\d*")


def number(text):
    """The first number in a text as a page writes it."""
    return float(NUMBER.search(text).group().replace("−", "-").replace(",", ""))


def sheet_rows(path):
    """The rows of the first sheet, each as heading -> cell."""
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    heads = next(place for place, row in enumerate(rows) if row.count(None) < len(row) / 2)
    return [dict(zip(rows[heads], row, strict=True)) for row in rows[heads + 1 :]]


def test_a_director_drills_from_a_red_tile_to_the_answers(signed_in, demo_address):
    page = signed_in("director")
    page.goto(demo_address + "/")
    red = page.locator("article.tile.is-poor", has_text="Under target").first
    name = red.locator("a.tile-link").inner_text()
    red.locator("a.tile-link").click()
    page.wait_for_url("**/process/**")
    assert page.locator("h1").inner_text() == name
    page.locator("table.groups tbody a").first.click()
    page.wait_for_url("**where=**")
    page.get_by_role("link", name="Read the answers").click()
    page.wait_for_url("**/answers**")
    assert page.get_by_text("Customer:").count() > 0


def test_the_exported_figures_equal_the_pages_cell_by_cell(signed_in, demo_address, tmp_path):
    page = signed_in("director")
    page.goto(demo_address + "/process/complaints?by=team")
    shown = {}
    for row in page.locator("table.groups tbody tr").all():
        cells = [cell.inner_text() for cell in row.locator("th, td").all()]
        shown[cells[0].strip()] = cells[1:]
    link = page.locator("a[href*='report.xlsx']").first
    page.locator("summary", has_text="Export").first.click()
    with page.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "report.xlsx")
    exported = {row["Team"]: row for row in sheet_rows(tmp_path / "report.xlsx")}
    assert set(exported) == set(shown)
    figures = 0
    for team, cells in shown.items():
        row = exported[team]
        if "too few" in " ".join(cells):
            assert row["Value"] is None
            continue
        value, interval, n, difference = cells[0], cells[1], cells[2], cells[3]
        low, high = interval.split(" to ")
        assert round(row["Value"], 1) == number(value)
        assert (round(row["Low"], 1), round(row["High"], 1)) == (number(low), number(high))
        assert row["n"] == number(n)
        assert round(row["Difference"], 1) == number(difference)
        figures += 1
    assert figures >= 2


def test_the_command_gives_the_figures_of_the_page_while_the_server_runs(
    signed_in, demo_address, demo_home, tmp_path
):
    page = signed_in("director")
    page.goto(demo_address + "/process/complaints?by=team")
    report = page.locator("a[href*='report.xlsx']").first.get_attribute("href")
    first, last = re.search(r"from=([\d-]+)&to=([\d-]+)", report).groups()
    told = luister_json(
        demo_home,
        *("report", "nps", "--by", "team", "--where", "process=complaints"),
        *("--from", first, "--to", last),
    )
    shown = 0
    for row in told["rows"]:
        line = page.locator("table.groups tbody tr", has_text=row["group"]["team"]).inner_text()
        if row["suppressed"]:
            assert "too few" in line
        else:
            assert f"{row['value']:.1f}".replace("-", "−") in line
            shown += 1
    assert shown >= 2
    luister(demo_home, "export", tmp_path / "answers.csv", "--survey", "complaints")
    luister(demo_home, "backup", tmp_path / "backup.tar.gz")
    assert luister_json(demo_home, "doctor")["well"] is True


def test_an_import_by_the_command_moves_the_page_of_the_running_server(
    signed_in, demo_address, demo_home, tmp_path
):
    page = signed_in("director")
    page.goto(demo_address + "/answers")
    before = number(re.search(r"· ([\d,]+) forms", page.locator("main").inner_text()).group(1))
    answers = tmp_path / "extra.csv"
    last = luister_json(demo_home, "surveys")["surveys"][0]["last"]
    rows = "".join(f"extra-{n},{last},{n % 11}\n" for n in range(30))
    answers.write_text("id,date,nps\n" + rows)
    luister(demo_home, "propose", answers, "--out", tmp_path / "map.toml")
    luister(demo_home, "import", answers, "--survey", "extra", "--map", tmp_path / "map.toml")
    page.reload()
    after = number(re.search(r"· ([\d,]+) forms", page.locator("main").inner_text()).group(1))
    assert after == before + 30
    luister(demo_home, "undo", str(luister_json(demo_home, "imports")[0]["id"]))


def test_an_employee_sees_own_results_only(signed_in, demo_address, demo_home):
    page = signed_in("employee")
    page.goto(demo_address + "/process/complaints?by=employee")
    assert "Olga de Haan" in page.content()
    for colleague in ("Pim van Dam", "Roos van Leeuwen", "Lars Wolters"):
        assert colleague not in page.content()
    answer = page.request.get(demo_address + "/api/v1/reports/nps?by=employee&question=nps")
    names = {row["group"]["employee"] for row in answer.json()["rows"]}
    assert names <= {"Olga de Haan"}
    told = luister_json(
        demo_home, "report", "nps", "--where", "employee=Olga de Haan", "--question", "nps"
    )
    own = [row["n"] for row in answer.json()["rows"]]
    assert own == [row["n"] for row in told["rows"]]

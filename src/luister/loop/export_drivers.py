"""Export drivers: what a run found, as a workbook."""

from collections.abc import Iterator

import pyarrow as pa

from luister.estimates.driver_report import DriverLine, DriverReport
from luister.exports.about import Fact
from luister.exports.file_form import FileForm
from luister.exports.workbook import Sheet
from luister.loop.export_tables import workbook_blocks
from luister.loop.order_run import OrderedRun
from luister.loop.tell_drivers import line_told

_NUMBERS = (
    "share", "share_low", "share_high", "effect", "effect_low", "effect_high", "gain", "gain_low",
    "gain_high", "room", "slope", "slope_low", "slope_high", "performance", "performance_low",
    "performance_high", "robustness", "robustness_shown", "beyond_placebo",
    "beyond_placebo_low", "beyond_placebo_high",
)  # fmt: skip
HEADINGS = {
    "group": "Group", "name": "Driver", "label": "Question", "share": "Share", "share_low": "Share, low",
    "share_high": "Share, high", "effect": "Effect of one point", "effect_low": "Effect, low",
    "effect_high": "Effect, high", "gain": "Gain", "gain_low": "Gain, low", "gain_high": "Gain, high",
    "room": "Share with room", "slope": "Slope", "slope_low": "Slope, low", "slope_high": "Slope, high",
    "performance": "Mean", "performance_low": "Mean, low", "performance_high": "Mean, high",
    "robustness": "Robustness", "robustness_shown": "Robustness at 95 %",
    "beyond_placebo": "Effect beyond the placebo", "beyond_placebo_low": "Beyond the placebo, low",
    "beyond_placebo_high": "Beyond the placebo, high", "kind": "Kind", "reading": "Reading",
}  # fmt: skip
"""What a person reads above each column, to be translated."""

FACTS = (
    "Outcome", "Unit", "R2", "Weights", "Design effect", "Effective n", "Missing answers", "Placebo",
    "Data version", "Seed", "Ordered by", "sampling weights", "none, every answer counts once",
    "An effect holds if the association is causal", "yes",
)  # fmt: skip
"""Words of the last sheet, to be translated."""

_WEIGHTS = {"used": "sampling weights"} | dict.fromkeys(
    ("unused", "none"), "none, every answer counts once"
)


def drivers_file(run: OrderedRun, report: DriverReport, form: FileForm) -> Iterator[bytes]:
    """The workbook, block by block: all drivers, those of each group, and from which answers they came."""
    lines = [("", one) for one in report.lines]
    in_groups = [(group.value, one) for group in report.groups for one in group.lines]
    sheets = [_sheet("Drivers", lines, form)]
    if in_groups:
        sheets.append(_sheet("Groups", in_groups, form))
    return workbook_blocks(sheets, _about(run, report, form), form)


def _sheet(name: str, lines: list[tuple[str, DriverLine]], form: FileForm) -> Sheet:
    told = [{"group": group, **line_told(line)} for group, line in lines]
    words = ("kind", "reading")
    columns = {
        name: pa.array(
            [_said(one[name], form) if name in words else one[name] for one in told], kind
        )
        for names, kind in (
            (("group", "name", "label"), pa.string()),
            (_NUMBERS, pa.float64()),
            (words, pa.string()),
        )
        for name in names
    }
    headings = [form.translate(HEADINGS[column]) for column in columns]
    return Sheet(form.translate(name), headings, pa.table(columns).to_reader(), "0.000")


def _said(word: str, form: FileForm) -> str:
    return form.translate(word) if word else ""


def _about(run: OrderedRun, report: DriverReport, form: FileForm) -> tuple[Fact, ...]:
    facts: tuple[tuple[str, str | float | int], ...] = (
        ("Survey", str(run.settings["survey"])),
        ("Outcome", report.outcome),
        ("Unit", report.unit),
        ("n shown", report.n),
        ("R2", round(report.r2, 4)),
        ("Weights", form.translate(_WEIGHTS[report.weights])),
        ("Design effect", round(report.design_effect, 3)),
        ("Effective n", round(report.effective_n, 1)),
        ("Missing answers", str(run.settings["missing"])),
        ("Placebo", report.placebo),
        ("Interval", "95 %"),
        ("Data version", report.version),
        ("Seed", report.seed),
        ("Ordered by", run.ordered_by),
        ("An effect holds if the association is causal", form.translate("yes")),
        ("Generated at", form.generated_at.isoformat(timespec="seconds")),
    )
    return tuple(Fact(name, value) for name, value in facts)

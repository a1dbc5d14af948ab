"""What questions have in common, as scripts read it."""

import json
from dataclasses import asdict

from luister.estimates.estimate import Estimate
from luister.estimates.factor_report import FactorReport, QuestionLine, ScaleLine
from luister.loop.tell_numbers import Told, ten_digits, unused_weights_told


def factors_told(report: FactorReport) -> Told:
    """The report; no loadings and no test where the factors may not be relied on."""
    return {
        "converged": report.has_converged,
        "proper": report.is_proper,
        "n": report.n,
        "left_out": report.left_out,
        **unused_weights_told(report.unused_weights),
        "seed": report.seed,
        "reading": report.reading,
        "scale": _scale(report.scale),
        "suggested": report.suggested,
        "eigenvalues": list(report.eigenvalues),
        "bars": list(report.bars),
        "kmo": report.adequacy,
        "factors": report.factors,
        "rotation": report.rotation,
        "heywood": list(report.heywood),
        "test": {"chi2": report.statistic, "df": report.freedom, "p": report.p},
        "questions": [_question(one) for one in report.questions],
        "correlations": [list(row) for row in report.correlations],
        "scales": [_scale(one) for one in report.scales],
    }


def factors_text(report: FactorReport) -> str:
    """The report as text to be kept: the same for the same report, to the byte."""
    return json.dumps(ten_digits(factors_told(report)), ensure_ascii=False, sort_keys=True)


def _question(line: QuestionLine) -> Told:
    told = asdict(line)
    return {**told, "loadings": list(line.loadings)}


def _scale(line: ScaleLine) -> Told:
    return {
        "questions": list(line.questions),
        "alpha": _estimate(line.alpha),
        "omega": None if line.omega is None else _estimate(line.omega),
        "ave": None if line.extracted is None else _estimate(line.extracted),
        "reading": line.reading,
    }


def _estimate(one: Estimate) -> Told:
    return {"value": one.value, "low": one.low, "high": one.high}

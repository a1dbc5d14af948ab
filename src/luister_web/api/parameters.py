"""The parameters of a report and of answers, as they stand in an address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.http import QueryDict
from ninja import Schema
from pydantic import Field, ValidationError

from luister.errors import LuisterError
from luister.estimates.report import ReportRequest
from luister.loop.show import ResponsesRequest
from luister_web.access.models import User
from luister_web.access.rights import Right, rights_of, scope
from luister_web.api.asker import NotAllowedError

MOST_A_PAGE = 500


class Filters(Schema):
    """Which answers: survey, question, days and dimensions."""

    survey: str | None = Field(None, description="Name of the survey.")
    question: str | None = Field(None, description="Id of the question.")
    first: date | None = Field(None, alias="from", description="First day, as 2025-01-31.")
    last: date | None = Field(None, alias="to", description="Last day, included.")
    where: list[str] = Field(
        [], description="dimension:value; repeat it for more. One dimension twice is either value."
    )

    def conditions(self) -> dict[str, tuple[str, ...]]:
        """The filter: dimension -> values.

        Raises:
            LuisterError: a condition that is no dimension:value.
        """
        found: dict[str, tuple[str, ...]] = {}
        for condition in self.where:
            name, mark, value = condition.partition(":")
            if not mark or not name:
                raise LuisterError(
                    f"{condition!r} is no condition.", hint="Write where=dimension:value."
                )
            found[name] = (*found.get(name, ()), value)
        return found


class ReportParameters(Filters):
    """What a report is asked for."""

    by: list[str] = Field([], description="Dimension to group by; repeat it for more.")
    every: str | None = Field(None, description="day, week, month, quarter, year or wave.")
    compare: str | None = Field(
        None, description="previous, last-year, or two days as 2016-01-01..2016-12-31."
    )
    weighted: bool = Field(
        False,
        description="Count weights: those of the known totals, else those that came with the answers.",
    )

    def request(self, metric: str, user: User) -> ReportRequest:
        """The question for the core, limited to what `user` may see."""
        return ReportRequest(
            metric=metric,
            survey=self.survey,
            question=self.question,
            by=_names(self.by),
            every=self.every,
            first=self.first,
            last=self.last,
            compare=self.compare,
            where=self.conditions(),
            scope=scope(user),
            weighted=self.weighted,
        )


class AnswerParameters(Filters):
    """Which answers are asked for."""

    search: str = Field("", description="Text that a comment must hold.")
    value: list[float] = Field([], description="Answers to the question to keep; repeatable.")
    show: list[str] = Field([], description="Dimension to show beside the answers; repeatable.")

    def request(self, user: User, *, limit: int = 0, offset: int = 0) -> ResponsesRequest:
        """The question for the core, limited to what `user` may see.

        Raises:
            NotAllowedError: a search in comments by somebody who may not read them.
        """
        rights = rights_of(user)
        if self.search and Right.SEE_COMMENTS not in rights:
            raise NotAllowedError(Right.SEE_COMMENTS)
        asked = ResponsesRequest(
            survey=self.survey,
            question=self.question,
            first=self.first,
            last=self.last,
            where=self.conditions(),
            scope=scope(user),
            search=self.search,
            values=tuple(self.value),
            comments=Right.SEE_COMMENTS in rights,
            customers=Right.SEE_CUSTOMERS in rights,
            microdata=Right.SEE_MICRODATA in rights,
            limit=limit,
            offset=offset,
        )
        return replace(asked, dimensions=_names(self.show)) if self.show else asked


class PagedAnswerParameters(AnswerParameters):
    """Which page of answers is asked for."""

    limit: int = Field(50, ge=1, le=MOST_A_PAGE, description="Responses on a page.")
    offset: int = Field(0, ge=0, description="Responses to pass over.")


def report_parameters(query: QueryDict) -> ReportParameters:
    """The parameters of a report in an address.

    Raises:
        LuisterError: a parameter that cannot be read.
    """
    try:
        return ReportParameters.model_validate(_plain(query, ("by", "where")))
    except ValidationError as error:
        raise _unreadable(error) from None


def answer_parameters(query: QueryDict) -> AnswerParameters:
    """The parameters of answers in an address; errors as in `report_parameters`."""
    try:
        return AnswerParameters.model_validate(_plain(query, ("where", "value", "show")))
    except ValidationError as error:
        raise _unreadable(error) from None


def _plain(query: QueryDict, lists: Sequence[str]) -> Mapping[str, object]:
    """The parameters by name; an empty one is as good as none."""
    found: dict[str, object] = {name: value for name, value in query.items() if value}
    return found | {name: [one for one in query.getlist(name) if one] for name in lists}


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Names given apart or with commas between them."""
    return tuple(name.strip() for names in given for name in names.split(",") if name.strip())


def _unreadable(error: ValidationError) -> LuisterError:
    first = error.errors()[0]
    name = ".".join(str(step) for step in first["loc"])
    return LuisterError(f"{name}: {first['msg']}.", hint="Mend that part of the address.")

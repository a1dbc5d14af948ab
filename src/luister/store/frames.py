"""Known totals of who might have answered: one frame a survey."""

import json

from luister.estimates.frame import Frame, Margin
from luister.store.home import Store
from luister.store.truth import Row


def frames(store: Store) -> dict[str, Frame]:
    """The frame of each survey that has one."""
    sql = "SELECT survey, source, margins FROM store_frame ORDER BY survey"
    return dict(store.truth.known(sql, _frames))


def _frames(rows: list[Row]) -> dict[str, Frame]:
    return {survey: Frame(survey, source, _margins(text)) for survey, source, text in rows}


def surveys_with_weights(store: Store) -> frozenset[str]:
    """The surveys whose answers came with weights that differ."""
    store.follow()
    rows = store.projection.cursor().execute(
        "SELECT survey FROM fact GROUP BY survey HAVING min(weight) < max(weight)"
    )
    return frozenset(str(survey) for (survey,) in rows.fetchall())


def keep_frame(store: Store, frame: Frame) -> None:
    """Keeps the frame of a survey in place of the one before; without margins it is taken away."""
    text = json.dumps(
        [
            [margin.dimensions, [[*part, size] for part, size in margin.totals.items()]]
            for margin in frame.margins
        ]
    )
    with store.truth.transaction():
        store.truth.execute("DELETE FROM store_frame WHERE survey = ?", (frame.survey,))
        if frame.margins:
            store.truth.execute(
                "INSERT INTO store_frame VALUES (?, ?, ?)", (frame.survey, frame.source, text)
            )


def _margins(text: str) -> tuple[Margin, ...]:
    return tuple(
        Margin(tuple(dimensions), {tuple(line[:-1]): float(line[-1]) for line in lines})
        for dimensions, lines in json.loads(text)
    )

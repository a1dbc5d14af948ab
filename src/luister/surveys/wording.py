"""When a question's words change, its answers may change with them: the break is kept and shown."""

from dataclasses import replace

from luister.surveys.definition import Item, SurveyDefinition, Texts


def with_wordings(survey: SurveyDefinition, before: SurveyDefinition) -> SurveyDefinition:
    """The survey with each item's wording: that of the version before, and one more where it asks otherwise."""
    known = {item.id: item for item in before.items}
    pages = tuple(
        replace(page, items=tuple(_with_wording(item, known.get(item.id)) for item in page.items))
        for page in survey.pages
    )
    return replace(survey, pages=pages)


def reworded(survey: SurveyDefinition, before: SurveyDefinition) -> tuple[Item, ...]:
    """The items that ask otherwise than in the version before: other words, scale, options or aspects."""
    known = {item.id: item for item in before.items}
    return tuple(
        item for item in survey.items if item.id in known and _asks_otherwise(item, known[item.id])
    )


def _with_wording(item: Item, before: Item | None) -> Item:
    if before is None:
        return item
    return replace(item, wording=before.wording + _asks_otherwise(item, before))


def _asks_otherwise(item: Item, before: Item) -> bool:
    texts: tuple[tuple[Texts, Texts], ...] = (
        (item.text, before.text),
        (item.low, before.low),
        (item.high, before.high),
    )
    if item.kind != before.kind or item.asked_scale != before.asked_scale:
        return True
    if item.has_no_opinion != before.has_no_opinion:
        # A way out takes answers from the middle of a scale, or gives them back.
        return True
    now_parts, then_parts = _parts(item), _parts(before)
    if now_parts.keys() != then_parts.keys():
        return True
    texts += tuple((now_parts[code], then_parts[code]) for code in now_parts)
    return any(_differ(now, then) for now, then in texts)


def _differ(now: Texts, then: Texts) -> bool:
    """True where a language that both have says something else; a new translation changes nothing."""
    return any(now[language] != then[language] for language in now.keys() & then.keys())


def _parts(item: Item) -> dict[str, Texts]:
    """What each option or aspect says; their order may change, for it is often shuffled anyway."""
    return {one.code: one.text for one in (*item.options, *item.aspects)}

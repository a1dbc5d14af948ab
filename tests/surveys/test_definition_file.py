"""A survey as a file comes back the same, and a slip in it is named."""

import pytest

from luister.events.answer import Scale
from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Look, Option, Page, SurveyDefinition
from luister.surveys.definition_file import DefinitionError, dump, load

UNHAPPY = Condition(((Check("nps", "at most", ("6",)),),))
SURVEY = SurveyDefinition(
    name="moving",
    kind="moving",
    languages=("nl", "en"),
    title={"nl": "Verhuizen", "en": "Moving"},
    pages=(
        Page(items=(Item(id="nps", kind="nps", text={"nl": "Hoe?"}, is_required=True),)),
        Page(
            items=(
                Item(id="why", kind="text", text={"nl": "Waarom?"}, show_if=UNHAPPY, wording=2),
                Item(
                    id="aspects",
                    kind="matrix",
                    text={},
                    scale=Scale("rating", 1, 7),
                    aspects=(Option("speed", {"nl": "Snelheid"}),),
                ),
            ),
            end_if=UNHAPPY,
        ),
    ),
    look=Look(colour="#102030"),
)


def test_a_survey_comes_back_the_same():
    assert load(dump(SURVEY)) == SURVEY


def test_a_misspelt_name_is_refused_and_told_where():
    text = dump(SURVEY).replace('"is_required"', '"is_requird"')
    with pytest.raises(DefinitionError, match=r"survey.pages\[1\].items\[1\]: is_requird"):
        load(text)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}'])
def test_what_is_no_survey_is_refused(text):
    with pytest.raises(DefinitionError):
        load(text)

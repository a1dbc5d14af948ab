"""A Qualtrics file built piece by piece, in the shapes that real ones have."""

import json


def question(qid, kind, selector, *, text=None, tag=None, choices=None, **more):
    payload = {
        "QuestionText": text or f"Text of {qid}",
        "DataExportTag": tag or qid.replace("QID", "Q"),
        "QuestionType": kind,
        "Selector": selector,
        "Configuration": {"QuestionDescriptionOption": "UseText"},
        "Validation": {"Settings": {"ForceResponse": "OFF", "Type": "None"}},
        "Language": [],
        "QuestionID": qid,
        **more,
    }
    if choices is not None:
        payload["Choices"] = {
            key: one if isinstance(one, dict) else {"Display": one} for key, one in choices.items()
        }
        payload.setdefault("ChoiceOrder", list(choices))
    return payload


def single(qid, **choices):
    named = {key.removeprefix("c"): text for key, text in choices.items()}
    return question(qid, "MC", "SAVR", choices=named or {"1": "Yes", "2": "No"})


def look(locator, operator="Selected", right=None, conjunction=None, kind="Question"):
    found = {
        "LogicType": kind,
        "QuestionID": locator.split("/")[0],
        "ChoiceLocator": f"q://{locator}",
        "LeftOperand": f"q://{locator}",
        "Operator": operator,
        "Type": "Expression",
        "Description": f"<span>If</span> <span>{locator}</span> Is <span>{operator}</span>",
    }
    if right is not None:
        found["RightOperand"] = right
    if conjunction:
        found["Conjuction"] = conjunction
    return found


def logic(*looks, joined=()):
    """A BooleanExpression of one set, and more sets with the way each is joined: ("AndIf", look, ...)."""
    sets = [("If", *looks), *joined]
    found = {
        str(place): {**{str(n): one for n, one in enumerate(inner)}, "Type": kind}
        for place, (kind, *inner) in enumerate(sets)
    }
    return {**found, "Type": "BooleanExpression", "inPage": False}


def skip(qid, locator, target, condition="Selected"):
    return {
        "Type": "Question",
        "QuestionID": qid,
        "SkipLogic": [
            {
                "SkipLogicID": 1,
                "ChoiceLocator": f"q://{locator}",
                "Locator": f"q://{locator}",
                "Condition": condition,
                "SkipToDestination": target,
                "Description": f"If <strong>{locator}</strong> Is {condition}, Then Skip To {target}",
                "QuestionID": qid,
            }
        ],
    }


def block(key, *members, kind="Standard", **options):
    elements = [
        {"Type": "Question", "QuestionID": one} if isinstance(one, str) and one.startswith("QID")
        else {"Type": "Page Break"} if one == "break" else one
        for one in members
    ]  # fmt: skip
    return {
        "Type": kind,
        "Description": f"Block {key}",
        "ID": key,
        "BlockElements": elements,
        "Options": {"RandomizeQuestions": "false", **options},
    }


def shown(key):
    return {"Type": "Block", "ID": key, "FlowID": f"FL_{key}"}


def branch(said, *flow):
    return {
        "Type": "Branch",
        "FlowID": "FL_9",
        "Description": "New Branch",
        "BranchLogic": said,
        "Flow": list(flow),
    }


END = {"Type": "EndSurvey", "FlowID": "FL_99"}


def survey(questions, blocks, flow=None, *, language="EN", extra=(), blocks_as_list=True):
    elements = [
        {"Element": "BL", "Payload": blocks if blocks_as_list else dict(enumerate(blocks))},
        *(
            {"Element": "SQ", "PrimaryAttribute": one["QuestionID"], "Payload": one}
            for one in questions
        ),
        *extra,
    ]
    if flow is not None:
        elements.insert(
            1, {"Element": "FL", "Payload": {"Type": "Root", "FlowID": "FL_1", "Flow": flow}}
        )
    entry = {"SurveyID": "SV_1", "SurveyName": "A survey", "SurveyLanguage": language}
    return json.dumps({"SurveyEntry": entry, "SurveyElements": elements})

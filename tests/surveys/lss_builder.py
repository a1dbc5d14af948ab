"""A LimeSurvey file built from its tables, in the layouts of old and new versions."""

from xml.sax.saxutils import escape


def document(
    sections, *, kind="Survey", languages=("en",), head='<?xml version="1.0" encoding="UTF-8"?>'
):
    body = "".join(
        f"<{name}><fields/><rows>{''.join(_row(row) for row in rows)}</rows></{name}>"
        for name, rows in sections.items()
    )
    told = "".join(f"<language>{one}</language>" for one in languages)
    start = f"<LimeSurveyDocType>{kind}</LimeSurveyDocType><DBVersion>641</DBVersion>"
    return f"{head}<document>{start}<languages>{told}</languages>{body}</document>"


def _row(row):
    return (
        "<row>"
        + "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in row.items())
        + "</row>"
    )


def asked(qid, kind, title=None, *, parts=(), answers=(), attributes=None, text=None, **row):
    return {
        "row": {"qid": qid, "parent_qid": 0, "gid": 1, "type": kind, "title": title or f"Q{qid}",
                "question_order": qid, "relevance": "1", "mandatory": "N", "other": "N", **row},
        "text": text or {"en": f"Text of {qid}"},
        "parts": [(code, words if isinstance(words, dict) else {"en": words}) for code, words in parts],
        "answers": [(*one, "0") if len(one) == 2 else one for one in answers],
        "attributes": attributes or {},
    }  # fmt: skip


def survey(
    *questions, groups=None, conditions=(), languages=("en",), old=False, surveys=None, extra=None
):
    groups = groups or [{"gid": 1, "group_order": 1, "grelevance": "1"}]
    sections = {
        "groups": groups,
        "group_l10ns": [{"gid": one["gid"], "language": "en", "group_name": f"Group {one['gid']}"} for one in groups],
        "questions": [], "subquestions": [], "question_l10ns": [], "answers": [], "answer_l10ns": [],
        "question_attributes": [], "conditions": list(conditions),
        "surveys": [surveys or {"sid": 5, "language": languages[0],
                                "additional_languages": " ".join(languages[1:]), "format": "G"}],
        "surveys_languagesettings": [
            {"surveyls_language": one, "surveyls_title": f"Survey {one}",
             "surveyls_welcometext": f"<p>Hi {one}</p>", "surveyls_endtext": f"Bye {one}"}
            for one in languages
        ],
        **(extra or {}),
    }  # fmt: skip
    for one in questions:
        _add(sections, one, old=old)
    return document(sections, languages=languages)


def _add(sections, one, *, old):
    qid = one["row"]["qid"]
    _say(sections, "questions", one["row"], one["text"], old=old)
    for place, (code, words) in enumerate(one["parts"], 1):
        row = {
            "qid": f"{qid}0{place}",
            "parent_qid": qid,
            "gid": 1,
            "type": "T",
            "title": code,
            "question_order": place,
            "scale_id": 0,
        }
        if code.startswith("Y_"):
            row |= {"title": code.removeprefix("Y_"), "scale_id": 1}
        _say(sections, "subquestions", row, words, old=old)
    for place, (code, words, scale) in enumerate(one["answers"], 1):
        row = {
            "aid": f"{qid}9{place}",
            "qid": qid,
            "code": code,
            "sortorder": place,
            "scale_id": scale,
        }
        words = words if isinstance(words, dict) else {"en": words}
        if old:
            sections["answers"] += [
                {**row, "language": code_, "answer": text} for code_, text in words.items()
            ]
        else:
            sections["answers"].append(row)
            sections["answer_l10ns"] += [
                {"aid": row["aid"], "language": code_, "answer": text}
                for code_, text in words.items()
            ]
    for name, value in one["attributes"].items():
        sections["question_attributes"].append({"qid": qid, "attribute": name, "value": value})


def _say(sections, name, row, words, *, old):
    if old:
        sections[name] += [
            {**row, "language": code, "question": text} for code, text in words.items()
        ]
        return
    sections[name].append(row)
    sections["question_l10ns"] += [
        {"qid": row["qid"], "language": code, "question": text} for code, text in words.items()
    ]

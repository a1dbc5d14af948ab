"""The languages that a survey can be in: two letters of ISO 639-1, with a region or script where one is needed."""

import re

_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_CODES.split())
_SHAPE = re.compile(r"[a-z]{2}(-[a-z0-9]{1,10}){0,2}")
_OTHERWISE = {
    "zh-s": "zh-hans",
    "zh-t": "zh-hant",
    "es-es": "es-es",
    "no-no": "nb",
    "iw": "he",
    "in": "id",
}


def language_code(text: str) -> str:
    """The code of a language as we write it; empty where it is none.

    >>> language_code("EN"), language_code("pt_BR"), language_code("nl-informal"), language_code("Klingon")
    ('en', 'pt-br', 'nl-informal', '')
    """
    code = str(text).strip().lower().replace("_", "-")
    code = _OTHERWISE.get(code, code)
    return code if is_language(code) else ""


def is_language(code: str) -> bool:
    """True for a code in our shape whose first part is a language.

    >>> is_language("nl"), is_language("NL"), is_language("xx")
    (True, False, False)
    """
    return bool(_SHAPE.fullmatch(code)) and code[:2] in LANGUAGES

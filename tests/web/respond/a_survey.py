"""A survey with every kind of question, in Dutch, English and Arabic."""

from dataclasses import replace

from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Look, Option, Page, SurveyDefinition

UNHAPPY = Condition(((Check("nps", "at most", ("6",)),),))
HAPPY = Condition(((Check("nps", "at least", ("9",)),),))
LOGO = (
    "data:image/svg+xml;base64,"
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAxMjAgMzYiIHdpZHRoPSIxMjAiIGhlaWdodD0iMzYiPjxw"
    "YXRoIGQ9Ik02IDIwYzYtMTQgMTgtMTQgMjQgMCIgZmlsbD0ibm9uZSIgc3Ryb2tlPSIjMGE3ZDZiIiBzdHJva2Utd2lkdGg9IjUiIHN0cm9rZS1saW5l"
    "Y2FwPSJyb3VuZCIvPjxjaXJjbGUgY3g9IjE4IiBjeT0iMjYiIHI9IjQiIGZpbGw9IiMwYTdkNmIiLz48dGV4dCB4PSI0MCIgeT0iMjUiIGZvbnQtZmFt"
    "aWx5PSJzYW5zLXNlcmlmIiBmb250LXdlaWdodD0iNzAwIiBmb250LXNpemU9IjIwIiBmaWxsPSIjMGE3ZDZiIj5adW5hPC90ZXh0Pjwvc3ZnPg=="
)

NPS = Item(
    id="nps",
    kind="nps",
    text={
        "nl": "Hoe waarschijnlijk is het dat u Zuna aanbeveelt aan familie of vrienden?",
        "en": "How likely are you to recommend Zuna to family or friends?",
        "ar": "ما مدى احتمال أن توصي بزونا لعائلتك أو أصدقائك؟",
    },
    low={"nl": "Zeer onwaarschijnlijk", "en": "Very unlikely", "ar": "مستبعد جدا"},
    high={"nl": "Zeer waarschijnlijk", "en": "Very likely", "ar": "محتمل جدا"},
    is_required=True,
    is_headline=True,
)
WHY = Item(
    id="why",
    kind="text",
    text={
        "nl": "Wat kunnen we beter doen?",
        "en": "What could we do better?",
        "ar": "ما الذي يمكننا تحسينه؟",
    },
    show_if=UNHAPPY,
)
GOOD = Item(
    id="good",
    kind="text",
    text={"nl": "Wat ging er goed?", "en": "What went well?", "ar": "ما الذي سار على ما يرام؟"},
    show_if=HAPPY,
)
PHONE = Item(
    id="phone",
    kind="matrix",
    text={
        "nl": "Hoe beoordeelt u ons telefonisch contact?",
        "en": "How do you rate our contact by phone?",
        "ar": "كيف تقيم تواصلنا الهاتفي؟",
    },
    low={"nl": "Zeer slecht", "en": "Very poor", "ar": "سيئ جدا"},
    high={"nl": "Zeer goed", "en": "Very good", "ar": "جيد جدا"},
    aspects=(
        Option("wait", {"nl": "De wachttijd", "en": "The waiting time", "ar": "وقت الانتظار"}),
        Option("kind", {"nl": "De vriendelijkheid", "en": "The friendliness", "ar": "الود"}),
        Option(
            "solved",
            {"nl": "De oplossing van uw vraag", "en": "The answer you got", "ar": "حل سؤالك"},
        ),
    ),
    has_no_opinion=True,
    touchpoint="telephone",
)
EASE = Item(
    id="ease",
    kind="ces",
    text={
        "nl": "Hoe makkelijk was het om uw verhuizing te regelen?",
        "en": "How easy was it to arrange your move?",
        "ar": "ما مدى سهولة ترتيب انتقالك؟",
    },
    low={"nl": "Zeer moeilijk", "en": "Very difficult", "ar": "صعب جدا"},
    high={"nl": "Zeer makkelijk", "en": "Very easy", "ar": "سهل جدا"},
    has_no_opinion=True,
)
CHANNELS = Item(
    id="channels",
    kind="choices",
    text={
        "nl": "Waar zocht u hulp?",
        "en": "Where did you look for help?",
        "ar": "أين بحثت عن المساعدة؟",
    },
    options=(
        Option("site", {"nl": "Op de website", "en": "On the website", "ar": "على الموقع"}),
        Option("phone", {"nl": "Aan de telefoon", "en": "By phone", "ar": "عبر الهاتف"}),
        Option("other", {"nl": "Ergens anders", "en": "Elsewhere", "ar": "في مكان آخر"}, True),
    ),
    has_no_opinion=True,
)
DAY = Item(
    id="day",
    kind="date",
    text={"nl": "Wanneer verhuisde u?", "en": "When did you move?", "ar": "متى انتقلت؟"},
)
SURVEY = SurveyDefinition(
    name="relation",
    kind="relation",
    languages=("nl", "en", "ar"),
    title={"nl": "Hoe was uw verhuizing?", "en": "How was your move?", "ar": "كيف كان انتقالك؟"},
    intro={
        "nl": "Drie korte pagina's, ongeveer één minuut. U helpt er iedereen mee die na u verhuist.",
        "en": "Three short pages, about one minute. You help everyone who moves after you.",
        "ar": "ثلاث صفحات قصيرة، حوالي دقيقة واحدة. مساعدتك تفيد كل من ينتقل بعدك.",
    },
    process="moving house",
    pages=(
        Page(items=(NPS, WHY, GOOD)),
        Page(
            items=(PHONE, EASE),
            title={"nl": "Ons contact", "en": "Our contact", "ar": "تواصلنا"},
        ),
        Page(items=(CHANNELS, DAY)),
    ),
    look=Look(logo=LOGO, logo_text="Zuna Energie", colour="#0a7d6b"),
)
SHORT = replace(SURVEY, name="short", pages=(Page(items=(NPS,)),), look=Look())

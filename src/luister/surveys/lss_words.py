"""The options of LimeSurvey questions whose answers are fixed, and its own words, in the languages we know."""

from luister.surveys.definition import Texts

CHOICES: dict[str, tuple[tuple[str, Texts], ...]] = {
    "Y": (
        ("Y", {"en": "Yes", "nl": "Ja", "de": "Ja", "fr": "Oui"}),
        ("N", {"en": "No", "nl": "Nee", "de": "Nein", "fr": "Non"}),
    ),
    "G": (
        ("F", {"en": "Female", "nl": "Vrouw", "de": "Weiblich", "fr": "Femme"}),
        ("M", {"en": "Male", "nl": "Man", "de": "Männlich", "fr": "Homme"}),
    ),
    "C": (
        ("Y", {"en": "Yes", "nl": "Ja", "de": "Ja", "fr": "Oui"}),
        ("U", {"en": "Uncertain", "nl": "Twijfel", "de": "Unsicher", "fr": "Incertain"}),
        ("N", {"en": "No", "nl": "Nee", "de": "Nein", "fr": "Non"}),
    ),
    "E": (
        ("I", {"en": "Increase", "nl": "Meer", "de": "Mehr", "fr": "Augmenter"}),
        ("S", {"en": "Same", "nl": "Gelijk", "de": "Gleich", "fr": "Identique"}),
        ("D", {"en": "Decrease", "nl": "Minder", "de": "Weniger", "fr": "Diminuer"}),
    ),
}
OTHER = {"en": "Other", "nl": "Anders", "de": "Sonstiges", "fr": "Autre"}
COMMENT = {"en": "Comment", "nl": "Toelichting", "de": "Kommentar", "fr": "Commentaire"}

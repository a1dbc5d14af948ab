"""What a calculation says of weights that it did not use."""

from django.utils.translation import gettext as _

from luister_web.look.wording import number_words


def unused_weights(design_effect: float) -> str:
    """That forms carry weights which a calculation left out; they would cost `design_effect` times as many forms."""
    return _(
        "The forms carry weights that differ (design effect %(effect)s), and each counted once here: this is about "
        "those who answered, not about all who were meant."
    ) % {"effect": number_words(design_effect, 2)}

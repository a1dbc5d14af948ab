"""The sentences in which the core tells why questions cannot be checked."""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("One question is no scale."),
    _("Name two questions or more."),
    _("%(count)s questions hold %(most)s factors at most, not %(asked)s."),
    _("Name fewer factors or more questions."),
    _("%(n)s complete rows are too few for %(count)s questions: it takes %(needed)s."),
    _("Take a longer period, or name fewer questions."),
    _("Leave the question out."),
    _("%(names)s tell one another without fail."),
    _("%(name)s is no rotation."),
)
"""What `luister.drivers.factors` refuses with, beside what drivers and models do."""

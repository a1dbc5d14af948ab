"""The sentences in which the core tells why there is no honest answer about drivers."""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("%(forms)s forms can be used, and %(drivers)s drivers need %(needed)s."),
    _("Take a longer period or a wider group, or name fewer drivers."),
    _(
        "%(forms)s forms with these weights tell as much as %(effective)s, and %(drivers)s drivers need %(needed)s."
    ),
    _("Take a longer period or a wider group, name fewer drivers, or leave the weights out."),
    _("Nobody answered %(name)s here."),
    _("Leave it out."),
    _(
        "All answers to %(name)s are %(value)s, so it explains nothing and is explained by nothing."
    ),
    _("Leave it out, or take forms among which it differs."),
    _("%(names)s tell one another without fail, so that nobody can say which of them matters."),
    _("Leave one of them out."),
    _("The drivers tell the outcome without fail, so that an effect has no size."),
    _("Leave out the driver that is another form of the outcome, or add answers."),
    _("NPS points need an outcome in whole numbers from 0 to 10."),
    _("Ask for the scale of the outcome instead."),
    _("A change in a share needs an outcome that is yes or no."),
    _("%(name)s says %(value)s of some, which is no yes or no."),
    _("Say which answer counts as yes, or name a question that is answered in numbers."),
    _("Nobody answered %(answer)s to %(name)s."),
    _("Answers are: %(names)s."),
    _("One driver alone would be given all that goes along with it, so it has no effect to tell."),
    _("Name the other ratings that may matter too."),
    _("No driver is named."),
    _("Name the questions that may matter."),
    _("%(name)s is named as a driver of itself."),
    _("Leave it out there."),
    _("The placebo %(name)s is no driver."),
    _("Name it as one too."),
    _("%(name)s has %(count)s values; up to %(most)s can be set side by side."),
    _("Choose a coarser one, or filter."),
    _("The calculation ended with code %(code)s."),
    _("There is no way %(name)s to treat missing answers."),
    _("Use %(names)s."),
    _("There is no survey %(name)s."),
    _("%(survey)s has no question %(name)s that is answered in numbers."),
    _("There is no dimension %(name)s."),
    _("There are: %(names)s."),
    _("%(name)s is no driver here."),
    _("There is no run %(number)s."),
    _("It may have been taken away."),
    _("There is no run %(number)s that this program can make."),
    _("It may be gone."),
    _("See the server's log."),
)
"""What `luister.drivers` and its corridor refuse with."""

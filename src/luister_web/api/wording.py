"""The words of this app that stand outside its templates, so that they can be translated."""

from django.utils.translation import gettext_noop as _

SUMMARIES = {
    "report": _("A metric by groups and periods, with interval, target and comparison"),
    "metrics": _("The metrics"),
    "surveys": _("The surveys with their questions"),
    "dimensions": _("The dimensions to group by and filter on"),
    "values": _("The values of a dimension, as far as you may see them"),
    "targets": _("The targets"),
    "mine": _("Your own results, leaned on your team, and what customers valued"),
    "marks": _("The marks: what happened and may explain a change"),
    "explanation": _(
        "Why an alarm's number moved: where, in which words, and what else happened then"
    ),
    "responses": _("Single responses, the latest first"),
    "new_response": _("Take in one filled-in form"),
    "new_responses": _("Take in many filled-in forms"),
    "new_import": _("Take in a file"),
    "may_contact": _("May this person be asked? And if so, reserve it"),
    "release": _("Give a reservation back"),
    "new_contacts": _("Keep contacts, many at once"),
    "new_invitations": _("Invite a sample of the contacts"),
    "invitations": _("Who was invited, and how far they came"),
    "bounce": _("A letter came back, or was called unwanted"),
    "bounce_mail": _("A report of a mail server, as it came"),
    "frame": _("The known totals to which a survey is weighted"),
    "keep_frame": _("Set the known totals of a survey, or count all who were invited"),
    "remove_frame": _("Take the known totals of a survey away"),
    "response_rates": _("The share of those asked who answered, with interval"),
    "alarms": _("What moved and was raised, the last first"),
    "watched": _("The series that are watched, their thresholds and the delays to expect"),
    "replay": _("Watch the past again: the alarms that today's settings would have raised"),
    "feedback_records": _("Answers as feedback records, the latest first"),
    "new_feedback_record": _("Take in one feedback record"),
    "signals": _("Signals, what matters most first"),
    "signal": _("One signal with its history"),
    "signal_act": _("Act on a signal: put away, dismiss, merge, follow, note, take up again"),
    "signal_rules": _("The rules by which one answer is a signal"),
    "new_signal_rule": _("Add a rule on answers"),
    "change_signal_rule": _("Change a rule on answers"),
    "signal_weights": _("What signals are weighed by"),
    "set_signal_weights": _("Weigh signals otherwise"),
    "new_feedback_records": _("Take in many feedback records"),
    "cases": _("The cases that you may see, what is due first"),
    "new_case": _("Open a case on an answer, or one of your own"),
    "case": _("One case with its history and letters"),
    "move_case": _("Bring a case into another state, or close it"),
    "note_case": _("Keep a note on a case"),
    "hand_over_case": _("Give a case to somebody, or to a queue"),
    "reply_case": _("Write to the customer of a case"),
    "case_review": _(
        "How soon customers hear from us, how often in time, why, and whether it helped"
    ),
    "actions": _("The actions that you may see, what is due first"),
    "new_action": _("Plan an action on one of four levels"),
    "action": _("One action"),
    "step_action": _("Tell how far an action is, or what came of it"),
}

REASONS = {
    400: _("A parameter that cannot be read."),
    401: _("No valid key, and nobody signed in."),
    403: _("The owner of the key may not do this."),
    404: _("A name that nobody knows: metric, survey, question or dimension."),
    409: _("It cannot be done now: too few answers, or the store is busy."),
    413: _("The file is too big."),
    422: _("A value that does not fit."),
    429: _("The key is used too often; Retry-After says how long to wait."),
}

DESCRIPTIONS = (
    _(
        "What moved, from what to what, since when; where, in whose words, and what else happened then."
    ),
    _("Number of the alarm."),
    _(
        "Up to 500, in one commit. Each has an outcome of its own; a bad one keeps no other from being taken in."
    ),
    _(
        "Of cases that you may see: medians and shares with their intervals, root causes, and whether it helped."
    ),
    _("Cases opened since this day; 90 days ago if left out."),
    _("Within the own part of the organisation; coaching names its employee."),
    _("With its result, where there is one."),
    _("Without `to` it is progress; with done, `words` are the result."),
    _("Number of the action."),
    _("State of the action."),
    _("Level of the action."),
    _("User name of the owner."),
    _("Those that the owner of the key may see, what is due first."),
    _("On an answer a case is opened once: sent again it is the same one."),
    _("With its history and letters."),
    _("A closed case stays closed; to close one, send outcome and root_cause."),
    _("Kept for good; @name calls somebody."),
    _("To a member of the queue; without a name to whom has the fewest open cases."),
    _("By mail, with what the customer said below it; it leaves within seconds, once."),
    _("Number of the case."),
    _("State of the case."),
    _("Name of the queue."),
    _("User name of the owner; empty is nobody."),
    _("Only what passed its deadline."),
    _("A text in the subject, or the customer's key."),
    _("The same figures as on the page, in exports and from the command line."),
    _("Id of the metric, as nps."),
    _("Name of the survey."),
    _("Id of the question."),
    _("First day, as 2025-01-31."),
    _("Last day, included."),
    _("dimension:value; repeat it for more. One dimension twice is either value."),
    _("Dimension to group by; repeat it for more."),
    _("day, week, month, quarter, year or wave."),
    _("previous, last-year, or two days as 2016-01-01..2016-12-31."),
    _("Count weights: those of the known totals, else those that came with the answers."),
    _("The built-in metrics, then the organisation's own."),
    _("What was asked, when, and how many answered."),
    _("The built-in ones, then the organisation's own."),
    _("In the order of the alphabet; only those that occur in answers you may see."),
    _("Name of the dimension, as team."),
    _("All that were ever agreed; the latest that began counts."),
    _("Oldest first; a mark without a process is for all."),
    _(
        "A group that is hidden in reports is hidden here; comments and customers need their rights."
    ),
    _("Text that a comment must hold."),
    _("Answers to the question to keep; repeatable."),
    _("Dimension to show beside the answers; repeatable."),
    _("Responses on a page."),
    _("Responses to pass over."),
    _("It is kept durably and counts when this answers; the survey must have been imported once."),
    _("Answers once the file was taken in; a dry run keeps nothing. The mapping is TOML."),
    _("With `reserve` a yes takes the slot: of any number that ask at once, one gets it."),
    _("For a person who was not asked after all: they may be asked again at once."),
    _("The reservation that a yes gave."),
    _("A known key is brought up to date; a contact that cannot be is told, all others are kept."),
    _("The draw comes first, then the rules; letters leave when their hour has come."),
    _("How far those who were invited came, and how many each rule held back."),
    _(
        "With what they make of the answers: design effect, largest weight, and who did not answer."
    ),
    _(
        "Margins, each dimensions and their groups; or `invited_by`: then all who were invited are counted."
    ),
    _("Weighted numbers use the weights that came with the answers again."),
    _("Of those asked, bounced letters included; `started` counts forms left half-way too."),
    _("Name of the wave."),
    _("survey, wave, channel or segment; repeatable."),
    _("For a mail provider that tells of bounces and complaints itself."),
    _(
        "The body is the mail as it came, as message/rfc822; what is no report of ours marks nothing."
    ),
    _(
        "One record an answer, as Formbricks Hub has them; forms stay whole, so a page may be longer."
    ),
    _("201: it is new. 200: it was there already. 409: another value was there, and stays."),
    _("Each record has an outcome of its own; a bad one keeps no other from being taken in."),
    _("Records on a page, about."),
    _("Alarms raised on this day or later."),
    _("Of your own teams only; values of groups with few answers are hidden."),
    _("Days are null where half of such drops stay unnoticed for a year."),
    _("Dimension that cuts the answers; repeatable, or several with commas between."),
    _("False alarms a year over all series; the settings' own where left out."),
    _("The series follow from the settings where `by` is left out."),
    _("Where the page begins: next_cursor of the page before."),
    _("First moment of collected_at, by the day."),
    _("Last moment of collected_at, by the day."),
    _("Taken for compatibility; a home holds one organisation."),
)
"""What the operations and their parameters say of themselves, word for word."""

FILE_WORDS = (
    _("Report"), _("Answers"), _("Questions"), _("About this file"), _("Item"), _("Scale"),
    _("Metric"), _("Unit"), _("Period"), _("From"), _("To"), _("Value"), _("Low"), _("High"),
    _("n"), _("Hidden"), _("Target"), _("Lower bound"), _("Status"), _("Compared period"),
    _("Compared from"), _("Compared to"), _("Compared value"), _("Compared n"), _("Difference"),
    _("Difference low"), _("Difference high"), _("Verdict"), _("Survey"), _("Question"),
    _("Wording"), _("Labels"), _("Wave"), _("Process"), _("Touchpoint"), _("Channel"), _("Team"),
    _("Employee"), _("Language"), _("Response"), _("Time"), _("Customer"), _("Weight"),
    _("Complete"), _("Groups"), _("Every"), _("Compared with"), _("Filters"), _("Limited to"),
    _("n shown"), _("Weights"), _("Interval"), _("Hidden below n"), _("Answers counted up to"),
    _("Generated at"), _("Rows"), _("all"), _("none"), _("nothing"), _("the whole period"),
    _("sampling weights"), _("known totals, else sampling weights"), _("Known totals"),
    _("Effective n"), _("Design effect"), _("none, every answer counts once"), _("the first answer"),
    _("the last answer"), _("points"), _("percent"), _("scale"), _("count"), _("on target"),
    _("probably on target"), _("near target"), _("probably under"), _("surely under"),
    _("higher"), _("probably higher"), _("no difference shown"), _("probably lower"), _("lower"),
)  # fmt: skip
"""What stands in the headings and lines of an exported file."""

"""The sentences in which the core tells of files, webhooks and people, with names for the facts in them.

A fact called `words...` holds words of the core itself. A sentence of the core that is missing here
is shown in English.
"""

from django.utils.translation import gettext_noop as _

from luister_web.imports.contact_sentences import SENTENCES as OF_CONTACTS

WORDS = (_("not answered"), _("not applicable"), _("not asked"), _(" and "), _(" as "))

_REASONS = (
    _("All filled cells are dates, written as %(form)s."),
    _("The file names each of its values."),
    _("Many different short texts, such as names or codes."),
    _("The heading says so: %(words_role)s."),
    _("Taken as no answer: %(codes)s."),
    _("Holds %(count)s different numbers."),
    _("Numbers on no scale."),
    _("For minutes or amounts, make it a question with scale `number`."),
    _("A scale in words, from %(low)s to %(high)s."),
    _("Holds %(count)s different texts."),
    _("A group to compare by."),
    _("The column is empty."),
    _("Seems to be about a person: left alone."),
    _("Written by the survey tool for itself."),
    _("Texts of people's own."),
    _("One of some options."),
    _("A date, but '%(column)s' seems to be that of the answer."),
    _("Another column is the %(words_role)s already."),
    _("Whole numbers from %(low)s to %(high)s."),
    _("Whole numbers from 0 to 10, as in the question whether one recommends."),
    _("The heading speaks of a mark; 1 to 10."),
    _("The heading speaks of recommending, and the answers run from %(low)s to %(high)s."),
    _("The heading speaks of effort or ease, and the answers run from %(low)s to %(high)s."),
    _(
        "The heading speaks of the customer's interest, and the answers run from %(low)s to %(high)s."
    ),
    _("The heading speaks of satisfaction, and the answers run from %(low)s to %(high)s."),
    _("The heading speaks of a mark, and the answers run from %(low)s to %(high)s."),
)
_ROLES = (
    _("id"),
    _("customer"),
    _("date"),
    _("wave"),
    _("weight"),
    _("complete"),
    _("language"),
    _("channel"),
    _("team"),
    _("employee"),
    _("process"),
    _("touchpoint"),
)
_ASKS = (
    _("Leave the column alone."),
    _("Yes, it is the same question."),
    _("Yes, as proposed."),
    _("No, they are mistakes: reject those rows."),
    _("No, they are answers: the scale is longer."),
    _("No: leave it out."),
    _("Take it as it is mapped."),
    _("Take them as numbers."),
    _("Day first."),
    _("Yes, it is right for this file."),
    _("Read them as %(form)s."),
    _(
        "The mapping puts all rows in wave '%(wave)s'. "
        "Is that right for this file? Correct it first where it is not."
    ),
    _(
        "The mapping gives all rows the date %(day)s. "
        "Is that right for this file? Correct it first where it is not."
    ),
    _(
        "%(column)s holds days of a month, mapped as those of %(month)s. "
        "Is that right for this file? Correct it first where it is not."
    ),
    _(
        "%(column)s: most dates are not written as %(form)s, as mapped, but as in %(samples)s. "
        "How are they to be read?"
    ),
    _("None of the columns that the mapping knows stands in this file."),
    _("If these are answers to another survey, give it a name of its own."),
    _("Month first."),
    _("The file has %(count)s sheets. Which one holds the answers?"),
    _("Nothing says when the answers were given."),
    _("Which column is the date, or which day was it?"),
    _("'%(column)s' holds days of a month: tell its year and month."),
    _("No column seems to hold answers to a question. Which one does?"),
    _(
        "%(count)s columns (%(columns)s): the scale seems to run from %(low)s to %(high)s. "
        "Take %(words_codes)s?"
    ),
    _(
        "%(column)s: the scale seems to run from %(low)s to %(high)s. Take %(words_codes)s?",
    ),
    _("The file has no column '%(column)s'. Under which heading does it stand now?"),
    _("%(column)s: is the day or the month first, as in %(samples)s?"),
    _(
        "%(column)s: %(count)s cells hold dates where numbers are expected; Excel may have "
        "changed them."
    ),
    _("%(column)s: %(count)s numbers are stored as text. What are they?"),
    _("Is '%(column)s' (such as %(samples)s) what was called '%(before)s' before?"),
    _(
        "%(column)s: the answers run from %(low)s to %(high)s, but it is mapped as %(from)s to "
        "%(to)s."
    ),
    _("%(column)s: no answer is above %(high)s, but it is mapped as %(from)s to %(to)s."),
    _(
        "%(column)s: in %(short)s the answers end at 5 and in %(long)s at %(high)s; the scale "
        "seems to have changed."
    ),
)
_ROWS = (
    _("'%(cell)s' is not a number"),
    _("'%(cell)s' is not on the scale from %(low)s to %(high)s"),
    _("'%(cell)s' is not a whole number"),
    _("'%(cell)s' is not a weight: a number of 0 or more"),
    _("'%(cell)s' is not a date as expected"),
    _("there is no date"),
    _("the row has %(cells)s cells where the heading has %(expected)s"),
    _("the id '%(key)s' stands in an earlier row of this file"),
    _("%(column)s: 1 answer '%(code)s' taken as %(words_status)s."),
    _("%(column)s: %(count)s answers '%(code)s' taken as %(words_status)s."),
    _("1 empty row passed over."),
    _("%(count)s empty rows passed over."),
    _("1 column left alone: %(columns)s."),
    _("%(count)s columns left alone: %(columns)s."),
)
_FILES = (
    _("%(file)s is empty."),
    _("%(file)s holds nothing that can be read."),
    _("%(file)s is a PDF document, not a table of answers."),
    _("%(file)s is a picture, not a table of answers."),
    _("%(file)s is a database, not a table of answers."),
    _("%(file)s is a text document, not a table of answers."),
    _("%(file)s is a packed archive, not a table of answers."),
    _("%(file)s is a program, not a table of answers."),
    _("%(file)s is a Word document, not a table of answers."),
    _("%(file)s is a web page or XML document, not a table of answers."),
    _("%(file)s is a packed archive."),
    _("%(file)s is the questionnaire of LimeSurvey; the answers are not in it."),
    _("%(file)s is the questionnaire of Qualtrics; the answers are not in it."),
    _("%(file)s holds text, but no table: its lines do not have the same columns."),
    _("%(file)s holds bytes that no text has; it is damaged, or another kind of file."),
    _("%(file)s is cut off or damaged: it cannot be unpacked."),
    _("%(file)s is cut off or damaged: %(why)s."),
    _("%(file)s cannot be read as %(encoding)s: it is damaged or cut off."),
    _("%(file)s cannot be read as a table: %(why)s."),
    _("%(file)s has a line of more than %(size)s megabytes."),
    _("%(file)s has a record of more than %(size)s megabytes."),
    _("%(file)s has a row of more than %(size)s megabytes."),
    _("%(file)s: record %(record)s opens a quotation mark that is never closed."),
    _("%(file)s unpacks to more than %(times)s times its size."),
    _("%(file)s would unpack to %(size)s megabytes, %(times)s times its size."),
    _("%(file)s is locked with a password."),
    _("%(file)s holds no sheet with answers."),
    _("%(file)s has no sheet '%(sheet)s' with answers."),
    _("%(file)s has a sheet that reaches over %(cells)s cells."),
    _("%(file)s has 1 formula that was never worked out, the first in cell %(cell)s."),
    _("%(file)s has %(count)s formulas that were never worked out, the first in cell %(cell)s."),
    _("%(file)s is JSON, but holds no list of responses."),
    _("%(file)s has no responses."),
    _("%(file)s is JSON of more than %(size)s megabytes."),
    _("%(file)s is cut off or damaged, or is Parquet of a kind that cannot be read."),
    _("%(file)s has no columns."),
    _("%(file)s is cut off or damaged, or is no SPSS file of a usual kind."),
    _("%(file)s has no variables."),
    _("%(file)s: nothing says when the answers were given."),
    _("%(file)s has no column '%(column)s'."),
)
_CURES = (
    _("Export it again, with answers."),
    _("Export it again."),
    _("Export the answers as CSV, Excel, SPSS or Parquet, and import that file."),
    _("Export the answers as CSV, with one line of headings, and import that file."),
    _("Export the responses as CSV, and leave this file beside it for the labels."),
    _("Export it again as CSV with encoding UTF-8."),
    _("Export the answers as CSV, or in smaller parts."),
    _("In LimeSurvey choose Responses, Export, CSV."),
    _("Unpack it, and import the file inside."),
    _("Unpack it yourself if you trust it, and import what comes out."),
    _("Copy or download the file again."),
    _("Copy or download the file again, or save it anew in Excel."),
    _("Export or copy it again."),
    _("Write or copy the file again."),
    _("Save it again in SPSS, or copy it again."),
    _("Save it without one."),
    _("Open it in Excel and save it again, or copy it again."),
    _("Open it in Excel and save it, or paste the values over the formulas."),
    _("Put the headings in the first row and an answer a row below them."),
    _("Its sheets are: %(sheets)s."),
    _('It should be a list of records, or {"data": [...]} as the tool\'s API gives it.'),
    _("Delete what stands far from the table, or save the answers as CSV."),
    _("That is no table of answers."),
    _("That is not a plain spreadsheet."),
    _("Save the answers as CSV, and import that."),
    _("Export it again, one answer a line."),
    _("A quotation mark may be opened and never closed."),
    _("Export the file again."),
    _("The file may be cut off."),
    _("Close the quotation mark, or export the file again."),
)
_MAPPINGS = (
    _("Mapping %(name)s: columns %(columns)s all have role '%(words_role)s'."),
    _("Mapping %(name)s: dimension '%(dimension)s' has the name of a built-in one."),
    _("Mapping %(name)s: column '%(column)s' stands there twice."),
    _("Mapping %(name)s: question '%(question)s' stands there twice."),
    _("Mapping %(name)s: dimension '%(dimension)s' stands there twice."),
    _("Mapping %(name)s: the constant date '%(day)s' is no date."),
    _("Mapping %(name)s: column '%(column)s': date format '%(form)s' is unknown."),
    _("Mapping %(name)s: column '%(column)s': a day of the month needs `year` and `month`."),
    _("Mapping %(name)s: column '%(column)s': a dimension cannot be named '%(dimension)s'."),
    _("Mapping %(name)s is not TOML: %(why)s."),
    _("Only one column can."),
    _("Make the others `dimension` or `ignore`."),
    _("Give it another name with `dimension = ...`, or use the role of that name."),
    _("Give it a name of letters, digits and underscores with `dimension = ...`."),
    _("Large and small letters count as the same."),
    _("Rename one or leave it out."),
    _("Write it as 2017-05-31."),
    _("Mend that line of the mapping."),
    _("Add them."),
)

_WEBHOOKS = (
    _("Answered %(status)s."),
    _("Answered %(status)s: redirects are not followed."),
    _("No answer in time."),
    _("No connection: %(reason)s."),
    _("No safe connection: %(reason)s."),
    _("%(host)s is not found."),
    _("%(host)s has no address."),
    _("%(host)s lies inside a private network."),
    _("Name the network under webhook_networks in luister.toml, if it may be called."),
    _("%(host)s would be called in the open."),
    _("Write https instead of http."),
    _("Mend the address of the webhook."),
    _("The address of the webhook cannot be read."),
    _("The address of the webhook is no web address."),
    _("The address of the webhook carries a name and password."),
    _("The address of the webhook has blanks, letters outside ASCII, or is too long."),
    _("Write it as https://example.org/path."),
    _("secret.key is another than the one this webhook was made with."),
    _("Renew the secret of the webhook."),
)
SENTENCES = (
    *_REASONS,
    *_ROLES,
    *_ASKS,
    *_ROWS,
    *_FILES,
    *_CURES,
    *_MAPPINGS,
    *_WEBHOOKS,
    *OF_CONTACTS,
)

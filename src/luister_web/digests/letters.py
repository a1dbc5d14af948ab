"""Notices as they leave: composed at the last moment, of what the reader may see at that moment."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luister.loop import deliver_notices
from luister.loop.deliver_notices import ChatMessage, Letter, NoticeMail, Told
from luister.loop.digest import Action, Digest, DigestReader, digest, found_case, fresh_signal
from luister.loop.tell import ALARM, DIGEST, NEVER
from luister_web.access.models import Role, User
from luister_web.access.rights import Scope, scope
from luister_web.actions.words import KIND_WORDS
from luister_web.current_home import home
from luister_web.dashboard.metric_words import metric_label
from luister_web.digests.audience import person_of, place_of, scope_of_place
from luister_web.digests.models import ChatPlace, wishes_of
from luister_web.digests.words import case_line, signal_line
from luister_web.look.navigation import address_of
from luister_web.look.signs import status_sign
from luister_web.look.wording import day_words, estimate_words, number_words, value_words

_SALT = "luister.digests.stop"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a mail: its words, a softer second line, and where it leads."""

    words: str
    more: str
    link: str


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines under a heading; `rest` says how many more there are."""

    heading: str
    lines: tuple[Line, ...]
    rest: str = ""


def compose(told: Told) -> Letter | None:
    """The notice as a letter or chat message; None where its reader is gone or nothing is left to say."""
    if place := place_of(told.reader):
        with translation.override(place.language):
            return _chat(told, place)
    user = person_of(told.reader)
    if user is None:
        return None
    with translation.override(user.language or settings.LANGUAGE_CODE):
        return _digest(told, user) if told.kind == DIGEST else _at_once(told, user)


def digest_for(user: User, since: date, until: date) -> Digest:
    """The digest of one person, with what they may see."""
    reader = DigestReader(
        name=user.username, scope=dict(scope(user)), is_employee=user.role == Role.EMPLOYEE
    )
    return digest(home(), reader, since=since, until=until)


def parts_of(found: Digest) -> list[Part]:
    """What a digest says: what is theirs to do first, then what changed."""
    made = [_to_do(found), _actions(found), _moved(found), _goals(found), _answered(found)]
    return [part for part in made if part.lines]


def person_behind(token: str) -> User | None:
    """The person whose mails a token stops; None for a token that we did not give."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=number).first()


def token_for(user: User) -> str:
    """The token with which this person's digests may be stopped, and nothing else."""
    return signing.dumps(user.pk, salt=_SALT)


def whole(path: str) -> str:
    """A page of ours as a whole address."""
    return f"{settings.LUISTER.address.rstrip('/')}{path}"


def _digest(told: Told, user: User) -> Letter | None:
    if wishes_of(user).rhythm == NEVER:
        return None
    since, until = (date.fromisoformat(told.detail[name]) for name in ("since", "until"))
    found = digest_for(user, since, until)
    if found.is_empty:
        return None
    subject = _("Luister: what changed since %(day)s") % {"day": day_words(since)}
    return _mail(told, user, subject, parts_of(found))


def _at_once(told: Told, user: User) -> Letter | None:
    line = _line(told, dict(scope(user)))
    wishes = wishes_of(user)
    wants = wishes.alarms if told.kind == ALARM else wishes.cases
    if line is None or not wants:
        return None
    return _mail(told, user, line.words, [Part("", (line,))])


def _chat(told: Told, place: ChatPlace) -> Letter | None:
    line = _line(told, scope_of_place(place))
    if line is None:
        return None
    lines = (line.more,) if line.more else ()
    message = ChatMessage(line.words, lines, line.link, _("Open it in Luister"))
    return Letter(
        key=f"notice-{told.id}",
        to=place.url,
        text=deliver_notices.body_of(place.shape, message),
        link=line.link,
        language=place.language,
    )


def _line(told: Told, allowed: Scope) -> Line | None:
    """What a notice at once says; None where the reader may not see it (any more)."""
    if told.kind == ALARM:
        found = fresh_signal(home(), int(told.detail["signal"]), scope=allowed)
        if found is None or found.state != "open":
            return None
        more = _customers(found.customers) if found.customers else ""
        return Line(signal_line(found), more, _signal_address(found.id))
    number = int(told.detail["case"])
    known = found_case(home(), number, scope=allowed)
    if known is None:
        return None
    return Line(case_line(number, told.detail["what"]), known.process, _case_address(number))


def _mail(told: Told, user: User, subject: str, parts: list[Part]) -> Letter:
    office, language = settings.LUISTER, translation.get_language() or settings.LANGUAGE_CODE
    stop = whole(reverse("digests:way_out:stop", args=(token_for(user),)))
    context = {
        "subject": subject,
        "parts": parts,
        "organisation": office.name,
        "name": str(user),
        "language": language,
        "is_digest": told.kind == DIGEST,
        "stop": stop,
        "wishes": whole(reverse("digests:wishes")),
        "home": whole("/"),
    }
    mail = NoticeMail(
        sender=office.mail.sender,
        organisation=office.name,
        to=user.email,
        key=str(told.id),
        language=language,
        subject=subject,
        plain=render_to_string("digests/mail.txt", context),
        page=render_to_string("digests/mail.html", context),
        stop=stop,
    )
    body = deliver_notices.mail_bytes(mail, at=timezone.now())
    return Letter(
        key=f"notice-{told.id}",
        to=user.email,
        text="",
        link=whole("/"),
        language=language,
        mail=body,
        sender=office.mail.sender,
    )


def _to_do(found: Digest) -> Part:
    lines = [
        Line(
            _("Case %(number)s: %(subject)s")
            % {"number": one.id, "subject": one.process or _("no process")},
            _("due %(day)s") % {"day": day_words(timezone.localtime(one.due_at))}
            if one.due_at
            else "",
            _case_address(one.id),
        )
        for one in found.own_cases
    ]
    if found.overdue:
        words = ngettext("%(n)s case is overdue", "%(n)s cases are overdue", found.overdue)
        lines.append(Line(words % {"n": number_words(found.overdue, 0)}, "", _cases_address()))
    return Part(_("Yours to do"), tuple(lines), _rest(found.own_count - len(found.own_cases)))


def _actions(found: Digest) -> Part:
    """Own actions that are due; by what is to be done, for a title may name a customer."""
    lines = [
        Line(
            _("Action %(number)s: %(what)s") % {"number": one.id, "what": _deed(one)},
            _due_words(one.due_on, found.until),
            _action_address(one.id),
        )
        for one in found.own_actions
    ]
    rest = _rest(found.action_count - len(found.own_actions))
    return Part(_("Your actions that are due"), tuple(lines), rest)


def _deed(action: Action) -> str:
    words = str(KIND_WORDS.get(action.kind, action.kind))
    return f"{words}, {action.process}" if action.process else words


def _due_words(day: date | None, today: date) -> str:
    if day is None:
        return ""
    was_due = day < today
    return (_("was due %(day)s") if was_due else _("due %(day)s")) % {"day": day_words(day)}


def _moved(found: Digest) -> Part:
    lines = [
        Line(
            signal_line(one),
            _customers(one.customers) if one.customers else "",
            _signal_address(one.id),
        )
        for one in found.signals
    ]
    rest = _rest(found.signal_count - len(found.signals))
    return Part(_("New signals"), tuple(lines), rest)


def _goals(found: Digest) -> Part:
    lines = [
        Line(
            f"{one.process} ({metric_label(one.metric)}): {status_sign(one.now).words}",
            _("was: %(was)s; now %(now)s, target %(target)s")
            % {
                "was": str(status_sign(one.was).words).lower(),
                "now": estimate_words(one.estimate),
                "target": value_words(one.target, one.estimate.unit),
            },
            whole(reverse("dashboard:process", args=(one.process,))),
        )
        for one in found.goals
    ]
    return Part(_("Goals that stand otherwise"), tuple(lines))


def _answered(found: Digest) -> Part:
    if not found.answers:
        return Part("", ())
    n = number_words(found.answers, 0)
    if found.is_employee:
        words = ngettext(
            "%(n)s customer answered about contact with you",
            "%(n)s customers answered about contact with you",
            found.answers,
        )
        return Part(
            _("New answers"), (Line(words % {"n": n}, "", whole(reverse("mine:results"))),)
        )
    words = ngettext("%(n)s customer answered", "%(n)s customers answered", found.answers)
    return Part(
        _("New answers"), (Line(words % {"n": n}, "", whole(reverse("dashboard:answers"))),)
    )


def _customers(count: int) -> str:
    words = ngettext("touches %(n)s customer", "touches %(n)s customers", count)
    return words % {"n": number_words(count, 0)}


def _rest(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and %(n)s more", "and %(n)s more", count) % {"n": number_words(count, 0)}


def _signal_address(number: int) -> str:
    return whole(address_of("signals:one", str(number)) or "/")


def _case_address(number: int) -> str:
    return whole(address_of("cases:one", str(number)) or "/")


def _action_address(number: int) -> str:
    return whole(address_of("actions:one", str(number)) or "/")


def _cases_address() -> str:
    return whole(address_of("cases:list") or "/")

"""What happens, and who is to be told of it, for the test that kills the teller."""

from datetime import timedelta

from luister.cases.actor import Actor
from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import open_case
from luister.loop.arrange_cases import Member, Queue, keep_queue
from luister.loop.open_case import Wanted
from luister.store.signals import raise_signal
from luister_web.access.models import Role, Unit, UnitKind, User
from luister_web.current_home import home
from luister_web.digests.models import Rhythm, Wishes


def people():
    """A director and two team leaders, each with a digest every day, and alarms and cases at once."""
    house = Unit.objects.create(name="Energy", kind=UnitKind.ORGANISATION)
    for name, role, team in (
        ("director", Role.DIRECTOR, ""),
        ("north", Role.TEAM_LEADER, "Noord"),
        ("south", Role.TEAM_LEADER, "Zuid"),
    ):
        unit = Unit.objects.create(name=team, kind=UnitKind.TEAM, parent=house) if team else house
        user = User(
            username=name, email=f"{name}@example.org", role=role, unit=unit, language="en"
        )
        user.set_unusable_password()
        user.save()
        Wishes.objects.create(user=user, rhythm=Rhythm.DAILY, alarms=True, cases=True)


def happened(now):
    """The day before, so that the digest of the day tells of it too: an alarm of Noord, and a case for its leader."""
    at, week = now - timedelta(days=1), f"week {now:%V}"
    leader = Member(name="north", team="Noord")
    keep_queue(home(), Queue(name="general", members=(leader,)))
    alarm = NewSignal(
        kind="alarm",
        key=week,
        raised_at=at,
        team="Noord",
        process=week,
        metric="nps",
        customers=40,
        effect=Estimate(-12.0, -17.0, -7.0, 120, "points"),
    )
    with home().truth.transaction():
        raise_signal(home().truth, alarm)
    wanted = Wanted(subject=week, team="Noord", owner=leader.name)
    open_case.by_hand(home(), wanted, by=Actor(name="desk"), now=at)

"""The duty that tells people what is theirs to know."""

from django.conf import settings

from luister.loop.chat import chat_way
from luister.loop.deliver_notices import send_notices
from luister.loop.keep import Home
from luister.loop.tell import CHAT, MAIL, forget_old, plan_notices
from luister.loop.work import Work
from luister_web import post
from luister_web.digests.audience import audience
from luister_web.digests.letters import compose


def tell_people(store: Home, work: Work) -> None:
    """Settles who is told of what, then sends what is due until nothing is."""
    plan_notices(store, list(audience()), now=work.now())
    ways = {CHAT: chat_way(store)}
    if MAIL in (known := post.channels(settings.LUISTER)):
        ways[MAIL] = known[MAIL]
    while not work.should_stop():
        if not send_notices(store, ways, compose, now=work.now()):
            break
        work.renew()
    forget_old(store, now=work.now())

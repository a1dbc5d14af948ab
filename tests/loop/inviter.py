"""A process that invites a sample until it is done, or until it is killed; run by the test of kill -9."""

from tests.loop.invited import NOW

from luister.loop import invite
from luister.store.home import Store


def carry_out_all(told, folder, job, at_once):
    invite._AT_ONCE = at_once
    store = Store(folder)
    told.send("ready")
    invite.carry_out(
        store, job, now=lambda: NOW, should_stop=lambda: False, tell=lambda share: told.send(share)
    )
    store.close()

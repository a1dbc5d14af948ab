"""What Django remembers of a request stays with its thread, and no thread waits for another to look at it."""

import subprocess
import sys
from pathlib import Path

LOOK = """
import os, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "luister_web.settings"
os.environ["LUISTER_HOME"] = {home!r}
from pathlib import Path
from luister_web.start import prepare
prepare(Path({home!r}))
from luister_web import asgi
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.translation import trans_real
asgi.door(1)
print(type(trans_real._active).__name__, type(timezone._active).__name__)
seen = {{}}
def look(language, zone, prefix):
    translation.activate(language), timezone.activate(zone), set_script_prefix(prefix)
    both.wait()
    seen[language] = translation.get_language(), timezone.get_current_timezone_name(), get_script_prefix()
both = threading.Barrier(2)
threads = [threading.Thread(target=look, args=one) for one in [("nl", "Asia/Tokyo", "/a/"), ("en", "UTC", "/b/")]]
[one.start() for one in threads], [one.join() for one in threads]
print(seen["nl"], seen["en"])
"""


def test_in_the_server_two_threads_have_a_language_a_zone_and_a_prefix_of_their_own(
    tmp_path: Path,
):
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(home=str(tmp_path))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    kinds, seen = done.stdout.strip().splitlines()
    assert kinds == "_ThreadCriticalLocal _ThreadCriticalLocal", "the other kind has a lock"
    assert seen == "('nl', 'Asia/Tokyo', '/a/') ('en', 'UTC', '/b/')"

"""What Django remembers of a request stays with its thread, and no thread waits for another to look at it."""

import subprocess
import sys
from pathlib import Path

LOOK = """
import os, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "luister_web.settings"
os.environ["LUISTER_HOME"] = {home!r}
import django
django.setup()
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from luister_web.own_threads import keep_apart
keep_apart()
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


def test_two_threads_have_a_language_a_zone_and_a_prefix_of_their_own(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(home=str(tmp_path))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "('nl', 'Asia/Tokyo', '/a/') ('en', 'UTC', '/b/')"

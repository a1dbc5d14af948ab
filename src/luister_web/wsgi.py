"""The pages as a plain WSGI application; the server wraps it, tests and other servers may take it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luister_web.settings")
application = get_wsgi_application()

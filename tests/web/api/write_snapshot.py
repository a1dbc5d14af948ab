"""Writes the description of the API that the tests hold it to: run it when the API was widened."""

import json
import os
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luister_web.settings")
    django.setup()
    from luister_web.api.description import api

    text = json.dumps(api.get_openapi_schema(), indent=1, default=str) + "\n"
    (Path(__file__).parent / "openapi.json").write_text(text, encoding="utf-8")

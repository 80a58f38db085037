"""The product's settings in a folder of their own, with what would only slow tests down turned low."""

import atexit
import os
import shutil
import tempfile

for _name in [name for name in os.environ if name.startswith("JALON_") or name == "PORT"]:
    if _name not in {"JALON_CHROMIUM", "JALON_REQUIRE_ALL"}:
        del os.environ[_name]
os.environ["JALON_DATA"] = tempfile.mkdtemp(prefix="jalon-tests-")
atexit.register(shutil.rmtree, os.environ["JALON_DATA"], ignore_errors=True)

from jalon.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
if not CONFIG.database_url:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(CONFIG.data / "test.sqlite3")}  # noqa: F405
STATIC_ROOT.mkdir()  # noqa: F405

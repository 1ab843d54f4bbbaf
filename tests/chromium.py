"""The browser of this machine, for every test that looks at a page."""

import os
import shutil

import pytest
from playwright.sync_api import Error

NO_GPU = ["--disable-gpu"]  # a machine for tests has none, and Chromium would imitate one


def launched(chromium):
    """A Chromium, Chrome or Edge that is installed here; skips the test when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return chromium.launch(executable_path=path, args=NO_GPU)
    for channel in ("chrome", "msedge"):
        try:
            return chromium.launch(channel=channel, args=NO_GPU)
        except Error as error:
            if "is not found" not in error.message:
                raise
    reason = "no Chromium, Chrome or Edge on this machine: the lessons were not tried in a browser"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)

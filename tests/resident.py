"""The memory of this process."""

import ctypes
import gc
import sys
from contextlib import suppress

import psutil


def give_back_memory():
    """Return freed memory to the system: glibc keeps it, the more so by `lessons_lib.memory`."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # another libc
            ctypes.CDLL(None).malloc_trim(0)


def resident():
    """The bytes that this process holds, and needs."""
    gc.collect()
    give_back_memory()
    return psutil.Process().memory_info().rss

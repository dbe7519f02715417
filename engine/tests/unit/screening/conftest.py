"""The loops become machine code once a machine: one worker makes it, the others wait for it."""

import fcntl
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely

from kethop.spatial import kernels
from kethop.spatial.screening import ScreeningOptions, screen_shapes, zone_set

sys.path.insert(0, str(Path(__file__).parent))  # for screening_scene


# what is kept of a loop does not know of the loops that it calls: all are made anew when one was changed
SOURCES = list(Path(kernels.__file__).parent.glob("*.py"))
NEWEST = max(source.stat().st_mtime_ns for source in SOURCES)
for source in SOURCES:
    if source.stat().st_mtime_ns < NEWEST:
        os.utime(source, ns=(NEWEST, NEWEST))


@pytest.fixture(scope="session", autouse=True)
def machine_code():
    with (Path(tempfile.gettempdir()) / "kethop-machine-code.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        zones = zone_set(pa.array(["a"]), np.array([shapely.box(0, 0, 9, 9)]), "EPSG:32648", source="-")
        screen_shapes(np.array([shapely.box(8, 8, 10, 10)]), zones, ScreeningOptions(covering=True))

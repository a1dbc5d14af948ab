"""Lets the linear algebra use one thread: its matrices are small, and threads that wait for one another cost tenfold.

The library reads this when it is loaded, so it is said before anything else is; what somebody set stays.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

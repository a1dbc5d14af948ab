"""A column while it is computed: pyarrow's stubs cannot follow its kernels, so it goes untyped here."""

from typing import Any

import pyarrow.compute

Column = Any
"""An Arrow array; the docstring of each function says of what."""

kernels: Any = pyarrow.compute
"""pyarrow's vectorised functions."""

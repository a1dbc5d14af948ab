"""Where the public data lie that do not come along: LUISTER_DATA, or `shared/data` beside or above the clone."""

import os
from pathlib import Path

_BESIDE = (folder / "shared" / "data" for folder in Path(__file__).resolve().parents[2:])
DATA = Path(os.environ.get("LUISTER_DATA") or next(filter(Path.is_dir, _BESIDE), "shared/data"))
MISSING = "The public data are not here; LUISTER_DATA tells where they lie."

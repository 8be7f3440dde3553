#!/usr/bin/env python3
"""Builds exhibition panels from YAML; see README.md. The work is done in `cimaise/`."""

import os
import sys
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent / ".venv" / "bin" / "python"

try:
    from cimaise.cli import main
except KeyboardInterrupt:
    sys.exit(130)
except ModuleNotFoundError as lacking:
    # Started by a Python without the libraries: the one that `make panels` has set up has them.
    if ENVIRONMENT.exists() and Path(sys.prefix) != ENVIRONMENT.parent.parent:
        os.execv(ENVIRONMENT, [str(ENVIRONMENT), *sys.argv])
    sys.exit(f"error: Python library {lacking.name} is missing\nhint: run `make panels` once")

if __name__ == "__main__":
    main()

"""`momentum-desktop` and `python -m momentum_desktop`."""

from __future__ import annotations

import sys

from momentum_desktop.app.desktop import main

if __name__ == "__main__":
    sys.exit(main())

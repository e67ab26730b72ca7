"""`python -m momentum_desktop.cli`."""

from __future__ import annotations

import sys

from momentum_desktop.cli import main

sys.exit(main())

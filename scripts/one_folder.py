"""Where both programs of the one-folder build begin: which one is told by the name that it was started under."""

import runpy
import sys
from pathlib import Path

from momentum_desktop.service.child import RUN_PART

OURS = "momentum_desktop."


def main() -> int:
    """Run the program, or the part of it that it asked itself for."""
    if sys.argv[1:2] == [RUN_PART] and len(sys.argv) > 2 and sys.argv[2].startswith(OURS):
        module = sys.argv[2]
        sys.argv = sys.argv[:1] + sys.argv[3:]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0
    if Path(sys.executable).stem == "momentum":
        from momentum_desktop.cli import main as command_line

        return command_line()
    from momentum_desktop.app.desktop import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())

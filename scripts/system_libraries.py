"""Asks the dynamic loader for the libraries Qt needs and installs what is missing, where that is allowed.

usage: python scripts/system_libraries.py run|test

Silent when nothing is missing. Uses the standard library only, since it runs before anything is installed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from momentum_desktop.app.system_libraries import IMPORTS, WINDOWS, loads

# The tests drive a real window and check the desktop's files with these programs: program -> Debian package.
PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
    "dbus-daemon": "dbus",
    "dunst": "dunst",
    "trayer": "trayer",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "curl": "curl",
}


def missing_packages(purpose: str) -> list[str]:
    """The Debian packages that `run` or `test` lacks, each once."""
    packages = [package for library, package in (IMPORTS | WINDOWS).items() if not loads(library)]
    if purpose == "test":
        packages += [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    return list(dict.fromkeys(packages))


def root_prefix() -> list[str] | None:
    """What to put before a command so that it runs as root without asking, or None if it cannot."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(prefix: list[str], packages: list[str]) -> bool:
    """Runs apt-get; True if it says that all went well. Prints its output only when it fails."""
    apt = ["apt-get", "-q", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120"]
    for rest in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *apt, *rest],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        # An update that reaches only some of its sources may still serve: the installation decides.
        if done.returncode != 0 and rest != ["update"]:
            sys.stderr.write(done.stdout)
            return False
    return True


def main() -> int:
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    if purpose not in ("run", "test"):
        print("usage: python scripts/system_libraries.py run|test", file=sys.stderr)
        return 2
    if not sys.platform.startswith("linux"):
        return 0
    packages = missing_packages(purpose)
    if not packages:
        return 0
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        print(f"Missing system libraries, by their Debian names: {names}", file=sys.stderr)
        return 0
    prefix = root_prefix()
    if prefix is not None:
        print(f"Installing the system packages {names}", file=sys.stderr)
        if install(prefix, packages) and not (packages := missing_packages(purpose)):
            return 0
        names = " ".join(packages)
    command = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    print(f"Missing system packages, install them with: {command}", file=sys.stderr)
    # A window may still open on Wayland; without the first group nothing can.
    return int(purpose == "test" or not all(loads(library) for library in IMPORTS))


if __name__ == "__main__":
    raise SystemExit(main())

"""Asks the dynamic loader for the libraries Qt needs and installs what is missing, where that is allowed.

usage: python scripts/system_libraries.py run|test

Silent when nothing is missing. Uses the standard library only, since it runs before anything is installed.
"""

import ctypes
import os
import shutil
import subprocess
import sys

# Without these Qt cannot be imported at all: library -> Debian package.
IMPORTS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
# Without these Qt cannot open a window on an X server.
WINDOWS = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
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


def loads(library: str) -> bool:
    """True if the dynamic loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


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

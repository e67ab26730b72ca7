"""The wheel in an empty environment, run from another folder."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_finds_its_icons_and_its_migrations_from_another_folder(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=100)
    (wheel,) = wheels.glob("*.whl")
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    packages = next(environment.glob("lib/python*/site-packages"))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--target",
            str(packages),
            str(wheel),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    # The libraries come from the tests' own environment; the path file there that leads to the checkout is not read.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    script = (
        "import momentum_desktop, pathlib, sys\n"
        "from momentum_desktop.settings import resource_folder\n"
        "folder = resource_folder()\n"
        "print(pathlib.Path(momentum_desktop.__file__).parent)\n"
        "print(folder)\n"
        "from momentum_desktop.api import docs_page, document\n"
        "print(docs_page.STYLE.is_file() and document.EXAMPLES.is_file())\n"
        "print((folder / 'icons' / 'trophy.svg').is_file(), len(list((folder / 'fonts').glob('*.ttf'))))\n"
    )
    said = run(python, tmp_path, "-c", script).splitlines()
    assert Path(said[0]) == packages / "momentum_desktop"
    assert Path(said[1]) == packages / "momentum_desktop" / "resources"
    assert said[2] == "True"
    assert said[3].startswith("True ")
    assert said[3] != "True 0"
    pictures = tmp_path / "pictures"
    run(
        python, tmp_path, "-m", "momentum_desktop", "--screenshots", str(pictures), "--data-dir", str(tmp_path / "data")
    )
    assert (pictures / "achievements-dark.png").stat().st_size > 20_000


def run(python: Path, folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(python), *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout

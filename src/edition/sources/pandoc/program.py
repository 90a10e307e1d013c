"""Pandoc as a separate program: without network, without files but the one, within limits of time and memory.

In: bytes and the name of their form. Out: the JSON of pandoc's document tree, and what pandoc warned of. Raises
EditionError where pandoc is not installed, cannot read the document, or would need more time or memory than allowed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from edition.diagnostic import EditionError

__all__ = ["HINT", "MEMORY", "SECONDS", "find_pandoc", "pandoc_version", "run_pandoc"]

#: How to get pandoc.
HINT: Final = "pip install 'edition[documents]' brings it (155 MB)"
#: The limits of one call.
SECONDS: Final = 300
MEMORY: Final = "2g"
#: The oldest pandoc whose trees are read.
_OLDEST: Final = 3


def find_pandoc() -> str:
    """The program: the one of the package pypandoc_binary, or one of the machine. Raises EditionError without one."""
    package = importlib.util.find_spec("pypandoc")
    if package is not None and package.origin:
        for name in ("pandoc", "pandoc.exe"):
            bundled = Path(package.origin).parent / "files" / name
            if bundled.is_file():
                return str(bundled)
    found = shutil.which("pandoc")
    if found and int(pandoc_version(found).split(".")[0]) >= _OLDEST:
        return found
    raise EditionError("Markdown, HTML and the files of word processors are read with pandoc, and it is not here", HINT)


@cache
def pandoc_version(program: str) -> str:
    """The version that a pandoc says it has; "0" where it says none."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return "0"
    match = re.match(rb"pandoc(?:\.exe)? (\d+(?:\.\d+)*)", said)
    return match.group(1).decode() if match else "0"


def run_pandoc(data: bytes, form: str, ending: str, name: str) -> tuple[bytes, tuple[str, ...]]:
    """The tree of a document in JSON, and pandoc's warnings. ``form`` is pandoc's name of the format with extensions;
    ``name`` is what the document is called in messages.
    """
    program = find_pandoc()
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        root = Path(folder)
        source, target, nothing = root / f"source{ending}", root / "tree.json", root / "data"
        source.write_bytes(data)
        nothing.mkdir()
        command = [
            program, f"--from={form}", "--to=json", "--sandbox", "--track-changes=all", f"--data-dir={nothing}",
            f"--output={target.name}", "+RTS", f"-M{MEMORY}", "-RTS", source.name,
        ]  # fmt: skip
        environment = {"HOME": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": ""}
        if os.name == "nt":
            environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise EditionError(
                f"{name} was not read within {SECONDS} seconds", "divide it, or look for a part that no book has"
            ) from None
        except OSError as error:
            raise EditionError(f"pandoc does not run: {error.strerror}", HINT) from None
        said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        if done.returncode != 0 or not target.is_file():
            if any("heap exhausted" in line.lower() for line in said):
                raise EditionError(
                    f"{name} needs more than {MEMORY.upper()}B of memory", "divide it, or look for a part no book has"
                )
            why = next((line for line in said if not line.startswith("[")), "it gave no reason")
            raise EditionError(f"{name} cannot be read: {why[:200]}", "open and save it anew with the program it is of")
        return target.read_bytes(), tuple(
            line.removeprefix("[WARNING]").strip() for line in said if line.startswith("[WARNING]")
        )

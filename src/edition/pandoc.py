"""Pandoc as a separate program: without network, without files but those given, within limits of time and memory.

In: bytes and the name of their form. Out: the JSON of pandoc's document tree, or a file made of one, and what pandoc
warned of. Raises EditionError where pandoc is not installed, cannot read the document, or would need more time or
memory than allowed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from edition.diagnostic import EditionError

__all__ = ["HINT", "MEMORY", "SECONDS", "find_pandoc", "pandoc_version", "run_pandoc", "write_with_pandoc"]

#: How to get pandoc.
HINT: Final = "pip install 'edition[documents]' brings it (155 MB)"
#: The limits of one call.
SECONDS: Final = 300
MEMORY: Final = "2g"
#: The oldest pandoc whose trees are read.
_OLDEST: Final = 3


def find_pandoc(purpose: str = "") -> str:
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
    purpose = purpose or "Markdown, HTML and the files of word processors are read with pandoc"
    raise EditionError(f"{purpose}, and it is not here", HINT)


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
    source = f"source{ending}"
    arguments = [f"--from={form}", "--to=json", "--sandbox", "--track-changes=all"]
    done, made = _run(arguments, source, {source: data}, "tree.json", name)
    said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if done.returncode != 0 or not made:
        if any("heap exhausted" in line.lower() for line in said):
            raise EditionError(
                f"{name} needs more than {MEMORY.upper()}B of memory", "divide it, or look for a part no book has"
            )
        why = next((line for line in said if not line.startswith("[")), "it gave no reason")
        raise EditionError(f"{name} cannot be read: {why[:200]}", "open and save it anew with the program it is of")
    return made, tuple(line.removeprefix("[WARNING]").strip() for line in said if line.startswith("[WARNING]"))


def write_with_pandoc(tree: bytes, form: str, files: Mapping[str, bytes], name: str) -> tuple[bytes, tuple[str, ...]]:
    """A document tree in JSON as a file of another form, and pandoc's warnings; ``files`` are the pictures that it
    names, by plain names. Raises EditionError as above.
    """
    arguments = ["--from=json", f"--to={form}", "--standalone"]
    done, made = _run(arguments, "tree.json", {**files, "tree.json": tree}, f"made.{form}", name)
    said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if done.returncode != 0 or not made:
        why = next((line for line in said if not line.startswith("[")), "it gave no reason")
        raise EditionError(f"pandoc cannot write {name}: {why[:200]}", "the other editions of the text do without it")
    return made, tuple(line.removeprefix("[WARNING]").strip() for line in said if line.startswith("[WARNING]"))


def _run(
    arguments: Sequence[str], source: str, files: Mapping[str, bytes], target: str, name: str
) -> tuple[subprocess.CompletedProcess[bytes], bytes]:
    """Run pandoc in a folder with these files, and nothing else: what it said, and what it made there."""
    program = find_pandoc()
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        root = Path(folder)
        for plain, data in files.items():
            (root / plain).write_bytes(data)
        nothing = root / "data"
        nothing.mkdir()
        command = [
            program, *arguments, f"--data-dir={nothing}", f"--output={target}", "+RTS", f"-M{MEMORY}", "-RTS", source,
        ]  # fmt: skip
        environment = {"HOME": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "", "SOURCE_DATE_EPOCH": "0"}
        if os.name == "nt":
            environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise EditionError(
                f"pandoc was not done with {name} within {SECONDS} seconds",
                "divide it, or look for a part that no book has",
            ) from None
        except OSError as error:
            raise EditionError(f"pandoc does not run: {error.strerror}", HINT) from None
        made = root / target
        return done, made.read_bytes() if made.is_file() else b""

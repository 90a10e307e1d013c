"""A new project: the files that ``edition new`` writes, valid and buildable from the first minute.

In: a folder that does not exist or is empty, and a title. Out: the paths written. Refuses a folder with files in it.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from edition.diagnostic import EditionError
from edition.resources import resource

__all__ = ["new"]

_SETTINGS = """\
# The settings of this edition. Every setting has a default: delete what you do not need.
[edition]
title = {title}
text = "tei/text.xml"
registers = ["registers/registers.xml"]
language = "en"
# url = "https://example.org/my-edition/"      # where the website will be published: for citations and metadata

[build]
editions = ["html", "pdf", "text"]      # and "epub", an e-book; "data", the registers as tables

# [website]
# accent = "#0b4a6f"      # the colour of links; fonts, figures, a logo and more are settings too

[pdf]
notes = "footnotes"      # or "endnotes"

# A finding that you have looked at and allow:
# [[allow]]
# rule = "note-without-mark"
# at = "tei/text.xml"
# reason = "the print has a note without a mark here"
"""

_MODEL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?xml-model href="../schemas/edition.rng" type="application/xml" '
    'schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    '<?xml-model href="../schemas/edition.sch" type="application/xml" '
    'schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
)

#: VS Code: the XML extension validates by the schema, Scholarly XML by the xml-model of each file.
_VSCODE = """\
{
  "xml.fileAssociations": [
    { "pattern": "tei/**/*.xml", "systemId": "schemas/edition.rng" },
    { "pattern": "registers/**/*.xml", "systemId": "schemas/edition.rng" }
  ],
  "xml.validation.enabled": true,
  "xml.format.enabled": false,
  "files.encoding": "utf8"
}
"""
_EXTENSIONS = """\
{
  "recommendations": ["redhat.vscode-xml", "raffazizzi.sxml"]
}
"""
#: oXygen: a project of its own, in which every TEI file is validated by the xml-model that it names.
_OXYGEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<project version="25.0">
  <meta>
    <filters directoryPatterns="output" filePatterns="" positiveFilePatterns="" showHiddenFiles="false"/>
  </meta>
  <projectTree name="edition.xpr">
    <folder path="."/>
  </projectTree>
</project>
"""

_TEXT = (
    _MODEL
    + """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="text" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{title}</title>
        <author xml:id="author">Name of the author</author>
        <editor role="translator" xml:id="translator">Name of the translator</editor>
        <editor xml:id="editor">Name of the editor</editor>
      </titleStmt>
      <publicationStmt>
        <publisher>Name of the publisher</publisher>
        <availability>
          <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>
        </availability>
      </publicationStmt>
      <sourceDesc>
        <bibl>The book, manuscript or file that this text was taken from</bibl>
      </sourceDesc>
    </fileDesc>
    <encodingDesc>
      <editorialDecl>
        <p>How the text was established, and what was changed.</p>
      </editorialDecl>
      <listPrefixDef>
        <prefixDef ident="reg" matchPattern="(.+)" replacementPattern="../registers/registers.xml#$1">
          <p>Persons and places of the registers: reg:ID.</p>
        </prefixDef>
      </listPrefixDef>
    </encodingDesc>
    <profileDesc>
      <langUsage>
        <language ident="en">English</language>
      </langUsage>
    </profileDesc>
  </teiHeader>
  <text>
    <body>
      <div type="chapter" n="1" xml:id="ch1">
        <head><num>1.</num> The first chapter</head>
        <p xml:id="ch1.p1">A paragraph that names <persName ref="reg:example-a-b">A. B. Example</persName> and ends
          with a note.<ref type="noteAnchor" xml:id="ch1.m1" target="#ch1.n1"/></p>
      </div>
    </body>
    <back>
      <div type="notes" xml:id="notes">
        <head>Notes</head>
        <div type="notes" xml:id="notes.ch1" corresp="#ch1">
          <head>The first chapter</head>
          <note xml:id="ch1.n1" n="1" place="end" resp="#author">The note of the author.</note>
        </div>
      </div>
    </back>
  </text>
</TEI>
"""
)

_REGISTERS = (
    _MODEL
    + """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="registers" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{title}: registers</title>
        <editor>Name of the editor</editor>
      </titleStmt>
      <publicationStmt>
        <publisher>Name of the publisher</publisher>
        <availability>
          <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>
        </availability>
      </publicationStmt>
      <sourceDesc>
        <p>Where the facts of the registers come from.</p>
      </sourceDesc>
    </fileDesc>
    <profileDesc>
      <langUsage>
        <language ident="en">English</language>
      </langUsage>
    </profileDesc>
  </teiHeader>
  <standOff>
    <listPerson>
      <person xml:id="example-a-b">
        <persName type="preferred"><surname>Example</surname>, <forename>A. B.</forename></persName>
        <note>Who this is, in a line.</note>
      </person>
    </listPerson>
  </standOff>
</TEI>
"""
)


def new(folder: Path, *, title: str = "") -> list[Path]:
    """Write the files of a new project and return their paths, in the order of writing."""
    from edition.build import write_file

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EditionError(f"{folder} is there already and is not empty", "name a folder that does not exist yet")
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    files = {
        "edition.toml": _SETTINGS.format(title=quoted),
        "tei/text.xml": _TEXT.format(title=escape(name)),
        "registers/registers.xml": _REGISTERS.format(title=escape(name)),
        "schemas/edition.rng": resource("schemas/edition.rng").read_text(encoding="utf-8"),
        "schemas/edition.sch": resource("schemas/edition.sch").read_text(encoding="utf-8"),
        ".vscode/settings.json": _VSCODE,
        ".vscode/extensions.json": _EXTENSIONS,
        "edition.xpr": _OXYGEN,
        ".gitignore": "/output/\n",
    }
    paths = []
    for relative, content in files.items():
        path = folder / relative
        write_file(path, content.encode("utf-8"))
        paths.append(path)
    return paths

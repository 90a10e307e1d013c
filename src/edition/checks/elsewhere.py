"""Manual pages of the faults that other stages find: reading XML, settings, layout, building.

``PAGES`` holds a page for each, in the form of the rules' own pages; those of the importer are in
``importing``. A test compares all pages with every rule id in the code and in the stylesheets.
"""

from __future__ import annotations

from typing import Final

from edition.checks.enriching import ENRICH_PAGES
from edition.checks.importing import IMPORT_PAGES
from edition.checks.importing_documents import DOCUMENT_PAGES
from edition.checks.odd_pages import ODD_PAGES

__all__ = ["PAGES"]

_READING: Final[dict[str, str]] = {
    "not-well-formed": """A file is not well-formed XML.

What: an element that is not closed, or closed in the wrong order; a bare "&" or "<" in the text; a character
that is not in the file's encoding; an entity that is not declared; an empty file; a file that is no XML at all.

Why: such a file cannot be read as TEI. Nothing of it is checked or built, and nothing is written, until it is
mended.

Fails:

```text
<p>Ice & snow <hi>everywhere</p></hi>
```

Passes:

```text
<p>Ice &amp; snow <hi>everywhere</hi></p>
```""",
    "merge-conflict": """A block was changed by an editor and by a new import.

What: ``edition import --update`` puts a new import into a file that was edited since the last one. What only one of
them changed is taken from it. Where both changed one block, the edited text stays in its place, and what the import
would write is quoted and stands in NAME.new.xml.

Why: only a person can say which of the two is right, or how they go together. The conflict is told once: the next
import takes the edited text as it is.

Fails:

```text
last import: <p xml:id="ch1.p4">The ship sai1ed.</p>
edited:      <p xml:id="ch1.p4">The ship sailed.</p>
new import:  <p xml:id="ch1.p4">The ship sai1ed in July.</p>
```

Passes:

```text
last import: <p xml:id="ch1.p4">The ship sai1ed.</p>
edited:      <p xml:id="ch1.p4">The ship sailed.</p>
new import:  <p xml:id="ch1.p4">The ship sai1ed.</p>
```""",
    "release-differs": """A release has another name than the edition in the header.

What: ``edition build --release 1.1``, while the header of the main text says ``<edition n="1.0">``.

Why: readers cite what the header says; the lock file would tell of a version that no citation names.

Fails:

```text
edition build --release 1.1          <edition n="1.0">
```

Passes:

```text
edition build --release 1.1          <edition n="1.1">
```""",
    "external-entity": """A file draws in another file by an entity.

What: ``<!ENTITY name SYSTEM "...">`` at the top of a file. Such files are refused whole.

Why: an entity of this kind can put any file of your disk, or of the network, into the text without a trace.

Fails:

```text
<!DOCTYPE TEI [<!ENTITY chapter1 SYSTEM "chapter1.xml">]>
```

Passes:

```text
<!DOCTYPE TEI [<!ENTITY ship "Chelyuskin">]>
```""",
    "entity-bomb": """An entity would grow beyond all bounds.

What: entities that are made of entities, so that a few lines stand for millions of characters. The limit is a
million.

Why: the computer's memory would be full before the text is read. It is an attack, or a slip.

Fails:

```text
<!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"> and so on, ten times over
```

Passes:

```text
<!ENTITY ship "Chelyuskin">
```""",
    "oversized-text": """A run of text is longer than any that is read.

What: more than four million bytes between two tags.

Why: it is no paragraph of a book, and an edition of it could not be set in useful time. Most often tags were lost
on the way, or the file is no text at all.

Fails:

```text
<p> and fifty megabytes of words </p>
```

Passes:

```text
<p>a paragraph</p> <p>and the next</p>
```""",
    "not-formatted": """A file was left as it is, because its layout could not be changed safely.

What: ``edition format`` lays a file out, reads the result again and compares every tag, attribute and word with
the file before. Where they differ, or where the file is not UTF-8, it changes nothing and says so.

Why: no change of layout is worth a word of the text.

Fails:

```text
<?xml version="1.0" encoding="UTF-16"?>
```

Passes:

```text
<?xml version="1.0" encoding="UTF-8"?>
```""",
    "unused-allowance": """An allowance in edition.toml fits no finding.

What: an ``[[allow]]`` whose rule and place match nothing that was found: the fault was mended, the line has
moved, or the name of the rule is misspelt.

Why: a forgotten allowance would hide the next fault at its place.

Fails:

```toml
[[allow]]
rule = "note-without-mrak"
at = "tei/book.xml"
reason = "the print has no marks in the appendix"
```

Passes:

```toml
[[allow]]
rule = "note-without-mark"
at = "tei/book.xml:*"
reason = "the print has no marks in the appendix"
```""",
    "allowance-without-reason": """An allowance in edition.toml gives no reason.

What: an ``[[allow]]`` whose reason is missing or empty. It allows nothing.

Why: a year later nobody knows whether the finding was looked at or only silenced.

Fails:

```toml
[[allow]]
rule = "page-out-of-order"
at = "tei/book.xml:412"
reason = ""
```

Passes:

```toml
[[allow]]
rule = "page-out-of-order"
at = "tei/book.xml:412"
reason = "the leaves are bound in this order"
```""",
}

_BUILDING: Final[dict[str, str]] = {
    "lost-in-edition": """Words of the TEI did not arrive in an edition.

What: every edition is compared with the TEI after it is made. Words that are due in it and are not there are
counted, and the first is quoted; ``output/report/build.json`` lists the places. What is left out on purpose
(residue of the scan, the header) is counted apart and is no fault.

Why: a reader must be able to trust that an edition holds the text, the whole text.

Fails:

```text
a custom.xsl whose template for an element prints nothing of its content
```

Passes:

```text
a custom.xsl whose template applies templates to its content: <xsl:apply-templates/>
```""",
    "twice-in-edition": """Words of the TEI arrived twice in an edition.

What: an edition holds more letters than are due in it: a passage was printed at two places, or something that
the edition adds of its own is not marked as such. ``output/report/build.json`` has the places.

Why: the reader cannot tell which of the two belongs there, and counts and searches go wrong.

Fails:

```text
a custom.xsl that copies a note both to its place and to the end of the chapter
```

Passes:

```text
a custom.xsl that prints the note once and a mark at its place
```""",
    "pdf-not-made": """Typst refused to set the book.

What: the source of the book was made, and Typst found a fault in it; its words are quoted. The other editions are
built.

Why: most often a setting that Typst does not know, or a picture that it cannot read.

Fails:

```toml
[pdf]
paper = "a99"
```

Passes:

```toml
[pdf]
paper = "a5"
```""",
    "unreadable-image": """A picture cannot be read, and the book leaves it out.

What: the file is there, but the PDF or the e-book cannot show it: it is damaged, or of a kind that is not shown
(TIFF, for one). The PDF also leaves out one whose name says another kind than it is, the e-book a drawing (SVG) with
scripts, links, or references to other files. The caption stays.

Why: one picture must not cost the whole book.

Fails:

```text
<graphic url="images/map.tif"/>
```

Passes:

```text
<graphic url="images/map.png"/>
```""",
    "pdf-not-accessible": """The PDF does not meet the standard for accessible documents.

What: the PDF is set as PDF/UA-1, with the structure that a screen reader needs, and as PDF/A-2a, for archives, where
the header has a date. Where Typst says that a text does not allow it, a plain PDF is made, and Typst's reason is
quoted.

Why: a reader who cannot see the page depends on it, and many libraries ask for it.

Fails:

```text
<figure><graphic url="images/map.svg"/></figure>
```

Passes:

```text
<figure><graphic url="images/map.svg"/><figDesc>Map of the route</figDesc></figure>
```""",
    "no-text": """A document has no text to publish.

What: the document that is to be built holds no ``<text>``: it is a fragment, a register, a facsimile with a
transcription in ``<sourceDoc>``, or no TEI at all.

Why: an edition of it would be an empty page.

Fails:

```text
<TEI> <teiHeader>...</teiHeader> <standOff>...</standOff> </TEI>
```

Passes:

```text
<TEI> <teiHeader>...</teiHeader> <text> <body>...</body> </text> </TEI>
```""",
    "missing-glyph": """The fonts of the PDF do not have a character.

What: letters of the text come in no word of the finished PDF. The fonts that are set with, Libertinus Serif and
New Computer Modern, have Latin, Cyrillic, Greek and Hebrew letters, and few others. In the place of each letter
stands a frame with its number.

Why: the reader of the PDF sees a number where the website and the plain text have the word. Name a font that has the
letters: ``[pdf] fonts = ["fonts/NotoSerifJP.otf"]``.

Fails:

```text
<foreign xml:lang="ja">日本</foreign>
```

Passes:

```text
<foreign xml:lang="ja-Latn">Nihon</foreign>
```""",
    "pandoc-warned": """Pandoc has something to say of the file for Word.

What: what pandoc said while it wrote the edition ``docx``, in its own words.

Why: it may be that a picture or a formula is not in the file. The words are: the comparison with the TEI tells of any
that are missing.

Fails:

```text
[WARNING] Could not convert image images/map.svg
```

Passes:

```text
a picture that is a PNG or a JPEG
```""",
    "unhandled-element": """An edition has no form for an element.

What: an element for which no template exists. Its words are kept, in a neutral form; each name is told once.

Why: nothing of the text is lost, but what the element says about its words is not shown.

Fails:

```text
<ex:stanza> in a text, and no template for it
```

Passes:

```text
a template for it in the project's xslt/custom.xsl
```""",
    "stylesheet-message": """A stylesheet said something.

What: an ``xsl:message`` of a stylesheet that does not name a rule, most often one of the project's own
``custom.xsl``.

Why: who wrote it wanted it to be read.

Fails:

```text
<xsl:message>still to do</xsl:message>
```

Passes:

```text
a stylesheet without messages
```""",
}

#: The manual page of each rule that is no check of TEI, by its id.
PAGES: Final[dict[str, str]] = {**_READING, **_BUILDING, **IMPORT_PAGES, **DOCUMENT_PAGES, **ODD_PAGES, **ENRICH_PAGES}

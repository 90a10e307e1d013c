"""Manual pages of the faults that compiling an ODD finds, and of those of schemas and Schematron as a whole."""

from __future__ import annotations

from typing import Final

__all__ = ["ODD_PAGES"]

ODD_PAGES: Final[dict[str, str]] = {
    "odd-unknown-name": """An ODD names something that the TEI does not have.

What: a module, element, class, attribute, datatype or constraint in a reference or a change that does not exist. The
hint names the nearest one that does.

Why: other tools pass over such a name in silence, and the schema lacks what its author believes is in it.

Fails:

```text
<moduleRef key="core" include="p hi persname"/>
```

Passes:

```text
<moduleRef key="core" include="p hi"/>  <moduleRef key="namesdates" include="persName"/>
```""",
    "odd-wrong-module": """An ODD looks for something in a module in which it is not.

What: ``moduleRef/@include`` or ``@except`` with an element of another module, or a specification with another
``@module`` than the TEI's.

Why: the element is not taken (or not left out), and nothing says so.

Fails:

```text
<moduleRef key="header" include="teiHeader publisher"/>
```

Passes:

```text
<moduleRef key="header" include="teiHeader"/>  <moduleRef key="core" include="publisher"/>
```""",
    "odd-not-included": """An ODD changes something that its schema does not have.

What: a specification with ``mode="change"`` or ``mode="replace"`` for an element, class, macro or datatype that no
``moduleRef``, ``elementRef`` or ``classRef`` has brought in, or that was left out.

Why: the change has no effect.

Fails:

```text
<moduleRef key="core" except="note"/>  <elementSpec ident="note" mode="change">...</elementSpec>
```

Passes:

```text
<moduleRef key="core"/>  <elementSpec ident="note" mode="change">...</elementSpec>
```""",
    "odd-contradiction": """An ODD says two things that do not go together.

What: ``mode="add"`` for something that is there already; a mode that does not exist; ``@include`` and ``@except`` on
one reference; ``mode="delete"`` for what is not in the schema (a warning).

Why: only one of the two can be meant.

Fails:

```text
<elementSpec ident="p" module="core">...</elementSpec>   (without a mode: it is new)
```

Passes:

```text
<elementSpec ident="p" module="core" mode="change">...</elementSpec>
```""",
    "odd-unreachable": """An element is in a schema, and can stand nowhere in a document.

What: an element that an ODD names, while every element that could hold it has been left out.

Why: an editor who reads the guide will try to use it, and the schema will not have it.

Fails:

```text
<moduleRef key="header" include="teiHeader fileDesc handNote"/>
```

Passes:

```text
<moduleRef key="header" include="teiHeader fileDesc profileDesc handNote"/>
<moduleRef key="transcr" include="handNotes"/>
```""",
    "odd-unresolved": """An ODD points to specifications that are not found.

What: ``specGrpRef/@target`` that leads to no ``specGrp``; a file that is not there, lies outside the folder of the ODD,
or on a network; groups that refer to themselves.

Why: what stands in the group is missing from the schema.

Fails:

```text
<specGrpRef target="#spec.nots"/>
```

Passes:

```text
<specGrp xml:id="spec.notes">...</specGrp>  <specGrpRef target="#spec.notes"/>
```""",
    "odd-source": """An ODD names a source that is not used.

What: ``@source`` with a web address or a name of a TEI release (a warning: the TEI at hand is used), or a module of
RELAX NG in another file (an error).

Why: nothing is fetched from a network, so that a schema compiles in ten years' time as it does today. Another release
is given by ``--p5subset FILE``; another ODD as a file beside this one.

Fails:

```text
<schemaSpec ident="mine" source="https://example.org/other.odd">
```

Passes:

```text
<schemaSpec ident="mine" source="other.odd">
```""",
    "odd-content": """An ODD describes content in a way that is not read.

What: an element in ``content`` or ``datatype`` that says nothing about content; RELAX NG beyond the common patterns; a
datatype that refers to itself; constraints in another language than Schematron.

Why: the schema would be without it.

Fails:

```text
<content><p>any text</p></content>
```

Passes:

```text
<content><textNode/></content>
```""",
    "invalid-document": """The document is not valid, and no single fault explains it.

What: the verdict on the document is "invalid" (libxml2, and a second opinion of our own), and stepping through it
element by element finds nothing that does not fit. This can happen with a schema that gives one element several
contents, none of which fits as a whole.

Why: an invalid document is never passed in silence.

Fails:

```text
a schema with two contents for one element; a document in which the head fits one of them and the end the other
```

Passes:

```text
a document in which the whole fits one of them
```""",
    "low-contrast": """A colour is hard to read on its paper.

What: a colour of text that ``[website]`` in edition.toml sets has a contrast below 7 to 1 with the paper of its scheme.

Why: readers with weak eyes need it, and everybody in the sun; WCAG 2.2 asks for 7 to 1 at its level AAA, and what the
website has of its own keeps to it.

Fails:

```text
paper = "#ffffff"
accent = "#e06060"
```

Passes:

```text
paper = "#ffffff"
accent = "#7a2113"
```""",
    "no-coasts": """The map of the website has no drawing, because this installation has no coasts.

What: the outlines of coasts and countries (``vendor/world-atlas``) are fetched when ``edition`` is built or installed;
here they are missing. The page of the map has its table alone, and the pages of places have no small map.

Why: dots on an empty sheet would tell nothing.

Fails:

```text
edition in a checkout that was never installed
```

Passes:

```text
pip install edition, or pip install -e . in a checkout
```""",
    "schema-out-of-date": """A project's copy of the schema is of another version.

What: ``schemas/edition.rng`` or ``schemas/edition.sch`` of a project, which XML editors read, differs from the schema
that came with this version of ``edition`` and by which it checks.

Why: an XML editor would mark as wrong what ``edition check`` takes for right, or the other way round.

Fails:

```text
schemas/edition.rng of an earlier version
```

Passes:

```text
schemas/edition.rng written anew: edition odd compile edition.odd -o schemas --no-guide
```""",
    "schematron": """A rule of a Schematron schema is broken.

What: an assertion of a project's own Schematron schema (``[check] schematron``) is not true, or a report is, and
neither it nor its rule or pattern has an id; with one, the finding goes by that.

Why: the project has made this rule for itself. Its text says what is wrong.

Fails:

```text
<assert test="@type">a division has a type</assert>, and <div> without one
```

Passes:

```text
<div type="chapter">
```""",
    "schematron-failed": """A rule of a Schematron schema cannot be tested on this document.

What: the expression of a rule fails on the node at this place: a text that is no date, a document that is not there, or
one that lies outside the project.

Why: whether the rule is kept is not known. It is mended in the schema: ``. castable as xs:date`` before ``xs:date(.)``.

Fails:

```text
<report test="xs:date(@when) lt xs:date('1900-01-01')">, and <date when="1898">
```

Passes:

```text
<report test="@when castable as xs:date and xs:date(@when) lt xs:date('1900-01-01')">
```""",
}

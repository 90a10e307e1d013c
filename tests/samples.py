"""Small TEI documents for tests, in one shape: a header that passes the checks, and a text."""

from __future__ import annotations

from pathlib import Path

from edition.document import Document, parse

HEADER = """<teiHeader><fileDesc><titleStmt><title>A test</title><author xml:id="author">A. Author</author>
<editor role="translator" xml:id="translator">T. Translator</editor>
<editor xml:id="editor">E. Editor</editor></titleStmt>
<publicationStmt><publisher>Nobody</publisher><availability><licence target="https://creativecommons.org/licenses/by/4.0/"
>CC BY</licence></availability></publicationStmt><sourceDesc><p>Made for a test.</p></sourceDesc></fileDesc>
<encodingDesc><editorialDecl><p>As the source.</p></editorialDecl></encodingDesc>
<profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc></teiHeader>"""


def tei(text: str, *, header: str = HEADER) -> bytes:
    """A TEI document with this content of ``text``."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t" xml:lang="en">'
        f"{header}<text>{text}</text></TEI>\n"
    ).encode()


def body(content: str) -> bytes:
    """A TEI document whose body is one chapter with this content."""
    return tei(f'<body><div type="chapter" n="1" xml:id="ch1"><head>One</head>{content}</div></body>')


def document(data: bytes, path: Path | None = None) -> Document:
    """The parsed document; a test's own XML is always well-formed."""
    result = parse(data, path)
    assert result.value is not None, result.diagnostics
    return result.value

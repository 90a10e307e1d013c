"""Small documents for tests, made when a test runs: a Word file by hand, others by pandoc from Markdown."""

from __future__ import annotations

import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def png(width: int = 40, height: int = 20) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((40, 90, 120)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def run(text: str, properties: str = "") -> str:
    """A run of a Word paragraph."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "") -> str:
    """A paragraph of a Word document, with a style by its id; plain text becomes a run."""
    inner = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{f'<w:pStyle w:val={chr(34)}{style}{chr(34)}/>' if style else ''}</w:pPr>{inner}</w:p>"


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it, in two forms of which programs read one."""
    inner = "".join(paragraphs)
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
        "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


def docx(
    path: Path,
    *body: str,
    footnotes: tuple[str, ...] = (),
    endnotes: tuple[str, ...] = (),
    comments: tuple[str, ...] = (),
    header: str = "",
    footer: str = "",
    styles: str = "",
    extra: dict[str, bytes] | None = None,
) -> Path:
    """A Word document: parts that are not named are left out. Notes and comments are numbered from 1."""
    parts: dict[str, str] = {}
    relations = []
    kinds = [("styles", styles), ("header1", header), ("footer1", footer)]
    for kind, items in (("footnote", footnotes), ("endnote", endnotes), ("comment", comments)):
        inner = "".join(
            f'<w:{kind} w:id="{n}" w:author="E. Editor" w:date="2024-01-02T00:00:00Z">{item}</w:{kind}>'
            for n, item in enumerate(items, 1)
        )
        kinds.append((f"{kind}s", inner))
    for name, inner in kinds:
        if inner:
            root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
            parts[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{inner}</w:{root}>"
            relations.append((name.rstrip("1"), f"{name}.xml"))
    reference = "".join(
        f'<w:{kind}Reference w:type="default" r:id="r{n}"/>'
        for n, (kind, _) in enumerate(relations, 1)
        if kind in ("header", "footer")
    )
    parts["word/document.xml"] = (
        f"<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr>{reference}</w:sectPr></w:body></w:document>"
    )
    names = "http://schemas.openxmlformats.org/package/2006"
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{names}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_REL}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(relations, 1)
        )
        + "</Relationships>"
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{names}/relationships"><Relationship Id="r1" Type="{_REL}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{names}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_TYPE}.document.main+xml"/>'
        "</Types>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
        for name, data in (extra or {}).items():
            package.writestr(name, data)
    return path


def by_pandoc(markdown: str, path: Path) -> Path:
    """A document of the kind that its ending says, made of Markdown; its pictures lie beside it."""
    import pypandoc

    subprocess.run(
        [pypandoc.get_pandoc_path(), "--standalone", "--from", "markdown-smart", "--output", path.name],
        input=markdown.encode(),
        cwd=path.parent,
        check=True,
        timeout=60,
        capture_output=True,
    )
    return path

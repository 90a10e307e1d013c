"""Saxon: the only module that knows saxonche.

In: the name of one of our drivers (``html`` means xslt/html/html.xsl), XML as bytes or a tree that was parsed here,
typed parameters. Out: ``Result`` of the files that the driver made, or of the tree. Refuses parameters that
xslt/params.xsl does not declare. What the stylesheets say by ``xsl:message`` becomes findings.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity
from edition.resources import resource
from edition.tei import ED, TEI

__all__ = [
    "StylesheetError",
    "Tree",
    "compile_schematron",
    "extract",
    "parse",
    "program",
    "render",
    "run_program",
    "transform",
]

XSL = "http://www.w3.org/1999/XSL/Transform"
Parameter = str | int | bool
#: The modes in which a project may have templates of its own; "line" is what the plain text has inside a line, "inline"
#: what Markdown and the file for Word have there.
EDITION_MODES: Final = ("html", "print", "text", "line", "document", "inline")


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree that Saxon holds: parsed once, given to every edition."""

    node: Any


@dataclass(slots=True)
class _Captured:
    """What Saxon wrote to file descriptor 2 while it worked: the only place where it names the line of a fault."""

    text: str = ""


@cache
def _processor() -> Any:
    import saxonche

    processor = saxonche.PySaxonProcessor(license=False)
    # Stylesheets of a project are the editor's own; even so nothing is fetched from a network.
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "file")
    # No files written by a stylesheet, no environment: what an edition is made of, and where it goes, is for build.
    processor.set_configuration_property("http://saxon.sf.net/feature/allow-external-functions", "false")
    # The reader of documents has a limit of its own; that of the parser inside Saxon is lower, and an exception.
    for name in ("maxElementDepth", "elementAttributeLimit"):
        uri = f"http://www.oracle.com/xml/jaxp/properties/{name}"
        processor.set_configuration_property(f"http://saxon.sf.net/feature/parserProperty?uri={uri}", "0")
    return processor


@dataclass(slots=True)
class _Driver:
    """A compiled driver with the executable that runs it."""

    mode: str
    executable: Any
    custom: Path | None = None
    parameters: dict[str, str] = field(default_factory=dict)


def parse(xml: bytes) -> Tree:
    """Parse XML that this software made (never a foreign file: those are read by edition.document)."""
    return Tree(_processor().parse_xml(xml_text=xml.decode("utf-8")))


def render(
    driver: str, source: bytes | Tree, parameters: Mapping[str, Parameter] | None = None, *, custom: Path | None = None
) -> Result[dict[str, str]]:
    """Run a driver whose result is a map from relative paths to file contents; the paths come out sorted."""
    value, findings = _run(driver, source, parameters or {}, custom)
    if value is None:
        return Result({}, findings)
    item = value.item_at(0)
    files = {str(key): _text(item.get(str(key))) for key in item.keys()}  # noqa: SIM118 (a PyXdmMap is no dict)
    return Result(dict(sorted(files.items())), findings)


def transform(
    driver: str, source: bytes | Tree, parameters: Mapping[str, Parameter] | None = None, *, custom: Path | None = None
) -> Result[Tree | None]:
    """Run a driver whose result is a tree: normalize."""
    value, findings = _run(driver, source, parameters or {}, custom)
    return Result(Tree(value.item_at(0)) if value is not None else None, findings)


class StylesheetError(Exception):
    """A stylesheet made from a Schematron schema that does not compile; ``line`` is its line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def compile_schematron(schema: bytes) -> Result[str | None]:
    """Run the compiler of Schematron schemas: the text of the stylesheet, or the fault that it found in the schema."""
    try:
        value, findings = _run("schematron", schema, {}, None)
    except RuntimeError:
        found = tuple(_messages(_compile("schematron", None).executable))
        if not found:
            raise
        return Result(None, found)
    return Result(str(value.item_at(0)) if value is not None else None, findings)


def program(stylesheet: str) -> Any:
    """Compile the text of a stylesheet. Raises StylesheetError, with the first fault and its line."""
    import saxonche

    try:
        with _standard_error():
            executable = _processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=stylesheet)
    except saxonche.PySaxonApiError as error:
        told = str(error)
        line = re.search(r"line (\d+)", told)
        first = re.search(r"[A-Z]{4}\d{4}:?\s+(.*?)(?=\nError in|\Z)", told, re.DOTALL)
        said = " ".join((first.group(1) if first else told or "it does not compile").split())
        said = re.sub(r"Q\{[^}]*\}", "", said).removesuffix(" External function calls have been disabled")
        raise StylesheetError(said, int(line.group(1)) if line else 0) from None
    executable.set_save_xsl_message(True)
    return executable


def run_program(executable: Any, source: bytes, base: str, folder: str, fired: bool) -> Result[bytes | None]:
    """Run such a stylesheet on a document: what it writes, or a finding where it failed as a whole."""
    import saxonche

    processor = _processor()
    executable.clear_parameters()
    executable.set_parameter(f"{{{ED}}}base", processor.make_string_value(base))
    executable.set_parameter(f"{{{ED}}}folder", processor.make_string_value(folder))
    executable.set_parameter(f"{{{ED}}}fired", processor.make_boolean_value(fired))
    node = parse(source).node
    executable.set_global_context_item(xdm_item=node)
    with _standard_error() as captured:
        try:
            made = executable.apply_templates_returning_string(xdm_value=node)
        except saxonche.PySaxonApiError as error:
            told = " ".join((str(error) or captured.text).split())
            return Result(None, (Diagnostic("schematron-failed", Severity.ERROR, told),))
    return Result(str(made).encode() if made is not None else None)


def extract(tree: Tree, path: str) -> bytes:
    """What an XPath expression names in a tree (prefixes: tei, ed), as XML, within one element ``parts``."""
    query = _processor().new_xpath_processor()
    query.declare_namespace("tei", TEI)
    query.declare_namespace("ed", ED)
    query.set_context(xdm_item=tree.node)
    found = query.evaluate_single(f"string-join(({path}) ! serialize(., map{{'method': 'xml', 'indent': false()}}))")
    return f"<parts>{found.string_value if found is not None else ''}</parts>".encode()


def _text(value: Any) -> str:
    if hasattr(value, "item_at"):
        value = value.item_at(0)
    return str(value.string_value if hasattr(value, "string_value") else value)


def _run(
    name: str, source: bytes | Tree, parameters: Mapping[str, Parameter], custom: Path | None
) -> tuple[Any, tuple[Diagnostic, ...]]:
    driver = _compile(name, custom)
    executable = driver.executable
    executable.clear_parameters()
    executable.clear_xsl_messages()
    for key, value in parameters.items():
        executable.set_parameter(key, _typed(key, value))
    node = (source if isinstance(source, Tree) else parse(source)).node
    import saxonche

    executable.set_initial_mode(driver.mode)
    executable.set_global_context_item(xdm_item=node)
    result: Any = None
    failure = ""
    with _standard_error() as captured:
        try:
            result = executable.apply_templates_returning_value(xdm_value=node)
        except saxonche.PySaxonApiError as error:
            failure = str(error)
    findings = tuple(_messages(executable))
    if failure:
        told = "\n".join(part for part in (failure.strip(), captured.text.strip()) if part)
        if custom is not None and custom.name in told:
            line = re.search(r"line (\d+)", told)
            raise EditionError(
                f"the project's own stylesheet failed: {failure.strip()}",
                "mend it, or move it away to build with ours alone",
                Location(custom, int(line.group(1)) if line else 0),
            )
        raise RuntimeError(f"{name}: {told}")
    return result, findings


def _messages(executable: Any) -> Iterator[Diagnostic]:
    messages = executable.get_xsl_messages()
    if messages is None:
        return
    for index in range(messages.size):
        text = str(messages.item_at(index))
        found = False
        if "<" in text:
            try:
                root = etree.fromstring(f"<m>{text}</m>")
            except etree.XMLSyntaxError:
                root = None
            for node in root.iter(f"{{{ED}}}finding") if root is not None else ():
                found = True
                yield Diagnostic(
                    node.get("rule", "stylesheet-message"),
                    Severity(node.get("severity", "warning")),
                    " ".join("".join(str(part) for part in node.itertext()).split()),
                    Location(xpath=node.get("id", "")),
                    node.get("hint", ""),
                )
        if not found and text.strip():
            yield Diagnostic("stylesheet-message", Severity.INFO, " ".join(text.split()))


@cache
def _declared() -> dict[str, str]:
    """The parameters that xslt/params.xsl declares, each with its type."""
    root = etree.parse(str(resource("xslt/params.xsl"))).getroot()
    return {
        str(node.get("name")): (node.get("as") or "xs:string").rstrip("?")
        for node in root.iterchildren(f"{{{XSL}}}param")
    }


def _typed(name: str, value: Parameter) -> Any:
    declared = _declared()
    if name not in declared:
        near = difflib.get_close_matches(name, declared, 1)
        raise EditionError(
            f'the stylesheets know no parameter "{name}"',
            f'did you mean "{near[0]}"?' if near else f"they know {', '.join(sorted(declared))}",
        )
    kind = declared[name]
    processor = _processor()
    if kind == "xs:boolean":
        if not isinstance(value, bool):
            raise EditionError(f'the parameter "{name}" is true or false, not {value!r}')
        return processor.make_boolean_value(value)
    if kind == "xs:integer":
        if isinstance(value, bool) or not isinstance(value, int):
            raise EditionError(f'the parameter "{name}" is a whole number, not {value!r}')
        return processor.make_integer_value(value)
    return processor.make_string_value(str(value))


@cache
def _compile(name: str, custom: Path | None) -> _Driver:
    import saxonche

    path = resource(f"xslt/{name}/{name}.xsl")
    compiler = _processor().new_xslt30_processor()
    try:
        with _standard_error():
            if custom is None:
                executable = compiler.compile_stylesheet(stylesheet_file=str(path))
            else:
                with tempfile.TemporaryDirectory(prefix="edition-") as folder:
                    driver = _overridden(path, custom, Path(folder))
                    executable = compiler.compile_stylesheet(stylesheet_text=driver)
    except saxonche.PySaxonApiError as error:
        if custom is not None and custom.name in str(error):
            line = re.search(rf"line (\d+)[^\n]*{re.escape(custom.name)}", str(error))
            raise EditionError(
                f"the project's own stylesheet does not compile: {str(error).strip()}",
                "mend it, or move it away to build with ours alone",
                Location(custom, int(line.group(1)) if line else 0),
            ) from None
        raise
    executable.set_result_as_raw_value(True)
    executable.set_save_xsl_message(True)
    return _Driver(name, executable, custom)


def _overridden(path: Path, custom: Path, folder: Path) -> str:
    """Our driver with the project's own stylesheet above all of ours, which a file in ``folder`` includes as before:
    one import, so that among our modules priorities count, and not the order of their names.
    """
    root = etree.parse(str(path)).getroot()
    ours = etree.Element(f"{{{XSL}}}stylesheet", nsmap={"xsl": XSL}, version="3.0")
    for node in [*root.iterchildren(f"{{{XSL}}}import"), *root.iterchildren(f"{{{XSL}}}include")]:
        node.set("href", (path.parent / str(node.get("href"))).resolve().as_uri())
        ours.append(node)
    (folder / "ours.xsl").write_bytes(etree.tostring(ours))
    root.insert(0, etree.Element(f"{{{XSL}}}import", href=(folder / "ours.xsl").as_uri()))
    # The project's stylesheet has templates for every edition: each driver knows the names of their modes.
    declared = {node.get("name") for node in root.iterchildren(f"{{{XSL}}}mode")}
    for mode in EDITION_MODES:
        if mode not in declared:
            etree.SubElement(root, f"{{{XSL}}}mode").set("name", mode)
    etree.SubElement(root, f"{{{XSL}}}include").set("href", custom.resolve().as_uri())
    return etree.tostring(root, encoding="unicode")


@contextmanager
def _standard_error() -> Iterator[_Captured]:
    """Hold what C code writes to file descriptor 2."""
    captured = _Captured()
    sys.stderr.flush()
    try:
        saved = os.dup(2)
    except OSError:
        # No standard error at all (a detached process): there is nothing to hold.
        yield captured
        return
    with tempfile.TemporaryFile() as hold:
        os.dup2(hold.fileno(), 2)
        try:
            yield captured
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            hold.seek(0)
            captured.text = hold.read().decode("utf-8", "replace")

"""Undocumented is failing: commands, settings and stylesheet parameters have their pages, and the pages are fresh."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from lxml import etree

from edition.cli import cli
from edition.settings import SETTINGS
from edition.sources.plaintext.profile import SETTINGS as PROFILE
from edition.sources.plaintext.profile import TREATMENTS

XSL = "{http://www.w3.org/1999/XSL/Transform}"


def commands() -> str:
    parts = ["# Commands\n\nGenerated from the commands' own help; `pytest --accept` renews it.\n"]
    # With the names of the help option that users have: click remembers them from the first call of a command.
    context = click.Context(
        cli, info_name="edition", max_content_width=100, terminal_width=100, help_option_names=["-h", "--help"]
    )
    for name in cli.list_commands(context):
        parts.extend(pages_of(cli, name, context))
    return "\n".join(parts)


def pages_of(group: click.Group, name: str, context: click.Context) -> list[str]:
    """The page of a command, and of those inside it."""
    command = group.get_command(context, name)
    assert command is not None
    assert command.help, f"{name} has no help"
    inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name} has no help"
    parts = [f"## {inner.command_path}\n\n```\n{command.get_help(inner)}\n```\n"]
    for other in command.list_commands(inner) if isinstance(command, click.Group) else ():
        parts.extend(pages_of(command, other, inner))
    return parts


def settings(root: Path) -> str:
    parts = ["# Settings\n\nGenerated from the code; `pytest --accept` renews it.\n\n## edition.toml\n"]
    for table, entries in SETTINGS.items():
        parts.append(f"### [{table}]\n\n| setting | what it is |\n|-|-|")
        parts.extend(f"| `{name}` | {meaning} |" for name, (_, meaning) in entries.items())
        parts.append("")
    parts.append(
        "### [[allow]]\n\n| setting | what it is |\n|-|-|\n| `rule` | the rule of the finding |\n"
        "| `at` | the file, or file:line; `*` stands for anything |\n| `reason` | why it is allowed; required |\n"
    )
    parts.append("## The profile of an import\n\n| setting | its form | what it is |\n|-|-|-|")
    parts.extend(f"| `{name}` | {form} | {meaning} |" for name, (form, meaning) in PROFILE.items())
    parts.append(f"\nWhat an override may treat lines as: {', '.join(TREATMENTS)}.\n")
    parts.append("## Parameters of the stylesheets\n\n| parameter | type | what it is |\n|-|-|-|")
    tree = etree.parse(str(root / "xslt" / "params.xsl")).getroot()
    for node in tree.iterchildren(f"{XSL}param"):
        comment = node.getprevious()
        assert isinstance(comment, etree._Comment), f"the parameter {node.get('name')} has no comment before it"
        parts.append(f"| `{node.get('name')}` | {node.get('as')} | {' '.join(comment.text.split())} |")
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("name", ["commands", "settings"])
def test_pages_are_fresh(name: str, root: Path, accept: bool) -> None:
    made = commands() if name == "commands" else settings(root)
    page = root / "docs" / f"{name}.md"
    if accept:
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made, "accept with: pytest --accept"

"""The command line: the only place that prints and that ends the process. One file a command.

Every command is a thin coat over a function that Python can call as well. Modules are imported inside the commands,
so that ``edition --version`` and ``edition check`` start without Saxon or Typst.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from edition import __version__
from edition.cli.build import build_command
from edition.cli.check import check_command
from edition.cli.explain import explain_command
from edition.cli.format import format_command
from edition.cli.importing import import_command
from edition.cli.new import new_command
from edition.cli.odd import odd_command
from edition.cli.registers import registers_command
from edition.cli.review import review_command
from edition.cli.tag import tag_command

if TYPE_CHECKING:
    from edition.diagnostic import EditionError

__all__ = ["cli", "main"]


class _Commands(click.Group):
    """The commands in the order in which an editor meets them, with did-you-mean for a misspelt one."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return ["new", "import", "check", "registers", "tag", "review", "build", "explain", "format", "odd"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            if near:
                raise click.UsageError(f'{error.message} Did you mean "{near[0]}"?', ctx) from None
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="edition", message="%(prog)s %(version)s")
def cli() -> None:
    """Digital critical editions in TEI: from a text file to a valid, published edition.

    \b
    A first edition:
      edition new my-edition            start a project
      edition import book.txt -o my-edition/tei/book.xml
      edition check my-edition          is the encoding right?
      edition build my-edition          website, PDF and plain text in my-edition/output/
    """  # noqa: D301 (click wants the character itself, which keeps the lines apart)


for _command in (
    new_command,
    import_command,
    check_command,
    build_command,
    explain_command,
    format_command,
    odd_command,
    registers_command,
    tag_command,
    review_command,
):
    cli.add_command(_command)


def _fail(error: EditionError) -> None:
    place = f"{error.at}: " if error.at is not None and error.at.path else ""
    click.echo(f"{place}error: {error.message}", err=True)
    if error.hint:
        click.echo(f"  hint  {error.hint}", err=True)


def main() -> None:
    """Run the command line. Exit codes: 0 no error, 1 at least one, 2 wrong use or unreadable input."""
    from edition.diagnostic import EditionError

    # Documents make many objects that live long: to look for cycles among them seldom saves a tenth of the time.
    gc.set_threshold(20_000, 20, 50)
    try:
        cli(standalone_mode=True)
    except EditionError as error:
        _fail(error)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone (edition explain | head): no fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # A folder that may not be read, a disk that is full.
        named = f"{error.filename}: " if error.filename else ""
        _fail(EditionError(f"{named}{error.strerror or error}", "look at its permissions, and at the room on the disk"))
        sys.exit(2)

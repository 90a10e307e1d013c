"""``edition review``: decide on suggestions, on a page in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.terminal import WrittenPath, progress, refuse_source, shorten


@click.command("review")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port on this machine; without it, a free one."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--static",
    type=WrittenPath(path_type=Path, dir_okay=False),
    help="Write the page as one file, to be sent to somebody; it saves a table to be put in registers/.",
)
def review_command(project: Path, port: int, no_browser: bool, static: Path | None) -> None:
    """Accept, reject or change what the tagger suggests, on a page in the browser.

    Suggestions come by entry, form and place, those first where a look is worth most: names that fit nobody, spellings
    that were proposed, namesakes, years that were inferred. Everything works by keys: a accepts, r rejects, c changes,
    u undoes, n and p move; A and R make a rule for a form in the whole book.

    The page is served on this machine only, under an address that nobody else knows; nothing leaves the machine. Each
    decision is written to registers/decisions.tsv at once. Afterwards "edition tag" applies them.
    """
    from edition.build import write_file
    from edition.project import find
    from edition.review import ReviewServer, review_data, review_page
    from edition.tagging import tag

    with progress("review") as say:
        found = find(project)
        if static is not None:
            refuse_source(static, found)
        tagged = tag(found, progress=say).value
    if static is not None:
        write_file(static, review_page(review_data(tagged)))
        click.echo(f"wrote {shorten(static)}; what it saves goes to {shorten(tagged.books.folder / 'decisions.tsv')}")
        return
    server = ReviewServer(tagged, port)
    click.echo(f"reviewing at {server.address}  (Ctrl-C ends)")
    if not no_browser:
        click.launch(server.address)
    try:
        server.serve()
    except KeyboardInterrupt:
        click.echo("")
    finally:
        server.server.server_close()
    click.echo(f'{server.decided:,} decisions came in; "edition tag" applies them')

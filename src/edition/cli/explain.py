"""``edition explain``: the manual pages of the rules."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> None:
    """Explain a rule: what is wrong, why it matters, an example that fails and one that passes.

    RULE is the name that stands in brackets in a finding. Without it, all rules are listed.
    """
    from edition.checks import explain, rule_names

    if rule is None:
        for name, summary in rule_names():
            click.echo(f"{name:32} {summary}")
        return
    click.echo(explain(rule))

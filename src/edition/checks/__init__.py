"""Checks: all documents of a project in, findings out. A rule is one function and its manual page.

``check`` runs the rules of ``RULES``, a plain list, over one shared index of ids and pointers, so that references
across files are seen. A rule's id is the name of its function with hyphens; its docstring is its manual page, which
``explain`` gives and ``docs/rules.md`` prints. Refuses unknown rule ids, with the nearest one as a hint.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lxml import etree

from edition.checks import (
    alignment,
    apparatus,
    bptl,
    chosen,
    content,
    dates,
    divisions,
    elsewhere,
    header,
    header_details,
    ids,
    languages,
    links,
    note_places,
    notes,
    orphans,
    references,
    released,
    schema_rules,
    text_hygiene,
)
from edition.checks.allowances import Allowance
from edition.checks.allowances import apply_allowances as _apply
from edition.checks.index import Index
from edition.checks.options import Options
from edition.checks.words import nearest
from edition.diagnostic import Diagnostic, EditionError, sort_findings
from edition.document import Document
from edition.resources import resource
from edition.schema import Schema
from edition.verdict import ForeignJudge, Judge

__all__ = [
    "PROFILES",
    "RULES",
    "Options",
    "Rule",
    "apply_allowances",
    "check",
    "explain",
    "pages",
    "rule_id",
    "rule_names",
]

#: A rule: the index of a project in, findings out.
Rule = Callable[[Index], Iterable[Diagnostic]]

#: Every rule that ``check`` runs, in the order of the manual.
RULES: list[Rule] = [
    schema_rules.not_tei,
    schema_rules.unknown_element,
    schema_rules.misplaced_element,
    schema_rules.missing_element,
    schema_rules.misplaced_text,
    schema_rules.unknown_attribute,
    schema_rules.missing_attribute,
    schema_rules.invalid_value,
    schema_rules.foreign_element,
    ids.duplicate_id,
    ids.invalid_id,
    references.unresolved_reference,
    references.undeclared_prefix,
    references.wrong_kind_of_reference,
    released.vanished_id,
    released.reused_id,
    released.redirect_to_nothing,
    notes.mark_without_note,
    notes.note_without_mark,
    notes.two_marks_to_one_note,
    notes.note_number_out_of_sequence,
    notes.empty_note,
    header.missing_title,
    header.missing_responsible,
    header.missing_publisher,
    header.missing_licence,
    header.missing_source,
    header.missing_language,
    header.undeclared_language,
    header.unused_language,
    content.page_out_of_order,
    content.invalid_date,
    content.reversed_dates,
    content.app_without_reading,
    content.missing_image,
    content.image_outside_project,
    content.figure_without_description,
    content.empty_element,
    links.circular_reference,
    links.one_sided_link,
    alignment.unaligned_paragraph,
    orphans.unused_entry,
    orphans.unused_witness,
    orphans.unused_declaration,
    orphans.same_name_twice,
    orphans.one_form_two_entries,
    apparatus.reading_equals_lemma,
    apparatus.witness_twice,
    apparatus.witness_missing,
    apparatus.apparatus_passage,
    apparatus.overlapping_apparatus,
    apparatus.apparatus_method,
    note_places.note_holds_its_mark,
    note_places.note_places_mixed,
    dates.death_before_birth,
    dates.year_differs,
    dates.old_style_without_calendar,
    languages.invalid_language,
    languages.foreign_in_its_own_language,
    divisions.division_without_head,
    divisions.division_number_out_of_sequence,
    divisions.line_number_out_of_sequence,
    divisions.unequal_rows,
    divisions.page_not_present,
    text_hygiene.replacement_character,
    text_hygiene.private_use_character,
    text_hygiene.not_normalised,
    text_hygiene.soft_hyphen,
    text_hygiene.space_at_edge,
    text_hygiene.space_before_mark,
    text_hygiene.unbalanced_brackets,
    text_hygiene.unbalanced_quotation,
    header_details.changes_out_of_order,
    header_details.missing_principles,
    header_details.tag_count_differs,
    chosen.unexpected_id,
    chosen.unexpected_character,
    chosen.date_outside_span,
]


#: Rules that run only where a project chooses them, by the name of their profile.
PROFILES: dict[str, list[Rule]] = {"bptl": list(bptl.BPTL)}


def rule_id(rule: Rule) -> str:
    """The id of a rule: the name of its function with hyphens."""
    return rule.__name__.replace("_", "-")


def check(
    documents: Sequence[Document],
    *,
    rules: Iterable[str] | None = None,
    root: Path | None = None,
    profiles: Iterable[str] = (),
    schema: Schema | None = None,
    judge: Judge | ForeignJudge | None = None,
    options: Options | None = None,
) -> tuple[Diagnostic, ...]:
    """The findings of all documents of a project, by file, line and column.

    ``rules`` are the ids of the rules to run (all, where none are named); ``root`` is the folder of the project,
    which images may not leave; ``profiles`` are the profiles whose rules run as well; ``schema`` and ``judge`` take
    the place of the schema of an edition; ``options`` are what the rules of ``chosen`` are set to. Raises
    EditionError for a rule that does not exist.
    """
    chosen = [*RULES, *(rule for name in profiles for rule in PROFILES[name])]
    if rules is not None:
        wanted = set(rules)
        every = [*RULES, *(rule for rules_of in PROFILES.values() for rule in rules_of)]
        known = {rule_id(rule): rule for rule in every}
        for name in sorted(wanted - set(known)):
            raise _unknown(name, known)
        chosen = [rule for rule in every if rule_id(rule) in wanted]
    index = Index(documents, root, schema, judge, options)
    found = {finding: None for rule in chosen for finding in rule(index)}
    found.update(dict.fromkeys(index.structure("invalid-document")))
    # A date that the calendar does not have is no value of the schema either: it is told once, by its own rule.
    dates = {(one.at, one.message.partition(" ")[0]) for one in found if one.rule == "invalid-date"}
    once = (one for one in found if one.rule != "invalid-value" or (one.at, one.message.partition(" ")[0]) not in dates)
    return tuple(sort_findings(once))


def apply_allowances(
    findings: Iterable[Diagnostic], allowances: Iterable[Allowance], root: Path | None = None
) -> list[Diagnostic]:
    """The findings that no allowance covers, and the faults of the allowances themselves (see ``allowances``)."""
    return _apply(findings, allowances, root, [*pages(), *constraint_pages()])


def rule_names() -> list[tuple[str, str]]:
    """The id of every rule with the first line of its page, sorted."""
    return sorted((name, page.partition("\n")[0]) for name, page in pages().items())


def pages() -> dict[str, str]:
    """The manual page of every rule there is, by its id: the rules of ``check``, then those of other stages."""
    found = {rule_id(rule): inspect.getdoc(rule) or "" for rule in RULES}
    found.update({rule_id(rule): inspect.getdoc(rule) or "" for rules in PROFILES.values() for rule in rules})
    found.update(elsewhere.PAGES)
    return found


def constraint_pages() -> dict[str, str]:
    """What the constraints of the schema of an edition say, by their ids: findings of Schematron go by these."""
    found: dict[str, str] = {}
    for pattern in etree.parse(str(resource("schemas/edition.sch"))).getroot().iter("{*}pattern"):
        lines = ["A constraint of the schema.", ""]
        for rule in pattern.iter("{*}rule"):
            lines.append(f"Where: {rule.get('context')}")
            for test in rule.iter("{*}assert", "{*}report"):
                said = " ".join("".join(str(part) for part in test.itertext()).split())
                must = "must be true" if str(test.tag).endswith("assert") else "must not be true"
                lines.extend(["", f"What: {said}", f"Test: {test.get('test')} ({must})"])
        found[str(pattern.get("id"))] = "\n".join(lines)
    return found


def explain(rule: str) -> str:
    """The manual page of a rule. Raises EditionError for one that does not exist, with the nearest as a hint."""
    known = pages()
    if rule in known:
        return f"{rule}: {known[rule]}\n"
    constraints = constraint_pages()
    if rule in constraints:
        return f"{rule}: {constraints[rule]}\n"
    raise _unknown(rule, [*known, *constraints])


def _unknown(name: str, known: Iterable[str]) -> EditionError:
    guess = nearest(name, list(known))
    return EditionError(f'there is no rule "{name}"', f'did you mean "{guess}"?' if guess else "see docs/rules.md")

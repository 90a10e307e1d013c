"""Manual pages of what tagging reports: decisions that cannot be used, names that cannot be tagged."""

from __future__ import annotations

from typing import Final

from edition.checks.importing import page_of_source

__all__ = ["ENRICH_PAGES"]

#: The manual page of each rule of tagging, by its id.
ENRICH_PAGES: Final[dict[str, str]] = {
    "unusable-decision": page_of_source(
        "A row of a table beside the registers cannot be used.",
        "a row of registers/decisions.tsv has no id, a status that does not exist, or points to an entry that the"
        " registers do not have; or a row of registers/index.tsv has a kind that does not exist.",
        "a decision that is passed over would be lost. Nothing is written until the row is mended.",
        "id\tstatus\ttype\tref\nab12cd34ef56\tyes\tperson\tshmidt-o-yu",
        "id\tstatus\ttype\tref\nab12cd34ef56\taccept\tperson\tshmidt-o-yu",
    ),
    "name-across-markup": page_of_source(
        "A name could not be tagged because of the markup around it.",
        "the name begins in one element and ends in another, or the schema does not allow a name there.",
        "a tag must open and close in one element. The name stays untagged; the text is as it was.",
        "<hi>Captain</hi> <hi>Vladimir Voro</hi>nin",
        "<hi>Captain</hi> Vladimir Voronin",
    ),
    "no-index": page_of_source(
        "No text of the project has a printed index.",
        "registers are made from the heads of an index (a list or div with the type “index”); there is none.",
        "without an index, names have to be written into the registers by hand, or learned from the text.",
        "a book without a list of the type “index”",
        '<list type="index"><item>Voronin, V. I. <ref type="page" n="12" target="#p12">12</ref></item></list>',
    ),
}

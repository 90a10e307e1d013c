"""Manual pages of the importer's doubts. A doubt stands at line and column of the source, with what was decided."""

from __future__ import annotations

import textwrap
from typing import Final

__all__ = ["IMPORT_PAGES", "page_of_source"]


def page_of_source(title: str, what: str, why: str, fails: str, passes: str) -> str:
    """A page in the form of the rules' own; the examples are of source text."""
    said, reason = (textwrap.fill(part, 112, break_on_hyphens=False) for part in (f"What: {what}", f"Why: {why}"))
    return f"{title}\n\n{said}\n\n{reason}\n\nFails:\n\n```text\n{fails}\n```\n\nPasses:\n\n```text\n{passes}\n```"


#: The manual page of each of the importer's rules, by its id.
IMPORT_PAGES: Final[dict[str, str]] = {
    "lost-text": page_of_source(
        "A word of the source is not in the TEI.",
        "the importer compares every word of the source with the TEI that it made. What is neither in the TEI nor"
        " in the "
        "list of furniture (page heads, marks of emphasis) is lost; the first loss is named.",
        "an import that loses a word is wrong, however good the rest. The command ends with exit code 1.",
        "a line of the source whose words are not in the TEI",
        "every word of the source has its one place in the TEI",
    ),
    "text-twice": page_of_source(
        "A word of the TEI does not come from the source.",
        "after an import there are more words in the TEI than in the source, and they are not marked as added.",
        "words that nobody wrote would stand in the edition. It is a fault of the importer.",
        "a line of the source that stands at two places in the TEI",
        "every word of the TEI comes from one place in the source, or is marked as added",
    ),
    "no-headings": page_of_source(
        "No headings were found.",
        "neither a list of contents nor lines that look like headings. The whole text becomes one division.",
        "without divisions there are no chapters, no contents and no pages of a website.",
        "a text of paragraphs only",
        "1. The Ship\n\nIn July the ship left port.\n\n2. The Ice\n\nIn September the ice closed in.",
    ),
    "contents-not-followed": page_of_source(
        "The list of contents does not fit the text.",
        "too few entries of the contents list were found again as headings. Headings were then taken by their form.",
        "the levels of chapters and sub-chapters come from the contents list; without it they are a guess.",
        "Contents\n1. The Ship\n2. The Ice\n\n(and no such headings in the text)",
        "Contents\n1. The Ship\n2. The Ice\n\n1. The Ship\n...\n2. The Ice\n...",
    ),
    "entry-without-heading": page_of_source(
        "An entry of the contents list has no heading in the text.",
        "the contents list names a chapter, and no line of the text is like it. The words of that chapter now "
        "belong to the "
        "division before it.",
        "a chapter is missing in the edition's contents, and its notes may be joined to the wrong one.",
        "Contents: 2. The Ice\n\n(in the text: TWO)",
        "Contents: 2. The Ice\n\n(in the text: 2. The Ice)",
    ),
    "heading-differs": page_of_source(
        "A heading differs from the list of contents, or from the heading of its notes.",
        "a heading that was recognised although it is not quite the same. It is kept as it stands in the text.",
        "one of the two may be misread.",
        "Contents: 2. The Ice\n\n(in the text: 2. The lce)",
        "Contents: 2. The Ice\n\n(in the text: 2. The Ice)",
    ),
    "encoding": page_of_source(
        "The file is not UTF-8; another encoding was assumed.",
        "the bytes are no UTF-8. They were read as Windows-1252, because none of them has no meaning there and nearly "
        "all of the higher ones are letters inside words or signs of print.",
        "a wrong encoding shows wrong letters and loses no byte. ``encoding`` in a profile names the right one.",
        "a file of an older program, in which a byte 0xE9 stands for the letter e with acute",
        "a file in UTF-8",
    ),
    "control-character": page_of_source(
        "The source holds control characters.",
        "characters that XML cannot hold (most often form feeds, or the remains of another program) were read as "
        "spaces.",
        "they would make the TEI unreadable. A space may now part a word.",
        "a form feed in the midst of a line",
        "plain text with line ends and tabs only",
    ),
    "mark-misread": page_of_source(
        "A note mark was misread in the source and repaired.",
        "a mark whose digits do not fit its place in the sequence, while a note is due there. It was joined to "
        "that note; the "
        "TEI keeps both readings in a ``<choice>``.",
        "the scan read another digit than was printed. Compare the place with the print.",
        "marks 1, 2, 8, 4 in the text, and notes 1, 2, 3, 4",
        "marks 1, 2, 3, 4 in the text, and notes 1, 2, 3, 4",
    ),
    "note-number-gap": page_of_source(
        "A note's number is not the next one.",
        "the numbers of the endnotes in the source leave one out.",
        "the note in between may be lost, or joined to the one before it.",
        "1. First note.\n3. Third note.",
        "1. First note.\n2. Second note.\n3. Third note.",
    ),
    "notes-return": page_of_source(
        "Notes go on with the numbers of the chapter, under a sub-chapter's heading.",
        "after the notes of a sub-chapter the numbers of its chapter go on, without a heading of their own. The "
        "notes were "
        "given to the chapter.",
        "the text of the chapter goes on after its sub-chapters, and so do its notes; the print shows it only by "
        "numbers.",
        "Chapter notes 1-5, sub-chapter notes 1-3, then 6, 7",
        "each group of notes under its own heading",
    ),
    "footnote-without-anchor": page_of_source(
        "A footnote has no mark in the text.",
        "a line at the foot of a page that begins with an asterisk, and no asterisk on that page. The note was "
        "put at the end "
        "of the last paragraph, with ``@cert``.",
        "the reader cannot see to which words the note belongs.",
        "The ship sank.\n\n* In the Chukchi Sea.",
        "The ship sank.*\n\n* In the Chukchi Sea.",
    ),
    "seam-without-word": page_of_source(
        "The two halves of a word at a page seam make no word that occurs elsewhere.",
        "a page ends with a hyphen, and the joined word stands nowhere else in the book. The hyphen was kept.",
        "the hyphen may be a real one, or a line between the pages may be lost.",
        "... the ice-\n\n(next page) field of the north ...",
        "... the ice-\n\n(next page) field of the north ..., and icefield elsewhere",
    ),
    "seam-word-unknown": page_of_source(
        "A word that was joined at a page seam occurs nowhere else.",
        "a hyphen at the end of a page was undone. The joined word looks right, but no other place in the book "
        "confirms it.",
        "a real hyphen may have been removed. The ``<pb>`` has ``@break`` and ``@rend``, so it can be put back.",
        "... a polar ex-\n\n(next page) plorer ..., and no other explorer in the book",
        "... a polar ex-\n\n(next page) plorer ..., and explorer elsewhere",
    ),
    "seam-damaged": page_of_source(
        "A word that was joined at a page seam is none, and its halves are none.",
        "a hyphen at the end of a page was undone, and the joined word is built as no other of the book is; at least "
        "one of its halves is no word either.",
        "where a page turns, a scan loses or misreads letters, words and whole lines. Compare it with the print.",
        "... the ship was cru-\n\n(next page) tched by the ice",
        "... the ship was cru-\n\n(next page) shed by the ice, and crushed elsewhere",
    ),
    "residue": page_of_source(
        "Blocks were set apart as residue of the scan.",
        "lines of signs in a script that the book does not have, and the stamps of digitisers. They are kept in a "
        "division of the type residue, which no edition shows.",
        "what looks like residue may belong to the text: a word in another script, a motto.",
        "a line of signs of a script that stands nowhere else in the book",
        "a text in the scripts of its languages",
    ),
    "text-returns-to-chapter": page_of_source(
        "The text returns from a sub-chapter to its chapter.",
        "after an ornament at the end of the last sub-chapter more text follows. It was put into a division of "
        "the type "
        "continuation, at the level of the chapter.",
        "the print has no heading there: whether the words still belong to the sub-chapter is for the editor to say.",
        "1.2 The Camp\n\n...\n\n* * *\n\nSo ended the voyage.",
        "1.2 The Camp\n\n...\n\n2. The Rescue",
    ),
    "correction-without-place": page_of_source(
        "A correction in the corrections file has no place in the source.",
        "the words of a decided row are neither on its line nor, with the same surroundings, on any other. The row "
        "stays in the file and is not applied.",
        "the source was changed since the decision was made. An emendation that an editor accepted would be forgotten.",
        "accept, line 12, found: iec\n\n(and no iec in the source)",
        "accept, line 12, found: iec\n\nline 12: The iec held.",
    ),
    "correction-not-placed": page_of_source(
        "An accepted correction could not be made.",
        "its words are parted by markup (an emphasis that begins in the midst of them, a note mark), lie in a choice "
        "that is there already, or overlap with those of another correction.",
        "the emendation is missing in the edition until it is made by hand.",
        "accept, found: the iec\n\nthe *iec* held",
        "accept, found: iec\n\nthe *iec* held",
    ),
    "index-level-uncertain": page_of_source(
        "Whether an entry of the index is a head or a sub-entry is not certain.",
        "indentation is lost in most scans; heads are told from sub-entries by the order of the alphabet and by what "
        "both look like in this index. Here the evidence is weak.",
        "a sub-entry that is taken for a head loses the words above it that give it its meaning.",
        "Ice 3, 12\nmaps 6\nMarch 14",
        "Ice 3, 12\nof the Arctic 6\nMarch 14",
    ),
    "index-out-of-order": page_of_source(
        "An entry of the index stands behind what should follow it.",
        "the heads of an index stand in the order of the alphabet, and this one does not. It is left where it stands.",
        "a column of the print may have been read too early, or a name may be misread.",
        "Barents, W. 5\nBerg, L. 9\nAnders, K. 3",
        "Anders, K. 3\nBarents, W. 5\nBerg, L. 9",
    ),
    "index-reference-unresolved": page_of_source(
        "An entry of the index leads to another that is not there.",
        "behind see or see also stands a name that no entry has. The words are kept, without a link.",
        "the name is spelled otherwise there, is misread, or the entry is missing.",
        "Boat. See Shipp\nShip 1, 2",
        "Boat. See Ship\nShip 1, 2",
    ),
    "index-locators-descend": page_of_source(
        "The pages of an index entry are not in order.",
        "each page that an entry names is higher than the one before it; here one is lower.",
        "a digit may be misread, or the lines of two entries may have been joined.",
        "Ship 12, 14, 3",
        "Ship 3, 12, 14",
    ),
    "index-entry-without-page": page_of_source(
        "An index entry names no page and leads nowhere.",
        "the entry has no locators, no see, and no sub-entries.",
        "its pages may be lost, or it is the rest of the entry before it, whose line was wrapped.",
        "Anders, K., keeper\nof the lamp 12",
        "Anders, K., keeper of the lamp 12",
    ),
    "pages-inferred": page_of_source(
        "Page breaks of the print were inferred.",
        "the contents list gives the pages of the chapters. Between them the breaks were found by what a page "
        "holds, by paragraphs that break off, footnotes, quotation marks and the index. Each ``pb`` says with "
        "``@cert`` how sure it is; the report names the evidence of each.",
        "a break that is inferred may stand a paragraph too early or too late: who cites by it should know.",
        "Contents: 1. The Ship 1, 2. The Ice 9\n\n(and no page numbers in the text)",
        "a text without a contents list with pages, in which nothing is inferred",
    ),
    "pages-do-not-fit": page_of_source(
        "A chapter does not fit into its pages.",
        "more page breaks are in sight in a chapter than the contents list has pages for it. Its breaks have no "
        "numbers.",
        "a page number of the contents list may be misread, or paragraphs were taken for broken ones.",
        "Contents: 1. The Ship 1, 2. The Ice 3\n\n(and five broken paragraphs in the first chapter)",
        "Contents: 1. The Ship 1, 2. The Ice 9\n\n(and five broken paragraphs in the first chapter)",
    ),
    "reference-unresolved": page_of_source(
        "A reference of the text to a page or chapter leads nowhere.",
        "the text sends its reader to a page or chapter that is not there, or whose page break is not known.",
        "the reader cannot follow it. It may mean another book.",
        "(see page 389)\n\nin a text of 200 pages",
        "(see Chapter 2)\n\nin a text of five chapters",
    ),
    "suspect-text": page_of_source(
        "Paragraphs that the scan may have made up.",
        "two notes or more in a row have no mark here, and on this page stand words in capitals that are nowhere else, "
        "or names are missing that the index gives for it.",
        "programs that read pages fill a blurred one with fluent sentences that nobody wrote. Compare it with the "
        'print; an override with ``treat = "unclear"`` marks the paragraphs in the TEI.',
        "notes 33 to 35 have no mark, and the index has three names on this page that are not there",
        "every note has its mark",
    ),
    "names-alike": page_of_source(
        "Two names differ by one letter.",
        "a rare name is one letter away from a frequent one. Nothing is corrected: they may be two persons.",
        "one of the two may be misread. A person under two names is lost to the registers.",
        "Nicolaevsky (20 times) and Nicolacvsky (once)",
        "Sedov (50 times) and Serov (12 times)",
    ),
    "not-closed": page_of_source(
        "Quotation marks or brackets are not in pairs.",
        "in a paragraph a quotation or a bracket is opened and not closed, or closed and not opened. A quotation of "
        "several paragraphs, each of which begins with a mark, is no fault.",
        "a sign may be lost, or a paragraph joined wrongly.",
        'He said: "The ice is thick.',
        'He said: "The ice is thick."',
    ),
    "bold-at-page-end": page_of_source(
        "Bold words at the end of a page.",
        "words in bold stand at the end of what a page holds of a paragraph. They keep their ``hi``, with ``@cert`` "
        "low.",
        "programs that read pages make up emphasis where a page ends.",
        "... and the ice **closed in.**\n\n(next page)",
        "... and the ice closed in.\n\n(next page)",
    ),
    "two-alphabets": page_of_source(
        "A word has letters of two alphabets.",
        "Latin and Cyrillic letters stand side by side in one word. It is left as it stands.",
        "letters that look alike were taken for each other. Nobody sees it, and no search finds the word.",
        "the iсe (with a Cyrillic letter in the midst)",
        "the ice",
    ),
    "garbled": page_of_source(
        "Signs that no text has.",
        "the sign for a character that could not be read, private characters, signs inside a word, or letters that "
        "were read in a wrong encoding. They are left as they stand.",
        "the scan could not read the word, or a program before this one spoilt it.",
        "the \ufffdce, the i|ce, the glaÃ§on",
        "the ice, the ice, the glaçon",
    ),
    "empty-brackets": page_of_source(
        "Brackets without words.",
        "a pair of brackets has nothing in it.",
        "what stood in them may be lost.",
        "Pravda [], 12 May 1934",
        "Pravda [evening edition], 12 May 1934",
    ),
    "mark-behind-space": page_of_source(
        "The mark of a note stands behind a space.",
        "marks follow their word without a space; here there is one.",
        "the space is one of the scan, or the mark belongs to the next word.",
        "the ice ¹ closed in",
        "the ice¹ closed in",
    ),
}

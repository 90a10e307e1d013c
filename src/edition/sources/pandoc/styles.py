"""Names of styles and classes, and the TEI that they stand for.

A style of a word processor, a class of HTML or of a fenced division says by its name what a paragraph or a word is.
In: a name. Out: a role (``verse``, ``letter``, ``quote``, ``title`` ...), a TEI element, or a token for ``@rend``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from edition.schema import TEXT, edition_schema

__all__ = ["NAMED", "phrase_element", "role_of_style", "slug"]

#: What a style is, by its name in small letters without spaces and signs. Level 1 to 3 of headings end in a digit.
_ROLES: Final = {
    role: frozenset(names.split())
    for role, names in {
        "plain": "normal bodytext firstparagraph compact textbody standard listparagraph footnotetext endnotetext "
        "footnotetextchar tablenormal table captionedfigure figure tablecaption blocktext sourcecode "
        "verbatimchar hyperlink followedhyperlink footnotereference endnotereference footnotecharacters nospacing "
        "bodytextindent bodytext2 bodytext3 bibliography defaultparagraphfont plaintext htmlpreformatted normalweb "
        "tablecontents tableheading definition definitionterm annotationtext annotationreference headerchar "
        "section level1 level2 level3 level4 level5 level6 sourcecodelanguage textbodyindent flushleft strong emphasis "
        "listbullet listnumber listbullet2 listnumber2 listcontinue commenttext titleblockheader quotations pagenumber "
        "internetlink quotation definitiontermtight definitiondefinitiontight "
        "sourcetext figurewithcaption footnoteanchor",
        "caption": "figurecaption caption imagecaption illustration drawing abbildung bildunterschrift "
        "beschriftung légende",
        "title": "title titel titre doctitle booktitle hauptwerktitel",
        "subtitle": "subtitle untertitel soustitre",
        "author": "author autor auteur docauthor verfasser byline",
        "date": "date datum docdate",
        "abstract": "abstract zusammenfassung",
        "abstract-title": "abstracttitle",
        "quote": "quote intensequote blockquote zitat blockquotation citation",
        "verse": "verse poem poetry lyrics gedicht lyrik poésie poesie vers versus stanza lineblock lg",
        "letter": "letter brief lettre",
        "epigraph": "epigraph motto epigraphe épigraphe",
        "dedication": "dedication widmung dédicace",
        "signed": "signature signed unterschrift",
        "closer": "closing closer grußformel",
        "salute": "salutation salute anrede",
        "dateline": "dateline ortdatum",
        "trailer": "trailer",
        "contents": "toc1 toc2 toc3 toc4 toc5 toc6 contents1 contents2 contents3 contents4 contents5 tocheading toc "
        "contentsheading verzeichnis1 verzeichnis2 verzeichnis3",
        "heading1": "chapter chaptertitle chapterheading kapitel kapitelüberschrift chapitre",
        "text-box": "textbox",
        "speaker": "speaker sprecher",
        "stage": "stage stagedirection regieanweisung",
        "residue": "residue",
    }.items()
}
_BY_NAME: Final = {name: role for role, names in _ROLES.items() for name in names}
#: Classes of HTML paragraphs that are looked at.
NAMED: Final = frozenset(name for name, role in _BY_NAME.items() if role not in ("plain", "contents"))
#: Elements that may be named by a class although their name is a common word, and those that never may.
_NEVER: Final = frozenset(
    "p note figure list table lg l ab floatingText sp stage label head div graphic media ptr lb pb cb gb milestone "
    "anchor space app lem rdg choice subst handShift index c w s pc g m fw formula bibl biblStruct biblFull listBibl "
    "listPerson listPlace listOrg listEvent listRelation castList set desc eventName view witDetail alt altGrp link "
    "linkGrp timeline join joinGrp certainty respons precision span spanGrp interp interpGrp metamark redo undo "
    "address addrLine cit egXML code att gi tag val specDesc dim height width depth hyphen cl phr seg locus locusGrp "
    "msDesc msIdentifier idno graphic binaryObject textLang caesura rhyme state trait location population climate "
    "delSpan addSpan damageSpan gap listApp listWit noteGrp object listObject catchwords heraldry secFol signatures "
    "watermark stamp quote".split()
)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def role_of_style(name: str) -> str:
    """What a style stands for; the empty string for a name that is not known, ``plain`` for one that says nothing."""
    key = _key(name)
    if key.endswith("char") and key not in _BY_NAME:
        key = key.removesuffix("char")
    if re.fullmatch(r"(heading|überschrift|titre)\d", key):
        return "plain"
    return _BY_NAME.get(key, "")


@cache
def _phrases() -> frozenset[str]:
    """The elements that a paragraph may hold and that hold words."""
    schema = edition_schema()
    paragraph = schema.model("p")
    assert paragraph is not None
    found = set()
    for name in paragraph.alphabet - {TEXT}:
        model = schema.model(name)
        if model is not None and model.takes_text and not model.required and "hi" in model.alphabet:
            found.add(name)
    return frozenset(found - _NEVER)


def phrase_element(name: str, *, certain: bool) -> str:
    """The TEI element that a class or a style of words names; empty for none. Without ``certain`` (in HTML, where a
    class "title" means nothing) only names that no one else uses count, or those written ``tei-title``.
    """
    match = re.fullmatch(r"tei[ :_-]\s*(\w+)", name, re.IGNORECASE)
    plain = match.group(1) if match else name
    found = plain if plain in _phrases() else ""
    if not found:
        folded = {one.casefold(): one for one in _phrases()}
        candidate = folded.get(_key(plain), "")
        if match or (candidate and candidate != candidate.casefold()):
            found = candidate
    if found and not certain and not match and found == found.casefold():
        return ""
    return found


def slug(name: str) -> str:
    """A name as one token of an attribute."""
    return re.sub(r"[^\w.-]+", "-", name.strip().casefold()).strip("-._") or "unnamed"

<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading text as a plain tree of paragraphs, heads, lists, verse, tables, pictures and notes, from which Markdown
     and the file for Word are written, so that the two agree. It has no namespace:
       blocks   head (level), p (kind), quote, verse with line (indent), list (kind, start) with item (n), terms with term
                and meaning, table with caption, row and cell, figure (src, alt), rule, page (n), group (lang), notes
       inlines  i b sup sub caps under struck code, span (lang), a (to, href), br, page (n), fn (note), mark (label)
     Words that the edition adds stand in "own". The notes stand once, behind the text. -->
<xsl:package name="urn:edition:document" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="../functions.xsl"/>
  <xsl:include href="../footnotes.xsl"/>
  <xsl:include href="shared.xsl"/>
  <xsl:include href="textstructure.xsl"/>
  <xsl:include href="core.xsl"/>
  <xsl:include href="inline.xsl"/>
  <xsl:include href="figures.xsl"/>
  <xsl:include href="notes.xsl"/>

  <xsl:mode name="document" visibility="public" on-multiple-match="use-last"/>
  <xsl:mode name="inline" on-multiple-match="use-last"/>

</xsl:package>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Plain text: the reading text, block by block, with the notes where the settings want them. What the edition adds of
     its own stands between the non-characters FDD0 and FDD1, a forced line end is FDD2. FDD3 begins a page mark that
     stands in a word, FDD4 a line that is no prose, FDD5 says that the line above is underlined with the next character,
     FDD6 and FDD7 hold a note in the line. Python takes them out, and folds lines. -->
<xsl:package name="urn:edition:text" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="../functions.xsl"/>
  <xsl:include href="../footnotes.xsl"/>
  <xsl:include href="shared.xsl"/>
  <xsl:include href="textstructure.xsl"/>
  <xsl:include href="core.xsl"/>
  <xsl:include href="emphasis.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="verse.xsl"/>
  <xsl:include href="figures.xsl"/>

  <xsl:mode name="text" visibility="public" on-multiple-match="use-last"/>
  <xsl:mode name="line" on-multiple-match="use-last"/>

</xsl:package>

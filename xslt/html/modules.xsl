<?xml version="1.0" encoding="UTF-8"?>
<!-- What makes HTML of the text, module by module. The website includes it, the e-book imports it; each has its own frame
     of a page (page.xsl) and its own splitting (chunk.xsl). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="../functions.xsl"/>
  <xsl:include href="shared.xsl"/>
  <xsl:include href="core.xsl"/>
  <xsl:include href="textstructure.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="verse.xsl"/>
  <xsl:include href="drama.xsl"/>
  <xsl:include href="figures.xsl"/>
  <xsl:include href="linking.xsl"/>
  <xsl:include href="namesdates.xsl"/>
  <xsl:include href="textcrit.xsl"/>
  <xsl:include href="transcr.xsl"/>
  <xsl:include href="msdescription.xsl"/>
  <xsl:include href="header.xsl"/>
  <xsl:include href="about.xsl"/>
  <xsl:include href="neutral.xsl"/>
  <xsl:include href="indexes.xsl"/>
  <xsl:include href="catalogue.xsl"/>
  <xsl:include href="pictures.xsl"/>
  <xsl:include href="search.xsl"/>
  <xsl:include href="facts.xsl"/>
  <xsl:include href="statistics.xsl"/>
  <xsl:include href="citing.xsl"/>
  <xsl:include href="unhandled.xsl"/>

</xsl:stylesheet>

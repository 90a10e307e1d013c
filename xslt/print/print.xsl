<?xml version="1.0" encoding="UTF-8"?>
<!-- The printed book: the normalised tree becomes one Typst source, which holds its template and needs nothing else. -->
<xsl:package name="urn:edition:print" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="../functions.xsl"/>
  <xsl:include href="../footnotes.xsl"/>
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
  <xsl:include href="page.xsl"/>
  <xsl:include href="indexes.xsl"/>
  <xsl:include href="unhandled.xsl"/>

  <xsl:mode name="print" visibility="public" on-multiple-match="use-last"/>

</xsl:package>

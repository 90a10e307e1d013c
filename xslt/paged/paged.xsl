<?xml version="1.0" encoding="UTF-8"?>
<!-- The book as one HTML file for engines that make pages of CSS (CSS Paged Media, CSS Generated Content for Paged Media).
     The modules of the website make the text; what stands in paged/ goes before what stands in html/. -->
<xsl:package name="urn:edition:paged" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:import href="../html/modules.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="registers.xsl"/>

  <xsl:mode name="paged" visibility="public" on-multiple-match="fail"/>
  <xsl:mode name="html" on-multiple-match="use-last"/>
  <xsl:mode name="about" on-multiple-match="use-last"/>
  <xsl:mode name="neutral" on-multiple-match="use-last"/>
  <xsl:mode name="in-line" on-no-match="shallow-copy" on-multiple-match="use-last"/>

</xsl:package>

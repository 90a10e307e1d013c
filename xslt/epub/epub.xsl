<?xml version="1.0" encoding="UTF-8"?>
<!-- The e-book: the whole normalised tree is rendered by the modules of the website, in a frame of its own and as XHTML;
     the result is a map from file names to files. What stands in epub/ goes before what stands in html/. -->
<xsl:package name="urn:edition:epub" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:import href="../html/modules.xsl"/>
  <xsl:include href="chunk.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="navigation.xsl"/>
  <xsl:include href="core.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="registers.xsl"/>
  <xsl:include href="about.xsl"/>
  <xsl:include href="facts.xsl"/>
  <xsl:include href="xhtml.xsl"/>

  <xsl:mode name="epub" visibility="public" on-multiple-match="fail" use-accumulators="print-page"/>
  <xsl:mode name="html" on-multiple-match="use-last"/>
  <xsl:mode name="about" on-multiple-match="use-last"/>
  <xsl:mode name="neutral" on-multiple-match="use-last"/>
  <xsl:mode name="xhtml" on-no-match="shallow-copy" on-multiple-match="use-last"/>

</xsl:package>

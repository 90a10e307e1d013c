<?xml version="1.0" encoding="UTF-8"?>
<!-- The website: the whole normalised tree is rendered, page by page; the result is a map from file names to files. -->
<xsl:package name="urn:edition:html" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="chunk.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="modules.xsl"/>

  <xsl:mode name="html" visibility="public" on-multiple-match="use-last"/>
  <xsl:mode name="about" on-multiple-match="use-last"/>
  <xsl:mode name="neutral" on-multiple-match="use-last"/>

</xsl:package>

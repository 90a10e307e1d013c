<?xml version="1.0" encoding="UTF-8"?>
<!-- The encoding guide: a compiled ODD (urn:edition:guide) to pages; the result is a map from file names to files. -->
<xsl:package name="urn:edition:guide" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="pages.xsl"/>
  <xsl:include href="specs.xsl"/>
  <xsl:include href="prose.xsl"/>

  <xsl:mode name="guide" visibility="public" on-multiple-match="fail"/>
  <xsl:mode name="prose" on-no-match="shallow-skip" on-multiple-match="use-last"/>

</xsl:package>

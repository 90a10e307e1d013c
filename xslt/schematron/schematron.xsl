<?xml version="1.0" encoding="UTF-8"?>
<!-- ISO Schematron to XSLT 3.0: a schema whose inclusions are resolved, to the stylesheet that validates by it. -->
<xsl:package name="urn:edition:schematron" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="expand.xsl"/>
  <xsl:include href="compile.xsl"/>
  <xsl:include href="report.xsl"/>

  <xsl:mode name="schematron" visibility="public" on-multiple-match="fail"/>
  <xsl:mode name="expand" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="instance" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="extend" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="compile" on-no-match="shallow-skip" on-multiple-match="fail"/>
  <xsl:mode name="message" on-no-match="shallow-copy" on-multiple-match="fail"/>

</xsl:package>

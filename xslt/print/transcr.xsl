<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module transcr: what an editor or a scribe did to the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:unclear | tei:surplus | tei:damage | tei:restore | tei:secl | tei:ex | tei:am | tei:handShift | tei:mod
      | tei:metamark | tei:line | tei:retrace | tei:add | tei:supplied | tei:g" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

  <xsl:template match="tei:del" as="xs:string*">
    <xsl:call-template name="call"><xsl:with-param name="function" select="'struck'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:space" as="xs:string"><xsl:sequence select="' '"/></xsl:template>

  <!-- Running heads and stamps of the print are words of it: small, and out of the way. -->
  <xsl:template match="tei:fw" as="xs:string*">
    <xsl:call-template name="call"><xsl:with-param name="function" select="'furniture'"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

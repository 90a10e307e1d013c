<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module transcr: what an editor or a scribe did to the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:supplied | tei:unclear | tei:surplus | tei:damage | tei:restore | tei:secl | tei:ex | tei:am | tei:handShift | tei:mod
      | tei:metamark | tei:line | tei:retrace" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:del" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="element" select="'del'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:add" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="element" select="'ins'"/><xsl:with-param name="class" select="@place"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:space" as="text()"><xsl:text> </xsl:text></xsl:template>

  <!-- Running heads and stamps of the print are words of it: small, and out of the way. -->
  <xsl:template match="tei:fw" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'fw'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:g" as="node()*"><xsl:apply-templates/></xsl:template>

</xsl:stylesheet>

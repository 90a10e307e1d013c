<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module verse: poems line by line. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:lg" as="element()">
    <div class="{string-join(('lg', @type, tokenize(@rend)) ! replace(., '[^A-Za-z0-9_-]', ''), ' ')}"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:l" as="element()">
    <div class="{string-join(('l', tokenize(@rend)) ! replace(., '[^A-Za-z0-9_-]', ''), ' ')}"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:caesura | tei:rhyme | tei:seg[parent::tei:l][not(@xml:id)]" as="node()*"><xsl:apply-templates/></xsl:template>

</xsl:stylesheet>

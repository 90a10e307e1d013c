<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module verse: poems line by line; what is too long for a line is turned over. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:lg" as="xs:string*">
    <xsl:call-template name="block">
      <xsl:with-param name="function" select="if (parent::tei:lg) then 'stanza' else if (tokenize(@rend) = ('italic', 'italics')) then 'poem-italic' else 'poem'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:l" as="xs:string*">
    <xsl:variable name="step" as="xs:string?" select="(tokenize(@rend)[matches(., '^indent')], tokenize(@rend)[. = 'right'])[1]"/>
    <xsl:call-template name="block">
      <xsl:with-param name="function" select="
        if ($step = 'right') then 'ranged-right'
        else if ($step) then 'verse(indent: ' || (replace($step, '\D', '')[. ne ''], '1')[1] || ')'
        else 'verse'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:caesura | tei:rhyme | tei:seg[parent::tei:l]" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module textcrit: the lemma stands in the text; the entries are listed after the chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="ed:lem" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

  <xsl:template match="ed:apparatus" as="xs:string*">
    <xsl:sequence select="$break, '#notes-head[' || ed:markup(ed:word('variants')) || '];', $break"/>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="ed:apparatus/ed:entry" as="xs:string*">
    <xsl:sequence select="$break, '#variant(' || ed:string(@ed:to) || ')['"/>
    <xsl:choose>
      <xsl:when test="normalize-space(ed:lemma)"><xsl:apply-templates select="ed:lemma/node()"/></xsl:when>
      <xsl:otherwise>∅</xsl:otherwise>
    </xsl:choose>
    <xsl:sequence select="ed:lemma/@ed:sigla[. ne ''] ! (' #sigla[' || ed:markup(.) || '];'), ']['"/>
    <xsl:for-each select="ed:reading">
      <xsl:sequence select="if (position() gt 1) then '; ' else ' '"/>
      <xsl:choose>
        <xsl:when test="@ed:omits"><xsl:sequence select="'#emph[' || ed:markup(ed:word('omits')) || '];'"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="' #sigla[' || ed:markup(@ed:sigla) || '];'"/>
    </xsl:for-each>
    <xsl:sequence select="'];', $break"/>
  </xsl:template>

  <!-- Inside the list of variants names and references are plain words. -->
  <xsl:template match="*[ancestor::ed:lemma or ancestor::ed:reading]" as="xs:string*" priority="3">
    <xsl:variable name="italic" as="xs:boolean" select="
      exists((self::tei:hi | self::tei:foreign | self::tei:emph | self::tei:title))"/>
    <xsl:sequence select="if ($italic) then '#emph[' else ' '[current()[ed:is-block(.)]]"/>
    <xsl:apply-templates/>
    <xsl:sequence select="if ($italic) then '];' else ' '[current()[ed:is-block(.)]]"/>
  </xsl:template>

  <xsl:template match="tei:witDetail | tei:witStart | tei:witEnd | tei:lacunaStart | tei:lacunaEnd" as="empty-sequence()"/>

</xsl:stylesheet>

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

  <!-- What was emended, and after the bracket what the source has: a list of its own, before the registers. -->
  <xsl:template name="emendations" as="xs:string*">
    <xsl:if test="ed:emendations">
      <xsl:variable name="word" as="xs:string" select="ed:word('emendations')"/>
      <xsl:sequence select="
        $break, '#chapter(' || ed:string($word) || ')', $break, '#at(' || ed:string('emendations-list') || ');#head(1, 1)['
        || ed:markup($word) || '];', $break"/>
      <xsl:for-each select="ed:emendations/ed:group">
        <xsl:variable name="page" as="element()?" select="(//tei:text//*[@ed:page = current()/@ed:page])[1]"/>
        <xsl:if test="$page and last() gt 1"><xsl:sequence select="'#notes-of[' || ed:markup(ed:head($page)) || '];', $break"/></xsl:if>
        <xsl:for-each select="ed:emendation">
          <xsl:sequence select="
            '#variant(' || ed:string(@ed:to) || ')[' || ed:markup((normalize-space()[. ne ''], '∅')[1]) || '][ '
            || ed:markup((string(@ed:sic)[. ne ''], '∅')[1]) || '];', $break"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:if>
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

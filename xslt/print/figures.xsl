<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module figures: pictures with captions, tables, formulae. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:figure" as="xs:string*">
    <!-- What a picture shows in words is no caption of it: it stands before the picture, as a text of its own. -->
    <xsl:variable name="rest" as="element()*" select="* except (tei:graphic, tei:figDesc, tei:floatingText)"/>
    <xsl:sequence select="$break, ed:anchor(.)"/>
    <xsl:apply-templates select="tei:floatingText"/>
    <xsl:if test="exists($rest) or tei:graphic or not(tei:floatingText)">
      <xsl:sequence select="'#picture-with-caption(('"/>
      <xsl:apply-templates select="tei:graphic"/>
      <xsl:sequence select="'))['"/>
      <xsl:apply-templates select="$rest"/>
      <xsl:sequence select="'];'"/>
    </xsl:if>
    <xsl:sequence select="$break"/>
  </xsl:template>

  <!-- figDesc becomes the alternative text; without one the caption stands for it. -->
  <xsl:template match="tei:graphic" as="xs:string*">
    <xsl:variable name="address" as="xs:string?" select="ed:picture(.)"/>
    <xsl:if test="$address">
      <xsl:variable name="alt" as="xs:string" select="
        ((../tei:figDesc, ../tei:head)[1][normalize-space()] ! normalize-space(), ed:word('picture'))[1]"/>
      <xsl:variable name="picture" as="xs:string" select="'picture(' || ed:string($address) || ', ' || ed:string($alt) || ')'"/>
      <xsl:sequence select="if (parent::tei:figure) then $picture || ', ' else '#' || $picture || ';'"/>
    </xsl:if>
  </xsl:template>

  <!-- Only pictures of the project are shown. -->
  <xsl:function name="ed:picture" as="xs:string?">
    <xsl:param name="graphic" as="element()"/>
    <xsl:sequence select="$graphic/@url[not(matches(., '^[A-Za-z][A-Za-z0-9+.-]*:|^/|\.\./'))] ! string()"/>
  </xsl:function>

  <xsl:template match="tei:table" as="xs:string*">
    <xsl:sequence select="$break, ed:anchor(.), '#table-of('"/>
    <xsl:if test="tei:head">
      <xsl:sequence select="'head: ['"/>
      <xsl:for-each select="tei:head">
        <xsl:sequence select="if (position() gt 1) then '#linebreak();' else ()"/>
        <xsl:call-template name="call"/>
      </xsl:for-each>
      <xsl:sequence select="'], '"/>
    </xsl:if>
    <xsl:for-each select="tei:row">
      <xsl:sequence select="'&#10;('"/>
      <xsl:for-each select="tei:cell">
        <xsl:sequence select="
          '(' || ed:span(@cols) || ', ' || ed:span(@rows) || ', ' || (@role = 'label' or ../@role = 'label') || ', ['"/>
        <xsl:call-template name="call"/>
        <xsl:sequence select="']), '"/>
      </xsl:for-each>
      <xsl:sequence select="'),'"/>
    </xsl:for-each>
    <xsl:sequence select="');', $break"/>
    <xsl:apply-templates select="* except (tei:head, tei:row)"/>
  </xsl:template>

  <xsl:function name="ed:span" as="xs:string">
    <xsl:param name="number" as="attribute()?"/>
    <xsl:sequence select="if (matches($number, '^[1-9]\d?$')) then string($number) else '1'"/>
  </xsl:function>

  <xsl:template match="tei:formula | tei:notatedMusic" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Pictures of the edition, each a page of its own: their frames. The pictures themselves, and the tables that say the
     same in words, are made of the facts by src/edition/editions/html/pictures. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <!-- Which pictures there are: of a text, those that it has matter for; of a shelf, those that its catalogue names. -->
  <xsl:function name="ed:pictures" as="xs:string*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="catalogue" as="element()?" select="($root//ed:catalogue)[1]"/>
    <xsl:sequence select="
      if (exists($catalogue)) then tokenize($catalogue/@ed:pictures)
      else ('map'[ed:has-map($root)], 'timeline'[ed:has-timeline($root)], 'network'[ed:has-network($root)])"/>
  </xsl:function>

  <!-- Places that are named in the text and whose position is known. -->
  <xsl:key name="on-map" match="tei:standOff//tei:place[@ed:id][ed:mentions/ed:mention][exists(ed:position(.))]" use="'map'"/>

  <!-- A map wants two of them. Every page asks. -->
  <xsl:function name="ed:has-map" as="xs:boolean">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="exists(key('on-map', 'map', $root)[2])"/>
  </xsl:function>

  <!-- The position of a place, latitude and longitude in degrees; nothing where it has none, or none that can be. -->
  <xsl:function name="ed:position" as="xs:double*">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="geo" as="xs:string" select="normalize-space(($entry/tei:location//tei:geo)[1])"/>
    <xsl:if test="matches($geo, '^-?\d+(\.\d+)?[ ,]+-?\d+(\.\d+)?$')">
      <xsl:variable name="numbers" as="xs:double*" select="tokenize($geo, '[ ,]+') ! number(.)"/>
      <xsl:sequence select="$numbers[abs($numbers[1]) le 90][abs($numbers[2]) le 180]"/>
    </xsl:if>
  </xsl:function>

  <!-- A timeline wants dated passages. -->
  <xsl:function name="ed:has-timeline" as="xs:boolean">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="false()"/>
  </xsl:function>

  <!-- A network wants persons who are named together. -->
  <xsl:function name="ed:has-network" as="xs:boolean">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="false()"/>
  </xsl:function>

  <!-- The page of a picture: its frame, and the place where the picture is put in. -->
  <xsl:template name="picture" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="$stem"/>
      <xsl:with-param name="kind" select="'picture'"/>
      <xsl:with-param name="heading" select="ed:word($stem)"/>
      <xsl:with-param name="content">
        <article class="picture {$stem}" data-generated="">
          <h1><xsl:value-of select="ed:word($stem)"/></h1>
          <div data-picture="{$stem}"/>
        </article>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

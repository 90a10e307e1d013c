<?xml version="1.0" encoding="UTF-8"?>
<!-- What the modules share: the content of an element as blocks, paragraphs, places to which something leads. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="document">

  <!-- The content of an element as blocks: what stands in a line is gathered into a paragraph. -->
  <xsl:template name="flow" as="element()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:param name="kind" as="xs:string?"/>
    <xsl:for-each-group select="$nodes" group-adjacent="self::* and (ed:is-block(.) or ed:has-blocks(.))">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="paragraph">
            <xsl:with-param name="nodes" select="current-group()"/>
            <xsl:with-param name="kind" select="$kind"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- A paragraph; none without words, but a picture and the mark of a note count. -->
  <xsl:template name="paragraph" as="element()*">
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:param name="kind" as="xs:string?"/>
    <xsl:variable name="content" as="node()*"><xsl:apply-templates select="$nodes" mode="inline"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$content[normalize-space() or self::fn or self::mark or descendant::fn or descendant::mark]">
        <p>
          <xsl:if test="$kind"><xsl:attribute name="kind" select="$kind"/></xsl:if>
          <xsl:sequence select="ed:lang(.), $content"/>
        </p>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$content/descendant-or-self::page"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The language of an element where it is another than that around it. -->
  <xsl:function name="ed:lang" as="attribute()?">
    <xsl:param name="node" as="node()"/>
    <xsl:if test="$node/@xml:lang and $node/@xml:lang ne string($node/ancestor::*[@xml:lang][1]/@xml:lang)">
      <xsl:attribute name="lang" select="$node/@xml:lang"/>
    </xsl:if>
  </xsl:function>

  <!-- The name of a place to which something leads. -->
  <xsl:key name="leads-to" match="(tei:ref | tei:ptr)[@ed:to]" use="@ed:to"/>
  <xsl:function name="ed:place" as="attribute()?">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="$node/@ed:id and key('leads-to', $node/@ed:id, root($node))">
      <xsl:attribute name="id" select="$node/@ed:id"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="ed:own" as="element()">
    <xsl:param name="words" as="xs:string"/>
    <own><xsl:value-of select="$words"/></own>
  </xsl:function>

  <!-- A block of any name; its words stay. -->
  <xsl:template match="*" priority="-2" as="element()*"><xsl:call-template name="flow"/></xsl:template>
  <xsl:template match="text()" as="element()*">
    <xsl:call-template name="paragraph"><xsl:with-param name="nodes" select="."/></xsl:call-template>
  </xsl:template>
  <xsl:template match="ed:contents | ed:emendations | ed:apparatus | ed:variants | tei:standOff | tei:teiHeader | comment()
      | processing-instruction() | tei:figDesc | tei:desc | tei:index | tei:cb | tei:gb | tei:lb | tei:anchor" as="empty-sequence()"/>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module textstructure: divisions, heads, title pages, letters. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:front | tei:body | tei:back | tei:group | tei:text" as="node()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7" as="element()?">
    <xsl:if test="not(@type = 'residue')">
      <xsl:element name="{if (tei:head) then 'section' else 'div'}" namespace="">
        <xsl:attribute name="class" select="string-join(('division', @type ! replace(., '[^A-Za-z0-9_-]', '-')), ' ')"/>
        <xsl:call-template name="attributes"/>
        <xsl:apply-templates/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <!-- A head is as deep as its division lies below the page; a second head of a division is a subtitle. -->
  <xsl:template match="tei:head" as="element()">
    <xsl:variable name="division" as="element()" select=".."/>
    <xsl:variable name="depth" as="xs:integer" select="
      count(ancestor::*[self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:div3 or self::tei:div4]
        [not(. &lt;&lt; current()/ancestor::*[@ed:page][1])])"/>
    <xsl:choose>
      <xsl:when test="preceding-sibling::tei:head or @type = 'sub'">
        <xsl:call-template name="flow"><xsl:with-param name="class" select="'subtitle'"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$division/self::tei:figure"><xsl:call-template name="flow"><xsl:with-param name="class" select="'caption'"/></xsl:call-template></xsl:when>
      <xsl:when test="not(matches(local-name($division), '^(div\d?|body|front|back|text|group)$'))">
        <xsl:call-template name="flow"><xsl:with-param name="class" select="'head'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="h{min((max(($depth, 1)), 6))}" namespace="">
          <xsl:if test="ed:is-collection($division)"><xsl:attribute name="data-generated" select="''"/></xsl:if>
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:head/tei:num" as="element()">
    <span class="num"><xsl:call-template name="attributes"/><xsl:apply-templates/></span>
  </xsl:template>

  <xsl:template match="tei:titlePage" as="element()">
    <div class="titlepage"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:docTitle" as="element()">
    <div class="docTitle"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:titlePart" as="element()">
    <xsl:element name="{if (ed:is-title(.)) then 'h1' else 'p'}" namespace="">
      <xsl:attribute name="class" select="string-join(('titlePart', @type), ' ')"/>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:docAuthor | tei:docDate | tei:docEdition" as="element()">
    <xsl:element name="{if (parent::tei:titlePage or parent::tei:front) then 'p' else 'span'}" namespace="">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:byline | tei:docImprint | tei:opener | tei:closer | tei:salute | tei:signed | tei:dateline | tei:trailer
      | tei:postscript | tei:argument | tei:epigraph | tei:ab | tei:imprimatur" as="element()">
    <xsl:choose>
      <xsl:when test="ancestor::*[1][self::tei:p or self::tei:head or self::tei:byline or self::tei:closer or self::tei:opener or self::tei:docImprint or self::tei:signed]
          and not(ed:has-blocks(.) or ed:is-letter-line(.))">
        <xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <div class="{local-name()}"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:floatingText" as="element()">
    <div class="{string-join(('floating', @type), ' ')}"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

</xsl:stylesheet>

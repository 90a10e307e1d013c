<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module textcrit: the lemma stands in the text; the entries are listed beneath the chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="ed:lem" as="element()">
    <xsl:element name="{if (ed:has-blocks(.)) then 'div' else 'span'}" namespace="">
      <xsl:attribute name="class" select="'lem'"/>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates/>
      <xsl:call-template name="variant"/>
    </xsl:element>
  </xsl:template>

  <!-- The sign of a passage that has variants: it leads to its entry. Where the words are a link already, there is none. -->
  <xsl:template name="variant" as="element()?">
    <xsl:if test="empty(ancestor::*[@ed:to or @ed:href] | ancestor::ed:title)">
      <a class="variant" href="#variant.{encode-for-uri(@ed:id)}" data-generated=""
          aria-label="{ed:word('variant')}: {replace(normalize-space(), '^(.{60}\S*)\s.*$', '$1 …')}">v</a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="ed:apparatus" as="element()">
    <section class="apparatus" aria-labelledby="apparatus-head" data-generated="">
      <h2 id="apparatus-head"><xsl:value-of select="ed:word('variants')"/></h2>
      <ul><xsl:apply-templates/></ul>
    </section>
  </xsl:template>

  <!-- The id of an entry stands at its lemma in the text; the entry tells it to whoever wants to cite it. -->
  <xsl:template match="ed:entry" as="element()">
    <xsl:variable name="lemma" as="element()?" select="key('target', @ed:to)[1]"/>
    <li id="variant.{@ed:to}">
      <xsl:if test="$lemma/@xml:id"><xsl:attribute name="data-cite" select="@ed:to"/></xsl:if>
      <a class="lemma" href="#{encode-for-uri(@ed:to)}">
        <xsl:choose>
          <xsl:when test="normalize-space(ed:lemma)"><xsl:apply-templates select="ed:lemma/node()"/></xsl:when>
          <xsl:otherwise>∅</xsl:otherwise>
        </xsl:choose>
        <xsl:if test="ed:lemma/@ed:sigla ne ''"><xsl:text> </xsl:text><span class="sigla"><xsl:value-of select="ed:lemma/@ed:sigla"/></span></xsl:if>
        <xsl:text>]</xsl:text>
      </a>
      <xsl:for-each select="ed:reading">
        <xsl:text> </xsl:text>
        <span class="reading">
          <xsl:choose>
            <xsl:when test="@ed:omits"><i><xsl:value-of select="ed:word('omits')"/></i></xsl:when>
            <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
          </xsl:choose>
          <xsl:text> </xsl:text>
          <span class="sigla"><xsl:value-of select="@ed:sigla"/></span>
        </span>
        <xsl:if test="position() ne last()">;</xsl:if>
      </xsl:for-each>
    </li>
  </xsl:template>

  <!-- Inside the list of variants names and references are plain words: the text above has the links. -->
  <xsl:template match="*[ancestor::ed:lemma or ancestor::ed:reading]" as="node()*" priority="3">
    <xsl:choose>
      <xsl:when test="self::tei:hi or self::tei:foreign or self::tei:emph or self::tei:title"><i><xsl:apply-templates/></i></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:witDetail | tei:witStart | tei:witEnd | tei:lacunaStart | tei:lacunaEnd" as="empty-sequence()"/>

</xsl:stylesheet>

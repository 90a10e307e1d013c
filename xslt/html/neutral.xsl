<?xml version="1.0" encoding="UTF-8"?>
<!-- How the text is encoded: declarations of the teiHeader by their names, with what they say, in a neutral form. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <!-- A declaration: its name, its attributes, its words; one that holds others is a list of them. -->
  <xsl:template match="*" mode="neutral" as="element()?">
    <xsl:variable name="attributes" as="attribute()*" select="@*[namespace-uri() = ''][normalize-space()]"/>
    <xsl:variable name="flat" as="xs:boolean" select="empty(*) or exists(text()[normalize-space()]) or (every $one in * satisfies $one[self::tei:p or self::tei:ab])"/>
    <xsl:if test="normalize-space() or exists(.//@*[namespace-uri() = ''])">
      <div class="declared">
        <p>
          <span class="role"><xsl:value-of select="local-name()"/></span>
          <xsl:value-of select="$attributes ! (' ' || local-name() || ': ' || normalize-space(.))" separator=";"/>
          <xsl:if test="$flat and normalize-space() and empty(tei:p | tei:ab)"><xsl:text> </xsl:text><xsl:value-of select="normalize-space()"/></xsl:if>
        </p>
        <xsl:choose>
          <xsl:when test="not($flat)"><xsl:apply-templates select="*" mode="neutral"/></xsl:when>
          <xsl:when test="tei:p | tei:ab"><xsl:apply-templates select="*" mode="about"/></xsl:when>
        </xsl:choose>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The programs that made the text, each with its version. -->
  <xsl:template match="tei:appInfo" mode="neutral" as="element()?">
    <xsl:if test="tei:application">
      <div class="declared">
        <p><span class="role"><xsl:value-of select="ed:word('about-programs')"/></span></p>
        <xsl:for-each select="tei:application">
          <p>
            <xsl:value-of select="(tei:label[normalize-space()] ! normalize-space(.), string(@ident))[1] || ' ' || @version"/>
            <xsl:for-each select="(* except tei:label)[normalize-space()]"><xsl:text>. </xsl:text><xsl:value-of select="normalize-space()"/></xsl:for-each>
          </p>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

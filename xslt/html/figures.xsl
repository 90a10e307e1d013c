<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module figures: pictures with captions, tables, formulae. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:figure" as="element()">
    <figure>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates select="tei:graphic"/>
      <!-- What a picture shows in words is no caption of it. -->
      <xsl:apply-templates select="tei:floatingText"/>
      <xsl:if test="* except (tei:graphic, tei:figDesc, tei:floatingText)">
        <figcaption><xsl:apply-templates select="* except (tei:graphic, tei:figDesc, tei:floatingText)"/></figcaption>
      </xsl:if>
    </figure>
  </xsl:template>

  <!-- figDesc becomes the alternative text; without one the caption stands for it. Only pictures of the project are shown. -->
  <xsl:template match="tei:graphic" as="element()?">
    <xsl:if test="@url and not(matches(@url, '^[a-z][a-z0-9+.-]*:|^/|\.\./', 'i'))">
      <img src="{@url}" alt="{normalize-space(string((../tei:figDesc, ../tei:head, ed:word('picture'))[1]))}" loading="lazy"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:table" as="element()">
    <div class="table">
      <xsl:call-template name="attributes"/>
      <table>
        <xsl:if test="tei:head"><caption><xsl:apply-templates select="tei:head"/></caption></xsl:if>
        <tbody><xsl:apply-templates select="tei:row"/></tbody>
      </table>
      <xsl:apply-templates select="* except (tei:head, tei:row)"/>
    </div>
  </xsl:template>

  <xsl:template match="tei:table/tei:head" as="node()*">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:call-template name="inline"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:row" as="element()"><tr><xsl:call-template name="attributes"/><xsl:apply-templates select="tei:cell"/></tr></xsl:template>

  <xsl:template match="tei:cell" as="element()">
    <xsl:element name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}" namespace="">
      <xsl:if test="(@role = 'label' or ../@role = 'label')"><xsl:attribute name="scope" select="if (../@role = 'label') then 'col' else 'row'"/></xsl:if>
      <xsl:if test="matches(@cols, '^[2-9]$|^\d\d$')"><xsl:attribute name="colspan" select="@cols"/></xsl:if>
      <xsl:if test="matches(@rows, '^[2-9]$|^\d\d$')"><xsl:attribute name="rowspan" select="@rows"/></xsl:if>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:formula" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'formula'"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

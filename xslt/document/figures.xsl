<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module figures: pictures with their captions, tables. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="document">

  <xsl:template match="tei:figure" as="element()*">
    <!-- What a picture shows in words is no caption of it: it stands before the picture. -->
    <xsl:apply-templates select="tei:floatingText"/>
    <xsl:variable name="caption" as="element()*">
      <xsl:for-each select="* except (tei:graphic, tei:figDesc, tei:floatingText)">
        <xsl:choose>
          <xsl:when test="self::tei:head"><xsl:call-template name="flow"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="images" as="element()*"><xsl:apply-templates select="tei:graphic"/></xsl:variable>
    <xsl:if test="exists($images) or exists($caption)"><figure><xsl:sequence select="$images, $caption"/></figure></xsl:if>
  </xsl:template>

  <!-- Only pictures of the project are shown. -->
  <xsl:template match="tei:graphic" mode="document inline" as="element()?">
    <xsl:if test="@url[not(matches(., '^[A-Za-z][A-Za-z0-9+.-]*:|^/|^#')) and normalize-space()]">
      <image src="{@url}" alt="{((../tei:figDesc, ../tei:head)[1][normalize-space()] ! normalize-space(string-join(.//text()[not(ancestor::tei:note)])), ed:word('picture'))[1]}"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:table" as="element()*">
    <table>
      <xsl:sequence select="ed:lang(.)"/>
      <xsl:for-each select="tei:head"><caption><xsl:apply-templates mode="inline"/></caption></xsl:for-each>
      <xsl:for-each select="tei:row">
        <row>
          <xsl:if test="@role = 'label'"><xsl:attribute name="label" select="'yes'"/></xsl:if>
          <xsl:for-each select="tei:cell">
            <cell cols="{ed:span(@cols)}" rows="{ed:span(@rows)}">
              <xsl:if test="@role = 'label'"><xsl:attribute name="label" select="'yes'"/></xsl:if>
              <xsl:call-template name="flow"/>
            </cell>
          </xsl:for-each>
        </row>
      </xsl:for-each>
    </table>
    <xsl:apply-templates select="* except (tei:head, tei:row)"/>
  </xsl:template>

  <xsl:function name="ed:span" as="xs:string">
    <xsl:param name="number" as="attribute()?"/>
    <xsl:sequence select="if (matches($number, '^[1-9]\d?$')) then string($number) else '1'"/>
  </xsl:function>

</xsl:stylesheet>

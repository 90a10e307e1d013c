<?xml version="1.0" encoding="UTF-8"?>
<!-- Splitting: which pages there are, in which order, and the map of files. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="html">

  <xsl:variable name="html" as="map(*)"
      select="map{'method': 'html', 'html-version': 5.0, 'indent': false(), 'include-content-type': false()}"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <!-- Residue of the scan is in no reading edition: the loss report counts it. -->
    <xsl:variable name="pages" as="element()*"
        select="//tei:text//tei:*[@ed:page][not(ancestor-or-self::tei:div/@type = 'residue')]"/>
    <xsl:variable name="text" as="element()?" select="(//tei:text[@ed:page = 'index'])[1]"/>
    <xsl:map>
      <xsl:map-entry key="'index.html'">
        <xsl:variable name="page" as="element()">
          <xsl:call-template name="cover">
            <xsl:with-param name="text" select="$text"/>
            <xsl:with-param name="next" select="$pages[1]"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:sequence select="serialize($page, $html)"/>
      </xsl:map-entry>
      <xsl:for-each select="$pages">
        <xsl:variable name="position" as="xs:integer" select="position()"/>
        <xsl:variable name="page" as="element()">
          <xsl:call-template name="text-page">
            <xsl:with-param name="previous" select="if ($position = 1) then $text else $pages[$position - 1]"/>
            <xsl:with-param name="next" select="$pages[$position + 1]"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:map-entry key="@ed:page || '.html'" select="serialize($page, $html)"/>
      </xsl:for-each>
      <xsl:for-each select="ed:registers(/)[not($shelf)]">
        <xsl:variable name="page" as="element()">
          <xsl:call-template name="register">
            <xsl:with-param name="root" select="$text/root()"/>
            <xsl:with-param name="stem" select="."/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:map-entry key=". || '.html'" select="serialize($page, $html)"/>
        <xsl:variable name="stem" as="xs:string" select="."/>
        <xsl:variable name="entries" as="element()*" select="ed:entries($text/root(), .)[exists(ed:entry-page(.))]"/>
        <xsl:for-each select="$entries">
          <xsl:variable name="position" as="xs:integer" select="position()"/>
          <xsl:variable name="entry-page" as="element()">
            <xsl:call-template name="entry-page">
              <xsl:with-param name="stem" select="$stem"/>
              <xsl:with-param name="previous" select="$entries[$position - 1]"/>
              <xsl:with-param name="next" select="$entries[$position + 1]"/>
            </xsl:call-template>
          </xsl:variable>
          <xsl:map-entry key="ed:entry-page(.) || '.html'" select="serialize($entry-page, $html)"/>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:for-each select="ed:pictures(/)[not($shelf)]">
        <xsl:variable name="page" as="element()">
          <xsl:call-template name="picture">
            <xsl:with-param name="root" select="$text/root()"/>
            <xsl:with-param name="stem" select="."/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:map-entry key=". || '.html'" select="serialize($page, $html)"/>
      </xsl:for-each>
      <xsl:if test="not(//ed:catalogue)">
        <xsl:variable name="about" as="element()"><xsl:call-template name="about"/></xsl:variable>
        <xsl:map-entry key="'about.html'" select="serialize($about, $html)"/>
        <xsl:variable name="citing" as="element()"><xsl:call-template name="citing"/></xsl:variable>
        <xsl:map-entry key="'cite.html'" select="serialize($citing, $html)"/>
      </xsl:if>
      <xsl:variable name="search" as="element()"><xsl:call-template name="search"/></xsl:variable>
      <xsl:if test="not($shelf or $translation)"><xsl:map-entry key="'search.html'" select="serialize($search, $html)"/></xsl:if>
      <xsl:map-entry key="'facts.json'">
        <xsl:call-template name="facts"><xsl:with-param name="pages" select="$pages"/></xsl:call-template>
      </xsl:map-entry>
    </xsl:map>
  </xsl:template>

  <!-- A page inside a page (a chapter in a part) leaves a line in its place that leads to it. -->
  <xsl:template match="tei:*[@ed:page]" priority="5" as="element()?">
    <xsl:if test="not(self::tei:div/@type = 'residue')">
      <p class="subpage" data-generated=""><a href="{@ed:page}.html"><xsl:sequence select="ed:head(.)"/></a></p>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

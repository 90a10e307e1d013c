<?xml version="1.0" encoding="UTF-8"?>
<!-- Splitting: the files of the e-book, in the order in which they are read. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="html">

  <xsl:variable name="xhtml" as="map(*)"
      select="map{'method': 'xhtml', 'html-version': 5.0, 'indent': false(), 'include-content-type': false(), 'omit-xml-declaration': false()}"/>

  <!-- The text lies in text/, the navigation above it. First all pages are made, then what leads from one to another is
       compared with what is there. -->
  <xsl:template match="/" mode="epub" as="map(xs:string, xs:string)">
    <xsl:variable name="text" as="element()?" select="(//tei:text[@ed:page = 'index'])[1]"/>
    <xsl:variable name="pages" as="element()*"
        select="//tei:text//tei:*[@ed:page][not(ancestor-or-self::tei:div/@type = 'residue')]"/>
    <xsl:variable name="frames" as="element(ed:file)*">
      <ed:file name="index"><xsl:call-template name="title-page"><xsl:with-param name="text" select="$text"/></xsl:call-template></ed:file>
      <xsl:for-each select="$pages">
        <ed:file name="{@ed:page}"><xsl:call-template name="text-page"/></ed:file>
      </xsl:for-each>
      <xsl:for-each select="ed:registers(/)">
        <ed:file name="{.}">
          <xsl:call-template name="register">
            <xsl:with-param name="root" select="$text/root()"/>
            <xsl:with-param name="stem" select="."/>
          </xsl:call-template>
        </ed:file>
      </xsl:for-each>
      <ed:file name="about"><xsl:call-template name="about"/></ed:file>
    </xsl:variable>
    <xsl:variable name="there" as="map(xs:string, xs:boolean)" select="
      map:merge(($frames ! map{string(@name): true()},
        for $file in $frames, $id in $file//@id return map{$file/@name || '#' || encode-for-uri($id): true()}), map{'duplicates': 'use-first'})"/>
    <xsl:variable name="files" as="element(ed:file)*">
      <xsl:for-each select="$frames">
        <ed:file name="{@name}" xsl:inherit-namespaces="no">
          <xsl:apply-templates select="*" mode="xhtml">
            <xsl:with-param name="there" select="$there" tunnel="yes"/>
            <xsl:with-param name="stem" select="string(@name)" tunnel="yes"/>
          </xsl:apply-templates>
        </ed:file>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="navigation" as="element()">
      <xsl:call-template name="navigation">
        <xsl:with-param name="text" select="$text"/>
        <xsl:with-param name="files" select="$files"/>
        <xsl:with-param name="there" select="$there"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:map>
      <xsl:map-entry key="'nav.xhtml'" select="serialize($navigation, $xhtml)"/>
      <xsl:for-each select="$files">
        <xsl:map-entry key="'text/' || @name || '.xhtml'" select="serialize(*, $xhtml)"/>
      </xsl:for-each>
      <xsl:map-entry key="'facts.json'">
        <xsl:call-template name="book-facts"><xsl:with-param name="files" select="$files"/></xsl:call-template>
      </xsl:map-entry>
    </xsl:map>
  </xsl:template>

  <!-- A page inside a page (a chapter in a part) is a file of its own, which follows. -->
  <xsl:template match="tei:*[@ed:page]" priority="5" as="empty-sequence()"/>

</xsl:stylesheet>

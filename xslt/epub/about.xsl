<?xml version="1.0" encoding="UTF-8"?>
<!-- The page about the edition: what the header says of the text goes with it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="xs tei ed"
    default-mode="html">

  <xsl:template name="about" as="element()">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="header" as="element()?" select="$root/*/tei:teiHeader"/>
    <xsl:variable name="file" as="element()?" select="$header/tei:fileDesc"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="'about'"/>
      <xsl:with-param name="kind" select="'about'"/>
      <xsl:with-param name="heading" select="ed:word('about')"/>
      <xsl:with-param name="content">
        <section class="about" epub:type="colophon" role="doc-colophon" aria-label="{ed:word('about')}" data-generated="">
          <h1><xsl:value-of select="ed:word('about')"/></h1>
          <p class="title"><cite><xsl:value-of select="$file/tei:titleStmt/tei:title ! normalize-space(.)" separator=". "/></cite></p>
          <xsl:for-each select="$header/tei:profileDesc/tei:abstract[normalize-space()]">
            <div class="abstract"><xsl:apply-templates select="." mode="about"/></div>
          </xsl:for-each>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'responsible'"/>
            <xsl:with-param name="parts" select="$file/tei:titleStmt/(* except tei:title), $file/tei:editionStmt/*"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'published'"/>
            <xsl:with-param name="parts" select="$file/tei:publicationStmt/*, $file/tei:seriesStmt, $file/tei:extent, $file/tei:notesStmt"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'source'"/>
            <xsl:with-param name="parts" select="$file/tei:sourceDesc/(* except tei:listWit)"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'witnesses'"/>
            <xsl:with-param name="parts" select="$header//tei:listWit[not(parent::tei:listWit)]"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'project'"/>
            <xsl:with-param name="parts" select="$header/tei:encodingDesc/(tei:projectDesc/*, tei:samplingDecl/*, tei:p, tei:ab)"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'principles'"/>
            <xsl:with-param name="parts" select="$header/tei:encodingDesc/tei:editorialDecl/*"/>
          </xsl:call-template>
          <xsl:call-template name="emendations"/>
          <section class="access" aria-labelledby="about-access">
            <h2 id="about-access"><xsl:value-of select="ed:word('about-access')"/></h2>
            <p><xsl:value-of select="ed:access-summary($root)"/></p>
          </section>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- In words: what the book offers to readers who do not see it, and what it falls short of. -->
  <xsl:function name="ed:access-summary" as="xs:string">
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="figures" as="element()*" select="ed:shown-figures($root)"/>
    <xsl:variable name="described" as="xs:integer" select="count($figures[tei:figDesc[normalize-space()]])"/>
    <xsl:sequence select="string-join((
      ed:word('epub-access'),
      if (exists(key('break', true(), $root))) then ed:word('epub-access-pages') else (),
      if (exists($figures)) then ed:filled('epub-access-figures', ($described, count($figures))) else ()), ' ')"/>
  </xsl:function>

  <!-- The figures whose picture goes into the book. -->
  <xsl:function name="ed:shown-figures" as="element()*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="key('of-about', 'figure', $root)[some $url in tei:graphic/@url satisfies map:contains($packed, $url)]"
        xmlns:map="http://www.w3.org/2005/xpath-functions/map"/>
  </xsl:function>

  <xsl:key name="break" match="tei:text//tei:pb[@n][not(ancestor::tei:div/@type = 'residue')]" use="true()"/>

</xsl:stylesheet>

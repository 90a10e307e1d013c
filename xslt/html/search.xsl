<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of the search: what can be asked, and the place that the script fills. The index is made by
     src/edition/editions/html/search.py. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template name="search" as="element()">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="'search'"/>
      <xsl:with-param name="kind" select="'search-page'"/>
      <xsl:with-param name="heading" select="ed:word('search')"/>
      <xsl:with-param name="content">
        <article data-generated="">
          <h1><xsl:value-of select="ed:word('search')"/></h1>
          <div class="search-room"/>
          <noscript>
            <p><xsl:value-of select="ed:word('search-noscript')"/></p>
            <ul>
              <li><a href="index.html#contents"><xsl:value-of select="ed:word('contents')"/></a></li>
              <xsl:for-each select="ed:registers($root)">
                <li><a href="{.}.html"><xsl:value-of select="ed:word(.)"/></a></li>
              </xsl:for-each>
            </ul>
          </noscript>
          <section class="search-help" aria-labelledby="search-help">
            <h2 id="search-help"><xsl:value-of select="ed:word('search-help')"/></h2>
            <dl>
              <xsl:for-each select="'words', 'phrase', 'begin', 'without', 'spelling', 'keys'">
                <dt><xsl:value-of select="ed:word('search-help-' || .)"/></dt>
                <dd><xsl:value-of select="ed:word('search-help-' || . || '-is')"/></dd>
              </xsl:for-each>
            </dl>
          </section>
        </article>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

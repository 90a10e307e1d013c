<?xml version="1.0" encoding="UTF-8"?>
<!-- The navigation document: contents, the pages of the print, landmarks. Only the contents are for reading. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns="http://www.w3.org/1999/xhtml" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="xs map h tei ed" default-mode="html">

  <xsl:template name="navigation" as="element()">
    <xsl:param name="text" as="element()?"/>
    <xsl:param name="files" as="element(ed:file)*"/>
    <xsl:param name="there" as="map(xs:string, xs:boolean)"/>
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="registers" as="xs:string*" select="ed:registers($root)"/>
    <html lang="{$lang}" xml:lang="{$lang}">
      <xsl:if test="ed:right-to-left($lang)"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
      <head>
        <title><xsl:value-of select="ed:word('contents'), ed:title($root)" separator=" · "/></title>
        <link rel="stylesheet" type="text/css" href="style.css"/>
      </head>
      <body class="navigation" epub:type="frontmatter">
        <main>
          <nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-head">
            <h1 id="toc-head"><xsl:value-of select="ed:word('contents')"/></h1>
            <ol>
              <xsl:sequence select="ed:way('text/index.xhtml', ed:word('epub-title-page'), $lang)"/>
              <xsl:call-template name="ways">
                <xsl:with-param name="entries" select="$text/ed:contents/ed:entry"/>
                <xsl:with-param name="there" select="$there"/>
              </xsl:call-template>
              <xsl:for-each select="$registers, 'about'"><xsl:sequence select="ed:way('text/' || . || '.xhtml', ed:word(.), $lang)"/></xsl:for-each>
            </ol>
          </nav>
          <xsl:variable name="breaks" as="element()*" select="$files//h:span[@epub:type = 'pagebreak'][@data-n][@id]"/>
          <xsl:if test="exists($breaks)">
            <nav epub:type="page-list" role="doc-pagelist" hidden="hidden" aria-labelledby="pages-head">
              <h2 id="pages-head"><xsl:value-of select="ed:word('epub-pages')"/></h2>
              <ol>
                <xsl:for-each select="$breaks">
                  <li><a href="text/{ancestor::ed:file/@name}.xhtml#{encode-for-uri(@id)}"><xsl:value-of select="@data-n"/></a></li>
                </xsl:for-each>
              </ol>
            </nav>
          </xsl:if>
          <nav epub:type="landmarks" hidden="hidden" aria-labelledby="landmarks-head">
            <h2 id="landmarks-head"><xsl:value-of select="ed:word('epub-landmarks')"/></h2>
            <ol>
              <li><a epub:type="cover" href="cover.xhtml"><xsl:value-of select="ed:word('epub-cover')"/></a></li>
              <li><a epub:type="titlepage" href="text/index.xhtml"><xsl:value-of select="ed:word('epub-title-page')"/></a></li>
              <li><a epub:type="toc" href="#toc"><xsl:value-of select="ed:word('contents')"/></a></li>
              <xsl:variable name="first" as="xs:string" select="string(($files[h:html/h:body/@epub:type = 'bodymatter'], $files)[1]/@name)"/>
              <li><a epub:type="bodymatter" href="text/{$first}.xhtml"><xsl:value-of select="ed:word('epub-text')"/></a></li>
              <xsl:for-each select="$registers[. != 'bibliography'][1]">
                <li><a epub:type="index" href="text/{.}.xhtml"><xsl:value-of select="ed:word('registers')"/></a></li>
              </xsl:for-each>
              <xsl:if test="$registers = 'bibliography'">
                <li><a epub:type="bibliography" href="text/bibliography.xhtml"><xsl:value-of select="ed:word('bibliography')"/></a></li>
              </xsl:if>
            </ol>
          </nav>
        </main>
      </body>
    </html>
  </xsl:template>

  <!-- The entries of the contents whose page is there; where the id is not, the page alone. -->
  <xsl:template name="ways" as="element()*">
    <xsl:param name="entries" as="element()*"/>
    <xsl:param name="there" as="map(xs:string, xs:boolean)"/>
    <xsl:for-each select="$entries[map:contains($there, @ed:page)]">
      <xsl:variable name="place" as="xs:string" select="@ed:page || '#' || encode-for-uri(@ed:to)"/>
      <xsl:variable name="inside" as="xs:boolean" select="not(key('target', @ed:to)[1]/@ed:page) and map:contains($there, $place)"/>
      <xsl:variable name="title" as="xs:string" select="normalize-space(ed:title)"/>
      <xsl:variable name="language" as="xs:string" select="ed:language((key('target', @ed:to)[1], .)[1])"/>
      <li>
        <xsl:copy-of select="ed:way('text/' || @ed:page || '.xhtml' || substring-after($place, @ed:page)[$inside],
          if ($title) then $title else ed:kind(@ed:type), if ($title) then $language else $lang)/*"/>
        <xsl:variable name="below" as="element()*">
          <xsl:call-template name="ways">
            <xsl:with-param name="entries" select="ed:entry"/>
            <xsl:with-param name="there" select="$there"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:if test="exists($below)"><ol><xsl:sequence select="$below"/></ol></xsl:if>
      </li>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="ed:way" as="element()">
    <xsl:param name="href" as="xs:string"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <li>
      <a href="{$href}">
        <xsl:if test="$language != $lang and ed:is-tag($language)">
          <xsl:attribute name="lang" select="$language"/>
          <xsl:attribute name="xml:lang" select="$language"/>
          <xsl:attribute name="dir" select="if (ed:right-to-left($language)) then 'rtl' else 'ltr'"/>
        </xsl:if>
        <xsl:value-of select="$label"/>
      </a>
    </li>
  </xsl:function>

</xsl:stylesheet>

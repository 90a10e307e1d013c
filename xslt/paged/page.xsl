<?xml version="1.0" encoding="UTF-8"?>
<!-- The one page: title page, imprint, contents, the text, the registers; and where its links lead. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="html">

  <xsl:template match="/" mode="paged" as="map(xs:string, xs:string)">
    <xsl:variable name="text" as="element()?" select="(//tei:text[@ed:page = 'index'])[1]"/>
    <xsl:variable name="book" as="element()">
      <xsl:for-each select="$text"><xsl:call-template name="book"/></xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="map{
      $base-name || '.html':
        serialize($book, map{'method': 'html', 'html-version': 5.0, 'indent': false(), 'include-content-type': false()}),
      'renditions.json': serialize(ed:rendition-facts(/), map{'method': 'json'})
    }"/>
  </xsl:template>

  <xsl:template name="book" as="element()">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="language" as="xs:string" select="(ed:language(.)[. ne ''], $lang)[1]"/>
    <html lang="{$language}">
      <xsl:if test="ed:right-to-left($language)"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
      <head>
        <meta charset="utf-8"/>
        <title><xsl:value-of select="ed:title($root)"/></title>
        <xsl:for-each select="ed:named($root, 'author')"><meta name="author" content="{.}"/></xsl:for-each>
        <meta name="generator" content="edition"/>
        <link rel="stylesheet" href="paged.css"/>
        <xsl:if test="exists($root//@rendition | .//@style)"><link rel="stylesheet" href="renditions.css"/></xsl:if>
      </head>
      <body>
        <main>
          <section class="title-page">
            <xsl:if test="not(tei:front/tei:titlePage//tei:titlePart[ed:is-title(.)])">
              <div class="titlepage" data-generated="">
                <xsl:for-each select="ed:named($root, 'author')"><p class="docAuthor"><xsl:value-of select="."/></p></xsl:for-each>
                <h1><xsl:value-of select="ed:title($root)"/></h1>
                <xsl:for-each select="ed:named($root, 'translator')"><p class="byline"><xsl:value-of select="ed:word('translated-by'), ."/></p></xsl:for-each>
              </div>
            </xsl:if>
            <xsl:apply-templates select="tei:front/node()[not(self::*[@ed:page])]"/>
          </section>
          <!-- What heads of pages are made of. -->
          <p class="running" lang="{$lang}" data-generated=""><xsl:value-of select="ed:title($root)"/></p>
          <section class="imprint" lang="{$lang}" data-generated=""><xsl:call-template name="paged-imprint"/></section>
          <nav class="contents" lang="{$lang}" role="doc-toc" aria-labelledby="contents-head" data-generated="">
            <h2 id="contents-head"><xsl:value-of select="ed:word('contents')"/></h2>
            <xsl:call-template name="paged-entries"><xsl:with-param name="entries" select="ed:contents/ed:entry"/></xsl:call-template>
          </nav>
          <xsl:variable name="loose" as="node()*" select="
            (tei:body | tei:back)[not(@ed:page)]/node()[not(self::*[@ed:page])], tei:group[not(.//@ed:page)]"/>
          <xsl:if test="$loose[normalize-space()]"><section class="division"><xsl:apply-templates select="$loose"/></section></xsl:if>
          <xsl:apply-templates select=".//tei:*[@ed:page][not(ancestor::*[@ed:page][not(self::tei:text)])]"/>
          <xsl:apply-templates select="ed:apparatus, ed:notes"/>
          <xsl:for-each select="ed:registers($root)">
            <xsl:call-template name="paged-register">
              <xsl:with-param name="root" select="$root"/>
              <xsl:with-param name="stem" select="."/>
            </xsl:call-template>
          </xsl:for-each>
        </main>
      </body>
    </html>
  </xsl:template>

  <!-- A division that the website gives a page of its own: a chapter. Residue of the scan belongs to no reading edition. -->
  <xsl:template match="tei:*[@ed:page][not(self::tei:text)]" priority="5" as="element()?">
    <xsl:if test="not(ancestor-or-self::tei:div/@type = 'residue')">
      <section class="{string-join(('division chapter', @type[. ne 'chapter'] ! translate(., ' ', '-')), ' ')}" id="{@ed:id}">
        <xsl:if test="@rendition or @style"><xsl:attribute name="data-rendition" select="ed:renditions(.)"/></xsl:if>
        <xsl:call-template name="language"/>
        <xsl:if test="ed:role(.)">
          <xsl:attribute name="role" select="ed:role(.)"/>
          <xsl:attribute name="aria-label" select="ed:head(.)"/>
        </xsl:if>
        <p class="running" data-generated=""><xsl:value-of select="ed:head(.)"/></p>
        <xsl:apply-templates/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:variable name="this-edition" as="xs:string" select="'the pages'"/>

  <!-- Everything is in one file. -->
  <xsl:function name="ed:address" as="xs:string">
    <xsl:param name="target" as="element()"/>
    <xsl:param name="from" as="element()"/>
    <xsl:sequence select="'#' || encode-for-uri($target/@ed:id)"/>
  </xsl:function>
  <xsl:function name="ed:entry-page" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <!-- What the modules would put on pages of their own has no frame here: sections. -->
  <xsl:template name="page" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="kind" as="xs:string" select="'register'"/>
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="links" as="element()*"/>
    <section class="{$kind}" data-generated=""><xsl:copy-of select="$content"/></section>
  </xsl:template>

  <!-- Numbers of pages are the engine's to give: the style sheet asks for them. -->
  <xsl:template name="paged-entries" as="element()?">
    <xsl:param name="entries" as="element()*"/>
    <xsl:if test="exists($entries)">
      <ol>
        <xsl:for-each select="$entries">
          <li>
            <a href="#{encode-for-uri(@ed:to)}">
              <xsl:choose>
                <xsl:when test="normalize-space(ed:title)"><xsl:apply-templates select="ed:title/node()"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="ed:kind(@ed:type)"/></xsl:otherwise>
              </xsl:choose>
            </a>
            <xsl:call-template name="paged-entries"><xsl:with-param name="entries" select="ed:entry"/></xsl:call-template>
          </li>
        </xsl:for-each>
      </ol>
    </xsl:if>
  </xsl:template>

  <xsl:template name="paged-imprint" as="element()*">
    <xsl:variable name="file" as="element()?" select="root()/*/tei:teiHeader/tei:fileDesc"/>
    <xsl:for-each select="$file/tei:editionStmt[normalize-space()]"><p><xsl:value-of select="normalize-space()"/></p></xsl:for-each>
    <xsl:variable name="published" as="xs:string*" select="
      $file/tei:publicationStmt/(tei:publisher | tei:authority | tei:distributor | tei:pubPlace | tei:date) ! normalize-space(.)[. ne '']"/>
    <xsl:if test="exists($published)"><p><xsl:value-of select="$published" separator=", "/></p></xsl:if>
    <xsl:for-each select="$file/tei:publicationStmt/(tei:idno | tei:availability//(tei:licence | tei:p[not(ancestor::tei:licence)]))[normalize-space()]">
      <p><xsl:value-of select="@type[current()/self::tei:idno], normalize-space()"/></p>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>

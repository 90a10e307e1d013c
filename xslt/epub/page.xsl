<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame of each file of the e-book, the page of a division, and the title page. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="xs tei ed"
    default-mode="html">

  <!-- Around every page: nothing but its head. ``matter`` is where in the book it stands; ``links``, which the website has,
       lead nowhere here. -->
  <xsl:template name="page" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="kind" as="xs:string" select="'register'"/>
    <xsl:param name="matter" as="xs:string" select="'backmatter'"/>
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="links" as="element()*"/>
    <xsl:variable name="title" as="xs:string" select="ed:title($root)"/>
    <html lang="{$lang}">
      <xsl:if test="ed:right-to-left($lang)"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
      <head>
        <title><xsl:value-of select="string-join(distinct-values(($heading, $title)), ' · ')"/></title>
        <link rel="stylesheet" type="text/css" href="../style.css"/>
        <xsl:if test="exists(key('of-edition', 'styled', $root))"><link rel="stylesheet" type="text/css" href="../renditions.css"/></xsl:if>
      </head>
      <body class="{$kind}" epub:type="{$matter}">
        <xsl:if test="$kind = ('text', 'titles')">
          <xsl:for-each select="($root//tei:text)[1][@rendition or @style]">
            <xsl:attribute name="data-rendition" select="ed:renditions(.)"/>
          </xsl:for-each>
        </xsl:if>
        <main><xsl:copy-of select="$content"/></main>
      </body>
    </html>
  </xsl:template>

  <!-- The page of a division. -->
  <xsl:template name="text-page" as="element()">
    <xsl:variable name="role" as="xs:string?" select="ed:role(.)"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="root()"/>
      <xsl:with-param name="stem" select="string(@ed:page)"/>
      <xsl:with-param name="kind" select="'text'"/>
      <xsl:with-param name="matter" select="
        if (ancestor-or-self::tei:body) then 'bodymatter' else if (ancestor::tei:front) then 'frontmatter' else 'backmatter'"/>
      <xsl:with-param name="heading" select="ed:head(.)"/>
      <xsl:with-param name="content">
        <section class="{string-join(('division', @type), ' ')}">
          <xsl:call-template name="attributes"/>
          <xsl:call-template name="language-among-ours"/>
          <xsl:if test="$role">
            <xsl:attribute name="role" select="$role"/>
            <xsl:attribute name="epub:type" select="substring-after($role, 'doc-')"/>
            <xsl:attribute name="aria-label" select="ed:head(.)"/>
          </xsl:if>
          <xsl:if test="not(tei:head)"><h1 class="ours" data-generated=""><xsl:value-of select="ed:head(.)"/></h1></xsl:if>
          <xsl:apply-templates/>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- The title page of the text, or one made from the header; and what of the text stands in no division. -->
  <xsl:template name="title-page" as="element()">
    <xsl:param name="text" as="element()?"/>
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="'index'"/>
      <xsl:with-param name="kind" select="'titles'"/>
      <xsl:with-param name="matter" select="'frontmatter'"/>
      <xsl:with-param name="heading" select="ed:title($root)"/>
      <xsl:with-param name="content">
        <section class="cover" epub:type="titlepage">
          <xsl:for-each select="$text"><xsl:call-template name="language-among-ours"/></xsl:for-each>
          <xsl:if test="not($text/tei:front/tei:titlePage//tei:titlePart[ed:is-title(.)])">
            <div class="titlepage" data-generated="">
              <xsl:for-each select="ed:named($root, 'author')"><p class="author"><xsl:value-of select="."/></p></xsl:for-each>
              <h1><xsl:value-of select="ed:title($root)"/></h1>
              <xsl:for-each select="ed:named($root, 'translator')">
                <p class="by"><xsl:value-of select="ed:word('translated-by'), ."/></p>
              </xsl:for-each>
            </div>
          </xsl:if>
          <xsl:apply-templates select="$text/tei:front/node()[not(self::*[@ed:page])]"/>
          <xsl:apply-templates select="$text/(tei:body | tei:back)[not(@ed:page)]/node()[not(self::*[@ed:page])],
            $text/tei:group[not(.//@ed:page)], $text/ed:apparatus, $text/ed:notes"/>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

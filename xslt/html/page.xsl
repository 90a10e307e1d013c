<?xml version="1.0" encoding="UTF-8"?>
<!-- Page furniture: what stands around the text. All of it is marked data-generated: the words are ours. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <!-- The frame of every page. -->
  <xsl:template name="page" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="links" as="element()*"/>
    <xsl:variable name="title" as="xs:string" select="ed:title($root)"/>
    <html lang="{$lang}">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="string-join(distinct-values(($heading, $title)), ' · ')"/></title>
        <xsl:for-each select="ed:named($root, 'author')"><meta name="author" content="{.}"/></xsl:for-each>
        <meta name="generator" content="edition"/>
        <meta name="color-scheme" content="light dark"/>
        <link rel="stylesheet" href="style.css"/>
        <xsl:copy-of select="$links"/>
        <script src="script.js" defer="defer"/>
      </head>
      <body class="{$stem}">
        <a class="skip" href="#text" data-generated=""><xsl:value-of select="ed:word('skip')"/></a>
        <header class="site" data-generated="">
          <a class="title" href="index.html"><xsl:value-of select="$title"/></a>
          <nav aria-label="{ed:word('cover')}">
            <a href="index.html#contents"><xsl:value-of select="ed:word('contents')"/></a>
            <xsl:if test="$original"><a href="{$original}"><xsl:value-of select="ed:word('original')"/></a></xsl:if>
            <xsl:if test="$translation"><a href="{$translation}"><xsl:value-of select="ed:word('translation')"/></a></xsl:if>
            <xsl:for-each select="ed:registers($root), 'about'">
              <a href="{.}.html">
                <xsl:if test=". = $stem"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
                <xsl:value-of select="ed:word(.)"/>
              </a>
            </xsl:for-each>
            <a class="cite" href="cite.html">
              <xsl:if test="$stem = 'cite'"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
              <xsl:if test=". instance of element() and @ed:page"><xsl:attribute name="data-hint" select="ed:word('cite-hint')"/></xsl:if>
              <xsl:value-of select="ed:word('cite')"/>
            </a>
            <button class="scheme" type="button" hidden="hidden" aria-label="{ed:word('scheme')}" title="{ed:word('scheme')}">◐</button>
          </nav>
        </header>
        <main id="text">
          <xsl:copy-of select="$content"/>
        </main>
        <xsl:if test="exists($links)">
          <nav class="turn" aria-label="{ed:word('previous')}, {ed:word('next')}" data-generated="">
            <xsl:for-each select="$links">
              <a class="{@rel}" rel="{@rel}" href="{@href}">
                <span class="way"><xsl:value-of select="ed:word(if (@rel = 'prev') then 'previous' else 'next')"/></span>
                <span><xsl:value-of select="@title"/></span>
              </a>
            </xsl:for-each>
          </nav>
        </xsl:if>
      </body>
    </html>
  </xsl:template>

  <!-- The page of a division. -->
  <xsl:template name="text-page" as="element()">
    <xsl:param name="previous" as="element()?"/>
    <xsl:param name="next" as="element()?"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="root()"/>
      <xsl:with-param name="stem" select="string(@ed:page)"/>
      <xsl:with-param name="heading" select="ed:head(.)"/>
      <xsl:with-param name="links" select="ed:turn($previous, 'prev'), ed:turn($next, 'next')"/>
      <xsl:with-param name="content">
        <section class="{string-join(('division', @type), ' ')}">
          <xsl:call-template name="attributes"/>
          <xsl:if test="ed:language(.) ne ''"><xsl:attribute name="lang" select="ed:language(.)"/></xsl:if>
          <xsl:if test="ed:role(.)"><xsl:attribute name="role" select="ed:role(.)"/></xsl:if>
          <xsl:if test="not(tei:head) and self::tei:div">
            <h1 data-generated=""><xsl:value-of select="ed:head(.)"/></h1>
          </xsl:if>
          <xsl:apply-templates select="tei:head[1], tei:head[1]/preceding-sibling::node() except tei:head[1]"/>
          <xsl:apply-templates select="tei:head[1]/following-sibling::node()[not(. &gt;&gt; ../tei:head[last()])]"/>
          <xsl:call-template name="sections"/>
          <xsl:apply-templates select="if (tei:head) then tei:head[last()]/following-sibling::node() else node()"/>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- The sections of a long page, as links beneath its head. -->
  <xsl:template name="sections" as="element()?">
    <xsl:variable name="sections" as="element()*" select="(tei:div | tei:div2)[tei:head][not(@ed:page)]"/>
    <xsl:if test="count($sections) gt 1">
      <nav class="sections" aria-label="{ed:word('this-page')}" data-generated="">
        <ol>
          <xsl:for-each select="$sections">
            <li><a href="#{@ed:id}"><xsl:value-of select="ed:head(.)"/></a></li>
          </xsl:for-each>
        </ol>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:function name="ed:turn" as="element()?">
    <xsl:param name="page" as="element()?"/>
    <xsl:param name="rel" as="xs:string"/>
    <xsl:for-each select="$page">
      <link rel="{$rel}" href="{@ed:page}.html"
          title="{if (self::tei:text) then ed:word('cover') else ed:head(.)}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The role of a division in the vocabulary of digital publishing. -->
  <xsl:function name="ed:role" as="xs:string?">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="
      if ($division/parent::tei:body and $division/@type = 'chapter') then 'doc-chapter'
      else if ($division/@type = ('appendix', 'bibliography', 'foreword', 'glossary', 'index', 'introduction', 'part', 'preface',
        'dedication', 'afterword', 'epilogue', 'prologue', 'conclusion')) then 'doc-' || $division/@type
      else ()"/>
  </xsl:function>

  <!-- The cover: the title page of the text, or one made from the header; then the contents. -->
  <xsl:template name="cover" as="element()">
    <xsl:param name="text" as="element()?"/>
    <xsl:param name="next" as="element()?"/>
    <xsl:variable name="front" as="node()*" select="$text/tei:front/node()[not(self::*[@ed:page])]"/>
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="'index'"/>
      <xsl:with-param name="heading" select="ed:title($root)"/>
      <xsl:with-param name="links" select="ed:turn($next, 'next')"/>
      <xsl:with-param name="content">
        <div class="cover">
          <xsl:if test="$text ! ed:language(.) ne ''"><xsl:attribute name="lang" select="ed:language($text)"/></xsl:if>
          <xsl:if test="not($text/tei:front/tei:titlePage//tei:titlePart[ed:is-title(.)])">
            <div class="titlepage" data-generated="">
              <xsl:for-each select="ed:named($root, 'author')"><p class="author"><xsl:value-of select="."/></p></xsl:for-each>
              <h1><xsl:value-of select="ed:title($root)"/></h1>
              <xsl:for-each select="ed:named($root, 'translator')">
                <p class="by"><xsl:value-of select="ed:word('translated-by'), ."/></p>
              </xsl:for-each>
            </div>
          </xsl:if>
          <xsl:apply-templates select="$front"/>
          <!-- A text whose front, body or back holds words outside every page still shows them. -->
          <xsl:apply-templates select="$text/(tei:body | tei:back)[not(@ed:page)]/node()[not(self::*[@ed:page])],
            $text/tei:group[not(.//@ed:page)], $text/ed:apparatus, $text/ed:notes"/>
        </div>
        <nav class="contents" id="contents" role="doc-toc" aria-labelledby="contents-head" data-generated="">
          <h2 id="contents-head"><xsl:value-of select="ed:word('contents')"/></h2>
          <xsl:for-each select="$text"><xsl:call-template name="entries"><xsl:with-param name="entries" select="ed:contents/ed:entry"/></xsl:call-template></xsl:for-each>
        </nav>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="entries" as="element()?">
    <xsl:param name="entries" as="element()*"/>
    <xsl:if test="exists($entries)">
      <ol>
        <xsl:for-each select="$entries">
          <xsl:variable name="target" as="element()?" select="key('target', @ed:to)"/>
          <li>
            <a href="{@ed:page}.html{if ($target/@ed:page) then '' else '#' || @ed:to}">
              <xsl:choose>
                <xsl:when test="normalize-space(ed:title)"><xsl:apply-templates select="ed:title/node()"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="ed:kind(@ed:type)"/></xsl:otherwise>
              </xsl:choose>
            </a>
            <xsl:call-template name="entries"><xsl:with-param name="entries" select="ed:entry"/></xsl:call-template>
          </li>
        </xsl:for-each>
      </ol>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

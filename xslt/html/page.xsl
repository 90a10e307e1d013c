<?xml version="1.0" encoding="UTF-8"?>
<!-- Page furniture: what stands around the text. All of it is marked data-generated: the words are ours. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <!-- What a page may load: files of its own folder, and what is written in its style sheets. "file:" is for browsers to
       which a folder on a disk is nobody's self. -->
  <xsl:variable name="policy" as="xs:string" select="
    'default-src ''none''; script-src ''self'' file:; style-src ''self'' file:; img-src ''self'' file: data:; font-src ''self'' file: data:; '
    || 'form-action ''self'' file:; base-uri ''none'''"/>

  <xsl:variable name="this-edition" as="xs:string" select="'the website'"/>

  <!-- The frame of every page; ``kind`` is text, cover, register, picture or about. -->
  <xsl:template name="page" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="kind" as="xs:string" select="'register'"/>
    <xsl:param name="heading" as="xs:string"/>
    <xsl:param name="content" as="node()*"/>
    <xsl:param name="links" as="element()*"/>
    <xsl:variable name="title" as="xs:string" select="ed:title($root)"/>
    <html lang="{$lang}">
      <xsl:if test="ed:right-to-left($lang)"><xsl:attribute name="dir" select="'rtl'"/></xsl:if>
      <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="{$policy}"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="string-join(distinct-values(($heading, $title)), ' · ')"/></title>
        <xsl:for-each select="ed:named($root, 'author')"><meta name="author" content="{.}"/></xsl:for-each>
        <meta name="generator" content="edition"/>
        <meta name="color-scheme" content="light dark"/>
        <script src="{$base}early.js"/>
        <link rel="stylesheet" href="{$base}fonts.css"/>
        <link rel="stylesheet" href="{$base}style.css"/>
        <xsl:if test="exists(key('of-edition', 'styled', $root))"><link rel="stylesheet" href="renditions.css"/></xsl:if>
        <xsl:copy-of select="$links"/>
        <script src="site.js" defer="defer"/>
        <script src="{$base}script.js" defer="defer"/>
      </head>
      <body class="{$kind}" data-page="{$stem}">
        <xsl:if test="$kind = 'text' and (exists(ed:registers($root)) or exists(key('of-edition', 'term', $root)))"><xsl:attribute name="data-cards" select="if ($shelf) then '../names.js' else 'names.js'"/></xsl:if>
        <a class="skip" href="#text" data-generated=""><xsl:value-of select="ed:word('skip')"/></a>
        <header class="site" data-generated="">
          <a class="title" href="index.html">
            <xsl:choose>
              <xsl:when test="$logo"><img class="logo" src="{$base}{$logo}" alt="{$title}"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="$title"/></xsl:otherwise>
            </xsl:choose>
          </a>
          <xsl:call-template name="menu">
            <xsl:with-param name="root" select="$root"/>
            <xsl:with-param name="stem" select="$stem"/>
            <xsl:with-param name="kind" select="$kind"/>
          </xsl:call-template>
          <xsl:if test="$kind = 'text'"><span class="how-far"/></xsl:if>
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

  <!-- What is always at hand. Without scripts the contents are those of the cover. -->
  <xsl:template name="menu" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="registers" as="xs:string*" select="ed:registers($root), ed:pictures($root)"/>
    <!-- What stands in the bar where there is room, and else in the menu of the registers. -->
    <xsl:variable name="more" as="xs:string*" select="'about'[empty(key('of-edition', 'catalogue', $root))]"/>
    <nav class="site-menu" aria-label="{ed:word('menu')}">
      <xsl:if test="$shelf"><a href="../index.html"><xsl:value-of select="ed:word('catalogue')"/></a></xsl:if>
      <a class="to-contents" href="index.html#contents"><xsl:value-of select="ed:word('contents')"/></a>
      <a class="search" href="{if ($shelf or $translation) then '../' else ''}search.html" data-unloaded="{ed:word('search-unloaded')}">
        <xsl:if test="$stem = 'search'"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
        <xsl:value-of select="ed:word('search')"/>
      </a>
      <xsl:if test="exists($registers)">
        <details>
          <summary><xsl:value-of select="ed:word('registers')"/></summary>
          <ul>
            <xsl:for-each select="$registers">
              <li><xsl:call-template name="menu-link"><xsl:with-param name="current" select="$stem"/></xsl:call-template></li>
            </xsl:for-each>
            <xsl:if test="$original"><li class="narrow"><a href="{$original}"><xsl:if test="$kind = 'text'"><xsl:attribute name="data-beside"/></xsl:if><xsl:value-of select="ed:word('original')"/></a></li></xsl:if>
            <xsl:if test="$translation"><li class="narrow"><a href="{$translation}"><xsl:if test="$kind = 'text'"><xsl:attribute name="data-beside"/></xsl:if><xsl:value-of select="ed:word('translation')"/></a></li></xsl:if>
            <xsl:for-each select="$more">
              <li class="narrow"><xsl:call-template name="menu-link"><xsl:with-param name="current" select="$stem"/></xsl:call-template></li>
            </xsl:for-each>
          </ul>
        </details>
      </xsl:if>
      <xsl:if test="$original"><a class="{if (exists($registers)) then 'wide' else 'other'}" href="{$original}"><xsl:if test="$kind = 'text'"><xsl:attribute name="data-beside"/></xsl:if><xsl:value-of select="ed:word('original')"/></a></xsl:if>
      <xsl:if test="$translation"><a class="{if (exists($registers)) then 'wide' else 'other'}" href="{$translation}"><xsl:if test="$kind = 'text'"><xsl:attribute name="data-beside"/></xsl:if><xsl:value-of select="ed:word('translation')"/></a></xsl:if>
      <xsl:for-each select="$more">
        <xsl:call-template name="menu-link">
          <xsl:with-param name="current" select="$stem"/>
          <xsl:with-param name="class" select="if (exists($registers)) then 'wide' else ()"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:if test="empty(key('of-edition', 'catalogue', $root))">
        <a class="cite" href="cite.html">
          <xsl:if test="$stem = 'cite'"><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
          <xsl:if test="$kind = 'text'"><xsl:attribute name="data-hint" select="ed:word('cite-hint')"/></xsl:if>
          <span><xsl:value-of select="ed:word('cite')"/></span>
        </a>
      </xsl:if>
      <button class="reading" type="button" hidden="hidden" aria-label="{ed:word('reading')}" title="{ed:word('reading')}">Aa</button>
    </nav>
  </xsl:template>

  <!-- A link to the page whose stem is the context item. -->
  <xsl:template name="menu-link" as="element()">
    <xsl:param name="current" as="xs:string"/>
    <xsl:param name="class" as="xs:string?"/>
    <a href="{if ($shelf and . = $registers-of-shelf) then '../' else ''}{.}.html">
      <xsl:if test="$class"><xsl:attribute name="class" select="$class"/></xsl:if>
      <xsl:if test="$current = ."><xsl:attribute name="aria-current" select="'page'"/></xsl:if>
      <xsl:if test="$current = . || '-entry'"><xsl:attribute name="aria-current" select="'true'"/></xsl:if>
      <xsl:value-of select="ed:word(.)"/>
    </a>
  </xsl:template>

  <!-- The page of a division. -->
  <xsl:template name="text-page" as="element()">
    <xsl:param name="previous" as="element()?"/>
    <xsl:param name="next" as="element()?"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="root()"/>
      <xsl:with-param name="stem" select="string(@ed:page)"/>
      <xsl:with-param name="kind" select="'text'"/>
      <xsl:with-param name="heading" select="ed:head(.)"/>
      <xsl:with-param name="links" select="ed:turn($previous, 'prev'), ed:turn($next, 'next')"/>
      <xsl:with-param name="content">
        <section class="{string-join(('division', @type), ' ')}">
          <xsl:call-template name="attributes"/>
          <xsl:call-template name="language-among-ours"/>
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

  <!-- The cover: the title page of the text, or one made from the header; then the contents. -->
  <xsl:template name="cover" as="element()">
    <xsl:param name="text" as="element()?"/>
    <xsl:param name="next" as="element()?"/>
    <xsl:variable name="front" as="node()*" select="$text/tei:front/node()[not(self::*[@ed:page])]"/>
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="'index'"/>
      <xsl:with-param name="kind" select="'cover'"/>
      <xsl:with-param name="heading" select="ed:title($root)"/>
      <xsl:with-param name="links" select="ed:turn($next, 'next')"/>
      <xsl:with-param name="content">
        <div class="cover">
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
          <xsl:apply-templates select="$front"/>
          <xsl:for-each select="$text/ed:catalogue"><xsl:call-template name="catalogue"/></xsl:for-each>
          <!-- A text whose front, body or back holds words outside every page still shows them. -->
          <xsl:apply-templates select="$text/(tei:body | tei:back)[not(@ed:page)]/node()[not(self::*[@ed:page])],
            $text/tei:group[not(.//@ed:page)], $text/ed:apparatus, $text/ed:notes"/>
        </div>
        <xsl:if test="$text/ed:contents">
        <p class="resume" hidden="hidden" data-generated=""/>
        <nav class="contents" id="contents" role="doc-toc" aria-labelledby="contents-head" data-generated="">
          <h2 id="contents-head"><xsl:value-of select="ed:word('contents')"/></h2>
          <xsl:for-each select="$text"><xsl:call-template name="entries"><xsl:with-param name="entries" select="ed:contents/ed:entry"/></xsl:call-template></xsl:for-each>
        </nav>
        </xsl:if>
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

<?xml version="1.0" encoding="UTF-8"?>
<!-- The pages of the guide and their furniture: the contents, a page for each chapter, element and class. -->
<xsl:stylesheet version="3.0" default-mode="guide" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:g="urn:edition:guide"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:f="urn:edition:functions"
    xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="#all">

  <xsl:key name="spec" match="g:spec" use="string(@ident)"/>

  <xsl:variable name="html" as="map(xs:string, item())" static="yes"
      select="map {'method': 'html', 'html-version': 5.0, 'indent': false(), 'encoding': 'UTF-8'}"/>

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:apply-templates select="g:guide"/>
  </xsl:template>

  <xsl:template match="g:guide" as="map(xs:string, xs:string)">
    <xsl:variable name="guide" as="element(g:guide)" select="."/>
    <xsl:map>
      <xsl:map-entry key="'index.html'" select="serialize(f:contents(.), $html)"/>
      <xsl:for-each select="g:prose/tei:div[@xml:id]">
        <xsl:variable name="body" as="node()*"><xsl:apply-templates select="." mode="prose"/></xsl:variable>
        <xsl:map-entry key="f:file(@xml:id)"
            select="serialize(f:page($guide, normalize-space(tei:head[1]), 'chapter', $body), $html)"/>
      </xsl:for-each>
      <xsl:for-each select="g:spec">
        <xsl:variable name="body" as="node()*"><xsl:apply-templates select="."/></xsl:variable>
        <xsl:map-entry key="f:file(f:anchor(.))" select="serialize(f:page($guide, @name, @kind, $body), $html)"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:template>

  <!-- The stem of a page's file: elements and classes have names that no chapter has. -->
  <xsl:function name="f:anchor" as="xs:string">
    <xsl:param name="spec" as="element(g:spec)"/>
    <xsl:sequence select="if ($spec/@kind = 'element') then 'element-' || $spec/@ident else 'class-' || $spec/@ident"/>
  </xsl:function>

  <xsl:function name="f:file" as="xs:string">
    <xsl:param name="stem" as="xs:string"/>
    <xsl:sequence select="$stem || '.html'"/>
  </xsl:function>

  <xsl:function name="f:page" as="document-node()">
    <xsl:param name="guide" as="element(g:guide)"/>
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="body" as="node()*"/>
    <xsl:document>
      <html lang="en">
        <head>
          <meta charset="UTF-8"/>
          <meta name="viewport" content="width=device-width, initial-scale=1"/>
          <title>{$title} – {$guide/@title}</title>
          <link rel="stylesheet" href="guide.css"/>
        </head>
        <body class="{$kind}">
          <a class="skip" href="#main">Skip to the text</a>
          <header><nav aria-label="Guide">
            <a class="title" href="index.html">{$guide/@title}</a>
            <a href="index.html#elements">Elements</a>
            <a href="index.html#attribute-classes">Attributes</a>
          </nav></header>
          <main id="main"><xsl:sequence select="$body"/></main>
          <footer><p>TEI P5 {$guide/@tei}, customised as “{$guide/@ident}”. Descriptions of the TEI: © TEI Consortium, BSD 2-Clause.</p></footer>
        </body>
      </html>
    </xsl:document>
  </xsl:function>

  <xsl:function name="f:contents" as="document-node()">
    <xsl:param name="guide" as="element(g:guide)"/>
    <xsl:variable name="body" as="node()*">
      <h1>{$guide/@title}</h1>
      <xsl:apply-templates select="$guide/g:prose/*[not(self::tei:div[@xml:id])]" mode="prose"/>
      <xsl:if test="$guide/g:prose/tei:div[@xml:id]">
        <nav aria-labelledby="chapters">
          <h2 id="chapters">Chapters</h2>
          <ol class="chapters">
            <xsl:for-each select="$guide/g:prose/tei:div[@xml:id]">
              <li><a href="{f:file(@xml:id)}">{normalize-space(tei:head[1])}</a></li>
            </xsl:for-each>
          </ol>
        </nav>
      </xsl:if>
      <section aria-labelledby="elements">
        <h2 id="elements">{count($guide/g:spec[@kind = 'element'])} elements</h2>
        <xsl:for-each-group select="$guide/g:spec[@kind = 'element']" group-by="lower-case(substring(@name, 1, 1))">
          <div class="letter">
            <h3>{upper-case(current-grouping-key())}</h3>
            <dl>
              <xsl:for-each select="current-group()">
                <div><dt><a href="{f:file(f:anchor(.))}"><code>{@name}</code></a></dt><dd>{g:desc}</dd></div>
              </xsl:for-each>
            </dl>
          </div>
        </xsl:for-each-group>
      </section>
      <xsl:for-each select="('attributes', 'model')">
        <xsl:variable name="kind" as="xs:string" select="."/>
        <section class="names">
          <h2 id="{if ($kind = 'model') then 'model-classes' else 'attribute-classes'}">{if ($kind = 'model') then 'Classes of elements' else 'Classes of attributes'}</h2>
          <p>
            <xsl:for-each select="$guide/g:spec[@kind = $kind]">
              <a href="{f:file(f:anchor(.))}"><code>{@name}</code></a>
              <xsl:text> </xsl:text>
            </xsl:for-each>
          </p>
        </section>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="f:page($guide, 'Contents', 'contents', $body)"/>
  </xsl:function>

</xsl:stylesheet>

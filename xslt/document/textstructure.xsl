<?xml version="1.0" encoding="UTF-8"?>
<!-- The file, its title, divisions and heads. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="document">

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="text" as="element()?" select="(//tei:text[@ed:page = 'index'])[1]"/>
    <xsl:variable name="tree" as="element()">
      <document title="{ed:title(/)}" lang="{($text ! ed:language(.)[. ne ''], $lang)[1]}">
        <xsl:for-each select="distinct-values(ed:named(/, 'author'))"><author><xsl:value-of select="."/></author></xsl:for-each>
        <xsl:for-each select="distinct-values(ed:named(/, 'translator'))"><translator><xsl:value-of select="."/></translator></xsl:for-each>
        <body>
          <xsl:if test="not($text/tei:front/tei:titlePage)">
            <xsl:for-each select="ed:named(/, 'author')"><p kind="author"><xsl:sequence select="ed:own(.)"/></p></xsl:for-each>
            <p kind="title"><xsl:sequence select="ed:own(ed:title(/))"/></p>
            <xsl:for-each select="ed:named(/, 'translator')">
              <p kind="author"><xsl:sequence select="ed:own(ed:word('translated-by') || ' ' || .)"/></p>
            </xsl:for-each>
          </xsl:if>
          <xsl:apply-templates select="$text/(tei:front, tei:body, tei:group, tei:back, ed:notes)"/>
          <xsl:for-each select="$text/ed:emendations">
            <head level="1" chapter="yes"><xsl:sequence select="ed:own(ed:word('emendations'))"/></head>
            <xsl:for-each select=".//ed:emendation">
              <p>
                <xsl:sequence select="ed:own((normalize-space()[. ne ''], '∅')[1] || '] ' || (string(@ed:sic)[. ne ''], '∅')[1])"/>
              </p>
            </xsl:for-each>
          </xsl:for-each>
        </body>
        <xsl:for-each select="$text//tei:note[@ed:label][exists(ed:setting(.))]"><xsl:call-template name="note"/></xsl:for-each>
      </document>
    </xsl:variable>
    <xsl:sequence select="map{$base-name: serialize($tree, map{'method': 'xml', 'indent': false(), 'omit-xml-declaration': true()})}"/>
  </xsl:template>

  <xsl:template match="tei:body | tei:back | tei:front | tei:group | tei:text" as="element()*"><xsl:apply-templates/></xsl:template>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7" as="element()*">
    <xsl:variable name="content" as="element()*">
      <xsl:if test="not(@type = 'residue') and (not(ed:is-collection(.)) or exists(.//ed:notes//tei:note[@ed:label][empty(ed:setting(.))]))">
        <xsl:if test="@ed:page and not(tei:head) and empty(tei:div/tei:head)">
          <head level="{ed:level(.)}" chapter="yes"><xsl:sequence select="ed:place(.), ed:own(ed:kind(@type))"/></head>
        </xsl:if>
        <xsl:if test="not(@ed:page) and not(tei:head) and preceding-sibling::tei:div"><rule/></xsl:if>
        <xsl:apply-templates/>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="language" as="attribute()?" select="ed:lang(.)"/>
    <xsl:choose>
      <xsl:when test="$language and exists($content)"><group><xsl:sequence select="$language, $content"/></group></xsl:when>
      <xsl:otherwise><xsl:sequence select="$content"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How deep a division lies; one without a head is no step, so that none is missing for those who hear the outline. -->
  <xsl:function name="ed:level" as="xs:integer">
    <xsl:param name="division" as="element()"/>
    <xsl:variable name="above" as="element()*" select="
      $division/ancestor::*[self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:div3 or self::tei:div4 or self::tei:div5][tei:head]"/>
    <xsl:sequence select="min((6, count($above) + 1))"/>
  </xsl:function>

  <xsl:template match="tei:head" as="element()*">
    <xsl:variable name="content" as="node()*"><xsl:apply-templates select="node() except *[ed:is-block(.)]" mode="inline"/></xsl:variable>
    <xsl:variable name="collection" as="xs:boolean" select="ed:is-collection(..)"/>
    <xsl:choose>
      <xsl:when test="empty($content[normalize-space() or descendant-or-self::fn])"/>
      <xsl:when test="matches(local-name(..), '^(div\d?|body|front|back|text|group)$') and not(ancestor::tei:floatingText)
          and not(preceding-sibling::tei:head or @type = 'sub')">
        <head level="{ed:level(..)}">
          <xsl:if test="../@ed:page"><xsl:attribute name="chapter" select="'yes'"/></xsl:if>
          <xsl:sequence select="(ed:place(.), ed:place(..))[1], if ($collection) then ed:own(normalize-space(string-join($content))) else $content"/>
        </head>
      </xsl:when>
      <xsl:otherwise>
        <p kind="{if (parent::tei:list or parent::tei:lg or ancestor::tei:floatingText) then 'minor' else 'subtitle'}">
          <xsl:sequence select="ed:lang(.), $content"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="*[ed:is-block(.)]"/>
  </xsl:template>

  <xsl:template match="tei:titlePart | tei:docAuthor | tei:byline | tei:docDate | tei:docEdition | tei:docImprint | tei:imprimatur" as="element()*">
    <xsl:call-template name="flow">
      <xsl:with-param name="kind" select="
        if (self::tei:titlePart) then (if (ed:is-title(.)) then 'title' else 'subtitle') else if (self::tei:docAuthor) then 'author' else 'imprint'"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:titlePage | tei:docTitle" as="element()*">
    <xsl:for-each-group select="node()" group-adjacent="exists(self::*)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="paragraph"><xsl:with-param name="nodes" select="current-group()"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="tei:floatingText | tei:quote[ed:has-blocks(.) or parent::tei:div or parent::tei:cit[parent::tei:div]]
      | tei:q[ed:has-blocks(.)] | tei:epigraph | tei:said[ed:has-blocks(.)]" as="element()?">
    <xsl:variable name="content" as="element()*"><xsl:call-template name="flow"/></xsl:variable>
    <xsl:if test="exists($content)"><quote><xsl:sequence select="ed:lang(.), $content"/></quote></xsl:if>
  </xsl:template>

  <xsl:template match="tei:signed | tei:dateline" as="element()*">
    <xsl:call-template name="flow"><xsl:with-param name="kind" select="'right'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:milestone[parent::tei:div or parent::tei:body]" as="element()"><rule/></xsl:template>

</xsl:stylesheet>

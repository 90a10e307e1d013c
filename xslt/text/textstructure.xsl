<?xml version="1.0" encoding="UTF-8"?>
<!-- The file, its title, contents, divisions and heads. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="text" as="element()?" select="(//tei:text[@ed:page = 'index'])[1]"/>
    <xsl:variable name="front" as="node()*" select="$text/tei:front/node()[not(self::*[@ed:page])]"/>
    <xsl:variable name="blocks" as="xs:string*">
      <xsl:if test="not($text/tei:front/tei:titlePage)">
        <xsl:sequence select="ed:named(/, 'author') ! ed:ours(.), ed:ours(ed:title(/)),
          ed:named(/, 'translator') ! ed:ours(ed:word('translated-by') || ' ' || .)"/>
      </xsl:if>
      <xsl:apply-templates select="$front"/>
      <xsl:for-each select="$text"><xsl:call-template name="contents"/></xsl:for-each>
      <xsl:apply-templates select="$text/(tei:front/*[@ed:page], tei:body, tei:group, tei:back), $text/ed:notes"/>
      <xsl:if test="$text/ed:emendations">
        <xsl:sequence select="'', ed:underlined(ed:ours(ed:word('emendations')), '='),
          string-join($text/ed:emendations//ed:emendation ! ed:ours(
            (normalize-space()[. ne ''], '∅')[1] || '] ' || (string(@ed:sic)[. ne ''], '∅')[1]), '&#xA;')"/>
      </xsl:if>
    </xsl:variable>
    <xsl:sequence select="map{$base-name || '.txt': string-join($blocks, '&#xA;&#xA;') || '&#xA;'}"/>
  </xsl:template>

  <xsl:template name="contents" as="xs:string*">
    <xsl:if test="ed:contents/ed:entry">
      <xsl:sequence select="'&#xA;' || ed:ours(ed:word('contents'))"/>
      <xsl:sequence select="string-join(
        for $entry in ed:contents//ed:entry[not(ed:is-collection(key('target', @ed:to)[1])) or exists(ed:shown-notes(key('target', @ed:to)[1]))]
        return substring('          ', 1, 2 * (xs:integer($entry/@ed:level) - 1)) || ed:ours(
          (normalize-space(string-join($entry/ed:title//text()))[. ne ''], ed:kind($entry/@ed:type))[1]), '&#xA;')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:body | tei:back | tei:front | tei:group | tei:text" as="xs:string*"><xsl:apply-templates/></xsl:template>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7" as="xs:string*">
    <xsl:if test="not(@type = 'residue') and (not(ed:is-collection(.)) or exists(ed:shown-notes(.)))">
      <!-- Air before a chapter. -->
      <xsl:if test="@ed:page"><xsl:sequence select="''"/></xsl:if>
      <xsl:if test="@ed:page and not(tei:head) and empty(tei:div/tei:head)">
        <xsl:sequence select="ed:underlined(ed:ours(ed:kind(@type)), '=')"/>
      </xsl:if>
      <xsl:if test="not(@ed:page) and not(tei:head) and preceding-sibling::tei:div"><xsl:sequence select="ed:ours('* * *')"/></xsl:if>
      <xsl:apply-templates/>
    </xsl:if>
  </xsl:template>

  <!-- A head underlined as wide as it is; a subtitle and the head of a list as it is. -->
  <xsl:function name="ed:underlined" as="xs:string?">
    <xsl:param name="line" as="xs:string"/>
    <xsl:param name="stroke" as="xs:string"/>
    <xsl:sequence select="if ($line) then '&#xFDD4;' || $line || '&#xA;' || ed:ours('&#xFDD5;' || $stroke) else ()"/>
  </xsl:function>

  <xsl:template match="tei:head" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:variable name="line" as="xs:string" select="ed:line(node() except *[ed:is-block(.)])"/>
    <xsl:choose>
      <xsl:when test="matches(local-name(..), '^(div\d?|body|front|back|text|group)$') and not(preceding-sibling::tei:head or @type = 'sub')">
        <xsl:sequence select="ed:underlined(if (ed:is-collection(..)) then ed:ours($line) else $line, if (../@ed:page) then '=' else '-')"/>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="ed:indented($line, $indent) ! ('&#xFDD4;' || .)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="*[ed:is-block(.)]"/>
  </xsl:template>

  <!-- A number of its own before the title of a head. -->
  <xsl:template match="tei:head/tei:num" mode="line" as="xs:string*">
    <xsl:apply-templates mode="line"/>
    <xsl:if test="following-sibling::node()[1][not(matches(., '^[\s.:]'))]"><xsl:sequence select="' '"/></xsl:if>
  </xsl:template>

  <xsl:template match="tei:titlePage" as="xs:string*">
    <xsl:for-each select=".//*[self::tei:titlePart or self::tei:docAuthor or self::tei:byline or self::tei:docDate or self::tei:docEdition
        or self::tei:docImprint or self::tei:epigraph or self::tei:imprimatur or self::tei:figure or self::tei:argument]
        [not(ancestor::tei:byline or ancestor::tei:docImprint)], text()[normalize-space()]">
      <xsl:choose>
        <xsl:when test="self::tei:titlePart[@type = 'main']"><xsl:sequence select="ed:underlined(ed:line(node()), '=')"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- Blocks of a letter and quotations that stand apart are set in. -->
  <xsl:template match="tei:floatingText | tei:quote[ed:has-blocks(.) or parent::tei:div] | tei:q[ed:has-blocks(.)] | tei:epigraph | tei:said[ed:has-blocks(.)]"
      as="xs:string*">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:call-template name="flow"><xsl:with-param name="indent" tunnel="yes" select="$indent + 4"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

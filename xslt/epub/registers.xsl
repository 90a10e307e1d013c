<?xml version="1.0" encoding="UTF-8"?>
<!-- Registers as chapters: each entry whole, with locators like those of a printed index: the pages of the print on which
     it is named, or the chapters where the text has no page breaks. Each leads to the first mention there. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="xs tei ed"
    default-mode="html">

  <!-- How many pages of the print have begun. -->
  <xsl:accumulator name="print-page" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="tei:text//tei:pb[@n][not(ancestor::tei:div/@type = 'residue')]" select="$value + 1"/>
  </xsl:accumulator>

  <!-- A text of a shelf takes along, of the registers of all, what it names. -->
  <xsl:function name="ed:entries" as="element()*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="register" as="xs:string"/>
    <xsl:perform-sort select="key('register', $register, $root)[not($shelf) or ed:mentions/ed:mention]">
      <xsl:sort select="string(@ed:sort)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
    </xsl:perform-sort>
  </xsl:function>

  <xsl:function name="ed:registers" as="xs:string*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="
      ('persons', 'places', 'organisations', 'events', 'bibliography')[exists(key('register', ., $root)[not($shelf) or ed:mentions/ed:mention])]"/>
  </xsl:function>

  <xsl:template name="register" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:variable name="entries" as="element()*" select="ed:entries($root, $stem)"/>
    <xsl:variable name="lettered" as="xs:boolean" select="count($entries) ge 12"/>
    <xsl:variable name="type" as="xs:string" select="if ($stem = 'bibliography') then 'bibliography' else 'index'"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="$stem"/>
      <xsl:with-param name="heading" select="ed:word($stem)"/>
      <xsl:with-param name="content">
        <section class="register" id="register" epub:type="{$type}" role="doc-{$type}" aria-label="{ed:word($stem)}" data-generated="">
          <h1><xsl:value-of select="ed:word($stem)"/></h1>
          <xsl:for-each-group select="$entries" group-adjacent="ed:letter(.)">
            <xsl:if test="$lettered"><h2 class="letter"><xsl:value-of select="current-grouping-key()"/></h2></xsl:if>
            <xsl:for-each select="current-group()">
              <div class="entry" id="{@ed:id}">
                <xsl:call-template name="language-among-ours"/>
                <xsl:call-template name="entry-body"/>
              </div>
            </xsl:for-each>
          </xsl:for-each-group>
        </section>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="works-of" as="element()?">
    <xsl:variable name="works" as="element()*" select="self::tei:person ! key('works-by', @ed:id)"/>
    <xsl:if test="exists($works)">
      <p class="works">
        <xsl:value-of select="ed:word('works')"/><xsl:text>: </xsl:text>
        <xsl:for-each select="$works">
          <xsl:if test="position() gt 1">; </xsl:if>
          <a href="bibliography.html#{encode-for-uri(@ed:id)}"><cite><xsl:value-of select="normalize-space(tei:title[1])"/></cite></a>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Where an entry is named. -->
  <xsl:template name="mentions" as="element()?">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:if test="ed:mentions/ed:mention">
      <p class="mentions">
        <span class="role">
          <xsl:if test="ed:language(.) != $lang"><xsl:attribute name="lang" select="$lang"/></xsl:if>
          <xsl:value-of select="ed:word(if (exists(key('break', true()))) then 'epub-on-pages' else 'mentions') || ':'"/>
        </span>
        <xsl:text> </xsl:text>
        <xsl:for-each-group select="ed:mentions/ed:mention" group-by="ed:print-page(., $root), ed:locator(., $root)" composite="yes">
          <xsl:sort select="ed:print-page(., $root)"/>
          <xsl:if test="position() gt 1"><xsl:text>, </xsl:text></xsl:if>
          <a href="{@ed:page}.html#{encode-for-uri(@ed:to)}"><xsl:value-of select="current-grouping-key()[2]"/></a>
        </xsl:for-each-group>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Where a mention stands in the text; one in a note, where its mark does. -->
  <xsl:function name="ed:anchor" as="element()?">
    <xsl:param name="mention" as="element(ed:mention)"/>
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="name" as="element()?" select="key('target', $mention/@ed:to, $root)[1]"/>
    <xsl:sequence select="($name/ancestor::tei:note[@ed:marks]/tokenize(@ed:marks)[1] ! key('target', ., $root), $name)[1]"/>
  </xsl:function>

  <!-- Which page of the print that is, in the order of the text; 0 before the first, and where none is marked. -->
  <xsl:function name="ed:print-page" as="xs:integer">
    <xsl:param name="mention" as="element(ed:mention)"/>
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="(ed:anchor($mention, $root)/accumulator-before('print-page'), 0)[1]"/>
  </xsl:function>

  <!-- Its number; or the head of the chapter. -->
  <xsl:function name="ed:locator" as="xs:string">
    <xsl:param name="mention" as="element(ed:mention)"/>
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="page" as="xs:integer" select="ed:print-page($mention, $root)"/>
    <xsl:sequence select="
      (key('break', true(), $root)[$page]/@n, $mention/@ed:section, key('page', $mention/@ed:page, $root)[1] ! ed:head(.), ed:title($root))[1]"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module textstructure: divisions, heads, title pages, letters. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:front | tei:body | tei:back | tei:group | tei:text" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

  <!-- Divisions that have neither a running head nor a folio, where they have no head. -->
  <xsl:variable name="silent" as="xs:string*" select="'imprint', 'cover', 'dedication', 'halftitle', 'half-title', 'frontispiece'"/>

  <!-- What opens a page of the website opens a page of the book; a part and the first chapter open on a recto. -->
  <xsl:template match="tei:*[@ed:page][not(self::tei:text)]" priority="5" as="xs:string*">
    <xsl:if test="not(self::tei:div/@type = 'residue') and not(ed:moved-away(.))">
      <xsl:variable name="language" as="xs:string?" select="ed:language-call(.)"/>
      <xsl:sequence select="
        $break, '#chapter(' || ed:string(ed:short(ed:head(.)))
        || (if (@type = 'part' or self::tei:body or (parent::tei:body and not(preceding-sibling::*[@ed:page]))) then ', recto: true' else '')
        || (if (@type = $silent and not(tei:head)) then ', silent: true' else '') || ')', $break, ed:anchor(.), $language"/>
      <!-- The heads of an index stand above its columns. -->
      <xsl:variable name="last" as="element()?" select="
        self::tei:div[@type = 'index'][not(tei:div)]/tei:head[empty(preceding-sibling::* except preceding-sibling::*[self::tei:head or self::tei:pb])][last()]"/>
      <xsl:choose>
        <xsl:when test="exists($last)">
          <xsl:apply-templates select="$last/preceding-sibling::node(), $last"/>
          <xsl:sequence select="'#two-columns['"/>
          <xsl:apply-templates select="$last/following-sibling::node()"/>
          <xsl:sequence select="'];'"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="$language ! '];', $break"/>
    </xsl:if>
  </xsl:template>

  <!-- A collection of notes, or a section of one, of which all have moved to their chapters. -->
  <xsl:function name="ed:moved-away" as="xs:boolean">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="
      $division/@type = 'notes' and exists($division/ancestor-or-self::tei:div[@type = 'notes']//ed:notes-of)
      and empty($division//text()[normalize-space()][not(ancestor::tei:head)])"/>
  </xsl:function>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7" as="xs:string*">
    <xsl:if test="not(@type = 'residue') and not(ed:moved-away(.))">
      <!-- What goes on after sub-chapters at the level of the chapter is set off from the last of them. -->
      <xsl:if test="not(tei:head) and preceding-sibling::tei:div"><xsl:sequence select="$break, '#section-break;', $break"/></xsl:if>
      <xsl:call-template name="block"/>
    </xsl:if>
  </xsl:template>

  <!-- A head is set by its depth below the page, and stands in the outline by its depth in the book; a second head of a
       division is a subtitle. -->
  <xsl:template match="tei:head" as="xs:string*">
    <xsl:variable name="divisions" as="element()*"
        select="ancestor::*[self::tei:div or self::tei:div1 or self::tei:div2 or self::tei:div3 or self::tei:div4 or self::tei:div5]"/>
    <xsl:variable name="depth" as="xs:integer" select="count($divisions[not(. &lt;&lt; current()/ancestor::*[@ed:page][1])])"/>
    <!-- A division without a head is no step in the outline: a reader who hears it must not miss one. -->
    <xsl:variable name="level" as="xs:integer" select="count($divisions[tei:head])"/>
    <xsl:call-template name="block">
      <xsl:with-param name="function" select="
        if (parent::tei:figure) then ()
        else if (preceding-sibling::tei:head or @type = 'sub') then 'subtitle(' || $depth || ')'
        else if (matches(local-name(..), '^(div\d?|body|front|back|text|group)$') and not(ancestor::tei:floatingText)) then
          'head(' || max(($depth, 1)) || ', ' || min((max(($level, 1)), 6)) || ')'
        else 'minor-head'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:*[@ed:page]/tei:head[1]/tei:num" as="xs:string*">
    <xsl:call-template name="call"><xsl:with-param name="function" select="'head-number'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:titlePage" as="xs:string*">
    <xsl:call-template name="block"><xsl:with-param name="function" select="'title-page'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:docTitle" as="xs:string*">
    <xsl:call-template name="block"/>
  </xsl:template>

  <xsl:template match="tei:titlePart" as="xs:string*">
    <xsl:call-template name="block">
      <xsl:with-param name="function" select="if (ed:is-title(.)) then 'main-title' else 'title-part'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:docAuthor | tei:docDate | tei:docEdition" as="xs:string*">
    <xsl:choose>
      <xsl:when test="parent::tei:titlePage or parent::tei:front">
        <xsl:call-template name="block">
          <xsl:with-param name="function" select="if (self::tei:docAuthor) then 'title-author' else 'title-line'"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="call"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:byline | tei:docImprint | tei:opener | tei:closer | tei:salute | tei:signed | tei:dateline | tei:trailer
      | tei:postscript | tei:argument | tei:epigraph | tei:ab | tei:imprimatur" as="xs:string*">
    <xsl:choose>
      <xsl:when test="parent::*[self::tei:p or self::tei:head or self::tei:byline or self::tei:docImprint or self::tei:signed or self::tei:dateline]
          and not(ed:has-blocks(.))">
        <xsl:call-template name="call"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="block">
          <xsl:with-param name="function" select="
            if (self::tei:byline or self::tei:docImprint) then 'title-line'
            else if (self::tei:dateline or self::tei:signed or self::tei:closer) then 'ranged-right'
            else if (self::tei:salute) then 'flush'
            else if (self::tei:trailer) then 'centred'
            else if (self::tei:argument) then 'argument'
            else if (self::tei:epigraph) then 'epigraph'
            else ()"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:floatingText" as="xs:string*">
    <xsl:call-template name="block"><xsl:with-param name="function" select="'quotation'"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

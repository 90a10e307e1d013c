<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI modules core, drama and linking: paragraphs, breaks, lists, speeches. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <xsl:template match="tei:lb" mode="line" as="xs:string?">
    <xsl:if test="ed:begins-line(.)"><xsl:sequence select="'&#xFDD2;'"/></xsl:if>
  </xsl:template>
  <xsl:template match="tei:pb | tei:cb | tei:gb | tei:milestone" mode="line" as="xs:string?">
    <xsl:if test="not(@break = 'no')"><xsl:sequence select="' '"/></xsl:if>
  </xsl:template>
  <xsl:template match="tei:cb | tei:gb | tei:lb | tei:anchor" as="empty-sequence()"/>

  <!-- Where a page of the print begins; its number in a word stands behind it, which Python sees to. -->
  <xsl:template match="tei:pb[$text-pages][@n]" mode="line" as="xs:string*" priority="2">
    <xsl:variable name="number" as="xs:string" select="'[' || ed:word('short-page') || ' ' || normalize-space(@n) || ']'"/>
    <xsl:sequence select="if (@break = 'no') then ed:ours('&#xFDD3;' || $number) else (' ', ed:ours($number), ' ')"/>
  </xsl:template>
  <xsl:template match="tei:pb" as="xs:string?">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:if test="$text-pages"><xsl:sequence select="ed:indented(ed:line(.), $indent)"/></xsl:if>
  </xsl:template>

  <xsl:template match="tei:milestone[parent::tei:div or parent::tei:body]" as="xs:string"><xsl:sequence select="ed:ours('* * *')"/></xsl:template>
  <xsl:template match="tei:space" mode="line" as="xs:string"><xsl:sequence select="' '"/></xsl:template>
  <xsl:template match="tei:gap" mode="line" as="xs:string"><xsl:sequence select="ed:ours('[…]')"/></xsl:template>

  <!-- The source's own mark of a note that is not there is shown; so is where a pointer without words leads. -->
  <xsl:template match="tei:ref[@type = 'noteAnchor']" mode="line" as="xs:string">
    <xsl:sequence select="ed:ours((normalize-space(), @n)[. ne ''][1] ! ('[' || . || ']'))"/>
  </xsl:template>
  <xsl:template match="(tei:ref | tei:ptr)[not(node())][not(@type = 'noteAnchor')]" mode="line" as="xs:string">
    <xsl:variable name="target" as="element()?" select="@ed:to ! key('target', ., root(current()))[1]"/>
    <xsl:sequence select="ed:ours(normalize-space((string-join($target/tei:head[1]//text())[normalize-space()], $target/@n, @target)[1]))"/>
  </xsl:template>

  <xsl:template match="tei:list" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:variable name="numbered" as="xs:boolean" select="@rend = 'numbered' or @type = 'ordered'"/>
    <xsl:apply-templates select="tei:head"/>
    <xsl:variable name="items" as="xs:string*">
      <xsl:for-each select="* except tei:head">
        <xsl:variable name="blocks" as="xs:string*">
          <xsl:apply-templates select=".">
            <xsl:with-param name="indent" tunnel="yes" select="$indent + (if (parent::tei:list/parent::tei:item or (self::tei:item and preceding-sibling::tei:label)) then 2 else 0)"/>
          </xsl:apply-templates>
        </xsl:variable>
        <xsl:variable name="sign" as="xs:string?" select="
          if (not(self::tei:item) or preceding-sibling::tei:label or ../@rend = ('index', 'contents', 'chronology', 'simple') or empty($blocks)) then ()
          else if (@n) then @n || ' '
          else if ($numbered) then (count(preceding-sibling::tei:item) + 1) || '. ' else '– '"/>
        <xsl:sequence select="
          if ($sign) then ed:indented(ed:ours($sign) || replace($blocks[1], '^ +', ''), string-length($blocks[1]) - string-length(replace($blocks[1], '^ +', '')))
          else $blocks[1], tail($blocks)"/>
      </xsl:for-each>
    </xsl:variable>
    <!-- The entries of an index are no sentences. -->
    <xsl:variable name="as-it-is" as="xs:string" select="if ((@type, @rend) = ('index', 'contents')) then '&#xFDD4;' else ''"/>
    <xsl:sequence select="
      if (exists($items)) then string-join($items ! ($as-it-is || replace(., '\n', '&#xA;' || $as-it-is)), '&#xA;') else ()"/>
  </xsl:template>

  <!-- A speech: the speaker, and what follows at once. -->
  <xsl:template match="tei:sp" as="xs:string*">
    <xsl:variable name="blocks" as="xs:string*"><xsl:call-template name="flow"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="tei:speaker and count($blocks) gt 1">
        <xsl:sequence select="$blocks[1] || '&#xA;' || $blocks[2], $blocks[position() gt 2]"/>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$blocks"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- What the modules share. Mode text makes blocks, one string each; mode line makes the words of a line. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <!-- Words of ours. -->
  <xsl:function name="ed:ours" as="xs:string">
    <xsl:param name="words" as="xs:string?"/>
    <xsl:sequence select="if ($words) then '&#xFDD0;' || $words || '&#xFDD1;' else ''"/>
  </xsl:function>

  <!-- The words of some nodes as a line: white space runs become one space. -->
  <xsl:function name="ed:line" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="parts" as="xs:string*"><xsl:apply-templates select="$nodes" mode="line"/></xsl:variable>
    <xsl:sequence select="replace(normalize-space(string-join($parts)), ' ?&#xFDD2; ?', '&#xFDD2;')"/>
  </xsl:function>

  <!-- A line with so many spaces before it, and before each of its forced continuations; nothing for an empty line. -->
  <xsl:function name="ed:indented" as="xs:string?">
    <xsl:param name="line" as="xs:string"/>
    <xsl:param name="spaces" as="xs:integer"/>
    <xsl:variable name="before" as="xs:string" select="substring('                                        ', 1, $spaces)"/>
    <xsl:sequence select="if ($line) then $before || replace($line, '([&#xFDD2;\n])', '$1' || $before) else ()"/>
  </xsl:function>

  <!-- The content of an element as blocks: what stands in a line is gathered, what is a block stands by itself. -->
  <xsl:template name="flow" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:param name="nodes" as="node()*" select="node()"/>
    <xsl:for-each-group select="$nodes" group-adjacent="self::* and (ed:is-block(.) or ed:has-blocks(.))">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()"/></xsl:when>
        <xsl:otherwise><xsl:sequence select="ed:indented(ed:line(current-group()), $indent)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- A block of any name; its words stay. -->
  <xsl:template match="*" priority="-2" as="xs:string*">
    <xsl:call-template name="flow"/>
  </xsl:template>

  <!-- White space between blocks, and the tree's own additions, say nothing; stray words are a block. -->
  <xsl:template match="text()" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:sequence select="ed:indented(ed:line(.), $indent)"/>
  </xsl:template>
  <xsl:template match="ed:contents | ed:emendations | ed:apparatus | ed:variants | tei:standOff | tei:teiHeader | comment() | processing-instruction()"
      as="empty-sequence()"/>

  <xsl:template match="*" mode="line" priority="-2" as="xs:string*"><xsl:apply-templates mode="line"/></xsl:template>
  <xsl:template match="text()" mode="line" as="xs:string">
    <xsl:sequence select="translate(., '&#xFDD0;&#xFDD1;&#xFDD2;&#xFDD3;&#xFDD4;&#xFDD5;&#xFDD6;&#xFDD7;&#xFDD8;', '')"/>
  </xsl:template>
  <xsl:template match="comment() | processing-instruction() | ed:variants | ed:apparatus | tei:figDesc | tei:desc | tei:index" mode="line"
      as="empty-sequence()"/>
  <xsl:template match="tei:figDesc | tei:desc | tei:index | tei:graphic" as="empty-sequence()"/>

</xsl:stylesheet>

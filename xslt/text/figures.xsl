<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module figures: a caption in brackets; a table row by row. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <xsl:template match="tei:figure" as="xs:string*">
    <xsl:variable name="blocks" as="xs:string*"><xsl:apply-templates select="* except (tei:figDesc, tei:graphic)"/></xsl:variable>
    <xsl:if test="exists($blocks)">
      <xsl:sequence select="ed:ours('[' || ed:word('picture') || ': ') || string-join($blocks, '&#xA;') || ed:ours(']')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:table" as="xs:string*">
    <xsl:apply-templates select="tei:head"/>
    <xsl:variable name="rows" as="xs:string*" select="
      (tei:row | tei:pb[$text-pages]) ! (if (self::tei:pb) then ed:line(.) else '&#xFDD4;' || string-join(tei:cell ! ed:line(node()), ed:ours(' | ')))"/>
    <xsl:sequence select="string-join($rows, '&#xA;')"/>
    <xsl:apply-templates select="* except (tei:head, tei:row, tei:pb)"/>
  </xsl:template>

</xsl:stylesheet>

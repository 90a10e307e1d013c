<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module msdescription: descriptions of manuscripts, part by part. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:msDesc | tei:msPart | tei:msFrag | tei:msIdentifier | tei:msContents | tei:msItem | tei:msItemStruct | tei:physDesc
      | tei:objectDesc | tei:supportDesc | tei:support | tei:extent | tei:foliation | tei:condition | tei:layoutDesc | tei:layout
      | tei:handDesc | tei:handNote | tei:decoDesc | tei:decoNote | tei:bindingDesc | tei:binding | tei:history | tei:origin
      | tei:provenance | tei:acquisition | tei:additional | tei:adminInfo | tei:summary | tei:additions | tei:collation" as="xs:string*">
    <xsl:choose>
      <xsl:when test="ancestor::tei:p or ancestor::tei:bibl"><xsl:call-template name="call"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="block"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:repository | tei:institution | tei:collection | tei:msName | tei:incipit | tei:explicit | tei:rubric | tei:finalRubric
      | tei:colophon | tei:material | tei:dimensions | tei:height | tei:width | tei:depth | tei:dim | tei:origDate | tei:origPlace
      | tei:catchwords | tei:signatures | tei:watermark | tei:secFol | tei:stamp | tei:heraldry | tei:filiation" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

</xsl:stylesheet>

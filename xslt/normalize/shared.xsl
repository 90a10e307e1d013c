<?xml version="1.0" encoding="UTF-8"?>
<!-- What several passes ask: elements by id, the page that an element belongs to, which notes are notes to the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all">

  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>
  <xsl:key name="target" match="*[@ed:id]" use="@ed:id"/>

  <!-- The first token of a pointer that leads to an id of this document, without its hash. -->
  <xsl:function name="ed:local" as="xs:string?">
    <xsl:param name="pointer" as="xs:string?"/>
    <xsl:sequence select="tokenize($pointer)[starts-with(., '#')][1] ! substring(., 2)"/>
  </xsl:function>

  <!-- The name of the website's page to which an element belongs. -->
  <xsl:function name="ed:page" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="$node/ancestor-or-self::*[@ed:page][1]/@ed:page ! string()"/>
  </xsl:function>

  <!-- Whether a note is a note to the text, and not part of a register, a bibliography or the running text. -->
  <xsl:function name="ed:is-note" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
      not($note/@place = 'inline')
      and not($note/parent::tei:bibl or $note/parent::tei:biblStruct or $note/parent::tei:biblFull
        or $note/parent::tei:monogr or $note/parent::tei:analytic or $note/parent::tei:series
        or $note/parent::tei:person or $note/parent::tei:place or $note/parent::tei:org
        or $note/parent::tei:noteGrp or $note/parent::tei:correspDesc)
      and exists($note/ancestor::tei:text)
      and empty($note/ancestor::ed:variants)"/>
  </xsl:function>

</xsl:stylesheet>

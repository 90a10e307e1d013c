<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: the label in brackets at its mark, the notes after their chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <xsl:template match="ed:mark" mode="line text" as="xs:string">
    <xsl:sequence select="ed:ours('[' || @ed:label || ']')"/>
  </xsl:template>

  <xsl:template match="ed:notes" as="xs:string*">
    <xsl:sequence select="ed:underlined(ed:ours(ed:word('notes')), '-')"/>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="ed:group" as="xs:string*">
    <xsl:sequence select="@ed:head[. ne ''] ! ed:ours(.)"/>
    <xsl:variable name="notes" as="xs:string*"><xsl:apply-templates/></xsl:variable>
    <xsl:sequence select="string-join($notes, '&#xA;')"/>
  </xsl:template>

  <xsl:template match="tei:note[@ed:label]" as="xs:string*">
    <xsl:variable name="blocks" as="xs:string*"><xsl:call-template name="flow"/></xsl:variable>
    <xsl:variable name="hand" as="xs:string?" select="
      if (@ed:hand = ('translator', 'editor')) then '(' || ed:word('short-' || @ed:hand) || ') ' else ()"/>
    <xsl:sequence select="
      ed:ours('[' || @ed:label || '] ' || $hand) || $blocks[1], tail($blocks) ! ed:indented(., 4)"/>
  </xsl:template>

  <!-- In the collection at the end of the book nothing is said of notes that stand after their chapters. -->
  <xsl:template match="ed:notes-of" as="empty-sequence()"/>

</xsl:stylesheet>

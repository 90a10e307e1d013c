<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: where a mark stands, the note that belongs to it; what has no mark stands after its chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="document">

  <!-- A note in a note stands behind the outer one: neither Markdown nor Word has notes of notes. -->
  <xsl:template match="ed:mark" mode="inline document" as="element()">
    <xsl:variable name="note" as="element()?" select="key('target', @ed:note)[self::tei:note][1]"/>
    <xsl:choose>
      <xsl:when test="exists($note) and ed:setting($note) is . and empty(ancestor::tei:note[@ed:label])">
        <fn note="{$note/@ed:id}" label="{@ed:label}"/>
      </xsl:when>
      <xsl:otherwise><mark label="{@ed:label}"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="note" as="element()">
    <note id="{@ed:id}" label="{@ed:label}" page="{ed:page(.)}">
      <!-- Notes that stand in this one are set with it, not by themselves. -->
      <xsl:if test="ed:setting(.)/ancestor::tei:note[@ed:label]"><xsl:attribute name="inner" select="'yes'"/></xsl:if>
      <xsl:call-template name="note-blocks"/>
    </note>
  </xsl:template>

  <xsl:template name="note-blocks" as="element()*">
    <xsl:param name="before" as="element()*"/>
    <xsl:variable name="outer" as="element()" select="."/>
    <xsl:variable name="hand" as="element()?" select="
      if (@ed:hand = ('translator', 'editor')) then ed:own(ed:word('short-' || @ed:hand) || ': ') else ()"/>
    <xsl:variable name="blocks" as="element()*"><xsl:call-template name="flow"/></xsl:variable>
    <xsl:variable name="first" as="element()*" select="$before, $hand"/>
    <xsl:choose>
      <xsl:when test="$blocks[1][self::p]">
        <p><xsl:sequence select="$blocks[1]/@*, $first, $blocks[1]/node()"/></p>
        <xsl:sequence select="tail($blocks)"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="exists($first)"><p><xsl:sequence select="$first"/></p></xsl:if>
        <xsl:sequence select="$blocks"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select=".//ed:mark[ancestor::tei:note[@ed:label][1] is $outer]">
      <xsl:variable name="inner" as="element()?" select="key('target', @ed:note)[self::tei:note][1]"/>
      <xsl:variable name="label" as="xs:string" select="'[' || @ed:label || '] '"/>
      <xsl:if test="exists($inner) and ed:setting($inner) is .">
        <xsl:for-each select="$inner">
          <xsl:call-template name="note-blocks"><xsl:with-param name="before" select="ed:own($label)"/></xsl:call-template>
        </xsl:for-each>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Notes without a mark. -->
  <xsl:template match="ed:notes" as="element()*">
    <xsl:variable name="orphans" as="element()*" select=".//tei:note[@ed:label][empty(ed:setting(.))]"/>
    <xsl:if test="exists($orphans)">
      <p kind="minor"><xsl:sequence select="ed:own(ed:word('orphans'))"/></p>
      <xsl:for-each select="$orphans">
        <xsl:variable name="label" as="xs:string" select="'[' || @ed:label || '] '"/>
        <xsl:call-template name="note-blocks"><xsl:with-param name="before" select="ed:own($label)"/></xsl:call-template>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>
  <xsl:template match="ed:notes-of" as="empty-sequence()"/>

  <!-- A note in the line. -->
  <xsl:template match="tei:note[@ed:label]" as="empty-sequence()"/>

</xsl:stylesheet>

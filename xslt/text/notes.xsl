<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: the label in brackets at its mark, the notes after their chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <!-- The notes that are listed: all, those without a mark, or none. -->
  <xsl:function name="ed:shown-notes" as="element()*">
    <xsl:param name="within" as="element()"/>
    <xsl:sequence select="
      if ($text-notes = 'chapter') then $within/descendant-or-self::ed:notes//tei:note[@ed:label]
      else if ($text-notes = 'inline') then $within/descendant-or-self::ed:notes//tei:note[@ed:label][empty(ed:setting(.))]
      else ()"/>
  </xsl:function>

  <xsl:template match="ed:mark" mode="line text" as="xs:string*">
    <xsl:variable name="note" as="element()?" select="if ($text-notes = 'inline') then key('target', @ed:note)[self::tei:note][1] else ()"/>
    <xsl:choose>
      <xsl:when test="$text-notes = 'none'"/>
      <xsl:when test="exists($note) and ed:setting($note) is .">
        <xsl:variable name="blocks" as="xs:string*">
          <xsl:for-each select="$note">
            <xsl:call-template name="flow"><xsl:with-param name="indent" tunnel="yes" select="0"/></xsl:call-template>
          </xsl:for-each>
        </xsl:variable>
        <!-- Lines of verse are parted as they are where verse is cited in prose. -->
        <xsl:variable name="in-line" as="xs:string" select="
          string-join($blocks ! translate(replace(., '\n&#xFDD4; *', ed:ours(' /') || ' '), '&#xA;&#xFDD2;&#xFDD4;', '  '), ' ')"/>
        <xsl:sequence select="ed:ours(' [' || string-join((@ed:label, ed:hand-of($note)), ' ') || ': ')
          || '&#xFDD6;' || $in-line || '&#xFDD7;' || ed:ours(']')"/>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="ed:ours('[' || @ed:label || ']')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The word for the hand that a note is in, if it is not the author's. -->
  <xsl:function name="ed:hand-of" as="xs:string?">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="if ($note/@ed:hand = ('translator', 'editor')) then ed:word('short-' || $note/@ed:hand) else ()"/>
  </xsl:function>

  <xsl:template match="ed:notes" as="xs:string*">
    <xsl:variable name="shown" as="element()*" select="ed:shown-notes(.)"/>
    <xsl:if test="exists($shown)">
      <xsl:sequence select="ed:underlined(ed:ours(ed:word(if ($text-notes = 'inline') then 'orphans' else 'notes')), '-')"/>
      <xsl:for-each select="ed:group[tei:note intersect $shown]">
        <xsl:sequence select="@ed:head[. ne ''] ! ed:ours(.)"/>
        <xsl:variable name="notes" as="xs:string*"><xsl:apply-templates select="tei:note intersect $shown"/></xsl:variable>
        <xsl:sequence select="string-join($notes, '&#xA;')"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:note[@ed:label]" as="xs:string*">
    <xsl:variable name="blocks" as="xs:string*"><xsl:call-template name="flow"/></xsl:variable>
    <xsl:variable name="hand" as="xs:string?" select="ed:hand-of(.) ! ('(' || . || ') ')"/>
    <xsl:sequence select="
      ed:ours('[' || @ed:label || '] ' || $hand) || $blocks[1], tail($blocks) ! ed:indented(., 4)"/>
  </xsl:template>

  <!-- In the collection at the end of the book nothing is said of notes that stand after their chapters. -->
  <xsl:template match="ed:notes-of" as="empty-sequence()"/>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: at the foot of the page, or after the chapter; what has no mark stands at the chapter's end in either case. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:variable name="at-foot" as="xs:boolean" select="$notes ne 'endnotes'"/>

  <!-- A note that is marked twice is set once: its other marks lead to it. -->
  <xsl:template match="ed:mark" as="xs:string*">
    <xsl:variable name="note" as="element()?" select="key('target', @ed:note)[self::tei:note][1]"/>
    <xsl:choose>
      <xsl:when test="empty($note)"><xsl:sequence select="'#mark(' || ed:string(@ed:label) || ');'"/></xsl:when>
      <!-- Typst may lose a footnote of a footnote where a page ends: it is set at the end of the outer one. -->
      <xsl:when test="$at-foot and ed:setting($note) is . and exists(ancestor::tei:note[@ed:label])">
        <xsl:sequence select="'#mark(' || ed:string(@ed:label) || ');'"/>
      </xsl:when>
      <xsl:when test="$at-foot and ed:setting($note) is .">
        <xsl:sequence select="'#note(' || ed:string(@ed:label) || ')[#at(' || ed:string($note/@ed:id) || ');'"/>
        <xsl:apply-templates select="$note" mode="note"/>
        <xsl:sequence select="'];'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="
          '#at(' || ed:string(@ed:id) || ');#mark-to(' || ed:string($note/@ed:id) || ', ' || ed:string(@ed:label) || ');'"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What a note says, after the word for the hand that it is in. -->
  <xsl:mode name="note" on-no-match="fail"/>
  <xsl:template match="tei:note" mode="note" as="xs:string*">
    <xsl:variable name="language" as="xs:string?" select="ed:language-call(.)"/>
    <xsl:if test="@ed:hand = ('translator', 'editor')">
      <xsl:sequence select="'#hand[' || ed:markup(ed:word('short-' || @ed:hand)) || '];'"/>
    </xsl:if>
    <xsl:sequence select="$language"/>
    <xsl:apply-templates mode="print"/>
    <xsl:if test="$at-foot">
      <xsl:variable name="outer" as="element()" select="."/>
      <xsl:for-each select=".//ed:mark[ancestor::tei:note[@ed:label][1] is $outer]">
        <xsl:variable name="inner" as="element()?" select="key('target', @ed:note)[self::tei:note][1]"/>
        <xsl:if test="exists($inner) and ed:setting($inner) is .">
          <xsl:sequence select="'#inner-note(' || ed:string(@ed:label) || ')[#at(' || ed:string($inner/@ed:id) || ');'"/>
          <xsl:apply-templates select="$inner" mode="note"/>
          <xsl:sequence select="'];'"/>
        </xsl:if>
      </xsl:for-each>
    </xsl:if>
    <xsl:sequence select="$language ! '];'"/>
  </xsl:template>

  <xsl:template match="ed:notes" as="xs:string*">
    <xsl:variable name="here" as="element()*" select="if ($at-foot) then .//tei:note[@ed:label][empty(ed:setting(.))] else .//tei:note[@ed:label]"/>
    <xsl:if test="exists($here)">
      <xsl:sequence select="$break, '#notes-head[' || ed:markup(ed:word(if ($at-foot) then 'orphans' else 'notes')) || '];', $break"/>
      <xsl:for-each select="ed:group[tei:note intersect $here]">
        <xsl:if test="@ed:head"><xsl:sequence select="'#notes-of[' || ed:markup(@ed:head) || '];', $break"/></xsl:if>
        <xsl:for-each select="tei:note intersect $here">
          <xsl:sequence select="'#end-note(' || string-join((@ed:id, @ed:label, (tokenize(@ed:marks), '')[1]) ! ed:string(.), ', ') || ')['"/>
          <xsl:apply-templates select="." mode="note"/>
          <xsl:sequence select="'];', $break"/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- A note in the line. -->
  <xsl:template match="tei:note" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

  <xsl:template match="ed:notes-of" as="empty-sequence()"/>

</xsl:stylesheet>

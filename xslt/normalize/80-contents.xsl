<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 80: the table of contents as the first child of the text: each division that opens a page or has a head; and
     behind it the list of emendations, page by page. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="contents">

  <xsl:template match="tei:text[@ed:page = 'index']" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <ed:contents>
        <xsl:apply-templates select="tei:front, tei:body, tei:group, tei:back" mode="entries"/>
      </ed:contents>
      <xsl:call-template name="emendations"/>
      <xsl:copy-of select="node()"/>
    </xsl:copy>
  </xsl:template>

  <!-- What this pass leaves alone is copied whole, which is quicker than piece by piece. -->
  <xsl:template match="tei:teiHeader | tei:standOff" as="element()"><xsl:copy-of select="."/></xsl:template>

  <xsl:mode name="entries" on-no-match="shallow-skip"/>

  <xsl:template match="text()" mode="entries" as="empty-sequence()"/>

  <xsl:template match="tei:floatingText | tei:p | tei:lg | ed:notes | ed:apparatus" mode="entries" as="empty-sequence()"/>

  <xsl:template mode="entries" as="element()*"
      match="*[@ed:page] | (tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4)[tei:head][@ed:id]">
    <xsl:variable name="level" as="xs:integer"
        select="count(ancestor::tei:div | ancestor::tei:div1 | ancestor::tei:div2 | ancestor::tei:div3) + 1"/>
    <!-- Contents go three levels deep: what is below is found on its page. The sections of the notes are not listed. -->
    <xsl:if test="$level le 3 and not(@type = 'notes' and parent::tei:div/@type = 'notes') and not(@type = 'residue')">
      <ed:entry ed:to="{@ed:id}" ed:page="{ed:page(.)}" ed:level="{$level}" ed:type="{@type}">
        <ed:title>
          <xsl:apply-templates select="tei:head[1]/node()" mode="title"/>
        </ed:title>
        <xsl:apply-templates mode="entries"/>
      </ed:entry>
    </xsl:if>
  </xsl:template>

  <!-- What was emended, and what the source has: in the order of the text, each with the place it leads to. -->
  <xsl:template name="emendations" as="element()?">
    <xsl:variable name="all" as="element()*" select="
      key('emended', true())[not(ancestor::tei:div/@type = 'residue' or ancestor::ed:variants or ancestor::ed:apparatus)]"/>
    <xsl:if test="exists($all)">
      <ed:emendations>
        <xsl:for-each-group select="$all" group-adjacent="string(ed:page(.))">
          <ed:group ed:page="{current-grouping-key()}">
            <xsl:for-each select="current-group()">
              <ed:emendation ed:to="{@ed:id}" ed:sic="{@ed:sic}">
                <xsl:apply-templates mode="title"/>
              </ed:emendation>
            </xsl:for-each>
          </ed:group>
        </xsl:for-each-group>
      </ed:emendations>
    </xsl:if>
  </xsl:template>
  <xsl:key name="emended" match="tei:corr[@ed:sic][@ed:id]" use="true()"/>

  <!-- A title is the words of the head, without marks, breaks and ids. -->
  <xsl:template mode="title" as="empty-sequence()"
      match="ed:mark | tei:pb | tei:note | tei:anchor | tei:figure | @xml:id | @ed:id | @ed:to | @ed:href"/>
  <xsl:template match="tei:lb" mode="title" as="text()"><xsl:text> </xsl:text></xsl:template>

</xsl:stylesheet>

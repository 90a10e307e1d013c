<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: where they are to be footnotes each stands in the line at its mark, and the engine takes it to the foot of the
     page; else they stand at the end of their chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <!-- Whether a note can stand in a line: it is no table and no picture, and is marked once, outside of other notes. -->
  <xsl:function name="ed:at-its-mark" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
      $notes = 'footnotes' and count(tokenize($note/@ed:marks)) = 1
      and empty($note//(tei:table | tei:figure | ed:mark))
      and exists(key('target', tokenize($note/@ed:marks), root($note))[self::ed:mark][not(ancestor::tei:note or ancestor::ed:title)])"/>
  </xsl:function>

  <xsl:template match="ed:mark" as="element()">
    <xsl:variable name="note" as="element()?" select="key('target', @ed:note)[1]"/>
    <xsl:choose>
      <xsl:when test="exists($note[ed:at-its-mark(.)])">
        <span class="{string-join(('footnote', @ed:hand[. ne '']), ' ')}" id="{$note/@ed:id}" data-mark="{@ed:label}">
          <xsl:for-each select="$note">
            <xsl:call-template name="language"/>
            <xsl:call-template name="paged-hand"/>
            <xsl:variable name="content" as="node()*"><xsl:apply-templates/></xsl:variable>
            <xsl:apply-templates select="$content" mode="in-line"/>
          </xsl:for-each>
        </span>
      </xsl:when>
      <xsl:when test="exists($note)">
        <a class="mark" id="{@ed:id}" href="#{encode-for-uri($note/@ed:id)}" role="doc-noteref" data-generated=""><xsl:value-of select="@ed:label"/></a>
      </xsl:when>
      <xsl:otherwise><sup class="mark" id="{@ed:id}" data-generated=""><xsl:value-of select="@ed:label"/></sup></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="paged-hand" as="element()?">
    <xsl:if test="@ed:hand = ('translator', 'editor')">
      <span class="hand" data-generated=""><xsl:value-of select="ed:word('short-' || @ed:hand)"/><xsl:text> </xsl:text></span>
    </xsl:if>
  </xsl:template>

  <!-- Blocks cannot stand in a line of HTML: they become spans that the style sheet sets as blocks. -->
  <xsl:template match="p | div | ul | ol | li | dl | dt | dd | blockquote | section | aside | h1 | h2 | h3 | h4 | h5 | h6" mode="in-line" as="element()">
    <span class="{string-join((@class, 'as-' || local-name()), ' ')}"><xsl:apply-templates select="@* except @class, node()" mode="in-line"/></span>
  </xsl:template>

  <xsl:template match="ed:notes" as="element()?">
    <xsl:variable name="others" as="element()*" select=".//tei:note[@ed:label][not(ed:at-its-mark(.))]"/>
    <xsl:if test="exists($others)">
      <section class="notes" aria-label="{ed:word('notes')}">
        <h2 data-generated=""><xsl:value-of select="ed:word('notes')"/></h2>
        <xsl:for-each-group select="$others" group-adjacent="string(../@ed:head)">
          <xsl:if test="current-grouping-key() ne ''"><h3 data-generated=""><xsl:value-of select="current-grouping-key()"/></h3></xsl:if>
          <xsl:for-each select="current-group()">
            <div class="{string-join(('note', @ed:hand[. ne '']), ' ')}">
              <xsl:call-template name="attributes"/>
              <span class="number" data-generated=""><xsl:value-of select="@ed:label"/><xsl:text> </xsl:text></span>
              <xsl:call-template name="paged-hand"/>
              <xsl:apply-templates/>
            </div>
          </xsl:for-each>
        </xsl:for-each-group>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- A collection of notes at the end of the book: what is shown elsewhere leaves no line. -->
  <xsl:template match="ed:notes-of" as="empty-sequence()"/>

  <!-- The entries of the apparatus lead nowhere on paper. -->
  <xsl:template match="ed:apparatus" as="element()">
    <section class="apparatus" aria-label="{ed:word('variants')}" data-generated="">
      <h2><xsl:value-of select="ed:word('variants')"/></h2>
      <ul><xsl:apply-templates/></ul>
    </section>
  </xsl:template>
  <xsl:template name="variant" as="element()?"/>

</xsl:stylesheet>

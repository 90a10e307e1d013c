<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: the mark in the text, the note at the end of the page with its ways back. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="ed:mark" as="element()">
    <xsl:variable name="note" as="element()?" select="key('target', @ed:note)[1]"/>
    <xsl:choose>
      <xsl:when test="exists($note)">
        <a class="{string-join(('mark', @ed:hand[. ne '']), ' ')}" id="{@ed:id}" href="{ed:address($note, .)}"
            role="doc-noteref" data-generated=""
            aria-label="{string-join((ed:word('note'), @ed:label, @ed:hand[. = ('author', 'translator', 'editor')] ! ed:word(.)), ' ')}">
          <xsl:value-of select="@ed:label"/>
        </a>
      </xsl:when>
      <xsl:otherwise><sup class="mark" id="{@ed:id}" data-generated=""><xsl:value-of select="@ed:label"/></sup></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ed:notes" as="element()">
    <section class="notes" id="notes-of-page" role="doc-endnotes" aria-labelledby="notes-head">
      <h2 id="notes-head" data-generated=""><xsl:value-of select="ed:word('notes')"/></h2>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="ed:group" as="element()*">
    <xsl:if test="@ed:head"><h3 data-generated=""><xsl:value-of select="@ed:head"/></h3></xsl:if>
    <ul class="notelist"><xsl:apply-templates/></ul>
  </xsl:template>

  <xsl:template match="tei:note[@ed:label]" as="element()">
    <xsl:variable name="marks" as="xs:string*" select="tokenize(@ed:marks)"/>
    <xsl:variable name="note" as="element()" select="."/>
    <li class="{string-join(('note', @ed:hand[. ne '']), ' ')}">
      <xsl:call-template name="attributes"/>
      <span class="number" data-generated="">
        <xsl:choose>
          <xsl:when test="exists($marks)">
            <a role="doc-backlink" href="{ed:mark-address($marks[1], $note)}"
                aria-label="{ed:word('back-to-text')}: {@ed:label}"><xsl:value-of select="@ed:label"/></a>
            <xsl:for-each select="tail($marks)">
              <a class="again" role="doc-backlink" href="{ed:mark-address(., $note)}"
                  aria-label="{ed:word('back-to-text')}: {$note/@ed:label} ({position() + 1})">↑</a>
            </xsl:for-each>
          </xsl:when>
          <xsl:otherwise><span title="{ed:word('no-mark')}"><xsl:value-of select="@ed:label"/></span></xsl:otherwise>
        </xsl:choose>
      </span>
      <div class="body">
        <xsl:if test="@ed:hand = ('translator', 'editor')">
          <span class="hand" data-generated=""><xsl:value-of select="ed:word('short-' || @ed:hand)"/></span>
        </xsl:if>
        <xsl:apply-templates/>
      </div>
    </li>
  </xsl:template>

  <xsl:function name="ed:mark-address" as="xs:string">
    <xsl:param name="mark" as="xs:string"/>
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="target" as="element()?" select="key('target', $mark, root($note))[1]"/>
    <xsl:sequence select="if (exists($target)) then ed:address($target, $note) else '#' || encode-for-uri($mark)"/>
  </xsl:function>

  <!-- In the collection at the end of the book: where the notes of a section are shown. -->
  <xsl:template match="ed:notes-of" as="element()">
    <xsl:variable name="page" as="element()?" select="key('page', @ed:to)[1]"/>
    <p class="notes-of" data-generated="">
      <a href="{@ed:to}.html#notes-of-page">
        <xsl:value-of select="ed:word('notes-to'), $page ! ed:head(.)"/>
      </a>
    </p>
  </xsl:template>
  <xsl:key name="page" match="tei:*[@ed:page]" use="@ed:page"/>

  <xsl:template match="tei:note" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'note-inline'"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

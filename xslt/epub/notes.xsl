<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: reading programs show an aside of type footnote above its mark, or where it stands: at the end of its chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="xs tei ed"
    default-mode="html">

  <xsl:template match="ed:mark" as="element()">
    <xsl:variable name="note" as="element()?" select="key('target', @ed:note)[1]"/>
    <xsl:choose>
      <xsl:when test="exists($note)">
        <a class="{string-join(('mark', @ed:hand[. ne '']), ' ')}" id="{@ed:id}" href="{ed:address($note, .)}"
            role="doc-noteref" epub:type="noteref" data-generated=""
            aria-label="{string-join((ed:word('note'), @ed:label, @ed:hand[. = ('author', 'translator', 'editor')] ! ed:word(.)), ' ')}">
          <xsl:value-of select="@ed:label"/>
        </a>
      </xsl:when>
      <xsl:otherwise><span class="mark" id="{@ed:id}" data-generated=""><xsl:value-of select="@ed:label"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ed:notes" as="element()">
    <section class="notes" id="notes-of-page" epub:type="footnotes" aria-labelledby="notes-head">
      <h2 id="notes-head" class="ours" data-generated=""><xsl:value-of select="ed:word('notes')"/></h2>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="ed:group" as="element()*">
    <xsl:if test="@ed:head"><h3 data-generated=""><xsl:value-of select="@ed:head"/></h3></xsl:if>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:note[@ed:label]" as="element()">
    <xsl:variable name="blocks" as="xs:boolean" select="ed:has-blocks(.)"/>
    <aside class="{string-join(('note', @ed:hand[. ne '']), ' ')}" role="doc-footnote" epub:type="footnote">
      <xsl:call-template name="attributes"/>
      <xsl:choose>
        <xsl:when test="$blocks">
          <p class="number" data-generated=""><xsl:call-template name="number-of-note"/></p>
          <xsl:apply-templates/>
        </xsl:when>
        <xsl:otherwise>
          <p>
            <span data-generated=""><xsl:call-template name="number-of-note"/><xsl:text> </xsl:text></span>
            <xsl:apply-templates/>
          </p>
        </xsl:otherwise>
      </xsl:choose>
    </aside>
  </xsl:template>

  <!-- The number of a note, which leads back to its mark; further marks; whose note it is. -->
  <xsl:template name="number-of-note" as="node()+">
    <xsl:variable name="note" as="element()" select="."/>
    <xsl:variable name="marks" as="xs:string*" select="tokenize(@ed:marks)"/>
    <xsl:choose>
      <xsl:when test="exists($marks)">
        <a role="doc-backlink" epub:type="backlink" href="{ed:mark-address($marks[1], .)}" aria-label="{ed:word('back-to-text')}: {@ed:label}"><xsl:value-of select="@ed:label"/></a>
        <xsl:for-each select="tail($marks)">
          <xsl:text> </xsl:text>
          <a role="doc-backlink" epub:type="backlink" href="{ed:mark-address(., $note)}"
              aria-label="{ed:word('back-to-text')}: {$note/@ed:label} ({position() + 1})">↑</a>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><span title="{ed:word('no-mark')}"><xsl:value-of select="@ed:label"/></span></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@ed:hand = ('translator', 'editor')">
      <xsl:text> </xsl:text>
      <span class="hand"><xsl:value-of select="ed:word('short-' || @ed:hand)"/></span>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

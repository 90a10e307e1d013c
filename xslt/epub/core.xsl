<?xml version="1.0" encoding="UTF-8"?>
<!-- What of the text an e-book shows otherwise than a website: page breaks, pictures, what has no form. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="xs map tei ed" default-mode="html">

  <!-- A page of the print. Its number is shown by the style sheet, so that it parts no word for those who search; its name
       is a title, since checkers of accessibility take a label of an empty span for a fault. -->
  <xsl:template match="tei:pb" as="node()+">
    <xsl:if test="ed:parts-words(.)"><xsl:text> </xsl:text></xsl:if>
    <span class="pb" role="doc-pagebreak" epub:type="pagebreak" data-generated=""
        title="{if (@n) then ed:word('page-of-print') || ' ' || @n else ed:word('page-break')}">
      <xsl:if test="@n"><xsl:attribute name="data-n" select="@n"/></xsl:if>
      <xsl:call-template name="attributes"/>
    </span>
  </xsl:template>

  <!-- The pictures that go into the book, from the address in the TEI to their place. -->
  <xsl:variable name="packed" as="map(*)" select="parse-json($pictures)"/>

  <xsl:template match="tei:graphic" as="element()?">
    <xsl:variable name="place" as="xs:string?" select="@url ! map:get($packed, .)"/>
    <xsl:if test="$place">
      <img src="../{$place}" alt="{normalize-space(string((../tei:figDesc, ../tei:head, ed:word('picture'))[normalize-space()][1]))}"/>
    </xsl:if>
  </xsl:template>

  <!-- All of the book lies in one folder, even if the text stands on a shelf. -->
  <xsl:function name="ed:address" as="xs:string">
    <xsl:param name="target" as="element()"/>
    <xsl:param name="from" as="element()"/>
    <xsl:variable name="page" as="xs:string?" select="ed:page($target)"/>
    <xsl:variable name="file" as="xs:string" select="if ($page = ed:page($from)) then '' else encode-for-uri($page) || '.html'"/>
    <xsl:sequence select="if ($target/@ed:page and $file) then $file else $file || '#' || encode-for-uri($target/@ed:id)"/>
  </xsl:function>

  <!-- Every entry of a register stands on the page of the register. -->
  <xsl:function name="ed:entry-page" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="()"/>
  </xsl:function>

  <!-- What the list of variants repeats of the text is made as the website makes it: words without ids or links. -->
  <xsl:template match="*[ancestor::ed:lemma or ancestor::ed:reading]" priority="9" as="node()*"><xsl:apply-imports/></xsl:template>

  <xsl:variable name="this-edition" as="xs:string" select="'the e-book'"/>

</xsl:stylesheet>

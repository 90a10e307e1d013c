<?xml version="1.0" encoding="UTF-8"?>
<!-- The catalogue of a shelf: the texts that it holds, each with what its header says. The tree that it is made of is put
     together by src/edition/editions/html/shelf.py from the trees of all texts. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template name="catalogue" as="element()">
    <section class="catalogue" id="contents" aria-labelledby="catalogue-head" data-generated="">
      <h2 id="catalogue-head"><xsl:value-of select="ed:word('catalogue')"/></h2>
      <ol>
        <xsl:for-each select="ed:text">
          <li lang="{@ed:lang}">
            <p class="what"><a href="{encode-for-uri(@ed:stem)}/index.html"><cite><xsl:value-of select="@ed:title"/></cite></a></p>
            <xsl:if test="@ed:by ne ''"><p class="by"><xsl:value-of select="@ed:by"/></p></xsl:if>
            <xsl:if test="@ed:date ne '' or @ed:source ne ''">
              <p class="from"><xsl:value-of select="(@ed:date, @ed:source)[. ne '']" separator=" · "/></p>
            </xsl:if>
          </li>
        </xsl:for-each>
      </ol>
    </section>
  </xsl:template>

  <xsl:template match="ed:catalogue" as="empty-sequence()"/>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 50: where a reference leads. @ed:to is the ed:id of its target in this document; @ed:href a web address, of the
     schemes that are safe to follow; a reference that leads nowhere gets neither (the checks have told of it). -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="references">

  <xsl:template match="(tei:ref | tei:ptr | tei:term)[@target] | *[@ref] | tei:bibl[@corresp][ancestor::tei:text]" as="element()">
    <xsl:variable name="pointer" as="xs:string" select="tokenize(string((@target, @ref, @corresp)[1]))[1]"/>
    <xsl:variable name="target" as="element()?" select="ed:local($pointer) ! key('id', ., root(current()))[1]"/>
    <xsl:copy>
      <xsl:choose>
        <xsl:when test="exists($target)">
          <xsl:attribute name="ed:to" select="$target/@ed:id"/>
        </xsl:when>
        <xsl:when test="matches($pointer, '^(https?://|mailto:)\S+$', 'i')">
          <xsl:attribute name="ed:href" select="$pointer"/>
        </xsl:when>
      </xsl:choose>
      <xsl:apply-templates select="@*, node()"/>
    </xsl:copy>
  </xsl:template>

</xsl:stylesheet>

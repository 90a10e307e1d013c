<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 60: the variants that waited at their lemma are collected, entry by entry, at the end of their page. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="apparatus">

  <xsl:key name="variants-of-page" match="ed:variants[not(ancestor::ed:variants)]" use="ed:page(.)"/>

  <!-- The sigla of a reading: of each witness its @n or abbreviation, or its id. -->
  <xsl:function name="ed:sigla" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="string-join(
      for $token in tokenize($reading/@wit),
          $witness in (key('id', substring-after($token, '#'), root($reading))[1], $reading)[1]
      return if ($witness is $reading) then substring-after($token, '#')
        else (($witness/@n, $witness/tei:abbr[@type = 'siglum'], $witness/tei:idno[@type = 'siglum'], $witness/@xml:id)
          ! normalize-space(.))[1], ' ')"/>
  </xsl:function>

  <xsl:template match="ed:variants" as="empty-sequence()"/>

  <xsl:template match="*[@ed:page]" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node() except ed:notes"/>
      <xsl:variable name="variants" as="element()*" select="key('variants-of-page', @ed:page)"/>
      <xsl:if test="exists($variants)">
        <ed:apparatus>
          <xsl:for-each select="$variants">
            <ed:entry ed:to="{../@ed:id}">
              <ed:lemma ed:sigla="{(tei:lem, tei:rdg)[1] ! ed:sigla(.)}">
                <xsl:copy-of select="(tei:lem, tei:rdg)[1]/node()" copy-namespaces="no"/>
              </ed:lemma>
              <xsl:for-each select="if (tei:lem) then tei:rdg else tei:rdg[position() gt 1]">
                <ed:reading ed:sigla="{ed:sigla(.)}">
                  <xsl:if test="not(normalize-space())"><xsl:attribute name="ed:omits" select="'true'"/></xsl:if>
                  <xsl:copy-of select="@type, @cause, @cert, node()" copy-namespaces="no"/>
                </ed:reading>
              </xsl:for-each>
            </ed:entry>
          </xsl:for-each>
        </ed:apparatus>
      </xsl:if>
      <xsl:apply-templates select="ed:notes"/>
    </xsl:copy>
  </xsl:template>

</xsl:stylesheet>

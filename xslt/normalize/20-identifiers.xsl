<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 20: @ed:id on all that can be a target: the xml:id, or a private one made of the place in the document. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="identifiers">

  <xsl:accumulator name="position" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="*" select="$value + 1"/>
  </xsl:accumulator>

  <!-- Of two elements with one xml:id the first has it; the other gets a private id, or none. -->
  <xsl:template match="*[@xml:id][key('id', @xml:id)[1] is .]" as="element()" priority="2">
    <xsl:copy>
      <xsl:attribute name="ed:id" select="@xml:id"/>
      <xsl:apply-templates select="@*, node()"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template as="element()" priority="1" match="
      tei:titlePage | tei:body | tei:div | tei:p[ancestor::tei:text] | tei:ab | tei:lg | tei:l | tei:sp | tei:note | tei:figure
      | tei:table | tei:list | tei:item | tei:quote | tei:floatingText | tei:pb | tei:persName[@ref] | tei:placeName[@ref]
      | tei:orgName[@ref] | tei:name[@ref] | tei:rs[@ref] | tei:title[@ref] | tei:date | tei:bibl | tei:biblStruct
      | tei:ref[@type = 'noteAnchor'] | tei:ptr | tei:anchor | tei:corr[@ed:sic] | tei:person | tei:place | tei:org | ed:lem">
    <xsl:copy>
      <!-- xml:ids such as _12 would meet ours: the full stop keeps them apart from all but the strangest. -->
      <xsl:attribute name="ed:id" select="'_.' || accumulator-before('position')"/>
      <xsl:apply-templates select="@*, node()"/>
    </xsl:copy>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 10: of each choice the reading side stays, the other goes to @ed:alt (and of an emendation to @ed:sic); of each subst the additions; of each app
     the lemma stands in the text, and lemma and readings wait in ed:variants until pass 60. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="alternatives">

  <xsl:template match="comment() | processing-instruction()" as="empty-sequence()"/>

  <!-- The side of a choice that stands in the text. -->
  <xsl:function name="ed:chosen" as="element()?">
    <xsl:param name="of" as="element()"/>
    <xsl:sequence select="
      (if ($choice = 'diplomatic') then $of/(tei:sic | tei:orig | tei:abbr)[1] else $of/(tei:corr | tei:reg | tei:expan)[1],
        $of/*[1])[1]"/>
  </xsl:function>

  <xsl:template match="tei:choice" as="node()*">
    <xsl:variable name="chosen" as="element()?" select="ed:chosen(.)"/>
    <xsl:for-each select="$chosen">
      <xsl:copy>
        <xsl:if test="../@xml:id and not(@xml:id)"><xsl:copy-of select="../@xml:id"/></xsl:if>
        <xsl:attribute name="ed:alt" select="normalize-space(string-join(../(* except current()), ' | '))"/>
        <!-- The number of a note mark that was misread is no emendation of the text. -->
        <xsl:if test="self::tei:corr and ../tei:sic and ancestor::tei:text and not(ancestor::tei:ref/@type = 'noteAnchor')">
          <xsl:attribute name="ed:sic" select="normalize-space(../tei:sic[1])"/>
        </xsl:if>
        <xsl:apply-templates select="@*, node()"/>
      </xsl:copy>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:subst" as="node()*">
    <xsl:apply-templates select="tei:add"/>
  </xsl:template>

  <xsl:template match="tei:app[ancestor::tei:text]" as="element()?">
    <xsl:variable name="base" as="element()?" select="(tei:lem, (tei:rdg | tei:rdgGrp/tei:rdg))[1]"/>
    <xsl:if test="exists($base)">
      <ed:lem>
        <xsl:copy-of select="@xml:id"/>
        <xsl:apply-templates select="$base/node()"/>
        <ed:variants>
          <xsl:copy-of select="@*" copy-namespaces="no"/>
          <xsl:for-each select=".//(tei:lem | tei:rdg)[ancestor::tei:app[1] is current()]">
            <xsl:copy copy-namespaces="no">
              <xsl:copy-of select="@* except @xml:id"/>
              <xsl:apply-templates mode="variant"/>
            </xsl:copy>
          </xsl:for-each>
        </ed:variants>
      </ed:lem>
    </xsl:if>
  </xsl:template>

  <!-- Inside a reading: its words without ids, which stand in the text already, and without the notes. -->
  <xsl:mode name="variant" on-no-match="shallow-copy"/>
  <xsl:template match="@xml:id | tei:note | tei:ref[@type = 'noteAnchor'] | tei:ptr | tei:pb" mode="variant"
      as="empty-sequence()"/>
  <xsl:template match="tei:app" mode="variant" as="node()*">
    <xsl:apply-templates select="(tei:lem, tei:rdg)[1]/node()" mode="variant"/>
  </xsl:template>
  <xsl:template match="tei:choice" mode="variant" as="node()*">
    <xsl:apply-templates select="ed:chosen(.)" mode="variant"/>
  </xsl:template>

</xsl:stylesheet>

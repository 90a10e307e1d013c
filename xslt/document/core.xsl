<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI modules core, verse and drama: paragraphs, verse, lists, speeches. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="document">

  <xsl:template match="tei:pb" as="element()?">
    <xsl:if test="@n"><page n="{normalize-space(@n)}"><xsl:sequence select="ed:place(.)"/></page></xsl:if>
  </xsl:template>

  <xsl:template match="tei:lg" as="element()*">
    <xsl:for-each-group select="*" group-adjacent="exists(self::tei:l or self::tei:pb or self::tei:lb or self::tei:cb)">
      <xsl:choose>
        <xsl:when test="current-grouping-key() and current-group()[self::tei:l]">
          <verse>
            <xsl:for-each select="current-group()">
              <xsl:choose>
                <xsl:when test="self::tei:l and ed:has-blocks(.)"><line><xsl:apply-templates mode="inline"/></line></xsl:when>
                <xsl:when test="self::tei:l">
                  <line indent="{(tokenize(@rend)[matches(., '^indent')] ! (replace(., '\D', '')[. ne ''], '1')[1], '0')[1]}">
                    <xsl:sequence select="ed:lang(.)"/>
                    <xsl:apply-templates mode="inline"/>
                  </line>
                </xsl:when>
                <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
              </xsl:choose>
            </xsl:for-each>
          </verse>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="current-group()"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>
  <xsl:template match="tei:l[not(parent::tei:lg)]" as="element()">
    <verse><line indent="0"><xsl:apply-templates mode="inline"/></line></verse>
  </xsl:template>

  <!-- A glossary: terms and what they mean. -->
  <xsl:template match="tei:list[tei:label]" as="element()*">
    <xsl:apply-templates select="tei:head"/>
    <terms>
      <xsl:for-each select="* except tei:head">
        <xsl:choose>
          <xsl:when test="self::tei:label or self::tei:headLabel">
            <term><xsl:sequence select="ed:lang(.)"/><xsl:apply-templates mode="inline"/></term>
          </xsl:when>
          <xsl:otherwise>
            <xsl:variable name="blocks" as="element()*"><xsl:apply-templates select="."/></xsl:variable>
            <xsl:if test="exists($blocks)"><meaning><xsl:sequence select="$blocks"/></meaning></xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </terms>
  </xsl:template>

  <xsl:template match="tei:list" as="element()*">
    <xsl:variable name="numbered" as="xs:boolean" select="@rend = 'numbered' or @type = 'ordered'"/>
    <xsl:apply-templates select="tei:head"/>
    <xsl:variable name="items" as="element()*">
      <xsl:for-each select="* except tei:head">
        <xsl:variable name="blocks" as="element()*"><xsl:apply-templates select="."/></xsl:variable>
        <xsl:choose>
          <xsl:when test="empty($blocks)"/>
          <xsl:when test="self::tei:item">
            <item>
              <xsl:copy-of select="@n[. ne '']"/>
              <xsl:sequence select="$blocks"/>
            </item>
          </xsl:when>
          <xsl:otherwise><item><xsl:sequence select="$blocks"/></item></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($items)">
      <list kind="{if ($numbered) then 'numbered' else 'plain'}"><xsl:sequence select="$items"/></list>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:sp" as="element()*">
    <xsl:for-each-group select="node()" group-adjacent="self::* and (self::tei:speaker or ed:is-block(.) or ed:has-blocks(.))">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="paragraph"><xsl:with-param name="nodes" select="current-group()"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:template match="tei:speaker" as="element()*">
    <xsl:call-template name="flow"><xsl:with-param name="kind" select="'speaker'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:stage" as="element()*">
    <xsl:call-template name="flow"><xsl:with-param name="kind" select="'stage'"/></xsl:call-template>
  </xsl:template>

</xsl:stylesheet>

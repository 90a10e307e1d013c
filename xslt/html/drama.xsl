<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module drama: speeches, speakers, stage directions, casts. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:sp" as="element()">
    <div class="sp"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:speaker" as="element()">
    <xsl:call-template name="flow"><xsl:with-param name="class" select="'speaker'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:stage" as="element()">
    <xsl:choose>
      <xsl:when test="parent::tei:p or parent::tei:l or parent::tei:speaker or parent::tei:head or parent::tei:ab">
        <xsl:call-template name="inline"><xsl:with-param name="class" select="'stage'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="flow"><xsl:with-param name="class" select="'stage'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:castList" as="element()">
    <div class="castList"><xsl:apply-templates select="tei:head"/><ul><xsl:call-template name="cast"/></ul></div>
  </xsl:template>
  <xsl:template match="tei:castItem" as="element()"><li><xsl:call-template name="attributes"/><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="tei:castGroup" as="element()"><li class="group"><xsl:apply-templates select="tei:head"/><ul><xsl:call-template name="cast"/></ul></li></xsl:template>
  <xsl:template name="cast" as="element()*">
    <xsl:for-each select="* except tei:head">
      <xsl:choose>
        <xsl:when test="self::tei:castItem or self::tei:castGroup"><xsl:apply-templates select="."/></xsl:when>
        <xsl:otherwise><li class="between"><xsl:apply-templates select="."/></li></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
  <xsl:template match="tei:role | tei:roleDesc | tei:actor" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:set | tei:prologue | tei:epilogue | tei:performance" as="element()">
    <div class="{local-name()}"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

</xsl:stylesheet>

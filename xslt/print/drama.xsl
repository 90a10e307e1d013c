<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module drama: speeches, speakers, stage directions, casts. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:sp" as="xs:string*">
    <xsl:call-template name="block"><xsl:with-param name="function" select="'speech'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:speaker" as="xs:string*">
    <xsl:call-template name="block"><xsl:with-param name="function" select="'speaker'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:stage" as="xs:string*">
    <xsl:choose>
      <xsl:when test="parent::tei:p or parent::tei:l or parent::tei:speaker or parent::tei:head or parent::tei:ab">
        <xsl:call-template name="call"><xsl:with-param name="function" select="'emph'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="block"><xsl:with-param name="function" select="'stage'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:castList | tei:castGroup" as="xs:string*">
    <xsl:call-template name="block"><xsl:with-param name="function" select="'items(&quot;cast&quot;)'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:castItem" as="xs:string*">
    <xsl:call-template name="block"/>
  </xsl:template>

  <xsl:template match="tei:role" as="xs:string*">
    <xsl:call-template name="call"><xsl:with-param name="function" select="'smallcaps'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:roleDesc | tei:actor" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

  <xsl:template match="tei:set | tei:prologue | tei:epilogue | tei:performance" as="xs:string*">
    <xsl:call-template name="block"/>
  </xsl:template>

</xsl:stylesheet>

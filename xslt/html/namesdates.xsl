<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module namesdates: names lead to the registers. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:persName | tei:placeName | tei:orgName | tei:name | tei:rs[@ref] | tei:geogName | tei:objectName | tei:eventName" as="element()">
    <xsl:variable name="link" as="xs:string?" select="ed:link(.)"/>
    <xsl:choose>
      <xsl:when test="$names and exists($link) and ed:may-link(.)">
        <a class="name {local-name()}" href="{$link}"><xsl:call-template name="attributes"/><xsl:apply-templates/></a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:surname | tei:forename | tei:roleName | tei:addName | tei:genName | tei:nameLink | tei:settlement
      | tei:country | tei:region | tei:district | tei:bloc | tei:geogFeat | tei:offset | tei:affiliation | tei:occupation
      | tei:birth | tei:death | tei:residence | tei:geo" as="node()*">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:date" as="element()">
    <xsl:choose>
      <xsl:when test="matches(@when, '^\d{4}(-\d\d(-\d\d)?)?$') and not(ed:has-blocks(.)) and empty(.//ed:mark)">
        <time datetime="{@when}"><xsl:call-template name="attributes"/><xsl:apply-templates/></time>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"><xsl:with-param name="class" select="'date'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>

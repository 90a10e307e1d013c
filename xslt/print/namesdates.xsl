<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module namesdates: names are mentions, which the index finds again on their pages. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:persName | tei:placeName | tei:orgName | tei:name | tei:rs[@ref] | tei:geogName | tei:objectName | tei:eventName"
      as="xs:string*">
    <xsl:call-template name="mention"/>
  </xsl:template>

  <!-- A name of an entry of the registers is a mention; any other reference is a link. -->
  <xsl:template name="mention" as="xs:string*">
    <xsl:param name="function" as="xs:string?"/>
    <xsl:choose>
      <xsl:when test="@ed:to and key('register-entry', @ed:to) and not(ancestor::ed:title or ancestor::ed:entry or ancestor::tei:standOff)">
        <xsl:variable name="plain" as="xs:boolean" select="not($names) or exists(.//ed:mark) or ed:has-blocks(.)"/>
        <xsl:sequence select="
          (if ($plain) then '#mention(' else '#name(') || ed:string(@ed:to)
          || (if (ancestor::tei:note[@ed:label] and $at-foot) then ', note: true' else '') || (if ($plain) then ');' else ')[')"/>
        <xsl:call-template name="call"><xsl:with-param name="function" select="$function"/></xsl:call-template>
        <xsl:sequence select="if ($plain) then () else '];'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="linked"><xsl:with-param name="function" select="$function"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:surname | tei:forename | tei:roleName | tei:addName | tei:genName | tei:nameLink | tei:settlement
      | tei:country | tei:region | tei:district | tei:bloc | tei:geogFeat | tei:offset | tei:affiliation | tei:occupation
      | tei:birth | tei:death | tei:residence | tei:geo | tei:date" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

</xsl:stylesheet>

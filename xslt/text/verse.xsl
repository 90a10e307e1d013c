<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module verse: a stanza is one block, line by line, set in. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="text">

  <xsl:template match="tei:lg" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" tunnel="yes" select="0"/>
    <xsl:variable name="in" as="xs:integer" select="$indent + (if (parent::tei:lg) then 0 else 4)"/>
    <!-- Lines that follow one another, with breaks between them, are a stanza; all else is a block of its own. -->
    <xsl:for-each-group select="*" group-adjacent="exists(self::tei:l or self::tei:pb or self::tei:lb or self::tei:cb)[.]">
      <xsl:choose>
        <xsl:when test="current-group()[1][self::tei:l or self::tei:pb or self::tei:lb or self::tei:cb]">
          <xsl:variable name="lines" as="xs:string*">
            <xsl:for-each select="current-group()[self::tei:l or self::tei:pb[$text-pages]]">
              <xsl:variable name="line" as="xs:string*">
                <xsl:call-template name="flow">
                  <xsl:with-param name="nodes" select="if (self::tei:pb) then . else node()"/>
                  <xsl:with-param name="indent" tunnel="yes" select="$in + (if (@rend = 'indent') then 2 else if (@rend = 'indent2') then 4 else 0)"/>
                </xsl:call-template>
              </xsl:variable>
              <xsl:sequence select="$line ! ('&#xFDD4;' || .)"/>
            </xsl:for-each>
          </xsl:variable>
          <xsl:sequence select="if (exists($lines)) then string-join($lines, '&#xA;') else ()"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="current-group()"><xsl:with-param name="indent" tunnel="yes" select="$in"/></xsl:apply-templates>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

</xsl:stylesheet>

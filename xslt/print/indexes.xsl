<?xml version="1.0" encoding="UTF-8"?>
<!-- Registers: persons, places, organisations, works; each entry with the pages of this book on which it is named. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:key name="register-entry" use="@ed:id" match="
      tei:standOff//tei:person[@ed:id] | tei:standOff//tei:place[@ed:id] | tei:standOff//tei:org[@ed:id]
      | tei:standOff//tei:listEvent/tei:event[@ed:id]
      | tei:standOff//tei:listBibl/tei:bibl[@ed:id] | tei:standOff//tei:listBibl/tei:biblStruct[@ed:id]"/>

  <xsl:template name="registers" as="xs:string*">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:for-each select="ed:registers($root)">
      <xsl:variable name="word" as="xs:string" select="ed:word(.)"/>
      <xsl:sequence select="
        $break, '#chapter(' || ed:string($word) || ')', $break, '#at(' || ed:string('register-' || .) || ');#head(1, 1)['
        || ed:markup($word) || '];', $break, '#register(('"/>
      <xsl:for-each-group select="ed:entries($root, .)" group-adjacent="ed:letter(.)">
        <xsl:for-each select="current-group()">
          <xsl:sequence select="'&#10;(' || ed:string(@ed:id) || ', ' || (position() = 1) || ', ['"/>
          <xsl:call-template name="register-entry"/>
          <xsl:sequence select="']),'"/>
        </xsl:for-each>
      </xsl:for-each-group>
      <xsl:sequence select="'));', $break"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="register-entry" as="xs:string*">
    <xsl:variable name="language" as="xs:string?" select="ed:language-call(.)"/>
    <xsl:sequence select="$language"/>
    <xsl:choose>
      <xsl:when test="self::tei:bibl or self::tei:biblStruct"><xsl:apply-templates mode="print"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="named-entry"/></xsl:otherwise>
    </xsl:choose>
    <xsl:sequence select="$language ! '];'"/>
  </xsl:template>

  <!-- A person, place or organisation: the name as it is sorted, years, what it was. -->
  <xsl:template name="named-entry" as="xs:string*">
    <xsl:variable name="names" as="element()*" select="tei:persName | tei:placeName | tei:orgName | tei:geogName | tei:label"/>
    <xsl:variable name="main" as="element()?" select="($names[@type = ('preferred', 'main', 'reg')], $names[not(@type)], $names)[1]"/>
    <xsl:variable name="years" as="xs:string" select="ed:years(.)"/>
    <xsl:variable name="kinds" as="xs:string*" select="(tei:occupation | tei:state) ! normalize-space(.)[. ne ''], self::tei:place/@type"/>
    <xsl:sequence select="
      '#entry-name[', ed:markup((ed:inverted($main)[. ne ''], string(@xml:id))[1]), '];',
      $years[. ne ''] ! (' ' || ed:markup(.)), $kinds ! (', ' || ed:markup(.))"/>
  </xsl:template>

  <!-- Surname first, where the encoding tells it; else the name as it is. -->
  <xsl:function name="ed:inverted" as="xs:string">
    <xsl:param name="name" as="element()?"/>
    <xsl:variable name="surname" as="element()*" select="$name/tei:surname"/>
    <xsl:sequence select="
      if (exists($surname) and $name/tei:forename) then
        normalize-space(string-join($surname, ' ') || ', ' || string-join($name/(* except $surname), ' '))
      else normalize-space($name)"/>
  </xsl:function>

</xsl:stylesheet>

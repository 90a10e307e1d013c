<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 70: the registers in order, each entry with its mentions. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="registers">

  <xsl:key name="mentions" use="@ed:to"
      match="(tei:persName | tei:placeName | tei:orgName | tei:name | tei:rs | tei:title | tei:geogName | tei:bibl)
        [@ed:to][@ed:id][ancestor::tei:text][not(ancestor::ed:apparatus)]"/>

  <!-- The text itself gets its contents (pass 80) on the way. -->
  <xsl:template match="tei:text" as="element()"><xsl:apply-templates select="." mode="contents"/></xsl:template>

  <!-- Lists in the header (particDesc, settingDesc) are registers as well: they move to a standOff. -->
  <xsl:template match="tei:TEI[tei:teiHeader/tei:profileDesc//(tei:listPerson | tei:listPlace | tei:listOrg)]" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()"/>
      <tei:standOff>
        <xsl:apply-templates select="tei:teiHeader/tei:profileDesc//(tei:listPerson | tei:listPlace | tei:listOrg)
          [not(ancestor::tei:listPerson or ancestor::tei:listPlace or ancestor::tei:listOrg)]" mode="#current">
          <xsl:with-param name="moves" select="true()" tunnel="yes"/>
        </xsl:apply-templates>
      </tei:standOff>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="(tei:listPerson | tei:listPlace | tei:listOrg)[ancestor::tei:profileDesc]" as="element()?" priority="3">
    <xsl:param name="moves" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:if test="$moves"><xsl:next-match/></xsl:if>
  </xsl:template>

  <xsl:template as="element()"
      match="(tei:listPerson | tei:listPlace | tei:listOrg | tei:listEvent)[ancestor::tei:standOff or ancestor::tei:profileDesc]">
    <xsl:copy>
      <xsl:apply-templates select="@*, node() except (tei:person, tei:place, tei:org, tei:event)"/>
      <xsl:apply-templates select="tei:person | tei:place | tei:org | tei:event">
        <xsl:sort select="@ed:sort"/>
        <xsl:sort select="@ed:id"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <xsl:template as="element()" match="(tei:person | tei:place | tei:org | tei:event[parent::tei:listEvent] | tei:bibl | tei:biblStruct)[@xml:id]
      [ancestor::tei:standOff or ancestor::tei:profileDesc]">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:choose>
        <xsl:when test="self::tei:biblStruct or self::tei:bibl[tei:msIdentifier]"><xsl:call-template name="reference"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
      <xsl:variable name="mentions" as="element()*" select="key('mentions', @ed:id)"/>
      <xsl:if test="exists($mentions)">
        <ed:mentions>
          <xsl:for-each select="$mentions"><xsl:call-template name="mention"/></xsl:for-each>
        </ed:mentions>
      </xsl:if>
    </xsl:copy>
  </xsl:template>

  <!-- A structured entry of a bibliography as it is printed: Surname, Given. “Article.” Journal 12 (1991). -->
  <xsl:template name="reference" as="node()*">
    <xsl:variable name="parts" as="element()*" select="tei:analytic, tei:monogr"/>
    <xsl:variable name="authors" as="element()*" select="($parts/tei:author)"/>
    <xsl:variable name="imprint" as="element()?" select="tei:monogr/tei:imprint"/>
    <xsl:variable name="scopes" as="xs:string*" select="$imprint/tei:biblScope ! normalize-space(.)"/>
    <xsl:variable name="home" as="element()?" select="tei:monogr/tei:title[1]"/>
    <xsl:for-each select="$authors">
      <xsl:if test="position() gt 1">; </xsl:if>
      <xsl:copy><xsl:value-of select="normalize-space(.)"/></xsl:copy>
    </xsl:for-each>
    <xsl:if test="exists($authors)">. </xsl:if>
    <xsl:for-each select="tei:analytic/tei:title[1]">
      <xsl:text>“</xsl:text><xsl:call-template name="plain-title"/><xsl:text>.” </xsl:text>
    </xsl:for-each>
    <xsl:for-each select="tei:analytic/tei:title[@type = 'translated'], $home, tei:monogr/tei:title[@type = 'translated']">
      <xsl:if test="@type = 'translated'">[</xsl:if>
      <xsl:call-template name="plain-title"/>
      <xsl:value-of select="']'[current()/@type = 'translated'], ' '[current()/following-sibling::tei:title/@type = 'translated']" separator=""/>
    </xsl:for-each>
    <xsl:choose>
      <xsl:when test="$home/@level = 'j'">
        <xsl:value-of select="
          (' ' || string-join($scopes, ', '))[exists($scopes)],
          ($imprint/tei:date[normalize-space()] ! (if (exists($scopes)) then ' (' || normalize-space(.) || ')' else ', ' || normalize-space(.))),
          '.'" separator=""/>
      </xsl:when>
      <xsl:when test="exists($imprint/(tei:pubPlace, tei:publisher, tei:date[normalize-space()]))">
        <xsl:text>. </xsl:text>
        <xsl:value-of select="string-join(
          (string-join($imprint/(tei:pubPlace, tei:publisher) ! normalize-space(.), ': '), $imprint/tei:date ! normalize-space(.))[. ne ''], ', ') || '.'"/>
      </xsl:when>
      <xsl:when test="exists($home)">.</xsl:when>
    </xsl:choose>
    <xsl:for-each select="tei:note[normalize-space()]">
      <xsl:value-of select="' ' || upper-case(substring(normalize-space(.), 1, 1)) || substring(normalize-space(.), 2) || '.'"/>
    </xsl:for-each>
    <xsl:for-each select="tei:msIdentifier">
      <xsl:value-of select="string-join(
        (tei:repository ! normalize-space(.), tei:idno ! (translate(@type, '-', ' ') || ' ' || normalize-space(.))), ', ') || '.'"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="plain-title" as="element()">
    <xsl:copy>
      <xsl:copy-of select="@level, @xml:lang"/>
      <xsl:value-of select="normalize-space(.)"/>
    </xsl:copy>
  </xsl:template>

  <!-- One mention: where it stands. Its context is put in from the page that shows it (src/edition/editions/html/contexts.py). -->
  <xsl:template name="mention" as="element()">
    <xsl:variable name="block" as="element()" select="
      (ancestor::*[self::tei:p or self::tei:l or self::tei:head or self::tei:item or self::tei:note or self::tei:ab
        or self::tei:cell or self::tei:stage or self::tei:speaker or self::tei:label or self::tei:bibl][1], parent::*)[1]"/>
    <ed:mention ed:to="{@ed:id}" ed:page="{ancestor::*[@ed:page][1]/@ed:page}" ed:block="{($block/ancestor-or-self::*[@ed:id])[last()]/@ed:id}">
      <xsl:value-of select="
        if (descendant::tei:lb) then normalize-space(string-join(descendant::node() ! (if (self::tei:lb[not(@break = 'no')]) then ' ' else self::text())))
        else normalize-space()"/>
    </ed:mention>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 70: the registers in order, each entry with its mentions in context. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="registers">

  <!-- How many letters of context stand on each side of a mention. -->
  <xsl:variable name="reach" as="xs:integer" select="60"/>

  <xsl:key name="mentions" use="@ed:to"
      match="(tei:persName | tei:placeName | tei:orgName | tei:name | tei:rs | tei:title | tei:geogName)
        [@ed:to][@ed:id][ancestor::tei:text][not(ancestor::ed:apparatus)]"/>

  <!-- Lists in the header (particDesc, settingDesc) are registers as well: they join those of standOff. -->
  <xsl:template match="tei:TEI[not(tei:standOff)][tei:teiHeader/tei:profileDesc//(tei:listPerson | tei:listPlace | tei:listOrg)]"
      as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()"/>
      <tei:standOff>
        <xsl:apply-templates select="tei:teiHeader/tei:profileDesc//(tei:listPerson | tei:listPlace | tei:listOrg)
          [not(ancestor::tei:listPerson or ancestor::tei:listPlace or ancestor::tei:listOrg)]" mode="#current"/>
      </tei:standOff>
    </xsl:copy>
  </xsl:template>

  <xsl:template as="element()" match="(tei:listPerson | tei:listPlace | tei:listOrg)[ancestor::tei:standOff or ancestor::tei:profileDesc]">
    <xsl:copy>
      <xsl:apply-templates select="@*, node() except (tei:person, tei:place, tei:org)"/>
      <xsl:apply-templates select="tei:person | tei:place | tei:org">
        <xsl:sort select="@ed:sort"/>
        <xsl:sort select="@ed:id"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="(tei:person | tei:place | tei:org | tei:bibl | tei:biblStruct)[@xml:id][ancestor::tei:standOff or ancestor::tei:profileDesc]"
      as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()"/>
      <xsl:variable name="mentions" as="element()*" select="key('mentions', @ed:id)"/>
      <xsl:if test="exists($mentions)">
        <ed:mentions>
          <xsl:for-each select="$mentions"><xsl:call-template name="mention"/></xsl:for-each>
        </ed:mentions>
      </xsl:if>
    </xsl:copy>
  </xsl:template>

  <!-- One mention: the words before it and after it in its block, cut at a space. -->
  <xsl:template name="mention" as="element()">
    <xsl:variable name="mention" as="element()" select="."/>
    <xsl:variable name="block" as="element()" select="
      (ancestor::*[self::tei:p or self::tei:l or self::tei:head or self::tei:item or self::tei:note or self::tei:ab
        or self::tei:cell or self::tei:stage or self::tei:speaker or self::tei:label or self::tei:bibl][1], parent::*)[1]"/>
    <xsl:variable name="texts" as="text()*" select="$block//text()[not(ancestor::tei:figure[not(. is $block)] and not($block/ancestor-or-self::tei:figure))]"/>
    <xsl:variable name="before" as="xs:string"
        select="replace(string-join($texts[. &lt;&lt; $mention]), '\s+', ' ')"/>
    <xsl:variable name="after" as="xs:string"
        select="replace(string-join($texts[. >> $mention][not(ancestor::* intersect $mention)]), '\s+', ' ')"/>
    <xsl:variable name="page" as="element()?" select="ancestor::*[@ed:page][1]"/>
    <ed:mention ed:to="{@ed:id}" ed:page="{$page/@ed:page}"
        ed:section="{normalize-space(string-join($page/tei:head[1]//text()))}">
      <xsl:value-of select="
        if (string-length($before) le $reach) then $before
        else '… ' || replace(substring($before, string-length($before) - $reach), '^\S*\s', '')"/>
      <ed:hit><xsl:value-of select="normalize-space()"/></ed:hit>
      <xsl:value-of select="
        if (string-length($after) le $reach) then $after
        else replace(substring($after, 1, $reach), '\s\S*$', '') || ' …'"/>
    </ed:mention>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- The last pass: what the modules made as HTML becomes XHTML, with nothing in it that an e-book may not have: no script,
     no style of its own, no link that leads nowhere, no language that is none. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="xhtml">

  <!-- ``there`` has the name of every file, and name#id of every id. -->
  <xsl:template match="*" as="element()">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml"><xsl:apply-templates select="@*, node()"/></xsl:element>
  </xsl:template>

  <xsl:template match="html" as="element()">
    <xsl:element name="html" namespace="http://www.w3.org/1999/xhtml">
      <xsl:namespace name="epub" select="'http://www.idpf.org/2007/ops'"/>
      <xsl:apply-templates select="@*, node()"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="script | iframe | object | embed | form | base | comment() | processing-instruction()" as="empty-sequence()"/>
  <xsl:template match="@*[starts-with(name(), 'data-')][not(name() = ('data-rendition', 'data-generated', 'data-n'))] | @style | @loading | @*[starts-with(name(), 'on')]"
      as="empty-sequence()"/>

  <xsl:template match="@lang" as="attribute()*">
    <xsl:if test="ed:is-tag(.)">
      <xsl:sequence select="."/>
      <xsl:attribute name="xml:lang" select="."/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="a[@href]" as="element()">
    <xsl:param name="there" as="map(xs:string, xs:boolean)" tunnel="yes"/>
    <xsl:param name="stem" as="xs:string" tunnel="yes"/>
    <xsl:variable name="href" as="xs:string?" select="ed:way-out(@href, $stem, $there)"/>
    <xsl:element name="{if ($href) then 'a' else 'span'}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:choose>
        <xsl:when test="$href">
          <xsl:attribute name="href" select="$href"/>
          <xsl:apply-templates select="@* except @href"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="@id, @class, @lang, @dir, @data-rendition, @data-generated"/></xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="node()"/>
    </xsl:element>
  </xsl:template>

  <!-- A reference to a file of the website is one to a file of the book, if the book has it; without the id if that is
       missing. Addresses on the web stay as they are written, if they are sound. -->
  <xsl:function name="ed:way-out" as="xs:string?">
    <xsl:param name="href" as="xs:string"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="there" as="map(xs:string, xs:boolean)"/>
    <xsl:variable name="file" as="xs:string" select="if (starts-with($href, '#')) then $stem else replace($href, '\.html(#.*)?$', '', 's')"/>
    <xsl:variable name="fragment" as="xs:string" select="if (contains($href, '#')) then '#' || substring-after($href, '#') else ''"/>
    <xsl:variable name="whole" as="xs:boolean" select="$fragment ne '' and map:contains($there, $file || $fragment)"/>
    <xsl:sequence select="
      if (matches($href, '^(https?://[\p{L}\p{N}.-]+(:\d+)?([/?#]|$)|mailto:[^\s@]+@[^\s@]+$)', 'i')) then
        $href[matches(., '^([^\s&lt;&gt;&quot;{}|\\\^`\[\]%]|%[0-9A-Fa-f]{2})+$')][not(matches(., '#.*#'))]
      else if (starts-with($href, '#')) then $href[$whole]
      else if (matches($href, '\.html(#.*)?$', 's') and map:contains($there, $file)) then
        (if ($file = $stem) then '' else $file || '.xhtml') || (if ($whole) then $fragment else '')[. ne '' or $file != $stem]
      else ()"/>
  </xsl:function>

  <!-- Whether a language tag is well-formed (BCP 47). -->
  <xsl:function name="ed:is-tag" as="xs:boolean">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:sequence select="
      matches($tag, '^([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$', 'i')
      or matches($tag, '^x(-[a-z0-9]{1,8})+$', 'i')"/>
  </xsl:function>

</xsl:stylesheet>

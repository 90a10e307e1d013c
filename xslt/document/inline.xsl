<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands in a line: emphasis, breaks, references, languages. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="document">

  <!-- The form of an element; none where it stands in the same already. -->
  <xsl:function name="ed:form" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:variable name="rend" as="xs:string*" select="tokenize($node/@rend)"/>
    <xsl:sequence select="
      if ($node/self::tei:hi) then
        (if ($rend = ('bold', 'b')) then 'b'
         else if ($rend = ('sup', 'superscript')) then 'sup'
         else if ($rend = ('sub', 'subscript')) then 'sub'
         else if ($rend = ('smallcaps', 'small-caps', 'sc', 'smcap')) then 'caps'
         else if ($rend = ('underline', 'underlined', 'u')) then 'under'
         else if ($rend = ('strikethrough', 'strike', 'struck')) then 'struck'
         else if (empty($rend) or $rend = ('italic', 'italics', 'i', 'it')) then 'i' else ())
      else if ($node/self::tei:title) then (if ($node/@level = ('a', 'u', 's')) then () else 'i')
      else if ($node[self::tei:emph or self::tei:foreign or self::tei:distinct or self::tei:mentioned]) then 'i'
      else if ($node[self::tei:code or self::tei:gi or self::tei:att or self::tei:val or self::tei:ident]) then 'code'
      else if ($node/self::tei:del) then 'struck'
      else if ($node/self::tei:role) then 'caps'
      else if ($node/self::tei:stage) then 'i'
      else ()"/>
  </xsl:function>

  <xsl:template match="*" mode="inline" priority="-2" as="node()*">
    <xsl:variable name="form" as="xs:string?" select="ed:form(.)[not(. = current()/ancestor::*/ed:form(.))]"/>
    <xsl:variable name="language" as="attribute()?" select="ed:lang(.)"/>
    <!-- A block in a line of verse or in a cell has its words apart. -->
    <xsl:variable name="apart" as="text()?"><xsl:if test="ed:is-block(.)"><xsl:text> </xsl:text></xsl:if></xsl:variable>
    <xsl:sequence select="$apart"/>
    <xsl:choose>
      <xsl:when test="$form">
        <xsl:element name="{$form}">
          <xsl:sequence select="$language"/>
          <xsl:apply-templates mode="inline"/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="$language"><span><xsl:sequence select="$language"/><xsl:apply-templates mode="inline"/></span></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="inline"/></xsl:otherwise>
    </xsl:choose>
    <xsl:sequence select="$apart"/>
  </xsl:template>

  <xsl:template match="text()" mode="inline" as="text()"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="comment() | processing-instruction() | ed:variants | ed:apparatus | ed:contents | ed:notes | ed:notes-of | tei:figDesc | tei:desc | tei:index | tei:anchor"
      mode="inline" as="empty-sequence()"/>

  <xsl:template match="tei:lb" mode="inline" as="element()?"><xsl:if test="ed:begins-line(.)"><br/></xsl:if></xsl:template>
  <xsl:template match="tei:pb" mode="inline" as="node()*">
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
    <xsl:if test="@n"><page n="{normalize-space(@n)}"><xsl:sequence select="ed:place(.)"/></page></xsl:if>
  </xsl:template>
  <xsl:template match="tei:cb | tei:gb | tei:milestone" mode="inline" as="text()?">
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
  <xsl:template match="tei:space" mode="inline" as="text()"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="tei:gap" mode="inline" as="element()"><xsl:sequence select="ed:own('[…]')"/></xsl:template>

  <xsl:template match="tei:head/tei:num" mode="inline" as="node()*">
    <xsl:apply-templates mode="inline"/>
    <xsl:if test="following-sibling::node()[1][not(matches(., '^[\s.:]'))]"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:ref[@type = 'noteAnchor']" mode="inline" as="element()*">
    <xsl:for-each select="(normalize-space(), @n ! string())[. ne ''][1]"><mark label="{.}"/></xsl:for-each>
  </xsl:template>

  <!-- References lead to what this file has: divisions with a head, pages of the print; or into the web. -->
  <xsl:template match="(tei:ref | tei:ptr)[not(@type = 'noteAnchor')]" mode="inline" as="node()*">
    <xsl:variable name="target" as="element()?" select="@ed:to ! key('target', .)[1]"/>
    <xsl:variable name="content" as="node()*">
      <xsl:choose>
        <xsl:when test="node()"><xsl:apply-templates mode="inline"/></xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="ed:own(normalize-space((string-join($target/tei:head[1]//text())[normalize-space()], $target/@n, @target)[1]))"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="plain" as="xs:boolean" select="
      exists(ancestor::*[self::tei:ref or self::tei:ptr]) or exists($content/descendant-or-self::fn | $content/descendant-or-self::mark)"/>
    <xsl:choose>
      <xsl:when test="$plain"><xsl:sequence select="$content"/></xsl:when>
      <xsl:when test="@ed:href[matches(., '^(https?|mailto):')]"><a href="{@ed:href}"><xsl:sequence select="$content"/></a></xsl:when>
      <xsl:when test="$target[self::tei:pb[@n] or (@ed:page and self::tei:div) or (self::tei:div and tei:head) or self::tei:head][ancestor::tei:text]">
        <a to="{$target/@ed:id}"><xsl:sequence select="$content"/></a>
      </xsl:when>
      <xsl:otherwise><xsl:sequence select="$content"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>

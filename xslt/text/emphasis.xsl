<?xml version="1.0" encoding="UTF-8"?>
<!-- Emphasis as it is written in plain text, where the settings want it: _italic_, *bold*. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="line">

  <!-- The sign for the emphasis of an element: the one that the website and the book show as italic or bold. -->
  <xsl:function name="ed:emphasis" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:variable name="rend" as="xs:string*" select="tokenize($node/@rend)"/>
    <xsl:sequence select="
      if ($node/self::tei:hi) then
        (if ($rend = ('bold', 'b')) then '*' else if (empty($rend) or $rend = ('italic', 'italics', 'i', 'it')) then '_' else ())
      else if ($node/self::tei:title) then (if ($node/@level = ('a', 'u', 's')) then () else '_')
      else if ($node[self::tei:emph or self::tei:foreign or self::tei:distinct or self::tei:mentioned]) then '_'
      else ()"/>
  </xsl:function>

  <!-- The signs touch the words; what is emphasised within the same emphasis has none. -->
  <xsl:template match="(tei:hi | tei:emph | tei:foreign | tei:distinct | tei:mentioned | tei:title)[$text-emphasis]" as="xs:string*">
    <xsl:variable name="sign" as="xs:string?" select="ed:emphasis(.)[not(. = current()/ancestor::*/ed:emphasis(.))]"/>
    <xsl:variable name="parts" as="xs:string*"><xsl:apply-templates/></xsl:variable>
    <xsl:variable name="words" as="xs:string" select="string-join($parts)"/>
    <xsl:variable name="inner" as="xs:string" select="normalize-space($words)"/>
    <xsl:sequence select="
      if (not($sign) or not($inner)) then $words
      else (if (matches($words, '^\s')) then ' ' else '') || ed:ours($sign) || $inner || ed:ours($sign)
        || (if (matches($words, '\s$')) then ' ' else '')"/>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module linking: references, segments. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="tei:ref | tei:ptr" as="xs:string*">
    <xsl:variable name="target" as="element()?" select="@ed:to ! key('target', .)[1]"/>
    <xsl:choose>
      <!-- The source's own mark of a note that is not there: it is shown, and leads nowhere. -->
      <xsl:when test="@type = 'noteAnchor'"><xsl:sequence select="(normalize-space(), @n)[. ne ''][1] ! ('#mark(' || ed:string(.) || ');')"/></xsl:when>
      <xsl:when test="not(node())">
        <xsl:sequence select="ed:opening(.), ed:markup(string(($target ! ed:title-of(.), @target)[1])), ed:opening(.) ! '];'"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="linked"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The words of an element as a link to where it leads, if that is anywhere. -->
  <xsl:template name="linked" as="xs:string*">
    <xsl:param name="function" as="xs:string?"/>
    <xsl:variable name="opening" as="xs:string?" select="ed:opening(.)"/>
    <xsl:sequence select="$opening"/>
    <xsl:call-template name="call"><xsl:with-param name="function" select="$function"/></xsl:call-template>
    <xsl:sequence select="$opening ! '];'"/>
  </xsl:template>

  <!-- No link in a title or a variant, nor around blocks and notes. -->
  <xsl:function name="ed:opening" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      if ($node/ancestor::ed:title or $node/ancestor::ed:entry or not($node/@ed:to or $node/@ed:href)
        or $node//ed:mark or ed:has-blocks($node)) then ()
      else if ($node/@ed:to) then '#to(' || ed:string($node/@ed:to) || ')['
      else '#web(' || ed:string($node/@ed:href) || ')['"/>
  </xsl:function>

  <!-- What an empty pointer shows: the head of its target, or the words of a bibliographic entry. -->
  <xsl:function name="ed:title-of" as="xs:string?">
    <xsl:param name="target" as="element()"/>
    <xsl:sequence select="
      (if ($target/tei:head) then ed:head($target)
       else if ($target/self::tei:bibl or $target/self::tei:biblStruct) then normalize-space($target)
       else if ($target/self::tei:note) then string($target/@ed:label)
       else string($target/@n))[. ne '']"/>
  </xsl:function>

  <xsl:template match="tei:seg | tei:s | tei:w | tei:c | tei:pc | tei:m | tei:cl | tei:phr | tei:span[not(@from)]" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module linking: references, segments. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:ref | tei:ptr" as="node()*">
    <xsl:variable name="link" as="xs:string?" select="ed:link(.)"/>
    <xsl:choose>
      <!-- The source's own mark of a note that is not there: it is shown, and leads nowhere. -->
      <xsl:when test="@type = 'noteAnchor'"><sup class="mark" data-generated=""><xsl:value-of select="(normalize-space(), @n)[. ne ''][1]"/></sup></xsl:when>
      <xsl:when test="exists($link) and ed:may-link(.)">
        <a class="ref" href="{$link}">
          <xsl:call-template name="attributes"/>
          <xsl:choose>
            <xsl:when test="node()"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="data-generated" select="''"/>
              <xsl:value-of select="(key('target', @ed:to)[1] ! ed:title-of(.), @target)[1]"/>
            </xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"><xsl:with-param name="class" select="'ref'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What an empty pointer shows: the head of its target, or the words of a bibliographic entry. -->
  <xsl:function name="ed:title-of" as="xs:string?">
    <xsl:param name="target" as="element()"/>
    <xsl:sequence select="
      (if ($target/tei:head) then ed:head($target)
       else if ($target/self::tei:bibl or $target/self::tei:biblStruct) then normalize-space($target)
       else if ($target/self::tei:note) then string($target/@ed:label)
       else string($target/@n))[. ne '']"/>
  </xsl:function>

  <xsl:template match="tei:seg | tei:s | tei:w | tei:c | tei:pc | tei:m | tei:cl | tei:phr | tei:span[not(@from)]" as="node()*">
    <xsl:choose>
      <xsl:when test="@xml:id or @xml:lang or @ed:alt or @rend">
        <xsl:call-template name="inline"><xsl:with-param name="class" select="string-join((local-name(), @type) ! replace(., '[^A-Za-z0-9_-]', ''), ' ')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>

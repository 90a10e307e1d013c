<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 30: @ed:page on what opens a page of the website; its value is the stem of the file. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="pages">

  <!-- Stems that the website uses itself. -->
  <xsl:variable name="reserved" as="xs:string*"
      select="'index', 'contents', 'about', 'persons', 'places', 'organisations', 'events', 'bibliography', 'map', 'timeline', 'network', 'search',
        'cite'"/>

  <!-- The front matter that is in no division is the cover; divisions of front, body and back, and those inside a
       part, are pages; so is a body that has text of its own. -->
  <xsl:function name="ed:opens-page" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      (($node/self::tei:div or $node/self::tei:div1)
        and ($node/parent::tei:front or $node/parent::tei:back or $node/parent::tei:body
          or $node/parent::tei:div[@type = 'part'] or $node/parent::tei:div1[@type = 'part'])
        or $node/self::tei:body[* except (tei:div, tei:div1, tei:pb, tei:lb, tei:cb, tei:milestone, tei:anchor, tei:fw)])
      and empty($node/ancestor::tei:floatingText)"/>
  </xsl:function>

  <xsl:function name="ed:stem" as="xs:string">
    <xsl:param name="node" as="element()"/>
    <xsl:variable name="plain" as="xs:string" select="
      replace(replace(if ($node/@xml:id) then $node/@xml:id else 'section', '[^A-Za-z0-9._-]', '-'), '^[.-]+', '')"/>
    <xsl:sequence select="if (lower-case($plain) = ($reserved, '')) then 'text-' || $plain else $plain"/>
  </xsl:function>

  <!-- From the ed:id of each page to its stem; two of one name, in any case of letters, get numbers. -->
  <xsl:key name="stem" match="ed:stem" use="@for"/>
  <xsl:function name="ed:stems" as="document-node()" cache="yes">
    <xsl:param name="root" as="document-node()"/>
    <xsl:document>
      <xsl:for-each-group select="$root//tei:text//(tei:div | tei:div1 | tei:body)[ed:opens-page(.)]"
          group-by="lower-case(ed:stem(.))">
        <xsl:for-each select="current-group()">
          <ed:stem for="{@ed:id}">
            <xsl:value-of select="ed:stem(.) || (if (position() = 1 and last() = 1) then '' else '-' || position())"/>
          </ed:stem>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:document>
  </xsl:function>

  <xsl:template match="tei:text[not(ancestor::tei:text)]" as="element()">
    <xsl:copy>
      <xsl:attribute name="ed:page" select="'index'"/>
      <xsl:apply-templates select="@*, node()"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="(tei:div | tei:div1 | tei:body)[ed:opens-page(.)]" as="element()">
    <xsl:copy>
      <xsl:attribute name="ed:page" select="key('stem', @ed:id, ed:stems(root()))"/>
      <xsl:apply-templates select="@*, node()"/>
    </xsl:copy>
  </xsl:template>

  <!-- Where no page can open, all is copied whole, which is quicker than piece by piece. -->
  <xsl:template as="element()"
      match="tei:teiHeader | tei:standOff | tei:p | tei:lg | tei:list | tei:head | tei:note | tei:table | tei:figure | tei:quote">
    <xsl:copy-of select="."/>
  </xsl:template>

</xsl:stylesheet>

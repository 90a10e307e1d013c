<?xml version="1.0" encoding="UTF-8"?>
<!-- What the modules share: attributes that every element may carry, links, and inline or block. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <!-- id, language and direction. A private id is written only where our own links lead to it. -->
  <xsl:template name="attributes" as="attribute()*">
    <xsl:if test="ed:has-id(.) and not(ancestor::ed:title or ancestor::ed:lemma or ancestor::ed:reading)">
      <xsl:attribute name="id" select="@ed:id"/>
    </xsl:if>
    <xsl:if test="@rendition or @style"><xsl:attribute name="data-rendition" select="ed:renditions(.)"/></xsl:if>
    <xsl:call-template name="language"/>
  </xsl:template>

  <!-- How the source renders an element: the names of its renditions, and one for the style that it carries itself. -->
  <xsl:function name="ed:renditions" as="xs:string">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="string-join(
      (tokenize($node/@rendition)[starts-with(., '#')] ! substring(., 2), $node/@style ! ed:style-name(.)), ' ')"/>
  </xsl:function>

  <!-- The name of a style is made of its words. -->
  <xsl:function name="ed:style-name" as="xs:string">
    <xsl:param name="style" as="xs:string"/>
    <xsl:sequence select="'style-' || replace(lower-case(normalize-space($style)), '[^a-z0-9]+', '-')"/>
  </xsl:function>

  <xsl:function name="ed:has-id" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      $node/@ed:id and ($node/@xml:id or $node/@ref or ($node/@ed:to and $node/self::tei:bibl) or $node/self::tei:div or $node/self::ed:lem or $node/self::tei:note or $node/self::tei:pb
        or $node/@ed:sic or ($node/self::tei:date[@when or @from or @to or @notBefore or @notAfter] and not($node/ancestor::tei:bibl or $node/ancestor::tei:biblStruct)
          and ($shelf or exists(key('picture', 'timeline', root($node))))))"/>
  </xsl:function>

  <xsl:template name="language" as="attribute()*">
    <xsl:if test="@xml:lang">
      <xsl:attribute name="lang" select="@xml:lang"/>
      <xsl:if test="ed:right-to-left(@xml:lang) ne ed:right-to-left(string(ancestor::*[@xml:lang][1]/@xml:lang))">
        <xsl:attribute name="dir" select="if (ed:right-to-left(@xml:lang)) then 'rtl' else 'ltr'"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- The language of an element, and its direction where the words around it, ours, run the other way. -->
  <xsl:template name="language-among-ours" as="attribute()*">
    <xsl:param name="language" as="xs:string" select="ed:language(.)"/>
    <xsl:if test="$language ne ''">
      <xsl:attribute name="lang" select="$language"/>
      <xsl:if test="ed:right-to-left($language) ne ed:right-to-left($lang)">
        <xsl:attribute name="dir" select="if (ed:right-to-left($language)) then 'rtl' else 'ltr'"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- The address of an element of this document, as seen from another. -->
  <xsl:function name="ed:address" as="xs:string">
    <xsl:param name="target" as="element()"/>
    <xsl:param name="from" as="element()"/>
    <xsl:variable name="entry" as="xs:string?" select="ed:entry-page($target)"/>
    <xsl:variable name="page" as="xs:string?" select="($entry, ed:page($target))[1]"/>
    <xsl:variable name="file" as="xs:string" select="if ($page = ed:page($from)) then '' else $page || '.html'"/>
    <!-- The registers of a shelf lie in the catalogue. -->
    <xsl:variable name="up" as="xs:string" select="if ($shelf and $page = ($registers-of-shelf, $entry)) then '../' else ''"/>
    <xsl:sequence select="
      if (($target/@ed:page or $entry) and $file) then $up || encode-for-uri($file)
      else $up || $file || '#' || encode-for-uri($target/@ed:id)"/>
  </xsl:function>

  <!-- Where a reference leads, if it leads somewhere that the website has. -->
  <xsl:function name="ed:link" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:variable name="target" as="element()?" select="$node/@ed:to ! key('target', ., root($node))[1]"/>
    <!-- What is shown without an id of its own is found at what holds it. -->
    <xsl:variable name="shown" as="element()?" select="$target[exists(ed:page(.))]/ancestor-or-self::*[ed:shows-id(.)][1]"/>
    <xsl:sequence select="if (exists($shown)) then ed:address($shown, $node) else $node/@ed:href ! string()"/>
  </xsl:function>

  <!-- Whether the page really writes the id of an element, so that a link can lead to it. -->
  <xsl:function name="ed:shows-id" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      not($node/ancestor-or-self::tei:div/@type = 'residue')
      and (ed:has-id($node) or exists($node/@ed:page))
      and not(($node/self::tei:anchor or $node/self::tei:lb) and not($node/@xml:id))
      and not(local-name($node) = ('gap', 'cb', 'gb', 'space', 'caesura', 'rhyme', 'g', 'surname', 'forename', 'roleName', 'addName',
        'genName', 'nameLink', 'settlement', 'country', 'region', 'district', 'bloc', 'geogFeat', 'offset', 'affiliation', 'occupation',
        'birth', 'death', 'residence', 'geo', 'castList', 'castGroup', 'graphic', 'figDesc', 'desc', 'index', 'front', 'back', 'group'))
      and not($node/self::tei:body[not(@ed:page)])
      and not($node/self::tei:ref/@type = 'noteAnchor')
      and (exists($node/ancestor::tei:text) or $node/self::tei:text or $node/parent::tei:listPerson or $node/parent::tei:listPlace or $node/parent::tei:listOrg
        or $node/parent::tei:listEvent or $node/parent::tei:listBibl)"/>
  </xsl:function>

  <!-- HTML allows no link inside a link: only the innermost of a reference, a name and a mark becomes one. -->
  <xsl:function name="ed:may-link" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      empty($node//(ed:mark | *[@ed:to or @ed:href])) and empty($node/ancestor::ed:title)
      and not(ed:has-blocks($node))"/>
  </xsl:function>

  <!-- A div where blocks are inside, else the element asked for. -->
  <xsl:template name="flow" as="element()">
    <xsl:param name="element" as="xs:string" select="'p'"/>
    <xsl:param name="class" as="xs:string?"/>
    <xsl:variable name="blocks" as="xs:boolean" select="ed:has-blocks(.)"/>
    <xsl:variable name="classes" as="xs:string*" select="$class[.], $element[$blocks]"/>
    <xsl:element name="{if ($blocks) then 'div' else $element}" namespace="">
      <xsl:if test="exists($classes)"><xsl:attribute name="class" select="string-join($classes, ' ')"/></xsl:if>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- Words in a line, with a class: as a span, or as a div where blocks are inside. -->
  <xsl:template name="inline" as="element()">
    <xsl:param name="element" as="xs:string" select="'span'"/>
    <xsl:param name="class" as="xs:string?"/>
    <xsl:element name="{if (ed:has-blocks(.)) then 'div' else $element}" namespace="">
      <xsl:if test="$class"><xsl:attribute name="class" select="$class"/></xsl:if>
      <xsl:call-template name="attributes"/>
      <xsl:if test="@ed:alt[. ne '']"><xsl:attribute name="title" select="@ed:alt"/></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- What every page asks of the whole edition, found once. -->
  <xsl:key name="of-edition" use="'catalogue'" match="ed:catalogue"/>
  <xsl:key name="of-edition" use="'term'" match="tei:text//tei:term[@ed:to]"/>
  <xsl:key name="of-edition" use="'styled'" match="*[@rendition] | tei:text//*[@style] | tei:text[@style]"/>

  <!-- What lies in the catalogue where a text stands on a shelf. -->
  <xsl:variable name="registers-of-shelf" as="xs:string*"
      select="'persons', 'places', 'organisations', 'events', 'bibliography', 'map', 'timeline', 'network', 'search'"/>

  <!-- The role of a division in the vocabulary of digital publishing. -->
  <xsl:function name="ed:role" as="xs:string?">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="
      if ($division/parent::tei:body and $division/@type = 'chapter') then 'doc-chapter'
      else if ($division/@type = ('appendix', 'bibliography', 'foreword', 'glossary', 'index', 'introduction', 'part', 'preface',
        'dedication', 'afterword', 'epilogue', 'prologue', 'conclusion')) then 'doc-' || $division/@type
      else ()"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- What citations, metadata and the lock file are made of, and the page that tells how to cite; the rest is done by
     src/edition/editions/html/citing.py, which fills the page and the heads of the others. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="html">

  <!-- The words of citations, by the ids of their labels. -->
  <xsl:variable name="citing-words" as="xs:string*" select="
    'cite', 'cite-hint', 'cite-close', 'cite-copy', 'cite-copied', 'cite-selected', 'cite-reference', 'cite-link', 'cite-what', 'cite-passage',
    'cite-page', 'cite-edition', 'cite-download', 'cite-passages', 'cite-ids', 'cite-example', 'cite-kept', 'cite-open', 'cite-shut',
    'cite-in', 'cite-version', 'cite-print', 'cite-prints', 'cite-moved', 'translated-by', 'edited-by'"/>

  <!-- The page that tells how to cite. Its content is computed. -->
  <xsl:template name="citing" as="element()">
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="root()"/>
      <xsl:with-param name="stem" select="'cite'"/>
      <xsl:with-param name="heading" select="ed:word('cite-how')"/>
      <xsl:with-param name="content">
        <article class="citing" data-generated="">
          <h1><xsl:value-of select="ed:word('cite-how')"/></h1>
          <div data-cite-page=""/>
        </article>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:function name="ed:citing-facts" as="map(*)">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="pages" as="element()*"/>
    <xsl:variable name="header" as="element()?" select="$root/*/tei:teiHeader"/>
    <xsl:variable name="file" as="element()?" select="$header/tei:fileDesc"/>
    <xsl:variable name="text" as="element()?" select="($root//tei:text)[1]"/>
    <xsl:sequence select="map{
      'stem': $base-name, 'lang': $lang,
      'subtitle': if ($title) then '' else string-join($file/tei:titleStmt/tei:title[@type = ('sub', 'subtitle')] ! normalize-space(.)[. ne ''], '. '),
      'names': array{ ('author', 'translator', 'editor') ! ed:name-facts($root, .) },
      'description': normalize-space(($header/tei:profileDesc/tei:abstract[normalize-space()], $header/tei:encodingDesc/tei:projectDesc/tei:p[normalize-space()])[1]),
      'pages': array{ $pages ! map{'stem': string(@ed:page), 'break': ed:opening-break(.), 'begins': ed:begins(.), 'language': ed:language(.)} },
      'words': map:merge($citing-words ! map{.: ed:word(.)}, map{'duplicates': 'use-first'}),
      'identified': array{ ed:identified($root) },
      'ids': array{ ed:public-ids($root, $text) }
    }"/>
  </xsl:function>

  <!-- Each person of a role: the name as it is written, and surname and given names where they are tagged. -->
  <xsl:function name="ed:name-facts" as="map(*)*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:for-each select="ed:named-elements($root, $role)[normalize-space()]">
      <xsl:sequence select="map{
        'role': $role, 'name': normalize-space(.),
        'family': string-join((.//tei:nameLink, .//tei:surname) ! normalize-space(.)[. ne ''], ' '),
        'given': string-join(.//tei:forename ! normalize-space(.)[. ne ''], ' '),
        'body': exists(.//tei:orgName | self::tei:orgName)
      }"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="ed:named-elements" as="element()*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:variable name="statement" as="element()?" select="$root/*/tei:teiHeader/tei:fileDesc/tei:titleStmt"/>
    <xsl:sequence select="
      if ($role = 'author') then $statement/tei:author
      else if ($role = 'translator') then $statement/(tei:editor[matches(@role, 'transl')],
        tei:respStmt[matches(string-join(tei:resp), 'transl', 'i')]/(tei:persName | tei:name | tei:orgName))
      else $statement/tei:editor[not(matches(@role, 'transl'))]"/>
  </xsl:function>

  <!-- The number of the page of the print that begins where a page of the website does, before its head or behind it;
       empty where none does. -->
  <xsl:function name="ed:opening-break" as="xs:string">
    <xsl:param name="page" as="element()"/>
    <xsl:variable name="break" as="element()?" select="($page//tei:pb)[1]"/>
    <xsl:variable name="before" as="element()?" select="$page/preceding-sibling::*[1][self::tei:pb]"/>
    <xsl:variable name="first" as="text()?" select="($page//text()[normalize-space()][not(ancestor::tei:head)])[1]"/>
    <xsl:sequence select="string(if ($break and not($first &lt;&lt; $break)) then $break/@n else $before/@n)"/>
  </xsl:function>

  <!-- How a page begins: the first of its paragraphs that is long enough to tell something. -->
  <xsl:function name="ed:begins" as="xs:string">
    <xsl:param name="page" as="element()"/>
    <xsl:variable name="first" as="element()?" select="($page//tei:p[string-length(.) gt 40][not(ancestor::ed:notes)])[1]"/>
    <xsl:sequence select="substring(normalize-space($first), 1, 240)"/>
  </xsl:function>

  <!-- The entries with pages of their own that authorities know by an address. -->
  <xsl:function name="ed:identified" as="map(*)*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:for-each select="('persons', 'places', 'organisations')[. = ed:registers($root)] ! ed:entries($root, .)">
      <xsl:variable name="links" as="xs:string*" select="distinct-values(tei:idno ! normalize-space(.)[matches(., '^https?://\S+$')])"/>
      <xsl:if test="exists($links) and exists(ed:entry-page(.))">
        <xsl:sequence select="map{'page': ed:entry-page(.), 'element': local-name(), 'name': ed:entry-name(.), 'links': array{ $links }}"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- Every id that the editor gave and the website shows, with its element and its page. -->
  <xsl:function name="ed:public-ids" as="map(*)*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="text" as="element()?"/>
    <xsl:for-each select="$text//*[@xml:id][@ed:id = @xml:id][not(ancestor::ed:apparatus)], ed:registers($root) ! ed:entries($root, .)[@xml:id]">
      <xsl:variable name="page" as="xs:string?" select="(ed:entry-page(.), ed:page(.))[1]"/>
      <xsl:if test="$page and ed:shows-id(.)">
        <xsl:sequence select="map{'id': string(@ed:id), 'element': if (self::ed:lem) then 'app' else local-name(), 'page': $page}"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

</xsl:stylesheet>

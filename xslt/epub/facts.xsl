<?xml version="1.0" encoding="UTF-8"?>
<!-- The facts of the book, as JSON: what its package document is made of by src/edition/editions/epub. No file of it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:h="http://www.w3.org/1999/xhtml" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:epub="http://www.idpf.org/2007/ops"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template name="book-facts" as="xs:string">
    <xsl:param name="files" as="element(ed:file)*"/>
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="header" as="element()?" select="$root/*/tei:teiHeader"/>
    <xsl:variable name="text" as="element()?" select="($root//tei:text)[1]"/>
    <xsl:variable name="language" as="xs:string" select="string($text ! ed:language(.))"/>
    <xsl:variable name="shown" as="element()*" select="ed:shown-figures($root)"/>
    <xsl:variable name="styles" as="xs:string*" select="
      $text/@style, tokenize($text/@rendition)[starts-with(., '#')] ! key('in-header', substring(., 2), $root)"/>
    <xsl:variable name="facts" as="map(*)" select="map{
      'title': ed:title($root),
      'lang': $lang,
      'language': $language,
      'languages': array{ distinct-values(($language, $header/tei:profileDesc/tei:langUsage/tei:language/@ident ! string(.),
        if ($header/tei:profileDesc/tei:langUsage/tei:language) then () else $root//tei:text//@xml:lang ! string(.)))[ed:is-tag(.)] },
      'backwards': ed:right-to-left($language) or (some $style in $styles satisfies matches($style, 'writing-mode\s*:\s*vertical-rl')),
      'styled': exists(key('of-edition', 'styled', $root)),
      'renditions': map:merge((
        $header//tei:rendition[@xml:id][not(@scheme != 'css')] ! map{string(@xml:id): normalize-space(.)},
        for $style in $root//tei:text/descendant-or-self::*/@style return map{ed:style-name($style): normalize-space($style)}), map{'duplicates': 'use-last'}),
      'header': ed:header-facts($root),
      'citing': map{
        'stem': $base-name, 'lang': $lang,
        'subtitle': if ($title) then '' else string-join($header/tei:fileDesc/tei:titleStmt/tei:title[@type = ('sub', 'subtitle')] ! normalize-space(.)[. ne ''], '. '),
        'names': array{ ('author', 'translator', 'editor') ! ed:name-facts($root, .) },
        'description': normalize-space(($header/tei:profileDesc/tei:abstract[normalize-space()], $header/tei:encodingDesc/tei:projectDesc/tei:p[normalize-space()])[1])
      },
      'rights': normalize-space(($header/tei:fileDesc/tei:publicationStmt/tei:availability)[1]),
      'from': normalize-space(($header/tei:fileDesc/tei:sourceDesc/(tei:bibl, tei:biblStruct, tei:biblFull, tei:p))[normalize-space()][1]),
      'files': array{ $files/@name ! string(.) },
      'paged': exists($files//h:span[@epub:type = 'pagebreak'][@data-n][@id]),
      'registers': exists(ed:registers($root)),
      'figures': count($shown),
      'described': count($shown[tei:figDesc[normalize-space()]]),
      'summary': ed:access-summary($root),
      'words': map:merge(('epub-cover', 'author', 'translated-by', 'edited-by') ! map{.: ed:word(.)})
    }"/>
    <xsl:sequence select="serialize($facts, map{'method': 'json'})"/>
  </xsl:template>

</xsl:stylesheet>

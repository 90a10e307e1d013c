<?xml version="1.0" encoding="UTF-8"?>
<!-- The facts of the edition, as JSON: what the pictures, the search and the citations of the website are made of by
     src/edition/editions/html. Not a file of the website. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="html">

  <xsl:template name="facts" as="xs:string">
    <xsl:param name="pages" as="element()*"/>
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="facts" as="map(*)" select="map{
      'title': ed:title($root),
      'language': string(($root//tei:text)[1] ! ed:language(.)),
      'header': ed:header-facts($root),
      'citing': ed:citing-facts($root, $pages),
      'pages': array{ $pages ! ed:page-facts(.) },
      'breaks': array{ $root//tei:text//tei:pb[@n][@ed:id][not(ancestor::tei:div/@type = 'residue')] !
        map{'n': string(@n), 'id': string(@ed:id), 'page': string(ed:page(.))} },
      'entries': array{ for $register in ed:registers($root), $entry in ed:entries($root, $register) return ed:entry-facts($entry, $register) },
      'dates': array{ $root//tei:text//tei:date[@when or @from or @to or @notBefore or @notAfter][@ed:id]
        [not(ancestor::tei:div/@type = 'residue' or ancestor::ed:apparatus)] ! ed:date-facts(.) }
    }"/>
    <xsl:sequence select="serialize($facts, map{'method': 'json'})"/>
  </xsl:template>

  <!-- A page of the text: its stem, head, number and type, and how many letters it has. -->
  <xsl:function name="ed:page-facts" as="map(*)">
    <xsl:param name="page" as="element()"/>
    <xsl:sequence select="map{
      'stem': string($page/@ed:page), 'id': string($page/@ed:id), 'head': ed:head($page), 'n': string($page/@n),
      'type': string($page/@type),
      'length': sum(($page//text() except $page//tei:*[@ed:page]//text()) ! string-length(.))
    }"/>
  </xsl:function>

  <!-- An entry of a register: what is known of it, and each mention with its page and block. -->
  <xsl:function name="ed:entry-facts" as="map(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:param name="register" as="xs:string"/>
    <xsl:variable name="geo" as="xs:string" select="normalize-space(($entry/tei:location//tei:geo)[1])"/>
    <xsl:sequence select="map{
      'id': string($entry/@ed:id), 'register': $register, 'page': string(ed:entry-page($entry)), 'name': ed:entry-name($entry),
      'sort': string($entry/@ed:sort), 'years': ed:years($entry),
      'kind': string(($entry/tei:occupation[1] ! normalize-space(.), $entry/@type)[1]),
      'geo': if (matches($geo, '^-?\d+(\.\d+)?[ ,]+-?\d+(\.\d+)?$')) then array{ tokenize($geo, '[ ,]+') ! number(.) } else (),
      'mentions': array{ $entry/ed:mentions/ed:mention ! map{'page': string(@ed:page), 'to': string(@ed:to), 'block': string(@ed:block)} }
    }"/>
  </xsl:function>

  <!-- A dated passage: its date as it is encoded, its words and its place. -->
  <xsl:function name="ed:date-facts" as="map(*)">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="map:merge((
      for $name in ('when', 'from', 'to', 'notBefore', 'notAfter', 'cert')
        return $date/@*[local-name() = $name][namespace-uri() = ''] ! map{$name: string(.)},
      map{'id': string($date/@ed:id), 'page': string(ed:page($date)), 'text': normalize-space($date)}))"/>
  </xsl:function>

  <!-- What citations and metadata are made of: the statements of the header. -->
  <xsl:function name="ed:header-facts" as="map(*)">
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="file" as="element()?" select="$root/*/tei:teiHeader/tei:fileDesc"/>
    <xsl:variable name="dates" as="element()*" select="$file/(tei:editionStmt//tei:date, tei:publicationStmt//tei:date)"/>
    <xsl:sequence select="map{
      'authors': array{ ed:named($root, 'author') },
      'translators': array{ ed:named($root, 'translator') },
      'editors': array{ ed:named($root, 'editor') },
      'publisher': string(($file/tei:publicationStmt/(tei:publisher | tei:authority | tei:distributor) ! normalize-space(.))[. ne ''][1]),
      'place': string(($file/tei:publicationStmt/tei:pubPlace ! normalize-space(.))[. ne ''][1]),
      'date': string(($dates/@when, $dates ! normalize-space(.))[. ne ''][1]),
      'edition': string(($file/tei:editionStmt/tei:edition ! (string(@n), normalize-space(.)))[. ne ''][1]),
      'licence': string(($file/tei:publicationStmt//tei:licence/@target)[1]),
      'identifiers': array{ $file/tei:publicationStmt/tei:idno[normalize-space()] ! map{'type': string(@type), 'value': normalize-space(.)} },
      'changed': string(max($root/*/tei:teiHeader/tei:revisionDesc//tei:change/@when ! string(.)[matches(., '^\d{4}(-\d\d(-\d\d)?)?$')]))
    }"/>
  </xsl:function>

</xsl:stylesheet>

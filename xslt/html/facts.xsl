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
      'lang': $lang,
      'language': string(($root//tei:text)[1] ! ed:language(.)),
      'styled': exists($root//@rendition | $root//tei:text//@style),
      'renditions': ed:rendition-facts($root),
      'header': ed:header-facts($root),
      'words': map:merge(($script-words, $names-of-hands ! ('by-' || .)) ! map{.: ed:word(.)}),
      'search': map:merge(($search-words ! map{.: ed:word('search-' || .)}, ('cover', 'translation', 'original', ed:registers($root)) ! map{.: ed:word(.)})),
      'picture-words': map:merge($picture-words ! map{.: ed:word('picture-' || .)}),
      'beside': map:merge(('beside', 'beside-both', 'beside-elsewhere', 'original', 'translation', 'previous', 'next') ! map{.: ed:word(.)}),
      'aligned': array{ if ($original or $translation) then key('aligned', true(), $root) ! [string(@ed:id), array{tokenize(@corresp)}] else () },
      'pictures': array{ ed:pictures($root) },
      'hands': array{ $names-of-hands[. = ed:hands($root)] },
      'contents': array{ ($root//tei:text[@ed:page = 'index'])[1]/
        (ed:contents/ed:entry ! ed:contents-facts(.), ed:catalogue/ed:text ! [@ed:stem || '/index', '', string(@ed:title), []]) },
      'citing': ed:citing-facts($root, $pages),
      'about': ed:about-facts($root),
      'pages': array{ $pages ! ed:page-facts(.) },
      'breaks': array{ $root//tei:text//tei:pb[@n][@ed:id][not(ancestor::tei:div/@type = 'residue')] !
        map{'n': string(@n), 'id': string(@ed:id), 'page': string(ed:page(.))} },
      'entries': array{ for $register in ed:registers($root), $entry in ed:entries($root, $register) return ed:entry-facts($entry, $register) },
      'glossary': array{ $root//tei:text//tei:list[@type = ('gloss', 'glossary')]/tei:label[following-sibling::tei:item] ! ed:gloss-facts(.) },
      'dates': array{ key('dated', 'passage', $root) ! ed:date-facts(.) }
    }"/>
    <xsl:sequence select="serialize($facts, map{'method': 'json'})"/>
  </xsl:template>

  <!-- What says to what in the other text it corresponds. -->
  <xsl:key name="aligned" match="tei:text//*[@corresp][@ed:id] | tei:text[@corresp][@ed:id]" use="true()"/>

  <!-- The words that scripts need. -->
  <xsl:variable name="script-words" as="xs:string*" select="
    'contents', 'reading', 'paper', 'paper-system', 'paper-light', 'paper-sepia', 'paper-dark', 'size', 'smaller', 'larger', 'notes-by',
    'names-shown', 'variants-shown', 'keys', 'key-contents', 'key-search', 'key-turn', 'key-cite', 'key-beside', 'close', 'goto', 'go', 'nopage', 'howfar', 'resume',
    'wholenote', 'beneath'"/>
  <xsl:variable name="search-words" as="xs:string*" select="
    'search', 'hint', 'where', 'chapter', 'all', 'person', 'place', 'text-of', 'texts', 'text', 'verse', 'headings', 'author', 'translator',
    'editor', 'other', 'one-verse', 'one-headings', 'one-author', 'one-translator', 'one-editor', 'one-other', 'names', 'none', 'one', 'many',
    'passages', 'registers', 'more', 'spelt', 'also', 'page', 'hits', 'next', 'previous', 'end', 'on', 'back', 'unloaded', 'only-without'"/>
  <!-- Words of the pictures: of all of them, of the map, of the timeline and the charts, of the network. -->
  <xsl:variable name="picture-words" as="xs:string*" select="($words-of-map, $words-of-timeline, $words-of-network)"/>
  <xsl:variable name="words-of-map" as="xs:string*" select="
    'map-whole', 'map-region', 'map-lead', 'map-credit', 'map-one', 'map-few', 'map-many', 'map-table', 'map-place', 'map-kind',
    'map-position', 'map-mentions', 'map-chapters', 'map-km', 'map-north', 'map-south', 'map-east', 'map-west', 'map-here'"/>
  <xsl:variable name="words-of-timeline" as="xs:string*" select="
    'dated-month', 'dated-year', 'dated-decade', 'dated-century', 'lines', 'passages', 'months', 'months-of', 'first', 'date-day', 'date-of-year',
    'date-month', 'date-span', 'between', 'not-before', 'not-after', 'since', 'until', 'bc', 'uncertain', 'earlier', 'later', 'more-spans',
    'no-year', 'unread', 'event'"/>
  <xsl:variable name="words-of-network" as="xs:string*" select="
    'none', 'network-caption', 'person', 'together', 'beside', 'with', 'mentions', 'first-passage', 'chart'"/>
  <xsl:variable name="names-of-hands" as="xs:string*" select="'author', 'translator', 'editor', 'other'"/>

  <!-- How the source looks: each rendition, and each style that an element carries, by its name. -->
  <xsl:function name="ed:rendition-facts" as="map(*)">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="map:merge((
      $root/*/tei:teiHeader//tei:rendition[@xml:id][not(@scheme != 'css')] ! map{string(@xml:id): normalize-space(.)},
      for $style in $root//tei:text//@style return map{ed:style-name($style): normalize-space($style)}))"/>
  </xsl:function>

  <!-- Whose notes there are: those of the three hands that are told apart, and all others. -->
  <xsl:function name="ed:hands" as="xs:string*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="
      distinct-values($root//ed:notes//tei:note[@ed:label]/@ed:hand ! (if (. = ('author', 'translator', 'editor')) then string(.) else 'other'))"/>
  </xsl:function>

  <!-- An entry of the contents: its page, its id where it is no page, its title, what is below it. -->
  <xsl:function name="ed:contents-facts" as="array(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="title" as="xs:string" select="normalize-space($entry/ed:title)"/>
    <xsl:sequence select="[
      string($entry/@ed:page),
      if (key('target', $entry/@ed:to, root($entry))[1]/@ed:page) then '' else string($entry/@ed:to),
      if ($title) then $title else ed:kind($entry/@ed:type),
      array{ $entry/ed:entry ! ed:contents-facts(.) }]"/>
  </xsl:function>

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
    <xsl:sequence select="map{
      'id': string($entry/@ed:id), 'register': $register, 'page': string(ed:entry-page($entry)), 'name': ed:entry-name($entry),
      'sort': string($entry/@ed:sort), 'years': ed:years($entry),
      'note': replace(normalize-space(string($entry/tei:note[1])), '^(.{240}\S*)\s.*$', '$1 …'),
      'forms': array{ distinct-values($entry/(tei:persName | tei:placeName | tei:orgName | tei:geogName | tei:label | tei:title | tei:author) !
        normalize-space(.))[. ne ''] },
      'kind': string(($entry/tei:occupation[1] ! normalize-space(.), $entry/@type)[1]),
      'dated': map:merge(for $name in $names-of-dates return $entry/@*[local-name() = $name][namespace-uri() = ''] ! map{$name: string(.)}),
      'geo': if (exists(ed:position($entry))) then array{ ed:position($entry) } else (),
      'mentions': array{ $entry/ed:mentions/ed:mention ! map{'page': string(@ed:page), 'to': string(@ed:to), 'block': string(@ed:block)} }
    }"/>
  </xsl:function>

  <!-- An entry of a glossary: the ids that lead to it, what it explains, and how. -->
  <xsl:function name="ed:gloss-facts" as="map(*)">
    <xsl:param name="label" as="element()"/>
    <xsl:variable name="item" as="element()" select="$label/following-sibling::tei:item[1]"/>
    <xsl:sequence select="map{
      'ids': array{ ($label, $label//tei:term, $label//tei:gloss, $item)/@ed:id ! string(.) },
      'entries': array{ distinct-values($label//@ed:to ! string(.)) },
      'name': replace(normalize-space($label), '\s*[:.–—]$', ''),
      'note': replace(normalize-space($item), '^(.{280}\S*)\s.*$', '$1 …')
    }"/>
  </xsl:function>

  <xsl:variable name="names-of-dates" as="xs:string*" select="'when', 'from', 'to', 'notBefore', 'notAfter', 'cert'"/>

  <!-- A dated passage: its date as it is encoded, its words and its place. -->
  <xsl:function name="ed:date-facts" as="map(*)">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="map:merge((
      for $name in $names-of-dates return $date/@*[local-name() = $name][namespace-uri() = ''] ! map{$name: string(.)},
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
      'date': string(($dates/@when ! string(.), $dates ! normalize-space(.))[. ne ''][1]),
      'origin': string(($root/*/tei:teiHeader/(tei:profileDesc/tei:correspDesc/tei:correspAction/tei:date | tei:profileDesc/tei:creation/tei:date)
        ! (@when, @from, @notBefore, normalize-space(.)) ! string(.)[. ne ''])[1]),
      'source': normalize-space(string(($file/tei:sourceDesc/(tei:bibl | tei:msDesc/tei:msIdentifier | tei:p))[1])) ! replace(., '^(.{120}\S*)\s.*$', '$1 …'),
      'edition': string(($file/tei:editionStmt/tei:edition ! (string(@n), normalize-space(.)))[. ne ''][1]),
      'licence': string(($file/tei:publicationStmt//tei:licence/@target)[1]),
      'identifiers': array{ $file/tei:publicationStmt/tei:idno[normalize-space()] ! map{'type': string(@type), 'value': normalize-space(.)} },
      'changed': string(max($root/*/tei:teiHeader/tei:revisionDesc//tei:change/@when ! string(.)[matches(., '^\d{4}(-\d\d(-\d\d)?)?$')]))
    }"/>
  </xsl:function>

</xsl:stylesheet>

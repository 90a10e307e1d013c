<?xml version="1.0" encoding="UTF-8"?>
<!-- What every edition asks of the normalised tree: words of the interface, the page of an element, languages. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all">

  <xsl:key name="target" match="*[@ed:id]" use="@ed:id"/>
  <xsl:key name="label" match="label" use="@id"/>
  <xsl:variable name="labels" as="document-node()" select="doc('labels.xml')"/>
  <xsl:variable name="labels-of-project" as="document-node()?" select="if ($own-labels) then parse-xml($own-labels) else ()"/>

  <!-- A word of the interface in the language asked for, or in English. -->
  <xsl:function name="ed:word" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="label" as="element()?" select="key('label', $id, $labels)"/>
    <xsl:variable name="own" as="element()*" select="$labels-of-project ! key('label', $id, .)"/>
    <xsl:sequence select="string(($own/*[local-name() = $lang], $label/*[local-name() = $lang], $own/en, $label/en)[1])"/>
  </xsl:function>

  <!-- The word for a kind of division that has no head; its type itself where we have no word for it. -->
  <xsl:function name="ed:kind" as="xs:string">
    <xsl:param name="type" as="xs:string?"/>
    <xsl:variable name="word" as="xs:string" select="if ($type) then ed:word('div-' || $type) else ''"/>
    <xsl:sequence select="
      if ($word) then $word
      else if ($type) then upper-case(substring($type, 1, 1)) || translate(substring($type, 2), '-_', '  ')
      else ed:word('untitled')"/>
  </xsl:function>

  <!-- The name of the website's page to which an element belongs. -->
  <xsl:function name="ed:page" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      if ($node/ancestor::tei:standOff or $node/ancestor::tei:profileDesc) then
        (if ($node/self::tei:person) then 'persons' else if ($node/self::tei:place) then 'places'
         else if ($node/self::tei:org) then 'organisations'
         else if ($node/self::tei:event[parent::tei:listEvent]) then 'events'
         else if ($node/self::tei:bibl or $node/self::tei:biblStruct) then 'bibliography' else ())
      else $node/ancestor-or-self::*[@ed:page][1]/@ed:page ! string()"/>
  </xsl:function>

  <!-- The page of its own that an entry of a register has; none for one without an id that stays. -->
  <xsl:function name="ed:entry-page" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      if ($node/@xml:id and exists($node/ancestor::tei:standOff) and $node/@ed:sort
        and ($node/self::tei:person or $node/self::tei:place or $node/self::tei:org or $node/self::tei:event
          or $node/parent::tei:listBibl))
      then ed:page($node) ! (. || '-' || $node/@ed:id) else ()"/>
  </xsl:function>

  <!-- The title of a text: a parameter, or the main title of the header. -->
  <xsl:function name="ed:title" as="xs:string">
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="titles" as="element()*" select="$root/*/tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title"/>
    <xsl:sequence select="
      if ($title) then $title
      else (($titles[@type = 'main'], $titles[not(@type)], $titles) ! normalize-space(.)[. ne ''], $base-name)[1]"/>
  </xsl:function>

  <!-- The language of an element: its own or the nearest above it. -->
  <xsl:function name="ed:language" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="string($node/ancestor-or-self::*[@xml:lang][1]/@xml:lang)"/>
  </xsl:function>

  <!-- Whether a language is written from right to left: by its script subtag, or by the script it is usually in. -->
  <xsl:function name="ed:right-to-left" as="xs:boolean">
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="
      matches($language, '-(Arab|Hebr|Syrc|Thaa|Nkoo|Adlm|Mand|Samr)(-|$)', 'i')
      or (matches($language, '^(ar|arc|dv|fa|he|ps|sd|syr|ug|ur|yi)(-|$)', 'i') and not(matches($language, '-Latn|-Cyrl', 'i')))"/>
  </xsl:function>

  <!-- The years of a person's life, in brackets: (1903–1971), (b. 1903), (d. 1934); the dates as they are encoded. -->
  <xsl:function name="ed:years" as="xs:string">
    <xsl:param name="person" as="element()"/>
    <xsl:variable name="born" as="xs:string?" select="ed:year(($person/tei:birth)[1])"/>
    <xsl:variable name="died" as="xs:string?" select="ed:year(($person/tei:death)[1])"/>
    <xsl:sequence select="
      if ($born and $died) then '(' || $born || '–' || $died || ')'
      else if ($born) then '(' || ed:word('born') || ' ' || $born || ')'
      else if ($died) then '(' || ed:word('died') || ' ' || $died || ')'
      else ''"/>
  </xsl:function>

  <xsl:function name="ed:year" as="xs:string?">
    <xsl:param name="event" as="element()?"/>
    <xsl:variable name="when" as="xs:string?" select="
      ($event/(@when, @notBefore, @from), $event/tei:date/(@when, @notBefore, @from))[1] ! string()"/>
    <xsl:variable name="year" as="xs:string?" select="
      if (matches($when, '^\d{4}')) then replace(substring($when, 1, 4), '^0+', '') else normalize-space($event)[. ne '']"/>
    <xsl:sequence select="if ($year and $event/@cert = ('low', 'medium')) then 'c. ' || $year else $year"/>
  </xsl:function>

  <!-- Whether a division does nothing but collect the notes of other divisions: its heads go with them. -->
  <xsl:function name="ed:is-collection" as="xs:boolean">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="
      $division/self::tei:div/@type = 'notes'
      and (every $child in $division/* satisfies
        ($child/self::tei:head or $child/self::tei:note or $child/self::tei:pb or $child/self::tei:lb or $child/self::ed:notes
          or $child/self::ed:apparatus or $child/self::ed:notes-of or ed:is-collection($child)))"/>
  </xsl:function>

  <!-- Whether a break stands between two letters without a space, and parts their words all the same. -->
  <xsl:function name="ed:parts-words" as="xs:boolean">
    <xsl:param name="break" as="element()"/>
    <xsl:sequence select="
      not($break/@break = 'no')
      and matches($break/preceding-sibling::node()[1][self::text()], '\S$')
      and matches($break/following-sibling::node()[1][self::text()], '^\S')"/>
  </xsl:function>

  <!-- Whether a line beginning shows as one: it does, unless a word goes on over it; in the transcription of a document
       it does there too, behind the hyphen of the document. -->
  <xsl:function name="ed:begins-line" as="xs:boolean">
    <xsl:param name="lb" as="element()"/>
    <xsl:sequence select="
      not($lb/@break = 'no')
      or (exists($lb/ancestor::tei:floatingText[@type = 'facsimile'])
        and matches($lb/preceding-sibling::node()[1][self::text()], '[-‐]$'))"/>
  </xsl:function>

  <!-- The persons named in the titleStmt with one of these roles, as they are written there. -->
  <xsl:function name="ed:named" as="xs:string*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:variable name="statement" as="element()?" select="$root/*/tei:teiHeader/tei:fileDesc/tei:titleStmt"/>
    <xsl:sequence select="
      (if ($role = 'author') then $statement/tei:author
       else if ($role = 'translator') then $statement/(tei:editor[matches(@role, 'transl')],
         tei:respStmt[matches(string-join(tei:resp), 'transl', 'i')]/(tei:persName | tei:name | tei:orgName))
       else $statement/tei:editor[not(matches(@role, 'transl'))]) ! normalize-space(.)"/>
  </xsl:function>

  <!-- Whether an element holds what cannot stand in a line. -->
  <xsl:function name="ed:has-blocks" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="exists($node/descendant::*[ed:is-block(.)])"/>
  </xsl:function>

  <xsl:function name="ed:is-block" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      $node/self::tei:p or $node/self::tei:ab or $node/self::tei:list[not(@rend = 'inline')] or $node/self::tei:lg or $node/self::tei:l[not(parent::tei:lg)]
      or $node/self::tei:table or $node/self::tei:figure or $node/self::tei:floatingText or $node/self::tei:sp
      or $node/self::tei:div or $node/self::tei:head or $node/self::tei:listBibl or $node/self::tei:note[@ed:label]
      or $node/self::tei:stage[parent::tei:div or parent::tei:sp or parent::tei:body or parent::tei:stage]
      or $node/self::tei:msDesc or $node/self::tei:argument or $node/self::tei:epigraph or $node/self::tei:opener
      or $node/self::tei:closer or ed:is-letter-line($node) or $node/self::tei:titlePage or $node/self::tei:castList or $node/self::tei:eg"/>
  </xsl:function>

  <!-- A salutation, a signature or a date that stands in a line of its own: its opener or closer has no words beside it. -->
  <xsl:function name="ed:is-letter-line" as="xs:boolean">
    <xsl:param name="node" as="element()"/>
    <xsl:sequence select="
      exists($node[self::tei:salute or self::tei:signed or self::tei:dateline][parent::tei:opener or parent::tei:closer])
      and empty($node/../text()[normalize-space()])"/>
  </xsl:function>

  <!-- The title of a division as plain text: its head, or the word for its kind. -->
  <xsl:function name="ed:head" as="xs:string">
    <xsl:param name="division" as="element()"/>
    <xsl:variable name="head" as="xs:string" select="
      normalize-space(string-join($division/tei:head[1]//text()[not(ancestor::tei:note)]))"/>
    <xsl:sequence select="
      if ($head) then $head
      else if ($division/self::tei:text or $division/self::tei:body) then ed:title(root($division))
      else ed:kind($division/@type)"/>
  </xsl:function>

  <!-- The part of a title page that is the title of the book: the first main one. -->
  <xsl:function name="ed:is-title" as="xs:boolean">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="parts" as="element()*" select="$part/ancestor::tei:titlePage[1]//tei:titlePart"/>
    <xsl:sequence select="some $title in ($parts[@type = 'main'], $parts[not(@type)], $parts)[1] satisfies $title is $part"/>
  </xsl:function>

  <!-- The entries by the register that they stand in. -->
  <xsl:key name="register" use="'persons'" match="tei:standOff//tei:person[@ed:id]"/>
  <xsl:key name="register" use="'places'" match="tei:standOff//tei:place[@ed:id]"/>
  <xsl:key name="register" use="'organisations'" match="tei:standOff//tei:org[@ed:id]"/>
  <xsl:key name="register" use="'events'" match="tei:standOff//tei:listEvent/tei:event[@ed:id]"/>
  <xsl:key name="register" use="'bibliography'" 
      match="tei:standOff//tei:listBibl/tei:bibl[@ed:id] | tei:standOff//tei:listBibl/tei:biblStruct[@ed:id]"/>

  <!-- The registers that this edition has. -->
  <xsl:function name="ed:registers" as="xs:string*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:sequence select="('persons', 'places', 'organisations', 'events', 'bibliography')[exists(key('register', ., $root))]"/>
  </xsl:function>

  <!-- The entries of a register, in order. -->
  <xsl:function name="ed:entries" as="element()*">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="register" as="xs:string"/>
    <xsl:variable name="all" as="element()*" select="key('register', $register, $root)"/>
    <xsl:perform-sort select="$all">
      <xsl:sort select="string(@ed:sort)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
    </xsl:perform-sort>
  </xsl:function>

  <!-- The letter beneath which an entry stands: the first of its key. -->
  <xsl:function name="ed:letter" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="first" as="xs:string" select="upper-case(substring($entry/@ed:sort, 1, 1))"/>
    <xsl:sequence select="if (matches($first, '\p{L}')) then $first else '#'"/>
  </xsl:function>

</xsl:stylesheet>

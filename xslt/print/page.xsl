<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands before the text: title page, imprint, contents; and the order of the whole. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:template match="/" as="map(xs:string, xs:string)">
    <xsl:variable name="source" as="xs:string*">
      <xsl:apply-templates select="(//tei:text[@ed:page = 'index'])[1]" mode="book"/>
    </xsl:variable>
    <xsl:sequence select="map{$base-name || '.typ': string-join($source)}"/>
  </xsl:template>

  <xsl:mode name="book" on-no-match="fail"/>
  <xsl:template match="tei:text" mode="book" as="xs:string*">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="language" as="xs:string" select="(ed:language(.)[. ne ''], $lang)[1]"/>
    <xsl:variable name="title" as="xs:string" select="ed:title($root)"/>
    <xsl:variable name="pages" as="element()*" select="tei:front/tei:titlePage[.//tei:titlePart[ed:is-title(.)]]"/>
    <xsl:sequence select="
      unparsed-text('template.typ'), '&#10;// The pictures that are there.&#10;#let pictures = ()&#10;#let picture = picture-of.with(pictures)&#10;',
      '&#10;#show: book.with(&#10;  title: ' || ed:string($title) || ', running: ' || ed:string(ed:short($title)) || ',&#10;  author: ('
      || string-join(ed:named($root, 'author') ! (ed:string(.) || ', ')) || '), paper: ' || ed:string($paper)
      || ',&#10;  lang: ' || ed:language-arguments($language) => replace(', ', ', dir: ') || ed:date-of-edition($root) || ',&#10;)', $break"/>
    <xsl:choose>
      <xsl:when test="exists($pages)"><xsl:apply-templates select="$pages" mode="print"/></xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="
          '#title-page[',
          ed:named($root, 'author') ! ('#title-author[' || ed:markup(.) || '];' || $break),
          '#main-title[' || ed:markup($title) || '];', $break,
          ed:named($root, 'translator') ! ('#title-line[' || ed:markup(ed:word('translated-by') || ' ' || .) || '];' || $break),
          ed:named($root, 'editor') ! ('#title-line[' || ed:markup(ed:word('edited-by') || ' ' || .) || '];' || $break),
          '];', $break"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="imprint"/>
    <xsl:call-template name="contents"/>
    <xsl:variable name="loose" as="node()*" select="tei:front/node()[not(self::*[@ed:page]) and not(. intersect $pages)]"/>
    <xsl:if test="$loose[normalize-space() or descendant-or-self::tei:graphic]">
      <xsl:sequence select="'#chapter(&quot;&quot;, silent: true)', $break"/>
    </xsl:if>
    <xsl:apply-templates select="tei:front/(node() except $pages), * except (tei:front, ed:notes, ed:apparatus, ed:emendations), ed:apparatus, ed:notes"
        mode="print"/>
    <xsl:call-template name="emendations"/>
    <xsl:call-template name="registers"/>
  </xsl:template>

  <!-- The date of the document, which archives want: that of the last change, or of the edition; never that of the clock. -->
  <xsl:function name="ed:date-of-edition" as="xs:string?">
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="header" as="element()?" select="$root/*/tei:teiHeader"/>
    <xsl:variable name="dates" as="xs:string*" select="
      max($header/tei:revisionDesc//tei:change/@when ! string(.)[matches(., '^\d{4}(-\d\d(-\d\d)?)?$')]),
      $header/tei:fileDesc/(tei:editionStmt, tei:publicationStmt)//tei:date/(@when, .) ! normalize-space(.)[matches(., '^\d{4}(-\d\d(-\d\d)?)?$')]"/>
    <xsl:for-each select="$dates[1]">
      <xsl:variable name="parts" as="xs:integer*" select="tokenize(., '-') ! xs:integer(.)"/>
      <xsl:variable name="whole" as="xs:string" select="string-join((tokenize(., '-'), '01', '01')[position() le 3], '-')"/>
      <xsl:if test="$whole castable as xs:date and $parts[1] gt 0">
        <xsl:sequence select="',&#10;  date: datetime(year: ' || $parts[1] || ', month: ' || ($parts[2], 1)[1] || ', day: ' || ($parts[3], 1)[1] || ')'"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- The page behind the title: who made the edition, when, of what, and what may be done with it. -->
  <xsl:template name="imprint" as="xs:string*">
    <xsl:variable name="file" as="element()?" select="root()/*/tei:teiHeader/tei:fileDesc"/>
    <xsl:variable name="publication" as="element()?" select="$file/tei:publicationStmt"/>
    <xsl:sequence select="'#imprint['"/>
    <xsl:for-each select="$file/tei:titleStmt/tei:respStmt[normalize-space()]">
      <xsl:sequence select="ed:markup(string-join((tei:resp, * except (tei:resp, tei:note)) ! normalize-space(.)[. ne ''], ' ')), $break"/>
    </xsl:for-each>
    <xsl:for-each select="$publication/(tei:publisher | tei:authority | tei:distributor | tei:pubPlace | tei:date)[normalize-space()]">
      <xsl:sequence select="ed:markup(normalize-space()), if (position() = last()) then $break else ', '"/>
    </xsl:for-each>
    <xsl:for-each select="$publication/(tei:availability//(tei:p | tei:licence[not(tei:p)]) | tei:p | tei:idno)[normalize-space()]">
      <xsl:sequence select="ed:markup(normalize-space()), self::tei:licence/@target ! (' ' || ed:markup(.)), $break"/>
    </xsl:for-each>
    <xsl:for-each select="$file/tei:sourceDesc/(* except tei:listWit)[normalize-space()]">
      <xsl:sequence select="ed:markup(ed:word('source') || ': '), ed:markup(string-join(.//text()[normalize-space()] ! normalize-space(.), ' ')), $break"/>
    </xsl:for-each>
    <xsl:sequence select="'];', $break"/>
  </xsl:template>

  <xsl:template name="contents" as="xs:string*">
    <xsl:variable name="entries" as="element()*" select="ed:contents//ed:entry[ed:is-listed(.)]"/>
    <xsl:if test="exists($entries) or exists(ed:registers(root())) or exists(ed:emendations)">
      <xsl:sequence select="'#contents([' || ed:markup(ed:word('contents')) || '],&#10;'"/>
      <xsl:for-each select="$entries">
        <xsl:sequence select="'(' || @ed:level || ', ' || ed:string(@ed:to) || ', ['"/>
        <xsl:choose>
          <xsl:when test="normalize-space(ed:title)"><xsl:apply-templates select="ed:title/node()" mode="print"/></xsl:when>
          <xsl:otherwise><xsl:sequence select="ed:markup(ed:kind(@ed:type))"/></xsl:otherwise>
        </xsl:choose>
        <xsl:sequence select="']),&#10;'"/>
      </xsl:for-each>
      <xsl:if test="ed:emendations">
        <xsl:sequence select="'(1, ' || ed:string('emendations-list') || ', [' || ed:markup(ed:word('emendations')) || ']),&#10;'"/>
      </xsl:if>
      <xsl:for-each select="ed:registers(root())">
        <xsl:sequence select="'(1, ' || ed:string('register-' || .) || ', [' || ed:markup(ed:word(.)) || ']),&#10;'"/>
      </xsl:for-each>
      <xsl:sequence select="');', $break"/>
    </xsl:if>
  </xsl:template>

  <!-- What the book shows under its own name: not the cover and imprint of the print, nor notes that have moved. -->
  <xsl:function name="ed:is-listed" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="target" as="element()?" select="key('target', $entry/@ed:to, root($entry))[1]"/>
    <xsl:sequence select="
      exists($target) and not($target/self::tei:text) and not(ed:moved-away($target))
      and (exists($target/tei:head) or not($target/@type = $silent))"/>
  </xsl:function>

</xsl:stylesheet>

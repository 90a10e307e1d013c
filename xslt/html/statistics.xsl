<?xml version="1.0" encoding="UTF-8"?>
<!-- What the page about the edition is completed with by src/edition/websites: counts of what other pages show, and words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all"
    default-mode="html">

  <!-- The words of the parts that are computed, by the ids of their labels. -->
  <xsl:variable name="about-words" as="xs:string*" select="
    'persons', 'places', 'organisations', 'events', 'bibliography', 'variants', 'emendations', 'notes-by', 'by-author', 'by-translator',
    'by-editor', 'by-other', 'this-page', 'languages', $labels/labels/label/@id[starts-with(., 'about-')] ! string(.)"/>

  <xsl:function name="ed:about-facts" as="map(*)">
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="notes" as="element()*" select="$root//ed:notes//tei:note[@ed:hand]"/>
    <xsl:sequence select="map{
      'words': map:merge(distinct-values($about-words) ! map{.: ed:word(.)}),
      'notes': map:merge(for $hand in ('author', 'translator', 'editor', 'other') return
        map{$hand: count($notes[(if (@ed:hand = ('author', 'translator', 'editor')) then string(@ed:hand) else 'other') = $hand])}),
      'variants': count($root//ed:apparatus/ed:entry),
      'emendations': count($root//ed:emendations/ed:group/ed:emendation),
      'languages': array{ $root/*/tei:teiHeader/tei:profileDesc/tei:langUsage/tei:language[@ident] ! [string(@ident), normalize-space(.)] }
    }"/>
  </xsl:function>

</xsl:stylesheet>

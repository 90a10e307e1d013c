<?xml version="1.0" encoding="UTF-8"?>
<!-- Where a note is set that stands at its mark: at the foot of a page, in the line, in Markdown and Word. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all">

  <!-- The marks that an edition shows: not those in what it leaves out. -->
  <xsl:key name="shown-marks" use="@ed:note" match="
      ed:mark[not(ancestor::tei:div/@type = 'residue')][empty(ancestor::tei:figDesc | ancestor::tei:desc | ancestor::tei:index
        | ancestor::ed:contents | ancestor::ed:apparatus | ancestor::tei:standOff | ancestor::tei:teiHeader)]"/>

  <!-- The mark at which a note is set: its first in the text, or else its first in another note that is set itself;
       none for an orphan, nor for notes that have their marks only in each other. -->
  <xsl:function name="ed:setting" as="element()?">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="mark" as="element()?" select="ed:first-mark($note)"/>
    <xsl:sequence select="$mark[not(ed:circles($mark, $note))]"/>
  </xsl:function>

  <xsl:function name="ed:first-mark" as="element()?">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="marks" as="element()*" select="key('shown-marks', $note/@ed:id, root($note))"/>
    <xsl:sequence select="($marks[empty(ancestor::tei:note[@ed:label])], $marks)[1]"/>
  </xsl:function>

  <xsl:function name="ed:circles" as="xs:boolean">
    <xsl:param name="mark" as="element()"/>
    <xsl:param name="seen" as="element()*"/>
    <xsl:variable name="outer" as="element()?" select="$mark/ancestor::tei:note[@ed:label][1]"/>
    <xsl:variable name="next" as="element()?" select="$outer ! ed:first-mark(.)"/>
    <xsl:sequence select="
      if (empty($outer)) then false()
      else if ($outer intersect $seen) then true()
      else exists($next) and ed:circles($next, ($seen, $outer))"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- What the modules share: words as Typst markup, calls of the template's functions, languages, places to link to. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <xsl:variable name="break" as="xs:string" select="'&#10;&#10;'"/>

  <!-- Words as Typst markup: no character of the text may mean anything. A number at the start could begin a list, and
       three full stops are an ellipsis. The expression is one class of characters, because Saxon takes twenty times as
       long for any that repeats or groups. -->
  <xsl:function name="ed:markup" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="line" as="xs:string" select="
      translate($text, '&#9;&#10;&#13;&#x85;&#x2028;&#x2029;', '      ')"/>
    <xsl:variable name="words" as="xs:string" select="
      (if (starts-with($line, ' ')) then ' ' else '') || normalize-space($line)
      || (if (ends-with($line, ' ') and normalize-space($line)) then ' ' else '')"/>
    <xsl:variable name="escaped" as="xs:string" select="replace($words, '[\\#$*_`@&lt;>\[\]~/=+''&quot;-]', '\\$0')"/>
    <xsl:sequence select="
      (if (translate(substring($words, 1, 1), '0123456789', '') eq '' and $words) then '\' else '')
      || (if (contains($words, '..')) then replace($escaped, '\.', '\\.') else $escaped)"/>
  </xsl:function>

  <!-- A string of Typst code. -->
  <xsl:function name="ed:string" as="xs:string">
    <xsl:param name="text" as="xs:string?"/>
    <xsl:sequence select="'&quot;' || replace(normalize-space($text), '[\\&quot;]', '\\$0') || '&quot;'"/>
  </xsl:function>

  <xsl:template match="text()" as="xs:string">
    <xsl:sequence select="ed:markup(.)"/>
  </xsl:template>

  <!-- A call of a function of the template with the words of this element: #emph[words]; -->
  <xsl:template name="call" as="xs:string*">
    <xsl:param name="function" as="xs:string?"/>
    <xsl:variable name="language" as="xs:string?" select="ed:language-call(.)"/>
    <xsl:sequence select="ed:anchor(.), $language, $function[.] ! ('#' || . || '[')"/>
    <xsl:apply-templates/>
    <xsl:sequence select="$function[.] ! '];', $language ! '];'"/>
  </xsl:template>

  <!-- The same as a block of its own. -->
  <xsl:template name="block" as="xs:string*">
    <xsl:param name="function" as="xs:string?"/>
    <xsl:sequence select="ed:before(.)"/>
    <xsl:call-template name="call"><xsl:with-param name="function" select="$function"/></xsl:call-template>
    <xsl:sequence select="$break"/>
  </xsl:template>

  <!-- The end of a paragraph before a block, except where it is the first thing in a note, an item or a cell, which
       must not begin with an empty paragraph. -->
  <xsl:function name="ed:before" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="exists($node/preceding-sibling::node()[self::* or normalize-space()])">
      <xsl:sequence select="$break"/>
    </xsl:if>
  </xsl:function>

  <!-- Where the language changes: hyphenation and direction follow it. -->
  <xsl:function name="ed:language-call" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="$node/@xml:lang and $node/@xml:lang ne string($node/ancestor::*[@xml:lang][1]/@xml:lang)">
      <xsl:sequence select="'#language(' || ed:language-arguments($node/@xml:lang) || ')['"/>
    </xsl:if>
  </xsl:function>

  <!-- Typst takes a language of two or three letters; "und", undetermined, is hyphenated by no rules. -->
  <xsl:function name="ed:language-arguments" as="xs:string">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="code" as="xs:string?" select="tokenize($language, '-')[1][matches(., '^[A-Za-z]{2,3}$')]"/>
    <xsl:sequence select="
      ed:string(lower-case(($code, 'und')[1])) || ', ' || (if (ed:right-to-left($language)) then 'rtl' else 'ltr')"/>
  </xsl:function>

  <!-- A place to which something leads. Titles and variants repeat words of the text: the text is the place. -->
  <xsl:key name="leads-to" match="*[@ed:to][not(self::ed:mention)]" use="@ed:to"/>
  <xsl:function name="ed:anchor" as="xs:string?">
    <xsl:param name="node" as="element()"/>
    <xsl:if test="$node/@ed:id and key('leads-to', $node/@ed:id, root($node))
        and not($node/ancestor::ed:title or $node/ancestor::ed:lemma or $node/ancestor::ed:reading)">
      <xsl:sequence select="'#at(' || ed:string($node/@ed:id) || ');'"/>
    </xsl:if>
  </xsl:function>

  <!-- A title that fits a running head. -->
  <xsl:function name="ed:short" as="xs:string">
    <xsl:param name="title" as="xs:string"/>
    <xsl:sequence select="
      if (string-length($title) le 46) then $title
      else replace(substring($title, 1, 44), '[\s,;:.–—-]+\S*$', '') || ' …'"/>
  </xsl:function>

</xsl:stylesheet>

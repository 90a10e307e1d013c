<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module core: paragraphs, emphasis, quotations, lists, breaks, bibliographic references. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="print">

  <!-- After a verse or a list Typst takes a paragraph for the rest of the one before: it is told that it is new. -->
  <xsl:template match="tei:p" as="xs:string*">
    <xsl:variable name="last" as="element()?" select="preceding-sibling::*[not(self::tei:pb or self::tei:anchor or self::ed:notes-of)][1]"/>
    <xsl:sequence select="ed:before(.)"/>
    <xsl:if test="$last[self::tei:list or self::tei:lg or self::tei:l or self::tei:figure or self::tei:table or self::tei:quote or self::tei:q
        or self::tei:cit or self::tei:floatingText or self::tei:said] or $last/self::tei:p/*[last()][ed:is-block(.)][not(following-sibling::text()[normalize-space()])]">
      <xsl:sequence select="'#new-paragraph;'"/>
    </xsl:if>
    <xsl:call-template name="call"/>
    <xsl:sequence select="$break"/>
  </xsl:template>

  <xsl:template match="tei:hi" as="xs:string*">
    <xsl:variable name="rend" as="xs:string*" select="tokenize(@rend)"/>
    <xsl:call-template name="call">
      <xsl:with-param name="function" select="
        if ($rend = ('bold', 'b')) then (if ($rend = ('italic', 'italics', 'i', 'it')) then 'bold-italic' else 'strong')
        else if ($rend = ('sup', 'superscript')) then 'sup'
        else if ($rend = ('sub', 'subscript')) then 'low'
        else if ($rend = ('smallcaps', 'small-caps', 'sc', 'smcap')) then 'smallcaps'
        else if ($rend = ('underline', 'underlined', 'u')) then 'underlined'
        else if ($rend = ('strikethrough', 'strike', 'struck')) then 'struck'
        else if ($rend = ('spaced', 'letterspaced', 'gesperrt')) then 'spaced'
        else if (empty($rend) or $rend = ('italic', 'italics', 'i', 'it')) then 'emph' else ()"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:emph | tei:distinct | tei:foreign | tei:mentioned" as="xs:string*">
    <xsl:call-template name="call"><xsl:with-param name="function" select="'emph'"/></xsl:call-template>
  </xsl:template>

  <!-- The titles of books and journals are italic; those of articles carry the editor's own quotation marks. -->
  <xsl:template match="tei:title" as="xs:string*">
    <xsl:call-template name="mention">
      <xsl:with-param name="function" select="if (@level = ('a', 'u', 's')) then () else 'emph'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:term | tei:gloss | tei:soCalled | tei:num | tei:measure | tei:unit | tei:abbr | tei:expan | tei:sic | tei:corr
      | tei:orig | tei:reg | tei:email | tei:address | tei:street | tei:author | tei:editor | tei:publisher | tei:pubPlace
      | tei:biblScope | tei:citedRange | tei:edition | tei:idno | tei:label[not(parent::tei:list)] | tei:respStmt | tei:resp
      | tei:series | tei:monogr | tei:analytic | tei:imprint | tei:textLang | tei:rs[not(@ref)]
      | tei:imprimatur | tei:docEdition[ancestor::tei:p] | tei:time | tei:meeting | tei:locus | tei:availability" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>

  <xsl:template match="tei:code | tei:gi | tei:att | tei:val | tei:ident" as="xs:string*">
    <xsl:call-template name="call"><xsl:with-param name="function" select="'mono'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:addrLine" as="xs:string*">
    <xsl:call-template name="call"/>
    <xsl:sequence select="if (following-sibling::*) then '#linebreak();' else ()"/>
  </xsl:template>

  <!-- Quotation marks are the editor's characters: none are added. -->
  <xsl:template match="tei:q | tei:said | tei:quote | tei:cit" as="xs:string*">
    <xsl:choose>
      <xsl:when test="ed:has-blocks(.) or parent::tei:div or parent::tei:body or parent::tei:cit[parent::tei:div]">
        <xsl:call-template name="block"><xsl:with-param name="function" select="'quotation'[not(current()/parent::tei:cit)]"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="call"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A printed number or sign is shown as it is; a numbered list without them counts; other items hang. -->
  <!-- A list inside a sentence runs on in its line. -->
  <xsl:template match="tei:list[@rend = 'inline'] | tei:list[@rend = 'inline']/tei:item" as="xs:string*">
    <xsl:call-template name="call"/>
  </xsl:template>
  <xsl:template match="tei:list" as="xs:string*">
    <xsl:variable name="numbered" as="xs:boolean" select="@rend = 'numbered' or @type = 'ordered'"/>
    <xsl:variable name="bulleted" as="xs:boolean" select="matches(@rend, 'bullet')"/>
    <xsl:sequence select="$break, ed:anchor(.), '#items(' || ed:string(if (ancestor::tei:list) then 'nested' else string(@type)) || ')['"/>
    <xsl:for-each select="*">
      <xsl:choose>
        <xsl:when test="self::tei:head">
          <xsl:call-template name="block"><xsl:with-param name="function" select="'list-head'"/></xsl:call-template>
        </xsl:when>
        <xsl:when test="self::tei:item[preceding-sibling::*[1]/self::tei:label] or self::tei:headItem">
          <xsl:call-template name="block"><xsl:with-param name="function" select="'explanation'"/></xsl:call-template>
        </xsl:when>
        <xsl:when test="self::tei:item">
          <xsl:variable name="mark" as="xs:string?" select="
            if (@n) then (if ($numbered and matches(@n, '^\d+$')) then @n || '.' else string(@n))
            else if ($numbered) then (count(preceding-sibling::tei:item) + 1) || '.'
            else if ($bulleted) then '•' else ()"/>
          <xsl:call-template name="block">
            <xsl:with-param name="function" select="$mark ! ('item(' || ed:string(.) || ')')"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="self::tei:label or self::tei:headLabel">
          <xsl:call-template name="block"><xsl:with-param name="function" select="'label-of'"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:sequence select="'];', $break"/>
  </xsl:template>

  <xsl:template match="tei:bibl | tei:biblStruct | tei:biblFull" as="xs:string*">
    <xsl:choose>
      <xsl:when test="parent::tei:listBibl or parent::tei:div">
        <xsl:call-template name="block"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="call"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:listBibl" as="xs:string*">
    <xsl:call-template name="block"><xsl:with-param name="function" select="'items(&quot;bibl&quot;)'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:desc | tei:figDesc | tei:index" as="empty-sequence()"/>

  <xsl:template match="tei:lb" as="xs:string?">
    <xsl:if test="ed:begins-line(.)"><xsl:sequence select="'#linebreak();'"/></xsl:if>
  </xsl:template>

  <!-- A page of the print: its number stands in the margin. -->
  <xsl:template match="tei:pb" as="xs:string*">
    <xsl:sequence select="ed:anchor(.), if (@n) then '#pb(' || ed:string(@n) || ');' else (), if (ed:parts-words(.)) then ' ' else ()"/>
  </xsl:template>

  <xsl:template match="tei:cb | tei:gb" as="empty-sequence()"/>

  <xsl:template match="tei:anchor" as="xs:string?"><xsl:sequence select="ed:anchor(.)"/></xsl:template>

  <xsl:template match="tei:milestone" as="xs:string*">
    <xsl:sequence select="ed:anchor(.)"/>
    <xsl:if test="parent::tei:div or parent::tei:body or parent::tei:floatingText">
      <xsl:sequence select="$break, '#section-break;', $break"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:gap" as="xs:string"><xsl:sequence select="'\[…\]'"/></xsl:template>

</xsl:stylesheet>

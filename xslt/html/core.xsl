<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module core: paragraphs, emphasis, quotations, lists, breaks, bibliographic references. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template match="tei:p" as="element()">
    <xsl:call-template name="flow"/>
  </xsl:template>

  <xsl:template match="tei:hi" as="element()">
    <xsl:variable name="rend" as="xs:string*" select="tokenize(@rend)"/>
    <xsl:call-template name="inline">
      <xsl:with-param name="element" select="
        if ($rend = ('bold', 'b')) then 'b' else if ($rend = ('sup', 'superscript')) then 'sup'
        else if ($rend = ('sub', 'subscript')) then 'sub'
        else if (empty($rend) or $rend = ('italic', 'italics', 'i', 'it')) then 'i' else 'span'"/>
      <xsl:with-param name="class" select="string-join($rend[not(. = ('bold', 'italic', 'sup', 'sub'))] ! replace(., '[^A-Za-z0-9_-]', ''), ' ')"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:emph | tei:distinct" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="element" select="'em'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:foreign | tei:mentioned" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="element" select="'i'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:title" as="element()">
    <xsl:choose>
      <xsl:when test="$names and exists(ed:link(.)) and ed:may-link(.)">
        <cite class="{string-join(('title', @level), ' ')}"><xsl:call-template name="attributes"/><a class="name" href="{ed:link(.)}"><xsl:apply-templates/></a></cite>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline">
          <xsl:with-param name="element" select="'cite'"/>
          <xsl:with-param name="class" select="string-join(('title', @level), ' ')"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A term that points to its explanation leads there, and shows it on a card. -->
  <xsl:template match="tei:term[@ed:to]" as="element()" priority="2">
    <xsl:choose>
      <xsl:when test="$names and exists(ed:link(.)) and ed:may-link(.)">
        <a class="name term" href="{ed:link(.)}"><xsl:call-template name="attributes"/><xsl:apply-templates/></a>
      </xsl:when>
      <xsl:otherwise><xsl:next-match/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:term | tei:gloss | tei:soCalled | tei:num | tei:measure | tei:unit | tei:abbr | tei:expan | tei:sic | tei:corr
      | tei:orig | tei:reg | tei:email | tei:address | tei:street | tei:addrLine | tei:author | tei:editor | tei:publisher | tei:pubPlace
      | tei:biblScope | tei:citedRange | tei:edition | tei:idno | tei:label[not(parent::tei:list)] | tei:respStmt | tei:resp
      | tei:series | tei:monogr | tei:analytic | tei:imprint | tei:textLang | tei:rs[not(@ref)] | tei:code | tei:gi | tei:att | tei:val
      | tei:ident | tei:imprimatur | tei:docEdition[ancestor::tei:p] | tei:time | tei:meeting | tei:locus | tei:availability" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
  </xsl:template>

  <!-- Quotation marks are the editor's characters: none are added. -->
  <xsl:template match="tei:q | tei:said | tei:quote | tei:cit" as="element()">
    <xsl:choose>
      <xsl:when test="ed:has-blocks(.) or parent::tei:div or parent::tei:body or parent::tei:cit[parent::tei:div]">
        <blockquote class="{local-name()}">
          <xsl:call-template name="attributes"/>
          <xsl:choose>
            <xsl:when test="ed:has-blocks(.)"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><p><xsl:apply-templates/></p></xsl:otherwise>
          </xsl:choose>
        </blockquote>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A list inside a sentence runs on in its line. -->
  <xsl:template match="tei:list[@rend = 'inline'] | tei:list[@rend = 'inline']/tei:item" as="element()">
    <xsl:call-template name="inline"><xsl:with-param name="class" select="local-name()"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:list" as="element()">
    <xsl:variable name="numbered" as="xs:boolean" select="@rend = 'numbered' or @type = 'ordered'"/>
    <div class="{string-join(('list', @type, @rend) ! replace(., '[^A-Za-z0-9 _-]', ''), ' ')}">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates select="tei:head | tei:head/preceding-sibling::tei:pb"/>
      <xsl:choose>
        <xsl:when test="tei:label">
          <dl>
            <xsl:for-each select="* except tei:head">
              <xsl:choose>
                <xsl:when test="self::tei:label or self::tei:headLabel"><dt><xsl:call-template name="attributes"/><xsl:apply-templates/></dt></xsl:when>
                <xsl:when test="self::tei:item or self::tei:headItem"><dd><xsl:call-template name="attributes"/><xsl:apply-templates/></dd></xsl:when>
                <xsl:otherwise><dd class="between"><xsl:apply-templates select="."/></dd></xsl:otherwise>
              </xsl:choose>
            </xsl:for-each>
          </dl>
        </xsl:when>
        <xsl:otherwise>
          <xsl:element name="{if ($numbered) then 'ol' else 'ul'}" namespace="">
            <xsl:for-each select="* except tei:head">
              <li>
                <xsl:choose>
                  <xsl:when test="self::tei:item">
                    <xsl:call-template name="attributes"/>
                    <!-- A printed number or sign is shown as it is, and is ours only in its place. -->
                    <xsl:if test="@n and not($numbered)"><span class="n" data-generated=""><xsl:value-of select="@n"/></span><xsl:text> </xsl:text></xsl:if>
                    <xsl:if test="$numbered and matches(@n, '^\d+$')"><xsl:attribute name="value" select="@n"/></xsl:if>
                    <xsl:apply-templates/>
                  </xsl:when>
                  <xsl:otherwise><xsl:attribute name="class" select="'between'"/><xsl:apply-templates select="."/></xsl:otherwise>
                </xsl:choose>
              </li>
            </xsl:for-each>
          </xsl:element>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <xsl:template match="tei:bibl | tei:biblStruct | tei:biblFull" as="element()">
    <xsl:choose>
      <xsl:when test="parent::tei:listBibl or parent::tei:div">
        <p class="bibl"><xsl:call-template name="attributes"/><xsl:apply-templates/></p>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"><xsl:with-param name="class" select="'bibl'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:listBibl" as="element()">
    <div class="listBibl"><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:desc | tei:figDesc | tei:index" as="empty-sequence()"/>

  <xsl:template match="tei:lb" as="node()*">
    <xsl:if test="ed:begins-line(.)"><br/></xsl:if>
    <xsl:if test="@xml:id and @ed:id"><span id="{@ed:id}"/></xsl:if>
  </xsl:template>

  <!-- A page of the print: its number stands in the margin. -->
  <xsl:template match="tei:pb" as="node()+">
    <xsl:if test="ed:parts-words(.)"><xsl:text> </xsl:text></xsl:if>
    <span class="{if (@n) then 'pb' else 'pb unnumbered'}" role="doc-pagebreak" data-generated=""
        aria-label="{if (@n) then ed:word('page-of-print') || ' ' || @n else ed:word('page-break')}">
      <xsl:call-template name="attributes"/>
      <xsl:value-of select="if (@n) then @n else '|'"/>
    </span>
  </xsl:template>

  <xsl:template match="tei:cb | tei:gb | tei:anchor[not(@ed:id and @xml:id)]" as="empty-sequence()"/>

  <xsl:template match="tei:anchor[@xml:id][@ed:id]" as="element()"><span id="{@ed:id}"/></xsl:template>

  <xsl:template match="tei:milestone" as="node()*">
    <xsl:choose>
      <xsl:when test="parent::tei:div or parent::tei:body or parent::tei:floatingText">
        <hr class="milestone"><xsl:call-template name="attributes"/></hr>
      </xsl:when>
      <xsl:when test="@ed:id"><span id="{@ed:id}"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:gap" as="element()">
    <span class="gap" data-generated="" title="{string-join((ed:word('gap'), @reason, @quantity, @unit), ' ')}">[…]</span>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module header: the statements of the teiHeader, as the page about the edition shows them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:key name="in-header" match="tei:teiHeader//*[@xml:id]" use="@xml:id"/>

  <!-- One statement of the header as a paragraph; what is empty says nothing. -->
  <xsl:template match="*" mode="about" as="element()*">
    <xsl:if test="normalize-space()">
      <xsl:choose>
        <xsl:when test="*[ed:is-block(.) or self::tei:note] and not(text()[normalize-space()])"><xsl:apply-templates select="*" mode="about"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="flow-here"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- The words of an element, with the word for it before them, where there is one. -->
  <xsl:template name="flow-here" as="element()">
    <xsl:param name="role" as="xs:string?"/>
    <xsl:param name="ours" as="xs:boolean" select="true()"/>
    <xsl:param name="said" as="node()*"><xsl:apply-templates/></xsl:param>
    <xsl:variable name="block" as="xs:boolean" select="ed:holds-blocks($said)"/>
    <xsl:element name="{if ($block) then 'div' else 'p'}" namespace="">
      <xsl:if test="$block"><xsl:attribute name="class" select="'statement'"/></xsl:if>
      <xsl:if test="$role">
        <xsl:call-template name="role"><xsl:with-param name="word" select="$role"/><xsl:with-param name="ours" select="$ours"/></xsl:call-template>
      </xsl:if>
      <xsl:copy-of select="$said"/>
    </xsl:element>
  </xsl:template>

  <!-- A word before a statement; where it is ours, in our language. -->
  <xsl:template name="role" as="node()+">
    <xsl:param name="word" as="xs:string"/>
    <xsl:param name="ours" as="xs:boolean" select="true()"/>
    <span class="role">
      <xsl:if test="$ours and ed:speaks-otherwise(.)"><xsl:attribute name="lang" select="$lang"/></xsl:if>
      <xsl:value-of select="$word"/>
    </span>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- Whether what was made stands in lines of its own. -->
  <xsl:function name="ed:holds-blocks" as="xs:boolean">
    <xsl:param name="said" as="node()*"/>
    <xsl:sequence select="$said/descendant-or-self::*/local-name() = ('div', 'p', 'ul', 'ol', 'dl', 'section', 'table', 'blockquote', 'figure', 'details')"/>
  </xsl:function>

  <xsl:template match="tei:p | tei:ab | tei:list | tei:listBibl | tei:msDesc | tei:table" mode="about" as="element()?">
    <xsl:if test="normalize-space()"><xsl:apply-templates select="." mode="html"/></xsl:if>
  </xsl:template>

  <!-- Who did what: the role first, as on the page of an imprint. -->
  <xsl:template match="tei:author | tei:editor" mode="about" as="element()?">
    <xsl:if test="normalize-space()">
      <xsl:call-template name="flow-here">
        <xsl:with-param name="role" select="ed:word(if (self::tei:author) then 'author' else if (matches(@role, 'transl')) then 'translator' else 'editor')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Statements whose name is told. -->
  <xsl:template match="tei:sponsor | tei:funder | tei:principal | tei:edition | tei:extent | tei:publisher | tei:distributor | tei:authority
      | tei:pubPlace | tei:address | tei:publicationStmt/tei:date | tei:seriesStmt | tei:creation" mode="about" as="element()?">
    <xsl:if test="normalize-space() or @when">
      <xsl:call-template name="flow-here">
        <xsl:with-param name="role" select="ed:word('about-' || local-name())"/>
        <xsl:with-param name="said" as="node()*">
          <xsl:choose>
            <xsl:when test="not(normalize-space())"><xsl:value-of select="@when"/></xsl:when>
            <!-- Parts between which nothing is written are set apart. -->
            <xsl:when test="* and not(text()[normalize-space()])">
              <xsl:for-each select="*[normalize-space()]">
                <xsl:if test="position() gt 1"><xsl:text>, </xsl:text></xsl:if>
                <xsl:apply-templates select="."/>
              </xsl:for-each>
            </xsl:when>
            <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:respStmt" mode="about" as="element()?">
    <xsl:if test="normalize-space()">
      <xsl:call-template name="flow-here">
        <xsl:with-param name="role" select="string-join(tei:resp ! normalize-space(.), ', ')"/>
        <xsl:with-param name="ours" select="false()"/>
        <xsl:with-param name="said" as="node()*">
          <xsl:for-each select="(* except tei:resp)[normalize-space()]">
            <xsl:value-of select="if (position() = 1) then '' else if (self::tei:note) then '. ' else ', '"/>
            <xsl:choose>
              <xsl:when test="self::tei:note"><xsl:value-of select="normalize-space()"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- An identifier, with its kind; where it is an address or a DOI it is a link. -->
  <xsl:template match="tei:idno" mode="about" as="element()?">
    <xsl:variable name="said" as="xs:string" select="normalize-space()"/>
    <xsl:variable name="doi" as="xs:boolean" select="upper-case(@type) = 'DOI' and matches($said, '^(doi:\s*)?10\.\d+/\S+$', 'i')"/>
    <xsl:variable name="link" as="xs:string?" select="
      if (matches($said, '^https?://\S+$')) then $said
      else if ($doi) then 'https://doi.org/' || replace($said, '^doi:\s*', '', 'i') ! iri-to-uri(.) else ()"/>
    <xsl:if test="$said">
      <xsl:call-template name="flow-here">
        <xsl:with-param name="role" select="string(@type)"/>
        <xsl:with-param name="ours" select="false()"/>
        <xsl:with-param name="said" as="node()*">
          <xsl:choose>
            <xsl:when test="$link"><a href="{$link}"><xsl:value-of select="$said"/></a></xsl:when>
            <xsl:when test="tei:idno"><xsl:value-of select="tei:idno ! normalize-space(.)" separator=", "/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$said"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:availability" mode="about" as="element()*">
    <xsl:if test="@status = 'restricted'">
      <p>
        <xsl:if test="ed:speaks-otherwise(.)"><xsl:attribute name="lang" select="$lang"/></xsl:if>
        <xsl:call-template name="role"><xsl:with-param name="word" select="ed:word('about-availability')"/></xsl:call-template>
        <xsl:value-of select="ed:word('about-restricted')"/>
      </p>
    </xsl:if>
    <xsl:apply-templates select="tei:licence, (* except tei:licence)" mode="about"/>
  </xsl:template>

  <xsl:template match="tei:licence" mode="about" as="element()?">
    <xsl:variable name="link" as="xs:string?" select="@target[matches(., '^https?://\S+$')]"/>
    <xsl:if test="normalize-space() or $link">
      <xsl:call-template name="flow-here">
        <xsl:with-param name="role" select="ed:word('licence')"/>
        <xsl:with-param name="said" as="node()*">
          <xsl:choose>
            <xsl:when test="$link and empty(.//tei:ref | .//tei:ptr | .//*[ed:is-block(.)])">
              <a rel="license" href="{$link}"><xsl:value-of select="(normalize-space()[. ne ''], $link)[1]"/></a>
            </xsl:when>
            <xsl:otherwise>
              <xsl:if test="$link"><a rel="license" href="{$link}"><xsl:value-of select="$link"/></a><xsl:text> </xsl:text></xsl:if>
              <xsl:apply-templates/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:listWit" mode="about" as="element()*">
    <xsl:for-each select="tei:head | tei:desc"><p class="where"><xsl:apply-templates/></p></xsl:for-each>
    <xsl:apply-templates select="* except (tei:head, tei:desc)" mode="about"/>
  </xsl:template>

  <xsl:template match="tei:witness" mode="about" as="element()">
    <xsl:variable name="said" as="node()*">
      <xsl:apply-templates select="node() except (tei:abbr[@type = 'siglum'], tei:idno[@type = 'siglum'])"/>
    </xsl:variable>
    <xsl:element name="{if (ed:holds-blocks($said)) then 'div' else 'p'}" namespace="">
      <xsl:call-template name="attributes"/>
      <span class="sigla"><xsl:value-of select="(@n, tei:abbr[@type = 'siglum'], tei:idno[@type = 'siglum'], @xml:id)[1]"/></span>
      <xsl:text> </xsl:text>
      <xsl:copy-of select="$said"/>
    </xsl:element>
  </xsl:template>

  <!-- A principle, under the name of what it governs. -->
  <xsl:template match="tei:editorialDecl/*[not(ed:is-block(.))]" mode="about" as="element()*" priority="2">
    <xsl:if test="normalize-space()">
      <h3>
        <xsl:if test="ed:speaks-otherwise(.)"><xsl:attribute name="lang" select="$lang"/></xsl:if>
        <xsl:value-of select="(ed:word('about-' || local-name())[. ne ''], local-name())[1]"/>
      </h3>
      <xsl:next-match/>
    </xsl:if>
  </xsl:template>

  <!-- Keywords and classes in one line. -->
  <xsl:template match="tei:textClass" mode="about" as="element()*">
    <xsl:apply-templates select="*" mode="about"/>
  </xsl:template>
  <xsl:template match="tei:keywords | tei:classCode | tei:catRef" mode="about" as="element()?">
    <xsl:variable name="words" as="xs:string*" select="
      if (self::tei:catRef) then tokenize(@target) ! key('in-header', substring-after(., '#'), root(current()))[1] ! (tei:catDesc, .)[1] ! normalize-space(.)
      else if (self::tei:keywords) then (.//(tei:term | tei:item[not(.//tei:term)] | tei:p[not(.//tei:term)])) ! normalize-space(.)
      else normalize-space(.)"/>
    <xsl:if test="exists($words[. ne ''])">
      <p>
        <xsl:call-template name="role">
          <xsl:with-param name="word" select="ed:word(if (self::tei:keywords) then 'about-keywords' else 'about-class')"/>
        </xsl:call-template>
        <xsl:value-of select="$words[. ne '']" separator=", "/>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- A letter: who wrote where and when, and to whom. -->
  <xsl:template match="tei:correspAction" mode="about" as="element()?">
    <p>
      <xsl:call-template name="role"><xsl:with-param name="word" select="(ed:word('about-' || @type)[. ne ''], string(@type))[1]"/></xsl:call-template>
      <xsl:value-of select="*/(normalize-space()[. ne ''], string(@when))[. ne ''][1]" separator=", "/>
    </p>
  </xsl:template>

  <xsl:template match="tei:change" mode="about" as="element()?">
    <xsl:variable name="date" as="attribute()?" select="(@when, @to, @notAfter, @from, @notBefore)[1]"/>
    <xsl:variable name="who" as="xs:string*" select="tokenize(@who) ! ed:who(., root(current()))"/>
    <li>
      <xsl:if test="$date"><time datetime="{$date}"><xsl:value-of select="$date"/></time><xsl:text> </xsl:text></xsl:if>
      <span class="change">
        <xsl:variable name="said" as="node()*"><xsl:apply-templates/></xsl:variable>
        <xsl:for-each select="@n"><xsl:value-of select=". || ': '"/></xsl:for-each>
        <xsl:value-of select="normalize-space(string-join($said))"/>
        <xsl:for-each select="@status"><xsl:value-of select="' (' || . || ')'"/></xsl:for-each>
        <xsl:if test="exists($who)"><xsl:text> </xsl:text><span class="who"><xsl:value-of select="$who" separator=", "/></span></xsl:if>
      </span>
    </li>
  </xsl:template>

  <!-- The name behind a pointer to who is responsible; none where it leads nowhere. -->
  <xsl:function name="ed:who" as="xs:string?">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:param name="root" as="document-node()"/>
    <xsl:variable name="id" as="xs:string" select="replace($pointer, '^.*[#:]', '')"/>
    <xsl:variable name="one" as="element()?" select="(key('in-header', $id, $root), key('target', $id, $root))[1]"/>
    <xsl:sequence select="
      if (empty($one)) then ()
      else if ($one/self::tei:respStmt) then string-join($one/(tei:persName | tei:orgName | tei:name) ! normalize-space(.), ', ')
      else normalize-space(($one/(tei:persName | tei:orgName | tei:name), $one)[1])[. ne '']"/>
  </xsl:function>

</xsl:stylesheet>

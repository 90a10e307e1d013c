<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI module header: the page about the edition, made of the teiHeader. All of it is marked data-generated. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template name="about" as="element()">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="header" as="element()?" select="$root/*/tei:teiHeader"/>
    <xsl:variable name="file" as="element()?" select="$header/tei:fileDesc"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="'about'"/>
      <xsl:with-param name="kind" select="'about'"/>
      <xsl:with-param name="heading" select="ed:word('about')"/>
      <xsl:with-param name="content">
        <article class="about" data-generated="">
          <h1><xsl:value-of select="ed:word('about')"/></h1>
          <p class="title">
            <cite><xsl:value-of select="$file/tei:titleStmt/tei:title ! normalize-space(.)" separator=". "/></cite>
          </p>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'responsible'"/>
            <xsl:with-param name="parts" select="$file/(tei:titleStmt/(tei:author | tei:editor | tei:respStmt | tei:sponsor | tei:funder | tei:principal)
              | tei:editionStmt/*)"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'published'"/>
            <xsl:with-param name="parts" select="$file/tei:publicationStmt/*, $file/tei:seriesStmt, $file/tei:notesStmt"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'source'"/>
            <xsl:with-param name="parts" select="$file/tei:sourceDesc/(* except tei:listWit)"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'witnesses'"/>
            <xsl:with-param name="parts" select="$header//tei:witness"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'project'"/>
            <xsl:with-param name="parts" select="$header/tei:encodingDesc/(tei:projectDesc, tei:samplingDecl)/*"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'principles'"/>
            <xsl:with-param name="parts" select="$header/tei:encodingDesc/tei:editorialDecl//(tei:p | tei:ab)"/>
          </xsl:call-template>
          <xsl:call-template name="emendations"/>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'languages'"/>
            <xsl:with-param name="parts" select="$header/tei:profileDesc/tei:langUsage/*"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'history'"/>
            <xsl:with-param name="parts" select="$header/tei:revisionDesc//tei:change"/>
          </xsl:call-template>
          <div data-about="downloads"/>
          <div data-about="statistics"/>
          <div data-about="losses"/>
        </article>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="about-section" as="element()?">
    <xsl:param name="word" as="xs:string"/>
    <xsl:param name="parts" as="element()*"/>
    <xsl:variable name="said" as="element()*">
      <xsl:apply-templates select="$parts" mode="about"/>
    </xsl:variable>
    <xsl:if test="exists($said)">
      <section class="{$word}">
        <h2><xsl:value-of select="ed:word($word)"/></h2>
        <xsl:copy-of select="$said"/>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- What was emended, and after the bracket what the source has. -->
  <xsl:template name="emendations" as="element()?">
    <xsl:variable name="groups" as="element()*" select="root()//ed:emendations/ed:group"/>
    <xsl:if test="exists($groups)">
      <section class="emendations">
        <h2><xsl:value-of select="ed:word('emendations')"/></h2>
        <xsl:for-each select="$groups">
          <xsl:variable name="page" as="element()?" select="key('page', @ed:page)[1]"/>
          <xsl:if test="$page and last() gt 1"><p class="where"><xsl:value-of select="ed:head($page)"/></p></xsl:if>
          <ul>
            <xsl:for-each select="ed:emendation">
              <li>
                <a href="{../@ed:page}.html#{encode-for-uri(@ed:to)}"><xsl:value-of select="(normalize-space()[. ne ''], '∅')[1]"/></a>
                <xsl:text>] </xsl:text>
                <xsl:value-of select="(string(@ed:sic)[. ne ''], '∅')[1]"/>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- One statement of the header as a paragraph; what is empty says nothing. -->
  <xsl:template match="*" mode="about" as="element()*">
    <xsl:if test="normalize-space()">
      <xsl:choose>
        <xsl:when test="*[ed:is-block(.) or self::tei:note]"><xsl:apply-templates select="*" mode="about"/></xsl:when>
        <xsl:otherwise><xsl:call-template name="flow-here"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <xsl:template name="flow-here" as="element()">
    <xsl:variable name="said" as="node()*"><xsl:apply-templates/></xsl:variable>
    <xsl:element name="{if ($said/descendant-or-self::*/local-name() = ('div', 'p', 'ul', 'section', 'table')) then 'div' else 'p'}" namespace="">
      <xsl:copy-of select="$said"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:p | tei:ab | tei:list | tei:listBibl | tei:msDesc | tei:table" mode="about" as="element()?">
    <xsl:if test="normalize-space()"><xsl:apply-templates select="." mode="html"/></xsl:if>
  </xsl:template>

  <!-- Who did what: the role first, as on the page of an imprint. -->
  <xsl:template match="tei:author | tei:editor" mode="about" as="element()?">
    <xsl:if test="normalize-space()">
      <p>
        <span class="role">
          <xsl:value-of select="ed:word(if (self::tei:author) then 'author' else if (matches(@role, 'transl')) then 'translator' else 'editor')"/>
        </span>
        <xsl:text> </xsl:text>
        <xsl:apply-templates/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:respStmt" mode="about" as="element()?">
    <xsl:if test="normalize-space()">
      <p>
        <span class="role"><xsl:value-of select="tei:resp ! normalize-space(.)" separator=", "/></span>
        <xsl:text> </xsl:text>
        <xsl:value-of select="(* except (tei:resp, tei:note)) ! normalize-space(.)" separator=", "/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:availability" mode="about" as="element()*">
    <xsl:choose>
      <xsl:when test="tei:licence"><xsl:apply-templates select="tei:licence, tei:p" mode="about"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="*" mode="about"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:licence" mode="about" as="element()?">
    <xsl:variable name="link" as="xs:string?" select="@target[matches(., '^https?://\S+$')]"/>
    <xsl:if test="normalize-space() or $link">
      <p>
        <span class="role"><xsl:value-of select="ed:word('licence')"/></span>
        <xsl:text> </xsl:text>
        <xsl:choose>
          <xsl:when test="$link and empty(.//tei:ref)">
            <a rel="license" href="{$link}"><xsl:value-of select="(normalize-space()[. ne ''], $link)[1]"/></a>
          </xsl:when>
          <xsl:otherwise><xsl:value-of select="normalize-space()"/></xsl:otherwise>
        </xsl:choose>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:witness" mode="about" as="element()">
    <p>
      <xsl:call-template name="attributes"/>
      <span class="sigla"><xsl:value-of select="(@n, tei:abbr[@type = 'siglum'], tei:idno[@type = 'siglum'], @xml:id)[1]"/></span>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="node() except (tei:abbr[@type = 'siglum'], tei:idno[@type = 'siglum'])"/>
    </p>
  </xsl:template>

  <xsl:template match="tei:change" mode="about" as="element()?">
    <xsl:if test="normalize-space()">
      <p>
        <xsl:if test="@when"><time datetime="{@when}"><xsl:value-of select="@when"/></time><xsl:text> </xsl:text></xsl:if>
        <xsl:value-of select="normalize-space()"/>
      </p>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

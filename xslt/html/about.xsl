<?xml version="1.0" encoding="UTF-8"?>
<!-- The page about the edition: its sections, made of the teiHeader. All of it is marked data-generated. Places marked
     data-about are filled by src/edition/websites, when everything else is made. -->
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
          <div data-about="sections"/>
          <xsl:for-each select="$header/tei:profileDesc/tei:abstract[normalize-space()]">
            <div class="abstract"><xsl:apply-templates select="." mode="about"/></div>
          </xsl:for-each>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'responsible'"/>
            <xsl:with-param name="parts" select="$file/tei:titleStmt/(* except tei:title), $file/tei:editionStmt/*"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'published'"/>
            <xsl:with-param name="parts" select="$file/tei:publicationStmt/*, $file/tei:seriesStmt, $file/tei:extent, $file/tei:notesStmt"/>
          </xsl:call-template>
          <p class="to-cite"><a href="cite.html"><xsl:value-of select="ed:word('cite-how')"/></a></p>
          <div data-about="downloads"/>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'source'"/>
            <xsl:with-param name="parts" select="$file/tei:sourceDesc/(* except tei:listWit)"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'witnesses'"/>
            <xsl:with-param name="parts" select="$header//tei:listWit[not(parent::tei:listWit)]"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'about-text'"/>
            <xsl:with-param name="parts" select="$header/tei:profileDesc/(* except (tei:abstract, tei:langUsage), tei:langUsage/(* except tei:language))"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'project'"/>
            <xsl:with-param name="parts" select="$header/tei:encodingDesc/(tei:projectDesc/*, tei:samplingDecl/*, tei:p, tei:ab)"/>
          </xsl:call-template>
          <xsl:call-template name="about-section">
            <xsl:with-param name="word" select="'principles'"/>
            <xsl:with-param name="parts" select="$header/tei:encodingDesc/tei:editorialDecl/*"/>
          </xsl:call-template>
          <xsl:call-template name="emendations"/>
          <div data-about="languages"/>
          <div data-about="statistics"/>
          <xsl:call-template name="history"/>
          <div data-about="losses"/>
          <xsl:call-template name="accessibility"/>
          <xsl:call-template name="technical"/>
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
    <xsl:call-template name="about-part">
      <xsl:with-param name="word" select="$word"/>
      <xsl:with-param name="said" select="$said"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A section of the page, where something is said in it. -->
  <xsl:template name="about-part" as="element()?">
    <xsl:param name="word" as="xs:string"/>
    <xsl:param name="said" as="element()*"/>
    <xsl:param name="language" as="xs:string" select="ed:language-of-header(.)"/>
    <xsl:if test="exists($said)">
      <xsl:variable name="name" as="xs:string" select="replace($word, '^about-', '')"/>
      <section class="{$name}" aria-labelledby="about-{$name}">
        <h2 id="about-{$name}"><xsl:value-of select="ed:word($word)"/></h2>
        <xsl:choose>
          <xsl:when test="ed:is-other($language)">
            <div>
              <xsl:call-template name="language-among-ours"><xsl:with-param name="language" select="$language"/></xsl:call-template>
              <xsl:copy-of select="$said"/>
            </div>
          </xsl:when>
          <xsl:otherwise><xsl:copy-of select="$said"/></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- The language in which the header is written, and whether it is another than that of the interface. -->
  <xsl:function name="ed:language-of-header" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="string((root($node)/*/tei:teiHeader)[1] ! ed:language(.))"/>
  </xsl:function>
  <xsl:function name="ed:speaks-otherwise" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="ed:is-other(ed:language-of-header($node))"/>
  </xsl:function>
  <xsl:function name="ed:is-other" as="xs:boolean">
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="$language ne '' and tokenize(lower-case($language), '-')[1] ne tokenize($lang, '-')[1]"/>
  </xsl:function>

  <!-- What was emended, and after the bracket what the source has. -->
  <xsl:template name="emendations" as="element()?">
    <xsl:variable name="groups" as="element()*" select="root()//ed:emendations/ed:group"/>
    <xsl:variable name="said" as="element()*">
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
    </xsl:variable>
    <xsl:call-template name="about-part">
      <xsl:with-param name="word" select="'emendations'"/>
      <xsl:with-param name="said" select="$said"/>
      <xsl:with-param name="language" select="string((root()//tei:text)[1] ! ed:language(.))"/>
    </xsl:call-template>
  </xsl:template>

  <!-- The versions, the newest first; those without a date keep their place behind. -->
  <xsl:template name="history" as="element()?">
    <xsl:variable name="described" as="element()?" select="root()/*/tei:teiHeader/tei:revisionDesc"/>
    <xsl:variable name="said" as="element()*">
      <xsl:apply-templates select="$described/(* except (tei:change, tei:listChange))" mode="about"/>
      <xsl:apply-templates select="$described//tei:listChange/(* except (tei:change, tei:listChange))" mode="about"/>
      <xsl:variable name="changes" as="element()*">
        <xsl:perform-sort select="$described//tei:change[normalize-space() or @when or @status]">
          <xsl:sort select="string((@when, @to, @notAfter, @from, @notBefore)[1])" order="descending"/>
        </xsl:perform-sort>
      </xsl:variable>
      <xsl:if test="exists($changes)">
        <ol class="changes">
          <xsl:for-each select="$changes"><xsl:apply-templates select="." mode="about"/></xsl:for-each>
        </ol>
      </xsl:if>
    </xsl:variable>
    <xsl:call-template name="about-part">
      <xsl:with-param name="word" select="'history'"/>
      <xsl:with-param name="said" select="$said"/>
    </xsl:call-template>
  </xsl:template>

  <!-- How the text is encoded, and what of the header has no form of its own. -->
  <xsl:template name="technical" as="element()?">
    <xsl:variable name="header" as="element()?" select="root()/*/tei:teiHeader"/>
    <xsl:variable name="said" as="element()*">
      <xsl:apply-templates mode="neutral" select="
        $header/tei:encodingDesc/(* except (tei:projectDesc, tei:samplingDecl, tei:editorialDecl, tei:p, tei:ab)),
        $header/(* except (tei:fileDesc, tei:encodingDesc, tei:profileDesc, tei:revisionDesc))"/>
    </xsl:variable>
    <xsl:if test="exists($said)">
      <section class="technical" aria-labelledby="about-technical">
        <h2 id="about-technical"><xsl:value-of select="ed:word('about-technical')"/></h2>
        <details><summary><xsl:value-of select="ed:word('about-technical-more')"/></summary><xsl:copy-of select="$said"/></details>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- What the edition does for readers who do not see, hear or hold a mouse; what it falls short of is counted. -->
  <xsl:template name="accessibility" as="element()">
    <xsl:variable name="root" as="document-node()" select="root()"/>
    <xsl:variable name="figures" as="element()*" select="key('of-about', 'figure', $root)"/>
    <xsl:variable name="described" as="xs:integer" select="count($figures[tei:figDesc[normalize-space()]])"/>
    <xsl:variable name="pictures" as="xs:boolean" select="exists(ed:pictures($root))"/>
    <xsl:variable name="contact" as="element()*" select="$root/*/tei:teiHeader/tei:fileDesc/(tei:publicationStmt, tei:titleStmt)//tei:email[contains(., '@')]"/>
    <section class="access" aria-labelledby="about-access">
      <h2 id="about-access"><xsl:value-of select="ed:word('about-access')"/></h2>
      <p><xsl:value-of select="ed:word('about-access-aim')"/></p>
      <h3><xsl:value-of select="ed:word('about-access-offers')"/></h3>
      <ul>
        <xsl:for-each select="'keyboard', 'scripts', 'look', 'structure'">
          <li><xsl:value-of select="ed:word('about-access-' || .)"/></li>
        </xsl:for-each>
        <xsl:if test="exists($figures)">
          <li><xsl:value-of select="ed:filled('about-access-figures', ($described, count($figures)))"/></li>
        </xsl:if>
      </ul>
      <h3><xsl:value-of select="ed:word('about-access-limits')"/></h3>
      <ul>
        <xsl:if test="$described lt count($figures)">
          <li><xsl:value-of select="ed:filled('about-access-undescribed', count($figures) - $described)"/></li>
        </xsl:if>
        <xsl:if test="$pictures"><li><xsl:value-of select="ed:word('about-access-pictures')"/></li></xsl:if>
        <xsl:if test="not($pictures) and $described = count($figures)"><li><xsl:value-of select="ed:word('about-access-unknown')"/></li></xsl:if>
      </ul>
      <xsl:if test="exists($contact)">
        <p>
          <span class="role"><xsl:value-of select="ed:word('about-access-contact')"/></span>
          <xsl:text> </xsl:text>
          <a href="mailto:{encode-for-uri(normalize-space($contact[1])) ! replace(., '%40', '@')}"><xsl:value-of select="normalize-space($contact[1])"/></a>
        </p>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:key name="of-about" use="'figure'" match="tei:text//tei:figure[not(ancestor::ed:apparatus or ancestor::tei:div/@type = 'residue')]"/>

  <!-- A word of the interface with numbers at its places. -->
  <xsl:function name="ed:filled" as="xs:string">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="numbers" as="xs:integer*"/>
    <xsl:sequence select="
      fold-left($numbers, ed:word($id), function($said as xs:string, $number as xs:integer) as xs:string {
        replace($said, '^(.*?)\{\}', '$1' || ed:number($number), 's') })"/>
  </xsl:function>

  <!-- A number as the language of the interface writes it. -->
  <xsl:function name="ed:number" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="sign" as="xs:string" select="(map{'en': ',', 'de': '.', 'ru': '&#xa0;'}($lang), '&#x202f;')[1]"/>
    <xsl:sequence select="translate(format-number($number, '#,##0'), ',', $sign)"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Registers: persons, places, organisations, works; each entry with its names, its note and its mentions in context.
     All of it is marked data-generated: the words of a register are not the words of the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template name="register" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <xsl:variable name="entries" as="element()*" select="ed:entries($root, $stem)"/>
    <xsl:variable name="letters" as="xs:string*" select="distinct-values($entries ! ed:letter(.))"/>
    <xsl:variable name="lettered" as="xs:boolean" select="count($entries) ge 12"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="$root"/>
      <xsl:with-param name="stem" select="$stem"/>
      <xsl:with-param name="heading" select="ed:word($stem)"/>
      <xsl:with-param name="content">
        <article class="register" data-generated="">
          <xsl:for-each select="$entries[1]"><xsl:call-template name="language-among-ours"/></xsl:for-each>
          <h1 lang="{$lang}"><xsl:value-of select="ed:word($stem)"/></h1>
          <xsl:if test="$lettered">
            <nav class="letters" aria-label="{ed:word('letters')}">
              <xsl:for-each select="$letters"><a href="#letter-{position()}"><xsl:value-of select="."/></a></xsl:for-each>
            </nav>
          </xsl:if>
          <xsl:for-each-group select="$entries" group-adjacent="ed:letter(.)">
            <div class="letter">
              <xsl:if test="$lettered">
                <h2 id="letter-{index-of($letters, current-grouping-key())[1]}"><xsl:value-of select="current-grouping-key()"/></h2>
              </xsl:if>
              <xsl:for-each select="current-group()"><xsl:call-template name="register-entry"/></xsl:for-each>
            </div>
          </xsl:for-each-group>
        </article>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- An entry in its list: the name, which leads to its page, years, and how often it is named. -->
  <xsl:template name="register-entry" as="element()">
    <xsl:variable name="page" as="xs:string?" select="ed:entry-page(.)"/>
    <xsl:variable name="count" as="xs:integer" select="count(ed:mentions/ed:mention)"/>
    <div class="entry" id="{@ed:id}">
      <xsl:call-template name="language"/>
      <xsl:choose>
        <xsl:when test="empty($page)"><xsl:call-template name="entry-body"/></xsl:when>
        <xsl:when test="self::tei:bibl or self::tei:biblStruct">
          <p class="bibl">
            <xsl:apply-templates/>
            <xsl:text> </xsl:text>
            <a class="count" href="{encode-for-uri($page)}.html" aria-label="{ed:word('mentions')}: {$count}"><xsl:value-of select="$count"/></a>
          </p>
        </xsl:when>
        <xsl:otherwise>
          <xsl:variable name="years" as="xs:string" select="ed:years(.)"/>
          <p class="head">
            <a href="{encode-for-uri($page)}.html"><xsl:value-of select="ed:entry-name(.)"/></a>
            <xsl:if test="$years"><xsl:text> </xsl:text><span class="years"><xsl:value-of select="$years"/></span></xsl:if>
            <xsl:for-each select="tei:occupation[1] | self::tei:place/@type">
              <span class="kind"><xsl:text>, </xsl:text><xsl:value-of select="normalize-space(.)"/></span>
            </xsl:for-each>
            <xsl:if test="$count"><xsl:text> </xsl:text><span class="count"><xsl:value-of select="$count"/></span></xsl:if>
          </p>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- The page of an entry: who or what it is, and every mention. -->
  <xsl:template name="entry-page" as="element()">
    <xsl:param name="stem" as="xs:string"/>
    <xsl:param name="previous" as="element()?"/>
    <xsl:param name="next" as="element()?"/>
    <xsl:variable name="name" as="xs:string" select="ed:entry-name(.)"/>
    <xsl:call-template name="page">
      <xsl:with-param name="root" select="root()"/>
      <xsl:with-param name="stem" select="$stem || '-entry'"/>
      <xsl:with-param name="heading" select="$name"/>
      <xsl:with-param name="links" select="ed:turn-entry($previous, 'prev'), ed:turn-entry($next, 'next')"/>
      <xsl:with-param name="content">
        <article class="register entry-page" data-generated="">
          <xsl:call-template name="language-among-ours"/>
          <p class="up" lang="{$lang}"><a href="{$stem}.html#{encode-for-uri(@ed:id)}"><xsl:value-of select="ed:word($stem)"/></a></p>
          <h1><xsl:value-of select="$name"/></h1>
          <div class="entry" id="{@ed:id}">
            <xsl:call-template name="language"/>
            <xsl:call-template name="entry-body"><xsl:with-param name="named" select="true()"/></xsl:call-template>
          </div>
        </article>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:function name="ed:turn-entry" as="element()?">
    <xsl:param name="entry" as="element()?"/>
    <xsl:param name="rel" as="xs:string"/>
    <xsl:for-each select="$entry">
      <link rel="{$rel}" href="{encode-for-uri(ed:entry-page(.))}.html" title="{ed:entry-name(.)}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The name of an entry as a heading: the preferred name; of a work its author and title. -->
  <xsl:function name="ed:entry-name" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="names" as="element()*" select="$entry/(tei:persName | tei:placeName | tei:orgName | tei:geogName | tei:label)"/>
    <xsl:variable name="main" as="element()?" select="($names[@type = ('preferred', 'main', 'reg')], $names[not(@type)], $names)[1]"/>
    <xsl:variable name="title" as="element()?" select="($entry/tei:title)[1]"/>
    <xsl:sequence select="
      if (exists($main)) then normalize-space($main)
      else if (exists($title)) then string-join(($entry/tei:author[1] ! normalize-space(.), normalize-space($title))[. ne ''], ': ')
      else if ($entry/self::tei:bibl or $entry/self::tei:biblStruct) then
        replace(normalize-space(string-join($entry/text() | $entry/* except $entry/ed:mentions)), '^(.{60}\S*).*$', '$1 …')
      else string($entry/@xml:id)"/>
  </xsl:function>

  <!-- What is known of an entry, and where it is named. -->
  <xsl:template name="entry-body" as="element()*">
    <xsl:param name="named" as="xs:boolean" select="false()"/>
    <!-- Where it lies, as a small map: put in by src/edition/editions/html/pictures. -->
    <xsl:if test="$named and self::tei:place and exists(ed:position(.))"><div data-picture="locator" data-of="{@ed:id}"/></xsl:if>
    <xsl:choose>
      <xsl:when test="self::tei:bibl or self::tei:biblStruct">
        <p class="bibl"><xsl:apply-templates/></p>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="named-entry"><xsl:with-param name="named" select="$named"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="works-of"/>
    <!-- Where they are found in the text, and beside whom: drawn by src/edition/editions/html/pictures. -->
    <xsl:if test="exists(ed:mentions/ed:mention[2]) and exists(ed:entry-page(.))">
      <xsl:if test="self::tei:person"><div data-picture="together" data-of="{@ed:id}"/></xsl:if>
      <div data-picture="chart" data-of="{@ed:id}"/>
    </xsl:if>
    <xsl:call-template name="mentions"/>
  </xsl:template>

  <xsl:key name="works-by" match="tei:listBibl/*[@ed:id]" use="tei:author/@ed:to"/>

  <!-- The works of a person that the registers have. -->
  <xsl:template name="works-of" as="element()?">
    <xsl:variable name="works" as="element()*" select="self::tei:person ! key('works-by', @ed:id)"/>
    <xsl:if test="exists($works)">
      <p class="works">
        <xsl:value-of select="ed:word('works')"/><xsl:text>: </xsl:text>
        <xsl:for-each select="$works">
          <xsl:if test="position() gt 1">; </xsl:if>
          <a href="{encode-for-uri((ed:entry-page(.), 'bibliography')[1])}.html"><cite><xsl:value-of select="normalize-space(tei:title[1])"/></cite></a>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- A person, place or organisation: name, years, other names, what it was, the note. -->
  <xsl:template name="named-entry" as="element()*">
    <!-- Whether the name stands as a heading already. -->
    <xsl:param name="named" as="xs:boolean" select="false()"/>
    <xsl:variable name="names" as="element()*" select="tei:persName | tei:placeName | tei:orgName | tei:geogName | tei:label"/>
    <xsl:variable name="main" as="element()?" select="($names[@type = ('preferred', 'main', 'reg')], $names[not(@type)], $names)[1]"/>
    <xsl:variable name="years" as="xs:string" select="ed:years(.)"/>
    <xsl:variable name="others" as="element()*" select="$names except $main"/>
    <xsl:variable name="kinds" as="xs:string*" select="(tei:occupation, tei:state, self::tei:place/@type) ! normalize-space(.)[. ne '']"/>
    <xsl:if test="not($named) or $years or exists($kinds)">
      <p class="head">
        <xsl:if test="not($named)"><dfn><xsl:value-of select="($main ! normalize-space(.), string(@xml:id))[1]"/></dfn></xsl:if>
        <xsl:if test="$years">
          <xsl:if test="not($named)"><xsl:text> </xsl:text></xsl:if>
          <span class="years"><xsl:value-of select="$years"/></span>
        </xsl:if>
        <xsl:for-each select="$kinds">
          <span class="kind"><xsl:value-of select="(', ')[not($named) or $years or position() gt 1], ." separator=""/></span>
        </xsl:for-each>
      </p>
    </xsl:if>
    <xsl:if test="exists($others)">
      <p class="names">
        <xsl:for-each select="$others">
          <xsl:if test="position() gt 1"><xsl:text>; </xsl:text></xsl:if>
          <span>
            <xsl:call-template name="language"/>
            <xsl:value-of select="normalize-space(.)"/>
          </span>
          <xsl:variable name="span" as="xs:string" select="
            string-join((@from, if (@from or @to) then '–' else (), @to), '')"/>
          <xsl:if test="$span"><xsl:text> (</xsl:text><xsl:value-of select="$span"/><xsl:text>)</xsl:text></xsl:if>
        </xsl:for-each>
      </p>
    </xsl:if>
    <xsl:for-each select="tei:note | tei:event/tei:desc | tei:p">
      <p class="note"><xsl:apply-templates/></p>
    </xsl:for-each>
    <xsl:variable name="position" as="xs:double*" select="ed:position(.)"/>
    <xsl:if test="exists($position)">
      <p class="geo">
        <xsl:value-of select="
          ed:degrees($position[1], ed:word('picture-map-north'), ed:word('picture-map-south')),
          ed:degrees($position[2], ed:word('picture-map-east'), ed:word('picture-map-west'))" separator=" "/>
      </p>
    </xsl:if>
    <xsl:variable name="links" as="element()*" select="tei:idno[matches(normalize-space(), '^https?://\S+$')]"/>
    <xsl:if test="exists($links)">
      <p class="links">
        <xsl:for-each select="$links">
          <xsl:if test="position() gt 1"><xsl:text> · </xsl:text></xsl:if>
          <a href="{normalize-space()}"><xsl:value-of select="(@type, 'URI')[1]"/></a>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- 66.5, 'N', 'S' becomes 66°30′ N. -->
  <xsl:function name="ed:degrees" as="xs:string">
    <xsl:param name="value" as="xs:double"/>
    <xsl:param name="positive" as="xs:string"/>
    <xsl:param name="negative" as="xs:string"/>
    <xsl:variable name="minutes" as="xs:integer" select="xs:integer(round(abs($value) * 60))"/>
    <xsl:sequence select="
      ($minutes idiv 60) || '°' || format-integer($minutes mod 60, '00') || '′ ' || (if ($value lt 0) then $negative else $positive)"/>
  </xsl:function>

  <!-- Every mention, page by page, with the words around it. -->
  <xsl:template name="mentions" as="element()?">
    <xsl:variable name="mentions" as="element()*" select="ed:mentions/ed:mention"/>
    <xsl:variable name="alone" as="xs:boolean" select="exists(ed:entry-page(.))"/>
    <xsl:if test="exists($mentions)">
      <details class="mentions" open="open">
        <summary><xsl:value-of select="ed:word('mentions')"/><xsl:text> </xsl:text><span class="count"><xsl:value-of select="count($mentions)"/></span></summary>
        <xsl:for-each-group select="$mentions" group-by="string(@ed:page)">
          <p class="where">
            <xsl:if test="$alone"><xsl:attribute name="id" select="'in-' || current-grouping-key()"/></xsl:if>
            <a href="{current-grouping-key()}.html">
              <xsl:value-of select="(@ed:section, key('page', current-grouping-key())[1] ! ed:head(.), current-grouping-key())[1]"/>
            </a>
          </p>
          <ul>
            <xsl:for-each select="current-group()">
              <li>
                <a href="{@ed:page}.html#{encode-for-uri(@ed:to)}" data-context=""><mark><xsl:value-of select="."/></mark></a>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:for-each-group>
      </details>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

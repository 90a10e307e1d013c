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
          <xsl:if test="ed:language($entries[1]) ne ''"><xsl:attribute name="lang" select="ed:language($entries[1])"/></xsl:if>
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

  <xsl:template name="register-entry" as="element()">
    <div class="entry" id="{@ed:id}">
      <xsl:call-template name="language"/>
      <xsl:choose>
        <xsl:when test="self::tei:bibl or self::tei:biblStruct">
          <p class="bibl"><xsl:apply-templates/></p>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="named-entry"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="mentions"/>
    </div>
  </xsl:template>

  <!-- A person, place or organisation: name, years, other names, what it was, the note. -->
  <xsl:template name="named-entry" as="element()*">
    <xsl:variable name="names" as="element()*" select="tei:persName | tei:placeName | tei:orgName | tei:geogName"/>
    <xsl:variable name="main" as="element()?" select="($names[@type = ('preferred', 'main', 'reg')], $names[not(@type)], $names)[1]"/>
    <xsl:variable name="years" as="xs:string" select="ed:years(.)"/>
    <xsl:variable name="others" as="element()*" select="$names except $main"/>
    <p class="head">
      <dfn>
        <xsl:choose>
          <xsl:when test="exists($main)"><xsl:value-of select="normalize-space($main)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="@xml:id"/></xsl:otherwise>
        </xsl:choose>
      </dfn>
      <xsl:if test="$years"><xsl:text> </xsl:text><span class="years"><xsl:value-of select="$years"/></span></xsl:if>
      <xsl:for-each select="tei:occupation | tei:state | self::tei:place/@type">
        <span class="kind"><xsl:text>, </xsl:text><xsl:value-of select="normalize-space(.)"/></span>
      </xsl:for-each>
    </p>
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
    <xsl:for-each select="(tei:location//tei:geo)[1][matches(normalize-space(), '^-?\d+(\.\d+)?[ ,]+-?\d+(\.\d+)?$')]">
      <xsl:variable name="numbers" as="xs:double*" select="tokenize(normalize-space(), '[ ,]+') ! number(.)"/>
      <p class="geo">
        <xsl:value-of select="ed:degrees($numbers[1], 'N', 'S'), ed:degrees($numbers[2], 'E', 'W')" separator=" "/>
      </p>
    </xsl:for-each>
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
    <xsl:if test="exists($mentions)">
      <details class="mentions">
        <summary><xsl:value-of select="ed:word('mentions')"/><xsl:text> </xsl:text><span class="count"><xsl:value-of select="count($mentions)"/></span></summary>
        <xsl:for-each-group select="$mentions" group-by="string(@ed:page)">
          <p class="where">
            <a href="{current-grouping-key()}.html">
              <xsl:value-of select="(current-group()[1]/@ed:section[. ne ''], key('page', current-grouping-key())[1] ! ed:head(.), current-grouping-key())[1]"/>
            </a>
          </p>
          <ul>
            <xsl:for-each select="current-group()">
              <li>
                <a href="{@ed:page}.html#{encode-for-uri(@ed:to)}">
                  <xsl:for-each select="node()">
                    <xsl:choose>
                      <xsl:when test="self::ed:hit"><mark><xsl:value-of select="."/></mark></xsl:when>
                      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
                    </xsl:choose>
                  </xsl:for-each>
                </a>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:for-each-group>
      </details>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of an element or a class. -->
<xsl:stylesheet version="3.0" default-mode="guide" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:g="urn:edition:guide" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:f="urn:edition:functions"
    xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="#all">

  <xsl:template match="g:spec" as="node()*">
    <h1><code>{if (@kind = 'element') then '&lt;' || @name || '&gt;' else string(@name)}</code></h1>
    <p class="desc">
      <xsl:if test="g:gloss[lower-case(.) != lower-case(../@name)]"><span class="gloss">{g:gloss}</span><xsl:text> </xsl:text></xsl:if>
      <xsl:text>{g:desc}</xsl:text>
    </p>
    <p class="where">
      <xsl:text>Module {@module}</xsl:text>
      <xsl:if test="string(@chapter)">
        <xsl:variable name="chapter" as="xs:string" select="@chapter"/>
        <xsl:text> · chapter </xsl:text>
        <a href="{f:file($chapter)}">{normalize-space(/g:guide/g:prose/tei:div[@xml:id = $chapter]/tei:head[1])}</a>
      </xsl:if>
      <xsl:if test="@ns"> · namespace <code>{@ns}</code></xsl:if>
    </p>
    <xsl:apply-templates select="g:remarks"/>
    <xsl:if test="g:example">
      <section><h2>Example</h2><xsl:apply-templates select="g:example"/></section>
    </xsl:if>
    <xsl:apply-templates select="g:attributes[*]"/>
    <xsl:if test="@kind = 'element'">
      <section>
        <h2>May contain</h2>
        <xsl:if test="@text"><p>Text{if (g:children/g:group) then ', and' else '.'}</p></xsl:if>
        <xsl:if test="not(@text) and not(g:children/g:group)"><p>Nothing: it is always empty.</p></xsl:if>
        <xsl:apply-templates select="g:children"/>
      </section>
      <section><h2>May stand in</h2>
        <xsl:if test="not(g:parents/g:group)"><p>Nothing: it is the root of a document.</p></xsl:if>
        <xsl:apply-templates select="g:parents"/>
      </section>
    </xsl:if>
    <xsl:if test="g:members"><section><h2>Members</h2><p class="names"><xsl:apply-templates select="g:members/g:ref"/></p></section></xsl:if>
    <xsl:if test="g:constraint"><section><h2>Rules</h2><xsl:apply-templates select="g:constraint"/></section></xsl:if>
    <xsl:if test="g:classes/g:ref"><section><h2>Classes</h2><p class="names"><xsl:apply-templates select="g:classes/g:ref"/></p></section></xsl:if>
    <xsl:if test="string(g:model)"><section><h2>Content model</h2><pre class="model" tabindex="0"><code>{g:model}</code></pre></section></xsl:if>
  </xsl:template>

  <xsl:template match="g:remarks" as="node()*"><xsl:apply-templates select="*" mode="prose"/></xsl:template>
  <xsl:template match="g:example" as="node()*"><xsl:apply-templates select="*" mode="prose"/></xsl:template>

  <!-- The element's own attributes in full, then those of its classes by name: the page of the class says what they are. -->
  <xsl:template match="g:attributes" as="element()*">
    <section>
      <h2>Attributes</h2>
      <xsl:if test="g:attribute">
        <dl class="attributes"><xsl:apply-templates select="g:attribute"/></dl>
      </xsl:if>
      <xsl:if test="g:inherited">
        <dl class="groups">
          <xsl:for-each select="g:inherited">
            <xsl:variable name="spec" as="element(g:spec)?" select="key('spec', @class)[1]"/>
            <div>
              <dt><xsl:choose>
                <xsl:when test="$spec"><a href="{f:file(f:anchor($spec))}">{@class}</a></xsl:when>
                <xsl:otherwise>{@class}</xsl:otherwise>
              </xsl:choose></dt>
              <dd class="names">
                <xsl:for-each select="tokenize(.)"><code>@{.}</code><xsl:text> </xsl:text></xsl:for-each>
              </dd>
            </div>
          </xsl:for-each>
        </dl>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="g:attribute" as="element()">
    <div>
      <dt><code>@{@name}</code><xsl:if test="@usage != 'opt'"><xsl:text> </xsl:text><span class="usage">{
        if (@usage = 'req') then 'required' else if (@usage = 'rec') then 'recommended' else 'where applicable'}</span></xsl:if></dt>
      <dd>
        <p>{g:desc}</p>
        <xsl:apply-templates select="g:values"/>
        <xsl:if test="g:datatype"><p class="datatype">{if (g:values) then 'Otherwise: ' else ''}{g:datatype}</p></xsl:if>
      </dd>
    </div>
  </xsl:template>

  <xsl:template match="g:values" as="element()*">
    <p class="kind">{if (@type = 'closed') then 'One of:' else if (@type = 'semi') then 'Suggested:' else 'For example:'}</p>
    <dl class="values">
      <xsl:for-each select="g:value"><div><dt><code>{@ident}</code></dt><dd>{.}</dd></div></xsl:for-each>
    </dl>
  </xsl:template>

  <xsl:template match="g:children | g:parents" as="element()*">
    <xsl:if test="g:group">
      <dl class="groups">
        <xsl:for-each select="g:group">
          <div><dt>{@module}</dt><dd class="names"><xsl:apply-templates select="g:ref"/></dd></div>
        </xsl:for-each>
      </dl>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:ref" as="node()*">
    <xsl:variable name="spec" as="element(g:spec)?" select="key('spec', @ident)[1]"/>
    <xsl:choose>
      <xsl:when test="$spec"><a href="{f:file(f:anchor($spec))}"><code>{@ident}</code></a></xsl:when>
      <xsl:otherwise><code>{@ident}</code></xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="g:constraint" as="element()">
    <div class="rule">
      <p><code>{@id}</code></p>
      <xsl:for-each select="g:test">
        <p>{.}</p>
        <p class="test"><span class="kind">{if (@kind = 'assert') then 'Must be true:' else 'Must not be true:'}</span><xsl:text> </xsl:text><code>{@test}</code></p>
      </xsl:for-each>
    </div>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- The prose of an ODD: what an encoding guide is written in. -->
<xsl:stylesheet version="3.0" default-mode="prose" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:g="urn:edition:guide" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:eg="http://www.tei-c.org/ns/Examples"
    xmlns:f="urn:edition:functions" xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="#all">

  <xsl:template match="tei:div" as="element()*">
    <section>
      <xsl:if test="@xml:id and parent::tei:div"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="tei:head" as="element()">
    <xsl:element name="h{min((6, count(ancestor::tei:div) + (if (ancestor::g:prose/tei:div[@xml:id]) then 0 else 1)))}">
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:p" as="element()">
    <!-- A paragraph of HTML holds no lists and examples; one of the TEI does. -->
    <xsl:element name="{if (.//(tei:list | tei:table | tei:eg | tei:listBibl | tei:specDesc | eg:egXML)) then 'div' else 'p'}">
      <xsl:if test=".//(tei:list | tei:table | tei:eg | tei:listBibl | tei:specDesc | eg:egXML)">
        <xsl:attribute name="class" select="'p'"/>
      </xsl:if>
      <xsl:if test="@rend = ('when', 'how')">
        <xsl:attribute name="class" select="@rend"/>
        <strong>{if (@rend = 'when') then 'When' else 'How'}</strong><xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="text()" as="text()"><xsl:sequence select="."/></xsl:template>

  <xsl:template match="tei:list" as="element()">
    <xsl:choose>
      <xsl:when test="tei:label">
        <dl>
          <xsl:for-each select="tei:label">
            <div><dt><xsl:apply-templates/></dt><dd><xsl:apply-templates select="following-sibling::tei:item[1]/node()"/></dd></div>
          </xsl:for-each>
        </dl>
      </xsl:when>
      <xsl:when test="@rend = ('numbered', 'ordered')"><ol><xsl:apply-templates select="tei:item"/></ol></xsl:when>
      <xsl:otherwise><ul><xsl:apply-templates select="tei:item"/></ul></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:item" as="element()"><li><xsl:apply-templates/></li></xsl:template>

  <xsl:template match="tei:gi" as="element()">
    <xsl:variable name="spec" as="element(g:spec)?" select="key('spec', normalize-space(.))[1]"/>
    <xsl:choose>
      <xsl:when test="$spec"><a href="{f:file(f:anchor($spec))}"><code>&lt;{.}&gt;</code></a></xsl:when>
      <xsl:otherwise><code>&lt;{.}&gt;</code></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:att" as="element()"><code>@{.}</code></xsl:template>
  <xsl:template match="tei:val" as="element()"><code>"{.}"</code></xsl:template>
  <xsl:template match="tei:tag" as="element()"><code>&lt;{.}&gt;</code></xsl:template>
  <xsl:template match="tei:code | tei:ident" as="element()"><code>{.}</code></xsl:template>
  <xsl:template match="tei:hi | tei:emph | tei:title | tei:foreign | tei:mentioned" as="element()">
    <xsl:element name="{if (@rend = 'bold') then 'strong' else 'em'}"><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="tei:term | tei:soCalled | tei:q" as="node()*"><xsl:text>“</xsl:text><xsl:apply-templates/><xsl:text>”</xsl:text></xsl:template>
  <xsl:template match="tei:ref | tei:ptr" as="element()">
    <xsl:variable name="target" as="xs:string" select="string(@target)"/>
    <xsl:variable name="chapter" as="element(tei:div)?"
        select="/g:guide/g:prose/tei:div[@xml:id = substring($target, 2)][starts-with($target, '#')]"/>
    <a href="{if ($chapter) then f:file($chapter/@xml:id) else $target}">
      <xsl:apply-templates/>
      <xsl:if test="self::tei:ptr or not(node())">{if ($chapter) then normalize-space($chapter/tei:head[1]) else $target}</xsl:if>
    </a>
  </xsl:template>

  <!-- What other guides have in their prose as well. -->
  <xsl:template match="tei:table" as="element()"><table><xsl:apply-templates select="tei:row"/></table></xsl:template>
  <xsl:template match="tei:row" as="element()"><tr><xsl:apply-templates select="tei:cell"/></tr></xsl:template>
  <xsl:template match="tei:cell" as="element()">
    <xsl:element name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}"><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="tei:listBibl" as="element()"><ul><xsl:for-each select="*[not(self::tei:head)]"><li><xsl:apply-templates/></li></xsl:for-each></ul></xsl:template>
  <xsl:template match="tei:note" as="node()*"><xsl:text> (</xsl:text><xsl:apply-templates/><xsl:text>)</xsl:text></xsl:template>
  <xsl:template match="tei:lb" as="element()"><br/></xsl:template>
  <xsl:template match="tei:specDesc" as="element()">
    <xsl:variable name="spec" as="element(g:spec)?" select="key('spec', @key)[1]"/>
    <p>
      <xsl:choose>
        <xsl:when test="$spec"><a href="{f:file(f:anchor($spec))}"><code>{$spec/@name}</code></a><xsl:text> {$spec/g:desc}</xsl:text></xsl:when>
        <xsl:otherwise><code>{@key}</code></xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:template>
  <xsl:template match="tei:titlePage | tei:divGen | tei:figure | tei:schemaSpec"/>

  <!-- An example: tags, attributes and comments told apart. -->
  <xsl:template match="eg:egXML | tei:eg" as="element()">
    <pre class="example" tabindex="0"><code><xsl:for-each select="f:coloured(string(.))"><xsl:sequence select="."/></xsl:for-each></code></pre>
  </xsl:template>

  <xsl:function name="f:coloured" as="node()*">
    <xsl:param name="text" as="xs:string"/>
    <xsl:analyze-string select="$text" regex="(&lt;!--.*?--&gt;)|(&lt;/?[^\s&gt;/]+)|([\w:.\-]+=)(&quot;[^&quot;]*&quot;)" flags="s">
      <xsl:matching-substring>
        <xsl:choose>
          <xsl:when test="regex-group(1)"><span class="comment">{.}</span></xsl:when>
          <xsl:when test="regex-group(2)"><span class="tag">{.}</span></xsl:when>
          <xsl:otherwise><span class="att">{regex-group(3)}</span><span class="val">{regex-group(4)}</span></xsl:otherwise>
        </xsl:choose>
      </xsl:matching-substring>
      <xsl:non-matching-substring><xsl:value-of select="."/></xsl:non-matching-substring>
    </xsl:analyze-string>
  </xsl:function>

  <!-- The elements that a chapter explains. -->
  <xsl:template match="g:described" as="element()?">
    <xsl:variable name="first" as="xs:boolean" select="not(preceding-sibling::*[1][self::g:described])"/>
    <xsl:if test="$first">
      <xsl:variable name="others" as="element(g:described)*" select="following-sibling::g:described"/>
      <dl class="described">
        <xsl:for-each select="., $others">
          <xsl:variable name="spec" as="element(g:spec)?" select="key('spec', @ident)[1]"/>
          <xsl:if test="$spec">
            <div><dt><a href="{f:file(f:anchor($spec))}"><code>{$spec/@name}</code></a></dt><dd>{$spec/g:desc}</dd></div>
          </xsl:if>
        </xsl:for-each>
      </dl>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

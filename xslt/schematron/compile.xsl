<?xml version="1.0" encoding="UTF-8"?>
<!--
  The second step: an expanded schema to a stylesheet. One walk over the document serves all patterns: every rule is a
  template, in the order of the schema; it fires unless an earlier rule of its pattern has, and hands the node on. What
  fires gives elements of SVRL that carry the number of their pattern; report.xsl puts them in order.
-->
<xsl:stylesheet version="3.0" default-mode="compile" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:out="urn:edition:stylesheet"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
    xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:ed="urn:edition:normalized"
    xmlns:f="urn:edition:functions" xmlns:sqf="http://www.schematron-quickfix.com/validator/process"
    exclude-result-prefixes="#all">

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>

  <xsl:template match="/" mode="schematron" as="element()">
    <xsl:variable name="expanded" as="element(sch:schema)"><xsl:apply-templates select="sch:schema" mode="expand"/></xsl:variable>
    <xsl:apply-templates select="$expanded"/>
  </xsl:template>

  <xsl:template match="sch:schema" as="element()">
    <xsl:variable name="schema" as="element(sch:schema)" select="."/>
    <xsl:sequence select="sch:let ! f:unique(., preceding-sibling::sch:let),
        sch:pattern/sch:let ! (f:unique(., preceding-sibling::sch:let), f:unique(., $schema/sch:let)),
        .//sch:rule/sch:let ! f:unique(., preceding-sibling::sch:let)"/>
    <out:stylesheet version="3.0">
      <xsl:for-each select="sch:ns"><xsl:namespace name="{@prefix}" select="@uri"/></xsl:for-each>
      <xsl:if test="not(sch:ns/@prefix = 'xs')"><xsl:namespace name="xs" select="'http://www.w3.org/2001/XMLSchema'"/></xsl:if>
      <xsl:namespace name="svrl" select="'http://purl.oclc.org/dsdl/svrl'"/>
      <xsl:namespace name="ed" select="'urn:edition:normalized'"/>
      <xsl:namespace name="err" select="'http://www.w3.org/2005/xqt-errors'"/>
      <out:output method="xml" indent="no"/>
      <out:param name="ed:base" as="xs:string" select="''"/>
      <out:param name="ed:folder" as="xs:string" select="''"/>
      <out:param name="ed:fired" as="xs:boolean" select="false()"/>
      <out:variable name="ed:document" as="document-node()" select="/"/>
      <xsl:copy-of select="*[not(self::sch:* | self::sqf:*)]" copy-namespaces="yes"/>
      <xsl:apply-templates select="sch:let"/>
      <xsl:for-each select="sch:pattern">
        <xsl:apply-templates select="sch:let"><xsl:with-param name="scope" select="f:scope(.)" tunnel="yes"/></xsl:apply-templates>
      </xsl:for-each>
      <xsl:sequence select="f:report($schema)"/>
      <xsl:for-each select="'rules', sch:pattern[@documents]/('documents-' || f:number(.))">
        <xsl:variable name="mode" as="xs:string" select="."/>
        <xsl:variable name="patterns" as="element(sch:pattern)*" select="if ($mode = 'rules') then $schema/sch:pattern[not(@documents)]
            else $schema/sch:pattern['documents-' || f:number(.) = $mode]"/>
        <out:template match="/ | node() | @*" mode="{$mode}" priority="-1">
          <out:apply-templates select="{f:kinds($patterns)}" mode="{$mode}">
            <out:with-param name="ed:seen" select="()" tunnel="yes"/>
          </out:apply-templates>
        </out:template>
      </xsl:for-each>
      <xsl:apply-templates select="sch:pattern/sch:rule"/>
    </out:stylesheet>
  </xsl:template>

  <!-- Where a pattern stands among all. -->
  <xsl:function name="f:number" as="xs:integer">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:sequence select="count($pattern/preceding-sibling::sch:pattern) + 1"/>
  </xsl:function>

  <!-- A variable may not have the name of another that is seen at the same place. -->
  <xsl:function name="f:unique" as="item()*">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:param name="others" as="element(sch:let)*"/>
    <xsl:if test="$let/@name = $others/@name">
      <xsl:sequence select="f:fail($let, 'schematron-schema', 'the variable &quot;' || $let/@name || '&quot; is defined already', 'give it another name')"/>
    </xsl:if>
  </xsl:function>

  <!-- The variables of a pattern that another pattern has too: they are told apart by the number of the pattern. -->
  <xsl:function name="f:scope" as="element(sch:let)*">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:sequence select="$pattern/sch:let[@name = ($pattern/../sch:pattern except $pattern)/sch:let/@name]"/>
  </xsl:function>

  <!-- An expression with those variables under their names; what stands in quotes is left alone. -->
  <xsl:function name="f:scoped" as="xs:string">
    <xsl:param name="expression" as="xs:string"/>
    <xsl:param name="scope" as="element(sch:let)*"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$expression" regex="&quot;[^&quot;]*&quot;|'[^']*'|\$([\i-[:]][\c-[:]]*)">
        <xsl:matching-substring>
          <xsl:sequence select="if (regex-group(1) = $scope/@name) then '$' || f:name($scope[@name = regex-group(1)][1]) else ."/>
        </xsl:matching-substring>
        <xsl:non-matching-substring><xsl:sequence select="."/></xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="if (exists($scope)) then string-join($parts) else $expression"/>
  </xsl:function>

  <xsl:function name="f:name" as="xs:string">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="if ($let/parent::sch:pattern and $let intersect f:scope($let/..)) then 'ed:' || $let/@name || '-' || f:number($let/..) else string($let/@name)"/>
  </xsl:function>

  <xsl:template match="sch:let" as="element()">
    <xsl:param name="scope" as="element(sch:let)*" select="()" tunnel="yes"/>
    <out:variable name="{f:name(.)}">
      <xsl:copy-of select="@ed:at, @as"/>
      <xsl:choose>
        <xsl:when test="@value"><xsl:attribute name="select" select="f:scoped(@value, $scope)"/></xsl:when>
        <xsl:otherwise><xsl:copy-of select="node()"/></xsl:otherwise>
      </xsl:choose>
    </out:variable>
  </xsl:template>

  <!-- The kinds of node that the contexts of patterns can be about; predicates do not count. -->
  <xsl:function name="f:kinds" as="xs:string">
    <xsl:param name="patterns" as="element(sch:pattern)*"/>
    <xsl:variable name="bare" as="xs:string" select="string-join($patterns/sch:rule/f:bare(string(@context)), ' ')"/>
    <xsl:sequence select="string-join((if (matches($bare, '@|attribute')) then '@*' else (),
        if (matches($bare, 'text\(|comment\(|processing-instruction\(|node\(|\.')) then 'node()' else '*'), ' | ')"/>
  </xsl:function>

  <xsl:function name="f:bare" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="shorter" as="xs:string" select="replace($context, '\[[^\[\]]*\]', '')"/>
    <xsl:sequence select="if ($shorter = $context) then $context else f:bare($shorter)"/>
  </xsl:function>

  <xsl:template match="sch:rule" as="element()">
    <xsl:variable name="number" as="xs:integer" select="f:number(..)"/>
    <xsl:variable name="scope" as="element(sch:let)*" select="f:scope(..)"/>
    <out:template match="{f:scoped(@context, $scope)}" priority="{1 + count(following::sch:rule)}"
        mode="{if (../@documents) then 'documents-' || $number else 'rules'}">
      <xsl:copy-of select="@ed:at"/>
      <out:param name="ed:seen" as="xs:integer*" select="()" tunnel="yes"/>
      <out:if test="not($ed:seen = {$number})">
        <out:try>
          <xsl:apply-templates select="sch:let"><xsl:with-param name="scope" select="$scope" tunnel="yes"/></xsl:apply-templates>
          <out:if test="$ed:fired">
            <svrl:fired-rule ed:pattern="{$number}" context="{f:literal(@context)}">
              <xsl:copy-of select="@id, @role, @flag, @see, @icon, @fpi"/>
            </svrl:fired-rule>
          </out:if>
          <xsl:apply-templates select="sch:assert | sch:report">
            <xsl:with-param name="scope" select="$scope" tunnel="yes"/>
            <xsl:with-param name="number" select="$number" tunnel="yes"/>
          </xsl:apply-templates>
          <out:catch errors="*">
            <ed:failure ed:pattern="{$number}" location="{{path(.)}}" rule="{f:literal(string(@ed:at))}"><out:value-of select="$err:description"/></ed:failure>
          </out:catch>
        </out:try>
      </out:if>
      <out:next-match><out:with-param name="ed:seen" select="$ed:seen, {$number}" tunnel="yes"/></out:next-match>
    </out:template>
  </xsl:template>

  <!-- Text in an attribute of a literal element: curly brackets are doubled. -->
  <xsl:function name="f:literal" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="replace($text, '([{{}}])', '$1$1')"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- What the stylesheet says: assertions and reports as SVRL, their texts, diagnostics and properties, and the whole report. -->
<xsl:stylesheet version="3.0" default-mode="compile" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:out="urn:edition:stylesheet"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
    xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:ed="urn:edition:normalized" xmlns:f="urn:edition:functions"
    exclude-result-prefixes="#all">

  <!-- The template that begins: the walks, then their results by pattern. -->
  <xsl:function name="f:report" as="element()">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <out:template match="/">
      <out:variable name="ed:results" as="element()*">
        <out:apply-templates select="." mode="rules"/>
        <xsl:for-each select="$schema/sch:pattern[@documents]">
          <out:for-each>
            <xsl:copy-of select="@ed:at"/>
            <xsl:attribute name="select" select="'for $ed:name in data((' || @documents || ')) return resolve-uri(string($ed:name), $ed:base)'"/>
            <out:choose>
              <out:when test="starts-with(., $ed:folder) and not(contains(., '/../'))">
                <out:apply-templates select="doc(.)" mode="documents-{f:number(.)}"/>
              </out:when>
              <out:otherwise>
                <ed:failure ed:pattern="{f:number(.)}" location="/" rule="{@ed:at}">the document "<out:value-of select="."/>" lies outside the project</ed:failure>
              </out:otherwise>
            </out:choose>
          </out:for-each>
        </xsl:for-each>
      </out:variable>
      <svrl:schema-output>
        <xsl:if test="$schema/sch:title"><xsl:attribute name="title" select="f:literal(normalize-space($schema/sch:title))"/></xsl:if>
        <xsl:if test="$schema/@schemaVersion"><xsl:attribute name="schemaVersion" select="f:literal($schema/@schemaVersion)"/></xsl:if>
        <xsl:if test="not($schema/@ed:phase = '#ALL')"><xsl:attribute name="phase" select="f:literal($schema/@ed:phase)"/></xsl:if>
        <xsl:for-each select="$schema/sch:ns">
          <svrl:ns-prefix-in-attribute-values prefix="{@prefix}" uri="{f:literal(@uri)}"/>
        </xsl:for-each>
        <xsl:for-each select="$schema/sch:pattern">
          <svrl:active-pattern>
            <xsl:copy-of select="@id, @role"/>
            <xsl:if test="@documents"><xsl:attribute name="documents" select="f:literal(@documents)"/></xsl:if>
            <xsl:if test="sch:title"><xsl:attribute name="name" select="f:literal(normalize-space(sch:title))"/></xsl:if>
          </svrl:active-pattern>
          <out:for-each select="$ed:results[@ed:pattern = '{f:number(.)}']">
            <out:copy copy-namespaces="no"><out:copy-of select="@* except @ed:pattern, node()" copy-namespaces="no"/></out:copy>
          </out:for-each>
        </xsl:for-each>
      </svrl:schema-output>
    </out:template>
  </xsl:function>

  <xsl:template match="sch:assert | sch:report" as="element()">
    <xsl:param name="scope" as="element(sch:let)*" tunnel="yes"/>
    <xsl:param name="number" as="xs:integer" tunnel="yes"/>
    <xsl:if test="not(normalize-space(@test))">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'the ' || local-name() || ' has no test', 'say in @test what must be true')"/>
    </xsl:if>
    <xsl:variable name="test" as="xs:string" select="f:scoped(@test, $scope)"/>
    <out:if test="{if (self::sch:assert) then 'not(' || $test || ')' else $test}">
      <xsl:copy-of select="@ed:at"/>
      <xsl:element name="svrl:{if (self::sch:assert) then 'failed-assert' else 'successful-report'}">
        <xsl:attribute name="ed:pattern" select="$number"/>
        <xsl:attribute name="location" select="'{path(.)}'"/>
        <xsl:attribute name="test" select="f:literal(@test)"/>
        <xsl:copy-of select="@id, @see, @icon, @fpi"/>
        <xsl:copy-of select="(@role, ../@role)[1], (@flag, ../@flag)[1]"/>
        <xsl:attribute name="ed:severity" select="f:literal(string((@severity, @role, ../@role, @flag, ../@flag)[1]))"/>
        <xsl:attribute name="ed:rule" select="(@id, ../@id, ../../@id)[1]"/>
        <xsl:apply-templates select="tokenize(@diagnostics) ! f:told(current(), ., 'diagnostic'), tokenize(@properties) ! f:told(current(), ., 'property')"/>
        <svrl:text><xsl:apply-templates select="node()" mode="message"/></svrl:text>
      </xsl:element>
    </out:if>
  </xsl:template>

  <xsl:function name="f:told" as="element()">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="found" as="element()?" select="root($node)/(sch:diagnostics | sch:properties)/*[@id = $name][local-name() = $kind][1]"/>
    <xsl:if test="empty($found)">
      <xsl:sequence select="f:fail($node, 'schematron-schema', 'there is no ' || $kind || ' &quot;' || $name || '&quot;', 'give one this id, or remove the reference')"/>
    </xsl:if>
    <xsl:sequence select="$found"/>
  </xsl:function>

  <xsl:template match="sch:diagnostic" as="element()">
    <svrl:diagnostic-reference diagnostic="{@id}">
      <svrl:text><xsl:copy-of select="@xml:lang | ancestor::*/@xml:lang[last()]"/><xsl:apply-templates select="node()" mode="message"/></svrl:text>
    </svrl:diagnostic-reference>
  </xsl:template>

  <xsl:template match="sch:property" as="element()">
    <svrl:property-reference property="{@id}">
      <xsl:copy-of select="@role, @scheme"/>
      <xsl:choose>
        <xsl:when test="*[not(self::sch:*)]"><xsl:apply-templates select="node()" mode="message"/></xsl:when>
        <xsl:otherwise><svrl:text><xsl:apply-templates select="node()" mode="message"/></svrl:text></xsl:otherwise>
      </xsl:choose>
    </svrl:property-reference>
  </xsl:template>

  <!-- Texts. -->

  <xsl:template match="sch:value-of" mode="message" as="element()">
    <xsl:param name="scope" as="element(sch:let)*" select="()" tunnel="yes"/>
    <out:value-of select="{f:scoped(@select, $scope)}" separator=" "><xsl:copy-of select="@ed:at"/></out:value-of>
  </xsl:template>

  <xsl:template match="sch:name" mode="message" as="element()">
    <xsl:param name="scope" as="element(sch:let)*" select="()" tunnel="yes"/>
    <out:value-of select="{if (@path) then f:scoped(@path, $scope) else 'name()'}"><xsl:copy-of select="@ed:at"/></out:value-of>
  </xsl:template>

  <xsl:template match="sch:emph | sch:dir | sch:span" mode="message"><xsl:apply-templates mode="message"/></xsl:template>
  <xsl:template match="sqf:*" mode="message" xmlns:sqf="http://www.schematron-quickfix.com/validator/process"/>

  <xsl:template match="text()" mode="message" as="element()">
    <out:text>{.}</out:text>
  </xsl:template>

</xsl:stylesheet>

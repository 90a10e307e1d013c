<?xml version="1.0" encoding="UTF-8"?>
<!--
  The first step: a schema to one that says everything in full. The active phase is chosen, abstract patterns and rules
  are put in their places. What cannot be done is told by a message that ends the work; ed:at says where it stands.
-->
<xsl:stylesheet version="3.0" default-mode="expand" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:ed="urn:edition:normalized" xmlns:f="urn:edition:functions" exclude-result-prefixes="#all">

  <xsl:key name="abstract-pattern" match="sch:pattern[@abstract = 'true']" use="@id"/>

  <xsl:template match="sch:schema">
    <xsl:variable name="schema" as="element(sch:schema)" select="."/>
    <xsl:variable name="asked" as="xs:string" select="(@ed:phase, '#DEFAULT')[1]"/>
    <xsl:variable name="name" as="xs:string" select="if ($asked = '#DEFAULT') then (@defaultPhase, '#ALL')[1] else $asked"/>
    <xsl:variable name="phase" as="element(sch:phase)?" select="sch:phase[@id = $name][1]"/>
    <xsl:if test="$name != '#ALL' and empty($phase)">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'there is no phase &quot;' || $name || '&quot;',
          if (sch:phase) then 'there are ' || string-join(sch:phase/@id, ', ') else 'the schema has no phases')"/>
    </xsl:if>
    <xsl:for-each select="$phase/sch:active[not(@pattern = $schema/sch:pattern/@id)]">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'the phase activates the pattern &quot;' || @pattern || '&quot;, which is not there',
          'give a pattern this id')"/>
    </xsl:for-each>
    <xsl:copy>
      <xsl:copy-of select="@* except @ed:phase"/>
      <xsl:attribute name="ed:phase" select="$name"/>
      <xsl:copy-of select="sch:title, sch:ns, *[not(self::sch:*)]"/>
      <xsl:copy-of select="sch:let[not(@name = $phase/sch:let/@name)], $phase/sch:let"/>
      <xsl:apply-templates select="sch:pattern[not(@abstract = 'true')][$name = '#ALL' or @id = $phase/sch:active/@pattern]"/>
      <xsl:copy-of select="sch:diagnostics, sch:properties"/>
    </xsl:copy>
  </xsl:template>

  <!-- An instance of an abstract pattern: its rules, with the values of the parameters in the expressions. -->
  <xsl:template match="sch:pattern[@is-a]">
    <xsl:variable name="abstract" as="element(sch:pattern)?" select="key('abstract-pattern', @is-a)[1]"/>
    <xsl:if test="empty($abstract)">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'there is no abstract pattern &quot;' || @is-a || '&quot;',
          if (key('abstract-pattern', //sch:pattern/@id)) then 'there are ' || string-join(//sch:pattern[@abstract = 'true']/@id, ', ')
          else 'give it abstract=&quot;true&quot; and this id')"/>
    </xsl:if>
    <xsl:variable name="parameters" as="element(sch:param)*"
        select="sch:param, $abstract/sch:param[not(@name = current()/sch:param/@name)]"/>
    <xsl:variable name="instance" as="element(sch:pattern)">
      <xsl:copy>
        <xsl:copy-of select="$abstract/@documents, @* except @is-a"/>
        <xsl:apply-templates select="$abstract/node() except $abstract/sch:param" mode="instance">
          <xsl:with-param name="parameters" select="$parameters" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:copy>
    </xsl:variable>
    <xsl:apply-templates select="$instance"/>
  </xsl:template>

  <xsl:template match="@test | @context | @select | @value | @path | @documents" mode="instance">
    <xsl:param name="parameters" as="element(sch:param)*" tunnel="yes"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="." regex="\$([\i-[:]][\c-[:]]*)">
        <xsl:matching-substring>
          <xsl:sequence select="if ($parameters[@name = regex-group(1)]) then string($parameters[@name = regex-group(1)][1]/@value) else ."/>
        </xsl:matching-substring>
        <xsl:non-matching-substring><xsl:sequence select="."/></xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:attribute name="{name()}" select="string-join($parts)"/>
  </xsl:template>

  <xsl:template match="sch:pattern[not(@is-a)]">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates select="node() except sch:rule[@abstract = 'true']"/>
    </xsl:copy>
  </xsl:template>

  <!-- A rule: what it extends stands in it, in the place of the reference. -->
  <xsl:template match="sch:rule">
    <xsl:if test="not(normalize-space(@context))">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'the rule has no context', 'say in @context which nodes it is about')"/>
    </xsl:if>
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates select="node()" mode="extend"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:extends" mode="extend">
    <xsl:param name="above" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="name" as="xs:string" select="string(@rule)"/>
    <xsl:variable name="rule" as="element(sch:rule)?"
        select="ancestor::sch:pattern[1]/sch:rule[@abstract = 'true'][@id = $name][1]"/>
    <xsl:if test="empty($rule)">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'the pattern has no abstract rule &quot;' || $name || '&quot;',
          'an abstract rule is extended within its own pattern')"/>
    </xsl:if>
    <xsl:if test="$name = $above">
      <xsl:sequence select="f:fail(., 'schematron-schema', 'the rule &quot;' || $name || '&quot; extends itself', 'remove one of the references')"/>
    </xsl:if>
    <xsl:apply-templates select="$rule/node()" mode="extend">
      <xsl:with-param name="above" select="$above, $name" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- Report a fault of the schema, and end. -->
  <xsl:function name="f:fail" as="item()*">
    <xsl:param name="node" as="element()"/>
    <xsl:param name="rule" as="xs:string"/>
    <xsl:param name="message" as="xs:string"/>
    <xsl:param name="hint" as="xs:string"/>
    <xsl:message terminate="yes">
      <ed:finding rule="{$rule}" severity="error" hint="{$hint}" id="{($node/ancestor-or-self::*/@ed:at)[last()]}">{$message}</ed:finding>
    </xsl:message>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- TEI to TEI, once, before any edition: alternatives chosen, identifiers, pages, notes, references, apparatus,
     registers and contents settled. What is added stands in the namespace urn:edition:normalized. -->
<xsl:package name="urn:edition:normalize" package-version="1.0" version="3.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all">

  <xsl:include href="../params.xsl"/>
  <xsl:include href="shared.xsl"/>
  <xsl:include href="10-alternatives.xsl"/>
  <xsl:include href="20-identifiers.xsl"/>
  <xsl:include href="30-pages.xsl"/>
  <xsl:include href="40-notes.xsl"/>
  <xsl:include href="50-references.xsl"/>
  <xsl:include href="60-apparatus.xsl"/>
  <xsl:include href="70-registers.xsl"/>
  <xsl:include href="80-contents.xsl"/>

  <xsl:mode name="normalize" visibility="public" use-accumulators="position"/>
  <xsl:mode name="alternatives" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="identifiers" on-no-match="shallow-copy" on-multiple-match="fail" use-accumulators="position"/>
  <xsl:mode name="pages" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="notes" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="references" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="apparatus" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="registers" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="contents" on-no-match="shallow-copy" on-multiple-match="fail"/>
  <xsl:mode name="title" on-no-match="shallow-copy" on-multiple-match="fail"/>

  <xsl:template match="/" mode="normalize" as="document-node()">
    <!-- A pass that has nothing to do is passed over: a copy of a book takes its time. -->
    <xsl:variable name="alternatives" as="document-node()">
      <xsl:choose>
        <xsl:when test="//(tei:choice | tei:subst | tei:app | comment() | processing-instruction())">
          <xsl:document><xsl:apply-templates mode="alternatives"/></xsl:document>
        </xsl:when>
        <xsl:otherwise><xsl:sequence select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="identifiers" as="document-node()">
      <xsl:document><xsl:apply-templates select="$alternatives/node()" mode="identifiers"/></xsl:document>
    </xsl:variable>
    <xsl:variable name="pages" as="document-node()">
      <xsl:document><xsl:apply-templates select="$identifiers/node()" mode="pages"/></xsl:document>
    </xsl:variable>
    <xsl:variable name="notes" as="document-node()">
      <xsl:document><xsl:apply-templates select="$pages/node()" mode="notes"/></xsl:document>
    </xsl:variable>
    <xsl:variable name="references" as="document-node()">
      <xsl:document><xsl:apply-templates select="$notes/node()" mode="references"/></xsl:document>
    </xsl:variable>
    <xsl:variable name="apparatus" as="document-node()">
      <xsl:choose>
        <xsl:when test="$references//ed:variants">
          <xsl:document><xsl:apply-templates select="$references/node()" mode="apparatus"/></xsl:document>
        </xsl:when>
        <xsl:otherwise><xsl:sequence select="$references"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <!-- The registers pass hands the text on to the last one. -->
    <xsl:document>
      <xsl:choose>
        <xsl:when test="$apparatus//(tei:person | tei:place | tei:org | tei:event | tei:bibl | tei:biblStruct)[@xml:id]">
          <xsl:apply-templates select="$apparatus/node()" mode="registers"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="$apparatus/node()" mode="contents"/></xsl:otherwise>
      </xsl:choose>
    </xsl:document>
  </xsl:template>

</xsl:package>

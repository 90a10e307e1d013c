<?xml version="1.0" encoding="UTF-8"?>
<!-- What has no template: its words stay, in a neutral form, and each name is reported once. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:key name="by-name" match="tei:text//*" use="local-name()"/>

  <xsl:template match="*" priority="-2" as="node()*">
    <xsl:if test="ancestor::tei:text and key('by-name', local-name())[1] is .">
      <xsl:message>
        <ed:finding rule="unhandled-element" severity="info" id="{(@xml:id, local-name())[1]}"
            hint="a template for it in the project's xslt/custom.xsl gives it a form"><xsl:value-of select="$this-edition"/> has no form for &lt;<xsl:value-of select="local-name()"/>&gt;: its words are shown plainly</ed:finding>
      </xsl:message>
    </xsl:if>
    <xsl:call-template name="inline"><xsl:with-param name="class" select="'tei-' || local-name()"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="ed:variants | ed:contents | ed:mentions" as="empty-sequence()"/>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Registers as indexes: each entry with the pages on which it is named, whose numbers are the engine's to give; engines
     that cannot show the head of the chapter. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="html">

  <xsl:template name="paged-register" as="element()">
    <xsl:param name="root" as="document-node()"/>
    <xsl:param name="stem" as="xs:string"/>
    <section class="register chapter" lang="{$lang}" data-generated="">
      <p class="running"><xsl:value-of select="ed:word($stem)"/></p>
      <h1><xsl:value-of select="ed:word($stem)"/></h1>
      <div class="entries">
        <xsl:for-each select="ed:entries($root, $stem)">
          <div class="entry" id="{@ed:id}">
            <xsl:call-template name="language-among-ours"/>
            <xsl:call-template name="entry-body"/>
          </div>
        </xsl:for-each>
      </div>
    </section>
  </xsl:template>

  <xsl:template name="works-of" as="element()?"/>

  <!-- The first mention in each block: engines do not join the numbers of pages that are alike. -->
  <xsl:template name="mentions" as="element()?">
    <xsl:if test="ed:mentions/ed:mention">
      <p class="mentions">
        <xsl:for-each-group select="ed:mentions/ed:mention" group-by="string(@ed:page)">
          <xsl:if test="position() gt 1"><xsl:text>, </xsl:text></xsl:if>
          <a class="locator" href="#{encode-for-uri(@ed:to)}" data-at="{(key('page', @ed:page)[1] ! (@n, ed:head(.))[1], @ed:page)[1]}"/>
        </xsl:for-each-group>
      </p>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 40: every note to the text moves to the end of its page, in groups; at its mark stands an ed:mark with the
     number of the note. The number is the printed one (@n), or counted on the page. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0"
    xmlns:ed="urn:edition:normalized" exclude-result-prefixes="#all" default-mode="notes">

  <xsl:key name="notes-of-page" match="tei:note[ed:is-note(.)]" use="ed:home(.)"/>
  <xsl:key name="marks" match="tei:ref[@type = 'noteAnchor'] | tei:ptr" use="ed:local(@target)"/>
  <xsl:key name="note-at" match="tei:note[@target][ed:is-note(.)]" use="ed:local(@target)"/>
  <xsl:key name="uncounted" match="tei:note[not(@n)][ed:is-note(.)]" use="ed:home(.) || (if (@place = 'end') then ' end' else '')"/>

  <!-- The section of a collection of notes in which a note stands, if it stands in one. -->
  <xsl:function name="ed:section" as="element()?">
    <xsl:param name="note" as="element()"/>
    <!-- A note to a note belongs to it, wherever it stands. -->
    <xsl:sequence select="$note[not(ancestor::tei:note)]/ancestor::tei:div[@type = 'notes'][1]"/>
  </xsl:function>

  <!-- The page at whose end a note is shown: of its place, of the division that its section belongs to, of its mark. -->
  <xsl:function name="ed:home" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="section" as="element()?" select="ed:section($note)"/>
    <xsl:variable name="outer" as="element()?" select="$note/ancestor::tei:note[1]"/>
    <xsl:variable name="division" as="element()?" select="
      $section/ancestor-or-self::tei:div[@corresp][1] ! key('id', ed:local(@corresp), root())[1]"/>
    <xsl:variable name="mark" as="element()?" select="
      if (empty($section)) then () else key('marks', $note/@xml:id, root($note))[1]"/>
    <xsl:sequence select="
      if (exists($outer)) then ed:home($outer)
      else if (empty($section)) then (ed:page($note), 'index')[1]
      else (($division, $mark) ! ed:page(.), ed:page($note), 'index')[1]"/>
  </xsl:function>

  <xsl:function name="ed:label" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="
      if ($note/@n) then string($note/@n)
      else string(count(key('uncounted', ed:home($note) || (if ($note/@place = 'end') then ' end' else ''), root($note))
        [. &lt;&lt; $note]) + 1)"/>
  </xsl:function>

  <!-- Whose hand a note is in: author, translator, editor, another person's id, or nobody's that is known. -->
  <xsl:function name="ed:hand" as="xs:string">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="resp" as="element()?" select="
      ed:local(($note/@resp, ed:section($note)/@resp)[1]) ! key('id', ., root($note))[1]"/>
    <xsl:sequence select="
      if (empty($resp) or $resp/@xml:id = ('import', 'tagger')) then ''
      else if ($resp/self::tei:author) then 'author'
      else if (matches(string-join(($resp/@role, $resp/tei:resp), ' '), 'transl', 'i')) then 'translator'
      else if ($resp/self::tei:editor or matches(string-join($resp/tei:resp, ' '), 'edit', 'i')) then 'editor'
      else string($resp/@xml:id)"/>
  </xsl:function>

  <xsl:template name="mark" as="element()">
    <xsl:param name="note" as="element()"/>
    <xsl:param name="id" as="xs:string"/>
    <ed:mark ed:id="{$id}" ed:note="{$note/@ed:id}" ed:label="{ed:label($note)}" ed:hand="{ed:hand($note)}"/>
  </xsl:template>

  <!-- A note encoded at its place leaves its mark there. -->
  <xsl:template match="tei:note[ed:is-note(.)]" as="element()?">
    <xsl:variable name="section" as="element()?" select="ed:section(.)"/>
    <xsl:choose>
      <xsl:when test="empty($section) and not(@target)">
        <xsl:call-template name="mark">
          <xsl:with-param name="note" select="."/>
          <xsl:with-param name="id" select="'mark.' || @ed:id"/>
        </xsl:call-template>
      </xsl:when>
      <!-- In a collection of notes one sign stands for those of a section that are shown elsewhere. -->
      <xsl:when test="exists($section) and empty(preceding-sibling::tei:note) and ed:home(.) ne ed:page(.)">
        <ed:notes-of ed:to="{ed:home(.)}"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A mark that leads to a note of a collection. -->
  <xsl:template match="tei:ref[@type = 'noteAnchor'] | tei:ptr" as="node()*">
    <xsl:variable name="note" as="element()?" select="key('id', ed:local(@target))[self::tei:note][ed:is-note(.)][1]"/>
    <xsl:choose>
      <xsl:when test="exists($note)">
        <xsl:call-template name="mark">
          <xsl:with-param name="note" select="$note"/>
          <xsl:with-param name="id" select="string(@ed:id)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:copy><xsl:apply-templates select="@*, node()"/></xsl:copy>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A note may point to its place instead: an anchor then becomes the mark. -->
  <xsl:template match="tei:anchor[key('note-at', @xml:id)]" as="element()*">
    <xsl:variable name="id" as="xs:string" select="string(@ed:id)"/>
    <xsl:for-each select="key('note-at', @xml:id)">
      <xsl:call-template name="mark">
        <xsl:with-param name="note" select="."/>
        <xsl:with-param name="id" select="if (position() = 1) then $id else $id || '.' || position()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*[@ed:page]" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*, node()"/>
      <xsl:variable name="notes" as="element()*" select="key('notes-of-page', @ed:page)"/>
      <xsl:if test="exists($notes)">
        <xsl:variable name="page" as="element()" select="."/>
        <ed:notes>
          <!-- Notes encoded at their place first, then each section of a collection. -->
          <xsl:for-each-group select="$notes" group-by="(ed:section(.)/@ed:id, '')[1]">
            <xsl:sort select="if (current-grouping-key() = '') then 0 else 1"/>
            <xsl:variable name="section" as="element()?" select="ed:section(.)"/>
            <xsl:variable name="whole" as="xs:boolean"
                select="empty($section) or key('id', ed:local($section/@corresp))[1] is $page"/>
            <ed:group>
              <xsl:if test="not($whole) and exists($section/parent::tei:div[@type = 'notes'])">
                <xsl:attribute name="ed:head" select="normalize-space($section/tei:head[1])"/>
              </xsl:if>
              <xsl:apply-templates select="current-group()" mode="notes-moved"/>
            </ed:group>
          </xsl:for-each-group>
        </ed:notes>
      </xsl:if>
    </xsl:copy>
  </xsl:template>

  <!-- Registers without marks are copied whole, which is quicker than piece by piece. -->
  <xsl:template match="tei:standOff[empty(.//(tei:ptr | tei:anchor | tei:ref[@type = 'noteAnchor']))]" as="element()">
    <xsl:copy-of select="."/>
  </xsl:template>

  <xsl:mode name="notes-moved" on-no-match="fail"/>
  <xsl:template match="tei:note" mode="notes-moved" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="notes"/>
      <xsl:attribute name="ed:label" select="ed:label(.)"/>
      <xsl:attribute name="ed:hand" select="ed:hand(.)"/>
      <xsl:attribute name="ed:marks" select="ed:marks(.)"/>
      <xsl:apply-templates select="node()" mode="notes"/>
    </xsl:copy>
  </xsl:template>

  <!-- The ids of the marks that lead to a note; empty for an orphan. -->
  <xsl:function name="ed:marks" as="xs:string*">
    <xsl:param name="note" as="element()"/>
    <xsl:variable name="anchor" as="element()?"
        select="$note/@target ! key('id', ed:local(.), root($note))[self::tei:anchor][1]"/>
    <xsl:sequence select="
      if (exists($anchor)) then string($anchor/@ed:id)
      else if (empty(ed:section($note)) and not($note/@target)) then 'mark.' || $note/@ed:id else (),
      $note/@xml:id ! key('marks', ., root($note))/string(@ed:id)"/>
  </xsl:function>

</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Every parameter of every edition, declared once: typed, with a default, and a comment that is its documentation. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <!-- The language of the interface: of the words that an edition adds to the text (en, de, fr, ru). -->
  <xsl:param name="lang" as="xs:string" select="'en'"/>

  <!-- The labels of the project, as XML: words of the interface that go before ours. -->
  <xsl:param name="own-labels" as="xs:string" select="''"/>

  <!-- The stem of the file names of the PDF, the plain text and the e-book. -->
  <xsl:param name="base-name" as="xs:string" select="'text'"/>

  <!-- Website only: where the original of this translation lies, seen from its own pages; empty where there is none. -->
  <xsl:param name="original" as="xs:string" select="''"/>

  <!-- Website only: where the translation of this original lies, seen from its own pages; empty where there is none. -->
  <xsl:param name="translation" as="xs:string" select="''"/>

  <!-- Website only: where the style sheets and scripts that all texts share lie, seen from the pages of this one: "" or "../". -->
  <xsl:param name="base" as="xs:string" select="''"/>

  <!-- Website and e-book: whether this text stands on a shelf, so that its registers and its search lie in the catalogue above it. -->
  <xsl:param name="shelf" as="xs:boolean" select="false()"/>

  <!-- Website only: the picture that stands in the place of the title in the bar of each page, beside the pages. -->
  <xsl:param name="logo" as="xs:string" select="''"/>

  <!-- Website and print: whether names lead to the registers. -->
  <xsl:param name="names" as="xs:boolean" select="true()"/>

  <!-- Print and paged only: "footnotes" sets every note at the foot of its page, "endnotes" after its chapter. -->
  <xsl:param name="notes" as="xs:string" select="'footnotes'"/>

  <!-- Print only: the paper size, by a name that Typst knows (a5, a4, us-letter); empty for our own trim size. -->
  <xsl:param name="paper" as="xs:string" select="''"/>

  <!-- E-book only: the pictures that go into it, as JSON: the place of each by its @url in the TEI. -->
  <xsl:param name="pictures" as="xs:string" select="'{}'"/>

  <!-- Plain text only: "chapter" sets the notes after each chapter, "inline" at their marks, "none" leaves them out. -->
  <xsl:param name="text-notes" as="xs:string" select="'chapter'"/>

  <!-- Plain text only: whether the pages of the print have their numbers in the text. -->
  <xsl:param name="text-pages" as="xs:boolean" select="false()"/>

  <!-- Plain text only: whether emphasis is written: _italic_ and *bold*. -->
  <xsl:param name="text-emphasis" as="xs:boolean" select="false()"/>

  <!-- The side of a choice that stands in the text: "reading" or "diplomatic". -->
  <xsl:param name="choice" as="xs:string" select="'reading'"/>

  <!-- The title for covers and browser windows; empty for the title of the teiHeader. -->
  <xsl:param name="title" as="xs:string" select="''"/>

</xsl:stylesheet>

"""The elements of TEI P5 (4.12.0) that the schema of an edition leaves out."""

from __future__ import annotations

from typing import Final

__all__ = ["LEFT_OUT"]

#: Their names. A test sees to it that none of them is in the schema.
LEFT_OUT: Final[frozenset[str]] = frozenset(
    """accMat activity additions age alt alternate altGrp altIdent annotation annotationBlock anyElement arc att
    attDef attList attRef bicond binary binaryObject binding bindingDesc broadcast camera caption case
    catchwords channel citeData citeStructure classes classRef classSpec climate code collation colloc colophon
    cond condition constitution constraint constraintDecl constraintSpec content conversion custEvent
    custodialHist dataFacet dataRef dataSpec datatype decoDesc decoNote def default defaultVal depth derivation
    dictScrap dim dimensions div1 div2 div3 div4 div5 div6 div7 divGen domain eg egXML eLeaf elementRef
    elementSpec empty entry entryFree equipment equiv eTree etym exemplum f factuality fDecl fDescr filiation
    finalRubric fLib foliation forest form fs fsConstraints fsdDecl fsDecl fsDescr fsdLink fvLib gb gen gender
    geoDecl gi gram gramGrp graph height heraldry hom hyph ident if iff incident iNode interaction interleave
    iType join joinGrp kinesic lang layout layoutDesc lbl leaf line listAnnotation listForest listNym listObject
    listRef listTranspose locale m macroRef macroSpec material meeting memberOf model modelGrp modelSequence
    moduleRef moduleSpec mood move msItemStruct musicNotation node notatedMusic number numeric nym object
    objectIdentifier objectName objectType offset oRef orth outputRendition param paramList paramSpec path pause
    per persona persPronouns population pos post pRef preparedness pron purpose rb recording recordingStmt redo
    refState remarks root rt ruby schemaRef schemaSpec scriptDesc scriptNote scriptStmt seal sealDesc secFol
    sense sequence shift signatures socecStatus sound sourceDoc specDesc specGrp specGrpRef specList spGrp stamp
    stress string styleDefDecl subc substJoin superEntry surfaceGrp syll symbol tag tech terrain textDesc
    textNode then timeline tns transcriptionDesc transpose tree triangle typeDesc typeNote u undo unihanProp
    unitDecl unitDef usg val valDesc valItem valList vAlt vColl vDefault view vLabel vMerge vNot vocal vRange
    watermark when width writing xenoData xr
    """.split()
)

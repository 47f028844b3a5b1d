export { type ChangedField, type Comparison, compareLists, type StoredExposure } from "./compare-lists.ts"
export { openFile } from "./file/open-file.ts"
export { ownMapping, readList, recogniseFormat } from "./read-list.ts"
export * from "./shapes.ts"

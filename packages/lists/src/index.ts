export { type ChangedField, compareLists, type Comparison, type StoredExposure } from "./compare-lists.ts"
export { openFile } from "./file/open-file.ts"
export { readList, recogniseFormat, ownMapping } from "./read-list.ts"
export * from "./shapes.ts"

// The reading and writing of spreadsheets' files, apart from the components: only pages that take such a file load it.
export * from "./read-table.ts"
export * from "./write-table.ts"

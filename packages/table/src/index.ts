export * from "./read-table.ts"

export * from "./fixed-zone.ts"
export * from "./format.ts"
export * from "./language.ts"
export * from "./translate.ts"

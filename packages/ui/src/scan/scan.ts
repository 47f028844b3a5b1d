// Front door of reading codes from pictures: the visitors' scanner, and an operator's photo of a poster.
export * from "./open-scanner.ts"
export * from "./photo-field.tsx"
export * from "./read-photo.ts"

// Front door of the printed poster: pure drawing, for the venue portal's worker and the command line alike.
export * from "./draw-cards.ts"
export * from "./draw-form.ts"
export type { PosterInk } from "./draw-parts.ts"
export * from "./draw-poster.ts"
export * from "./poster-document.ts"
export * from "./write-cards.ts"
export * from "./write-poster.ts"

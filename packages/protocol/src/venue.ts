// What a venue's own devices do: make its key, its codes and its screens.
export {
  composePrintedCode,
  composeUrl,
  deviceKeys,
  makeKioskSecret,
  makeRotatingCode,
  makeVenueKey,
} from "./codes/make-codes.ts"

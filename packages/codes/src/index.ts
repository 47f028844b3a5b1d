export type { CredentialFormat } from "./credential.ts"
export { isCredential } from "./is-credential.ts"
export { readVenueCode } from "./read-venue-code.ts"
export type { ForeignPlace, PlaceName, VenueCode, VenueSystem, VenueWhy } from "./venue-code.ts"

/** The address that an old phone is left at. */
export const MOVED_ADDRESS = "/moved"

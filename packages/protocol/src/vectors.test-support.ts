import vectors from "../vectors/vt1.json" with { type: "json" }
import { bytesOfHex } from "./shared/bytes.ts"

/** The known answers. */
export const VT1 = vectors
/** Hong Kong: a service day begins at 04:00. */
export const OFFSET = 14_400
/** Bytes of a known answer. */
export const hex = bytesOfHex

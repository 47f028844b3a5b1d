import type { Bytes, Hex } from "../shared/bytes.ts"
import { ed25519Sign } from "../sign/ed25519.ts"
import type { CodeHeader } from "./code-header.ts"
import type { Names } from "./names.ts"
import { posterStatement } from "./printed-code.ts"
import { kioskStatement } from "./rotating-code.ts"

/** The issuer's signature for a printed code, over the commitment and never the key. Spec §3. */
export function signPrintedCode(
  request: { readonly dep: Hex; readonly header: CodeHeader; readonly commit: Hex; readonly names: Names },
  issuerSecret: Uint8Array,
): Bytes {
  return ed25519Sign(issuerSecret, posterStatement(request.dep, request.header, request.commit, request.names))
}

/** The issuer's signature for a kiosk's key under its own venue's id. Spec §4. */
export function signKioskGrant(
  request: {
    readonly dep: Hex
    readonly header: CodeHeader
    readonly vid: Hex
    readonly kioskKey: Uint8Array
    readonly names: Names
  },
  issuerSecret: Uint8Array,
): Bytes {
  return ed25519Sign(
    issuerSecret,
    kioskStatement(request.dep, request.header, request.vid, request.kioskKey, request.names),
  )
}

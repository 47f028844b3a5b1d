import { type Bytes, concatBytes, copyBytes } from "../shared/bytes.ts"
import { SUITE } from "./hpke-suite.ts"

/** Seals a text to a public key so that the sealer cannot open it again. The ephemeral key is HPKE's own randomness; known
 * answers pass its seed in. */
export async function sealBox(
  publicKey: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
  text: Uint8Array,
  ephemeralIkm?: Uint8Array,
): Promise<Bytes> {
  const recipientPublicKey = await SUITE.kem.deserializePublicKey(copyBytes(publicKey))
  const ekm = ephemeralIkm === undefined ? {} : { ekm: copyBytes(ephemeralIkm) }
  const sealed = await SUITE.seal(
    { recipientPublicKey, info: copyBytes(info), ...ekm },
    copyBytes(text),
    copyBytes(aad),
  )
  return concatBytes(new Uint8Array(sealed.enc), new Uint8Array(sealed.ct))
}

import { sealBox } from "../box/seal-box.ts"
import { type Bytes, bytesOfHex, concatBytes, type Hex, utf8Of } from "../shared/bytes.ts"
import { CAPSULE_TEXT_BYTES, type CapsuleText, writeCapsuleText } from "./capsule-text.ts"

/** The purpose that a capsule is sealed for. Spec §5. */
export function capsuleInfo(dep: Hex, uploadKeyId: Hex): Bytes {
  return concatBytes(utf8Of("VT1/capsule"), bytesOfHex(dep), bytesOfHex(uploadKeyId))
}

export interface CapsuleSeal {
  readonly dep: Hex
  readonly uploadKey: { readonly id: Hex; readonly pub: Uint8Array }
  /** 16 bytes of the phone's day, without which the capsule opens nowhere. */
  readonly bind: Uint8Array
}

/** Seals a visit to the authority's key of its day; the phone itself cannot open it again. Spec §5. */
export function sealCapsule(text: CapsuleText, seal: CapsuleSeal, ephemeralIkm?: Uint8Array): Promise<Bytes> {
  return sealBox(
    seal.uploadKey.pub,
    capsuleInfo(seal.dep, seal.uploadKey.id),
    seal.bind,
    writeCapsuleText(text),
    ephemeralIkm,
  )
}

/** Seals nothing, so that no one can count a day's visits. Spec §5. */
export function sealChaffCapsules(count: number, seal: CapsuleSeal): Promise<Bytes[]> {
  const nothing = new Uint8Array(CAPSULE_TEXT_BYTES)
  const info = capsuleInfo(seal.dep, seal.uploadKey.id)
  return Promise.all(Array.from({ length: count }, () => sealBox(seal.uploadKey.pub, info, seal.bind, nothing)))
}

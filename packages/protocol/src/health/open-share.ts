import { openBox } from "../box/open-box.ts"
import type { Hex } from "../shared/bytes.ts"
import { readShareText, type SharedVisits, shareInfo } from "./share-visits.ts"

/** Opens shared visits with the health-code service's own key; nothing where the box is not for it, or its text is no share. */
export async function openShare(secret: Uint8Array, dep: Hex, box: Uint8Array): Promise<SharedVisits | undefined> {
  const text = await openBox(secret, shareInfo(dep), new Uint8Array(), box)
  return text && readShareText(text)
}

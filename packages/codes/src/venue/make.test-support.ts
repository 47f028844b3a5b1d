import { createHash } from "node:crypto"
import { BinaryWriter } from "@bufbuild/protobuf/wire"
import { ed25519PublicKey, ed25519Sign } from "@homesafe/protocol"

/** A field of a message: a number, a text, bytes, or a message of its own. */
export type Field = number | string | Uint8Array | Message
export type Message = { readonly [number: number]: Field }

/** A protobuf message by the numbers of its fields. */
export function protobufOf(message: Message): Uint8Array {
  const writer = new BinaryWriter()
  for (const [name, value] of Object.entries(message)) {
    const number = Number(name)
    if (typeof value === "number") writer.tag(number, 0).uint64(value)
    else if (typeof value === "string") writer.tag(number, 2).string(value)
    else writer.tag(number, 2).bytes(value instanceof Uint8Array ? value : protobufOf(value))
  }
  return writer.finish()
}

export const base64 = (of: Uint8Array | string) => Buffer.from(of).toString("base64")
export const base64url = (of: Uint8Array | string) => Buffer.from(of).toString("base64url")
export const json64 = (value: unknown) => base64(JSON.stringify(value))

/** A LeaveHomeSafe poster. */
export function hongKongPoster(
  id: string,
  names: { nameZh?: string | null; nameEn?: string | null },
  more = {},
): string {
  const hash = createHash("sha256").update(`HKEN${id}2020`).digest("hex")
  return `HKEN:0${id}${json64({ metadata: null, ...names, type: "IMPORT", hash, ...more })}`
}

/** A token; whoever signs it. */
export function jwtOf(header: unknown, payload: unknown, signature: Uint8Array): string {
  return [JSON.stringify(header), JSON.stringify(payload)].map(base64url).concat(base64url(signature)).join(".")
}

export const SEED = new Uint8Array(16).fill(1)
export const MASTER = new Uint8Array(96).fill(2)

/** A Corona-Warn-App payload. */
export function coronaWarn(location: Message, keys: Message = { 1: 1, 2: MASTER, 3: SEED }): Uint8Array {
  return protobufOf({ 1: 1, 2: { 1: 1, ...location }, 3: keys })
}

/** CrowdNotifier's first version, signed by the key that it carries. */
export function firstNotifyMe(change = (signature: Uint8Array) => signature): Uint8Array {
  const secret = new Uint8Array(32).fill(9)
  const content = protobufOf({ 1: 1, 2: ed25519PublicKey(secret), 3: "Café", 4: "Bern", 5: "Saal", 6: 1, 7: SEED })
  return protobufOf({ 1: 1, 2: content, 3: change(new Uint8Array(ed25519Sign(secret, content))) })
}

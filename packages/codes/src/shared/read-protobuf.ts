import { BinaryReader, WireType } from "@bufbuild/protobuf/wire"
import { type Bytes, copyBytes, textOfUtf8 } from "@homesafe/protocol"

/** The fields of a protobuf message by number: numbers and bytes. Of a field that comes twice the last one counts. */
export type Fields = ReadonlyMap<number, number | Bytes>

/** Reads one message without a schema. Null: it is none. */
export function readProtobuf(bytes: Uint8Array): Fields | null {
  const fields = new Map<number, number | Bytes>()
  const reader = new BinaryReader(bytes)
  try {
    while (reader.pos < reader.len) {
      const [number, type] = reader.tag()
      if (type === WireType.Varint) fields.set(number, Number(reader.uint64()))
      else if (type === WireType.LengthDelimited) fields.set(number, copyBytes(reader.bytes()))
      else reader.skip(type, number)
    }
  } catch {
    return null // the reader's way to say "cut off" or "no such type"
  }
  return fields
}

/** A field that is a message of its own; null where it is missing or none. */
export function messageIn(fields: Fields, number: number): Fields | null {
  const bytes = fields.get(number)
  return bytes instanceof Uint8Array ? readProtobuf(bytes) : null
}

/** A field that is text; "" where it is missing, as protobuf has it; null where it is no UTF-8. */
export function textField(fields: Fields, number: number): string | null {
  const bytes = fields.get(number)
  if (bytes === undefined) return ""
  return bytes instanceof Uint8Array ? (textOfUtf8(bytes) ?? null) : null
}

/** A field that is a number; 0 where it is missing, as protobuf has it; null where it is none that can be counted with. */
export function numberField(fields: Fields, number: number): number | null {
  const value = fields.get(number) ?? 0
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null
}

/** A field that is bytes; none where it is missing. */
export function bytesField(fields: Fields, number: number): Bytes {
  const value = fields.get(number)
  return value instanceof Uint8Array ? value : new Uint8Array(0)
}

import { type Bytes, textOfUtf8, utf8Of } from "@homesafe/protocol"
import { cleanLine, PERSON_NAME_LENGTH } from "../diary/clean-text.ts"
import { type Beside, keepBeside } from "../keeper/beside.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { type Companion, MOST_PEOPLE } from "../people/people.ts"
import { type Favourite, MOST_FAVOURITES } from "../places/favourites.ts"
import type { KeptReceipt } from "../upload/ask-kept.ts"
import { LONGEST_RECORD, MOST_RECORDS, type WalletRecord } from "../wallet/wallet.ts"

// Of what has no day, receipts, companions, favourites and health documents move. Uploads that wait, and questions by chance, stay where they are.

type Moving = Pick<Beside, "receipts" | "companions" | "favourites" | "wallet">
type Fields = Readonly<Record<string, unknown>>

/** What moves, as bytes; none when there is nothing. */
export function besideToMove({ receipts, companions, favourites, wallet }: Beside): Bytes {
  const moving: Moving = { receipts, companions, favourites, wallet }
  return isNothing(moving) ? new Uint8Array() : utf8Of(JSON.stringify(moving))
}

/** Puts what came from another phone beside what is here; what is here stays. False when it has no room. */
export function takeBeside(keeper: Keeper, bytes: Uint8Array): boolean {
  const moved = readMoving(bytes)
  if (isNothing(moved)) return true
  return keepBeside(keeper, (before) => ({
    ...before,
    receipts: join(before.receipts, moved.receipts, ({ signature }) => signature),
    companions: join(before.companions, moved.companions, ({ id }) => id).slice(0, MOST_PEOPLE),
    favourites: join(before.favourites, moved.favourites, ({ vid }) => vid).slice(0, MOST_FAVOURITES),
    wallet: join(before.wallet, moved.wallet, ({ texts }) => texts.join("\n")).slice(0, MOST_RECORDS),
  }))
}

const isNothing = (moving: Moving): boolean => Object.values(moving).every(({ length }) => length === 0)

function join<T>(here: readonly T[], coming: readonly T[], nameOf: (each: T) => string): readonly T[] {
  const names = new Set(here.map(nameOf))
  return [...here, ...coming.filter((each) => !names.has(nameOf(each)))]
}

function readMoving(bytes: Uint8Array): Moving {
  const fields = parse(bytes)
  const list = (name: string): readonly unknown[] => (Array.isArray(fields?.[name]) ? (fields[name] as unknown[]) : []) // as: an array
  return {
    receipts: list("receipts").filter(isReceipt),
    companions: list("companions").flatMap(readCompanion),
    favourites: list("favourites").filter(isFavourite),
    wallet: list("wallet").filter(isRecord),
  }
}

function parse(bytes: Uint8Array): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(textOfUtf8(bytes) ?? ""))
  } catch {
    return undefined // nothing moved, or not JSON
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined // as: checked
}

function areTexts(fields: Fields | undefined, names: readonly string[], longest = 300): boolean {
  return names.every((name) => typeof fields?.[name] === "string" && fields[name].length <= longest)
}

function areCounts(fields: Fields | undefined, names: readonly string[]): boolean {
  return names.every((name) => Number.isSafeInteger(fields?.[name]))
}

function isReceipt(value: unknown): value is KeptReceipt {
  const receipt = fieldsOf(value)
  const isStatus = ["received", "same-again", "used-otherwise"].includes(String(receipt?.status))
  const isAsk = receipt?.ask === null || areTexts(fieldsOf(receipt?.ask), ["credential", "keptKey"])
  const kept = fieldsOf(receipt?.kept)
  const isKept =
    receipt?.kept === null || (areCounts(kept, ["t", "until"]) && areTexts(kept, ["keeperKeyId", "signature"]))
  const isWhole = areTexts(receipt, ["textHash", "purgeId", "receiptKeyId", "signature"])
  return isStatus && isAsk && isKept && isWhole && areCounts(receipt, ["t", "visits"])
}

function readCompanion(value: unknown): Companion[] {
  const companion = fieldsOf(value)
  if (!areTexts(companion, ["id", "name"], 64)) return []
  const name = cleanLine(String(companion?.name), PERSON_NAME_LENGTH)
  return name === "" ? [] : [{ id: String(companion?.id), name }]
}

// What a document says is read at every use, so only its form is looked at here.
function isRecord(value: unknown): value is WalletRecord {
  const record = fieldsOf(value)
  const texts = record?.texts
  const areRead = Array.isArray(texts) && texts.every((text) => typeof text === "string")
  return (
    areTexts(record, ["id"], 64) && areCounts(record, ["addedAt"]) && areRead && texts.join("").length <= LONGEST_RECORD
  )
}

// A favourite's code is verified at every use, so only its form is looked at here.
function isFavourite(value: unknown): value is Favourite {
  const favourite = fieldsOf(value)
  const names = fieldsOf(favourite?.names)
  const code = fieldsOf(favourite?.code)
  const isCode =
    (code?.kind === "text" && areTexts(code, ["text"], 2048)) ||
    (code?.kind === "plate" && areTexts(code, ["typed"], 64))
  return (
    areTexts(favourite, ["id", "vid"], 64) &&
    areTexts(names, ["en", "hant"]) &&
    areCounts(favourite, ["category"]) &&
    typeof favourite?.isVehicle === "boolean" &&
    isCode
  )
}

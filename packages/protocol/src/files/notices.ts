import type { Names } from "../codes/names.ts"
import { jsonOfSubject, type NoticeSubject, noticeSubjectOf, SUBJECT_FIELDS } from "../decide/notice-subject.ts"
import type { Bytes } from "../shared/bytes.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type UnixSeconds, unixSeconds } from "../shared/units.ts"

/** A public warning by name, public by design (Spec §9). */
export interface NamedNotice extends NoticeSubject {
  readonly id: string
  readonly names: Names
  readonly from: UnixSeconds
  readonly until: UnixSeconds
  readonly template: number
  /** Present where the warning was taken back. */
  readonly withdrawn?: true
}
export interface Notices {
  readonly v: 1
  readonly seq: number
  readonly entries: readonly NamedNotice[]
}

/** Parses the named notices. */
export function readNotices(bytes: Uint8Array): Result<Notices, "malformed-notices"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "seq", "entries"]) : undefined
  const entries = listOf(o?.entries, noticeOf)
  if (o?.v !== 1 || !isCount(o.seq) || entries === undefined) return refused("malformed-notices")
  return ok({ v: 1, seq: o.seq, entries })
}

function noticeOf(value: Json): NamedNotice | undefined {
  const o = objectWith(value, ["id", "kind", "names", "from", "until", "template"], ["withdrawn", ...SUBJECT_FIELDS])
  const n = objectWith(o?.names, ["en", "hant"], ["hans"])
  const subject = o && noticeSubjectOf(o)
  if (!o || !n || !subject || typeof o.id !== "string" || typeof n.en !== "string" || typeof n.hant !== "string")
    return undefined
  if (!isCount(o.from, 2 ** 32 - 1) || !isCount(o.until, 2 ** 32 - 1) || o.from > o.until || !isCount(o.template, 511))
    return undefined
  if (n.hans !== undefined && typeof n.hans !== "string") return undefined
  const names = typeof n.hans === "string" ? { en: n.en, hant: n.hant, hans: n.hans } : { en: n.en, hant: n.hant }
  if (o.withdrawn !== undefined && o.withdrawn !== true) return undefined
  const times = { from: unixSeconds(o.from), until: unixSeconds(o.until) }
  return { id: o.id, ...subject, names, ...times, template: o.template, ...(o.withdrawn ? { withdrawn: true } : {}) }
}

/** Writes the named notices' canonical bytes. */
export function writeNotices(notices: Notices): Bytes {
  const entries = notices.entries.map(({ kind, number, rows, towards, ...entry }) => ({
    ...entry,
    ...jsonOfSubject({
      kind,
      ...(number === undefined ? {} : { number }),
      ...(rows === undefined ? {} : { rows }),
      ...(towards ? { towards } : {}),
    }),
    names: { ...entry.names },
  }))
  return canonicalJsonBytes({ ...notices, entries })
}

import * as z from "zod/mini"

/** Lower-case hex of exactly so many bytes. */
export const hex = (bytes: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)))
/** Base64url without padding, of at most so many characters. */
export const base64url = (max: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(max))
/** A public name in three languages; Simplified may be left out. Length in characters. */
export const names = z.strictObject({
  en: z.string().check(z.minLength(1), z.maxLength(120)),
  hant: z.string().check(z.minLength(1), z.maxLength(120)),
  hans: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(120))),
})
/** Names as both ends use them. */
export type Names = z.infer<typeof names>
/** A service day (whole days, Spec §2). */
export const serviceDay = z.int().check(z.gte(0), z.lte(65535))
/** Seconds since 1970. */
export const unixSeconds = z.int().check(z.gte(0), z.lte(4294967295))
/** A signed thing as it travels (Spec §9). */
export const envelope = z.strictObject({
  bytes: base64url(4_000_000),
  sigs: z
    .array(z.strictObject({ key: hex(4), role: z.string().check(z.maxLength(16)), sig: base64url(100) }))
    .check(z.maxLength(32)),
})
/** An opaque row id. */
export const id = z.string().check(z.regex(/^[0-9a-f-]{8,36}$/))
/** A random row id of version 4. */
export const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
/** A mail address, roughly: only a mail that arrives proves one. */
export const mailAddress = z.string().check(z.regex(/^[^\s@<>",;:]{1,64}@[^\s@<>",;:]{1,190}$/), z.maxLength(254))
/** A telephone number in the international form (E.164). */
export const phoneNumber = z.string().check(z.regex(/^\+[1-9][0-9]{7,14}$/))
/** The languages of mails. */
export const mailLanguage = z.enum(["en", "zh-Hant", "zh-Hans"])
/** The secret of a mailed link. */
export const mailToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** The number of a district, as an area of officers' work (domain: districts). */
export const area = z.int().check(z.gte(1), z.lte(999))
/** An answer with nothing in it. */
export const nothing = z.strictObject({})

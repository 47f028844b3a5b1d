import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { hex, id, nothing, unixSeconds } from "./shapes.ts"

// Exposure lists of health departments. What a row means is decided by packages/lists; nothing is published by an import.

/** The largest file of a list, and the most bytes of a call that carries it and its twin in base64. */
export const MOST_IMPORT_BYTES = 16_000_000
export const MOST_IMPORT_BODY = 44_000_000

const text = (most: number) => z.string().check(z.maxLength(most))
const fileBytes = z.string().check(z.regex(/^[A-Za-z0-9_-]*$/), z.maxLength(Math.ceil((MOST_IMPORT_BYTES * 4) / 3)))
const count = z.int().check(z.gte(0))
const pageNumber = z.exactOptional(z.coerce.number().check(z.gte(0)))

/** How a table's columns are meant, and what its own cells cannot say. */
export const listMapping = z.strictObject({
  columns: z.record(text(200), text(20)),
  timeZone: z.exactOptional(text(60)),
  dayOrder: z.exactOptional(z.enum(["day-first", "month-first"])),
  hours: z.exactOptional(z.literal("24")),
})

/** A mapping that officers saved under a name, with the titles of the table that it was made for. */
export const importProfile = z.strictObject({
  id,
  name: text(80).check(z.minLength(1)),
  titles: z.array(text(200)).check(z.maxLength(200)),
  mapping: listMapping,
})
/** See `importProfile`. */
export type ImportProfile = z.infer<typeof importProfile>

const importSummary = z.strictObject({
  id,
  /** Whose list it is: a known format, or a profile's id. Imports of one source are compared with each other. */
  source: text(60),
  format: text(20),
  profileName: z.nullable(z.string()),
  fileName: text(200),
  hash: hex(32),
  at: unixSeconds,
  officer: z.string(),
  timeZone: z.nullable(z.string()),
  refusal: z.nullable(z.strictObject({ reason: z.string(), offset: count })),
  rows: z.strictObject({
    accepted: count,
    repaired: count,
    quarantined: count,
    above: count,
    blank: count,
    handled: count,
  }),
  exposures: z.strictObject({
    fresh: count,
    unchanged: count,
    corrected: count,
    returned: count,
    gone: count,
    inDoubt: count,
  }),
  otherSheets: z.string(),
})
/** One import as officers see it. */
export type ImportSummary = z.infer<typeof importSummary>

const note = z.strictObject({
  code: z.string(),
  column: z.exactOptional(z.string()),
  given: z.exactOptional(z.string()),
  taken: z.exactOptional(z.string()),
})

const importedRow = z.strictObject({
  id: z.string(),
  place: count,
  number: count,
  state: z.enum(["accepted", "repaired", "quarantined"]),
  cells: z.array(z.string()),
  notes: z.array(note),
  handled: z.nullable(
    z.strictObject({
      how: z.enum(["set-aside", "corrected"]),
      reason: z.string(),
      officer: z.string(),
      at: unixSeconds,
      earlier: z.boolean(),
    }),
  ),
})
/** One row of a file and what became of it. */
export type ImportedRow = z.infer<typeof importedRow>

const listedExposure = z.strictObject({
  id,
  change: z.enum(["fresh", "unchanged", "corrected", "returned", "gone", "inDoubt"]),
  fields: z.array(z.string()),
  names: z.array(z.strictObject({ language: z.string(), text: z.string() })),
  remarks: z.array(z.string()),
  place: z.string(),
  kind: z.enum(["place", "flight", "vehicle"]),
  seats: z.string(),
  start: unixSeconds,
  end: unixSeconds,
  timeZone: z.string(),
  advice: z.string(),
  before: z.nullable(z.strictObject({ name: z.string(), place: z.string(), start: unixSeconds, end: unixSeconds })),
  byHand: z.boolean(),
  /** The warning by name that was made of it, where one waits or stands. */
  decision: z.nullable(z.strictObject({ id: hex(16), state: z.string() })),
  venues: z.array(z.strictObject({ id, en: z.string(), hant: z.string() })),
})
/** An exposure of a list, with the registered venues of the same name. */
export type ListedExposureRecord = z.infer<typeof listedExposure>

export const sendImport = contract({
  method: "POST",
  path: "/v1/imports",
  access: "tracer",
  summary:
    "Reads a list and keeps the outcome of each row; the same bytes read in the same way are one import. Nothing is published by it",
  body: z.strictObject({
    file: fileBytes,
    twin: z.exactOptional(fileBytes),
    fileName: text(200),
    profile: z.exactOptional(id),
  }),
  reply: z.strictObject({ id, known: z.boolean() }),
  problems: ["malformed", "too-large", "not-signed-in", "not-allowed", "not-found", "list-needs-profile"],
})

export const listImports = contract({
  method: "GET",
  path: "/v1/imports",
  access: "tracer",
  summary: "Imports of exposure lists, newest first; 20 a page",
  query: z.strictObject({ page: pageNumber }),
  reply: z.strictObject({ imports: z.array(importSummary), total: count }),
  problems: ["malformed", "not-signed-in", "not-allowed"],
})

export const getImport = contract({
  method: "GET",
  path: "/v1/imports/:id",
  access: "tracer",
  summary: "One import: its file, how it was read, its counts, and the reasons that its rows wait for",
  reply: z.strictObject({
    import: importSummary,
    head: z.array(z.string()),
    waiting: z.array(z.strictObject({ code: z.string(), rows: count })),
  }),
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

export const listImportedRows = contract({
  method: "GET",
  path: "/v1/imports/:id/rows",
  access: "tracer",
  summary: "Rows of an import by outcome, in the file's order; `size` a page, 20 unless told",
  query: z.strictObject({
    outcome: z.exactOptional(z.enum(["all", "accepted", "repaired", "quarantined", "waiting"])),
    code: z.exactOptional(text(40)),
    page: pageNumber,
    size: z.exactOptional(z.coerce.number().check(z.gte(1), z.lte(1000))),
  }),
  reply: z.strictObject({ rows: z.array(importedRow), total: count }),
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found"],
})

export const listListedExposures = contract({
  method: "GET",
  path: "/v1/imports/:id/exposures",
  access: "tracer",
  summary:
    "Exposures by what an import says of them, with registered venues of the same name; `size` a page, 20 unless told",
  query: z.strictObject({
    change: z.exactOptional(z.enum(["fresh", "corrected", "returned", "gone", "inDoubt", "listed", "matched"])),
    page: pageNumber,
    size: z.exactOptional(z.coerce.number().check(z.gte(1), z.lte(100))),
  }),
  reply: z.strictObject({ exposures: z.array(listedExposure), total: count }),
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found"],
})

export const getListedExposure = contract({
  method: "GET",
  path: "/v1/listed-exposures/:id",
  access: "tracer",
  summary: "One exposure of a list, to be taken into a warning by name",
  reply: listedExposure,
  problems: ["not-signed-in", "not-allowed", "not-found"],
})

const reason = text(300).check(z.minLength(3))

export const setRowsAside = contract({
  method: "POST",
  path: "/v1/imports/:id/set-aside",
  access: "tracer",
  summary: "Sets a row aside that waits, or all that wait for one reason, with why",
  body: z.strictObject({ reason, place: z.exactOptional(count), code: z.exactOptional(text(40)) }),
  reply: z.strictObject({ rows: count }),
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state"],
})

export const correctRow = contract({
  method: "PUT",
  path: "/v1/imports/:id/rows/:place",
  access: "tracer",
  summary: "Says by hand what a row that waits means, with why; the row as published stays beside it",
  body: z.strictObject({ name: text(250).check(z.minLength(1)), start: unixSeconds, end: unixSeconds, reason }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "window-not-allowed"],
})

export const listImportProfiles = contract({
  method: "GET",
  path: "/v1/import-profiles",
  access: "tracer",
  summary: "Saved mappings of tables",
  reply: z.strictObject({ profiles: z.array(importProfile) }),
  problems: ["not-signed-in", "not-allowed"],
})

export const saveImportProfile = contract({
  method: "PUT",
  path: "/v1/import-profiles/:id",
  access: "tracer",
  summary: "Saves a mapping under a name; sent again under its id, it is changed",
  body: z.omit(importProfile, { id: true }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "name-taken"],
})

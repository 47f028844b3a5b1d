import type { ColumnType, Generated } from "kysely"

type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>

/** The public server's tables. Nothing here can open anything, and no address or device of a person is written. */
export interface PublicTables {
  operators: { id: Generated<string>; mail: string }
  sign_in_tokens: { hash: Bytes; mail: string; expires: number }
  operator_sessions: { hash: Bytes; operator_id: string; expires: number }
  venues: {
    id: Generated<string>
    /** Order of arrival, for the authority's collection. */
    serial: Generated<number>
    operator_id: string
    /** A VenueApplication. */
    application: ColumnType<unknown, string, string>
    commit: Bytes
    state: "submitted" | "provisional" | "reviewed" | "refused"
    reason: string | null
    /** IssuedCode[] */
    codes: ColumnType<unknown, string | undefined, string>
  }
  upload_codes: {
    lookup: Bytes
    auth_hash: Bytes
    reply: Bytes
    expires: number
    /** H(box) of the upload that spent the code. */
    spent_by: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array>
  }
  sealed_uploads: { lookup: Bytes; box: Bytes }
}

import type { ColumnType } from "kysely"

/** A column type of the authority\'s tables. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>
/** A column type of the authority\'s tables. */
export type MaybeBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>
/** A column type of the authority\'s tables. */
export type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>
/** A column type of the authority\'s tables. */
export type Json = ColumnType<unknown, string, string>

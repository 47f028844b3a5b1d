import type * as z from "zod/mini"
import type { ProblemCode } from "./problems.ts"
import type { VenueRight } from "./rights.ts"

/** Who may call a route: the access rule is part of the contract, and the server's guard reads it from here. */
export type Access =
  | "anyone"
  | "operator"
  | "authority-link"
  /** Whoever is signed in as an officer, whatever the roles. */
  | "officer"
  | OfficerRole
  /** Officers with at least one of these roles. */
  | readonly OfficerRole[]
  | "internal"
  /** Whoever is signed in to the health-code service for themselves. */
  | "resident"
  /** The health-code service's own officers: any, or those of one role. The authority's have no part in it. */
  | "health-officer"
  | "health-reviewer"
  | "health-appeals"

/** What an officer may do; one officer may hold several. */
export type OfficerRole = "tracer" | "approver" | "inspector" | "policy" | "auditor" | "administrator"

/** Whether an officer with these roles may use a route: the one rule, for the server's guard and for what the console shows (ADR 0039). */
export function isAllowed({ access }: Pick<Contract, "access">, roles: readonly OfficerRole[]): boolean {
  return (
    access === "officer" || roles.some((role) => (typeof access === "string" ? role === access : access.includes(role)))
  )
}

/** One route: the same object on both ends. Path parameters stand as `:name`. */
export interface Contract<
  Body extends z.ZodMiniType = z.ZodMiniType,
  Reply extends z.ZodMiniType = z.ZodMiniType,
  Query extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  readonly path: string
  readonly access: Access
  /** Where `:id` is a venue of the operator: what the operator's role there must allow. */
  readonly right?: VenueRight
  /**
   * Whose rows a handler of the authority finds: by default those of the officer's areas; `authority` is every row, for what is one
   * thing for the whole authority, as a public file is.
   */
  readonly reach?: "authority"
  readonly summary: string
  readonly body?: Body
  readonly query?: Query
  readonly reply: Reply
  readonly problems: readonly ProblemCode[]
}

/** Keeps a contract's exact types. */
export function contract<const C extends Contract>(c: C): C {
  return c
}

/** The body a contract takes, or nothing. */
export type BodyOf<C extends Contract> = C["body"] extends z.ZodMiniType ? z.infer<C["body"]> : undefined
/** What a contract answers. */
export type ReplyOf<C extends Contract> = z.infer<C["reply"]>

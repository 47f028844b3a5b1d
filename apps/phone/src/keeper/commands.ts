import type { ScanProblem } from "@homesafe/protocol/visitor"
import type { Overview, ReceiptView, SentRequest, VisitView } from "./views.ts"

/** Why the keeper cannot start. */
export type StartProblem = "offline" | "not-ready" | "storage-refused" | "deployment-refused" | "store-locked"

/** What a scan came to. */
export type ScanOutcome =
  | {
      readonly ok: true
      readonly visit: VisitView
      /** True when the visitor is already checked in at this very place. */
      readonly isAgain: boolean
      /** The visit that this one ended. */
      readonly ended: VisitView | null
    }
  | { readonly ok: false; readonly problem: ScanProblem | "day-full" | "clock-behind" }

/** What an upload came to. */
export type UploadOutcome =
  | { readonly ok: true; readonly receipt: ReceiptView }
  | {
      readonly ok: false
      readonly problem:
        | "not-20-digits"
        | "wrong-check-digit"
        | "offline"
        | "no-answer-for-this-code"
        | "bad-receipt"
        | "nothing-chosen"
    }

type NoInput = Record<never, never>

/** Everything that a page may ask of the keeper. */
export interface Commands {
  readonly start: {
    input: { mayCreate: boolean }
    output: { ok: true } | { ok: false; problem: StartProblem | "not-created" }
  }
  readonly overview: { input: NoInput; output: Overview }
  /** Erases what is past, ends what was forgotten, sends a decoy when one is due. */
  readonly tick: { input: NoInput; output: { isCheckDue: boolean } }
  readonly checkIn: { input: { text: string }; output: ScanOutcome }
  /** Gives up a day that was kept under a wrong clock, so that today can be written. */
  readonly makeRoom: { input: NoInput; output: null }
  readonly undoCheckIn: { input: { id: string }; output: null }
  readonly leave: { input: { id: string; at: number }; output: { visit: VisitView | null } }
  readonly setLeaving: { input: { id: string; at: number }; output: { visit: VisitView | null } }
  readonly diary: { input: NoInput; output: { visits: readonly VisitView[] } }
  readonly deleteVisit: { input: { id: string }; output: null }
  readonly checkList: { input: NoInput; output: null }
  readonly seeAlert: { input: { id: string }; output: null }
  readonly readCode: {
    input: { typed: string }
    output: { ok: true } | { ok: false; problem: "not-20-digits" | "wrong-check-digit" }
  }
  readonly upload: { input: { typed: string; ids: readonly string[] }; output: UploadOutcome }
  readonly requests: { input: NoInput; output: { requests: readonly SentRequest[] } }
  readonly receipts: { input: NoInput; output: { receipts: readonly ReceiptView[] } }
  readonly eraseEverything: { input: NoInput; output: null }
}
/** A command's name. */
export type CommandName = keyof Commands
/** What a command takes. */
export type InputOf<N extends CommandName> = Commands[N]["input"]
/** What a command gives. */
export type OutputOf<N extends CommandName> = Commands[N]["output"]

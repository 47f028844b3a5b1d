import { type CardFindings, type LookRequest, lookIntoRecords } from "./look-into-records.ts"

/** How far it is, and in the end what was found. */
export type LookAnswer =
  | { readonly tried: number; readonly of: number }
  | { readonly findings: CardFindings }
  | { readonly failed: string }

const answer = (said: LookAnswer) => postMessage(said)

addEventListener("message", ({ data }: MessageEvent<LookRequest>) => {
  lookIntoRecords(data, (tried, of) => answer({ tried, of })).then(
    (findings) => answer({ findings }),
    (error: unknown) => answer({ failed: error instanceof Error ? error.message : "unknown" }),
  )
})

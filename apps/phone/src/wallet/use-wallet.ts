import type { Credential } from "@homesafe/codes/credentials"
import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { loadTrusted, readRecord, type Trusted } from "./read-record.ts"
import type { WalletRecord } from "./wallet.ts"

/** A kept document as it was read just now. */
export interface ShownRecord extends WalletRecord {
  /** Null where this version of the app cannot read it any more. */
  readonly credential: Credential | null
}
export interface ShownWallet {
  readonly records: readonly ShownRecord[]
  readonly trusted: Trusted
}

/** Every kept document, verified anew against the newest list of issuers that this phone has. */
export function useWallet(): ShownWallet | undefined {
  const { overview } = useApp()
  const [wallet, setWallet] = useState<ShownWallet>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview may mean a new list, or another document.
  useEffect(() => {
    void loadTrusted().then(async (trusted) => {
      const { records } = await ask("wallet", {})
      const shown = records.map(async (record) => {
        const read = await readRecord(record.texts, trusted)
        return { ...record, credential: read.state === "read" ? read.credential : null }
      })
      setWallet({ records: await Promise.all(shown), trusted })
    })
  }, [overview])
  return wallet
}

/** Documents of one person stand together, in the order in which the first of each was kept. */
export function groupByHolder(
  records: readonly ShownRecord[],
): { readonly name: string | null; readonly records: readonly ShownRecord[] }[] {
  const groups = Map.groupBy(records, ({ credential }) => {
    const [holder] = credential?.holders ?? []
    return holder ? JSON.stringify([holder.name, holder.birth]) : ""
  })
  return [...groups.values()].map((of) => ({ name: of[0]?.credential?.holders[0]?.name ?? null, records: of }))
}

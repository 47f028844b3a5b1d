import { type Catalogue, type NamedNotice, readEnvelope, readNotices } from "@homesafe/protocol"
import { useEffect, useState } from "react"
import { useDiary } from "../diary/use-diary.ts"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { matchNotice, type NoticeMatch } from "./match-notices.ts"

/** A named notice with what this phone's diary says to it. */
export interface FoundNotice {
  readonly notice: NamedNotice
  readonly matches: readonly NoticeMatch[]
}
/** The newest list's named notices. */
export interface KnownNotices {
  readonly found: readonly FoundNotice[]
  readonly templates: Catalogue["templates"]
}

/** The named notices of the newest list that this phone has, compared with its diary here and nowhere else; null before there is a list. */
export function useNotices(): KnownNotices | null | undefined {
  const { overview } = useApp()
  const visits = useDiary()
  const [read, setRead] = useState<{ notices: readonly NamedNotice[]; templates: Catalogue["templates"] } | null>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview may mean a new list.
  useEffect(() => {
    void ask("notices", {}).then(({ file, templates }) => {
      const envelope = file && readEnvelope(file) // its signature was checked when it was kept
      const list = envelope?.ok ? readNotices(envelope.value.bytes) : undefined
      setRead(list?.ok ? { notices: list.value.entries, templates } : null)
    })
  }, [overview])
  if (read === undefined || !visits) return undefined
  if (read === null) return null
  const found = read.notices.map((notice) => ({ notice, matches: matchNotice(notice, visits, overview.offset) }))
  return { found, templates: read.templates }
}

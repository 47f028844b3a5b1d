import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import type { Companion } from "./people.ts"

/** Everyone who is named on this phone; nothing until it has been read. Follows every change. */
export function usePeople(): readonly Companion[] | undefined {
  const { overview } = useApp()
  const [people, setPeople] = useState<readonly Companion[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview is the sign of a change.
  useEffect(() => {
    let isCurrent = true
    void ask("people", {}).then((read) => isCurrent && setPeople(read.people))
    return () => {
      isCurrent = false
    }
  }, [overview])
  return people
}

/** The names behind a visit's companions, in one line. */
export function namesOf(people: readonly Companion[] | undefined, ids: readonly string[], joint: string): string {
  return (people ?? []).flatMap(({ id, name }) => (ids.includes(id) ? [name] : [])).join(joint)
}

import { useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import type { FavouriteView } from "./favourites.ts"

/** The favourites; nothing until they have been read. Follows every change. */
export function useFavourites(): readonly FavouriteView[] | undefined {
  const { overview } = useApp()
  const [favourites, setFavourites] = useState<readonly FavouriteView[]>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new overview is the sign of a change.
  useEffect(() => {
    let isCurrent = true
    void ask("favourites", {}).then((read) => isCurrent && setFavourites(read.favourites))
    return () => {
      isCurrent = false
    }
  }, [overview])
  return favourites
}

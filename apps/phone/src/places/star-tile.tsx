import { Icon } from "@homesafe/ui"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import type { FavouriteCode } from "./favourites.ts"
import { useFavourites } from "./use-favourites.ts"

/** The star of a visit: it keeps the code that was just scanned, says so, and gives it up again with a second tap. */
export function StarTile({ visit, code }: { readonly visit: VisitView; readonly code: FavouriteCode | null }) {
  const { t, say } = useApp()
  const favourites = useFavourites()
  const own = favourites?.find(({ visitId }) => visitId === visit.id)
  const drop = async (id: string) => {
    await ask("dropFavourite", { id })
    say(t("favourites.removed"))
  }
  const keep = async (kept: FavouriteCode) => {
    const { problem } = await ask("keepFavourite", { visitId: visit.id, code: kept })
    say(t(problem === null ? "favourites.kept" : `favourites.problem.${problem}`))
  }
  // Without the code in memory, and with a screen's changing one, nothing can be kept.
  if (!favourites || (!own && (code === null || visit.latestLeaving !== null))) return null
  return (
    <button
      type="button"
      className="tile"
      aria-pressed={own !== undefined}
      onClick={() => {
        if (own) void drop(own.id)
        else if (code) void keep(code)
      }}
    >
      <Icon name="star" />
      {t(own ? "favourites.isOne" : "favourites.keep")}
    </button>
  )
}

import { Button, Empty, Icon, Loading } from "@homesafe/ui"
import { ask } from "../keeper/ask-keeper.ts"
import { ScanLink } from "../scan/scan-page.tsx"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { PlaceName, useVenueName } from "../visit/place-name.tsx"
import { useFavourites } from "./use-favourites.ts"

/** All favourites, what keeping them means, and the way to give each up. */
export function FavouritesPage() {
  const { t, say } = useApp()
  const venueName = useVenueName()
  const favourites = useFavourites()
  const drop = async (id: string) => {
    await ask("dropFavourite", { id })
    say(t("favourites.removed"))
  }
  return (
    <Page title={t("favourites.title")} place="scan" back="/">
      <div className="stack g4">
        {!favourites && <Loading text={t("state.loading")} />}
        {favourites?.length === 0 && (
          <div className="card flush">
            <Empty icon="star" title={t("favourites.empty")} text={t("favourites.emptyText")} action={<ScanLink />} />
          </div>
        )}
        {favourites && favourites.length > 0 && (
          <ul className="card flush rows">
            {favourites.map((favourite) => (
              <li key={favourite.id} className="list-row">
                <span className="disc">
                  <Icon name={favourite.isVehicle ? "car" : "star"} />
                </span>
                <span className="grow t">
                  <PlaceName names={favourite.names} />
                </span>
                <Button
                  kind="plain"
                  aria-label={t("favourites.removeThis", { venue: venueName(favourite.names) })}
                  onClick={() => void drop(favourite.id)}
                >
                  {t("action.remove")}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <div className="stack g2 soft small">
          <p>{t("favourites.what")}</p>
          <p>{t("favourites.cost")}</p>
          <p>{t("favourites.screens")}</p>
        </div>
      </div>
    </Page>
  )
}

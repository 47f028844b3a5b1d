import { Icon } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { PlaceName } from "../visit/place-name.tsx"
import type { FavouriteView } from "./favourites.ts"
import { useFavourites } from "./use-favourites.ts"

/** On the scan page: each favourite with one tap. Where the visitor is already, nothing is offered. */
export function FavouritesCard({ onChoose }: { readonly onChoose: (favourite: FavouriteView) => void }) {
  const { t } = useApp()
  const favourites = useFavourites()
  if (!favourites || favourites.length === 0) return null
  return (
    <section className="card flush" aria-labelledby="favourites">
      <div className="head">
        <h2 id="favourites" className="as-h3">
          {t("favourites.title")}
        </h2>
        <a href="/favourites">{t("favourites.manage")}</a>
      </div>
      <ul className="rows">
        {favourites
          .filter(({ visitId }) => visitId === null)
          .map((favourite) => (
            <li key={favourite.id}>
              <button type="button" className="list-row" onClick={() => onChoose(favourite)}>
                <span className="disc">
                  <Icon name={favourite.isVehicle ? "car" : "star"} />
                </span>
                <span className="grow">
                  <span className="t block">
                    <PlaceName names={favourite.names} />
                  </span>
                  <span className="d block">{t("favourites.tap")}</span>
                </span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  )
}

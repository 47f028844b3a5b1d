import { Icon } from "@homesafe/ui"
import { sayName, useApp } from "../shell/app-context.ts"
import { telLink } from "./hotline.tsx"

/** Where to go next: places of care as the authority names them. No map is opened; the number calls them. */
export function CarePlaces() {
  const { t, overview } = useApp()
  if (overview.care.length === 0) return null
  return (
    <section className="stack g3" aria-labelledby="care">
      <h2 id="care">{t("exposure.care")}</h2>
      <ul className="card flush rows">
        {overview.care.map((place) => {
          const name = sayName(place.names, t.language)
          const address = sayName(place.address, t.language)
          return (
            <li key={place.names.en} className="list-row">
              <span className="disc stone">
                <Icon name="pin" />
              </span>
              <span className="grow">
                <span className="t block" lang={name.lang}>
                  {name.text}
                </span>
                <span className="d block" lang={address.lang}>
                  {address.text}
                </span>
              </span>
              {place.telephone !== "" && (
                <a
                  className="icon-button"
                  href={telLink(place.telephone)}
                  aria-label={t("exposure.callPlace", { place: name.text, number: place.telephone })}
                >
                  <Icon name="call" />
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

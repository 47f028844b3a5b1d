import { useLayoutEffect } from "react"
import { useVoice } from "./app-context.ts"

/**
 * Names the window after its page, or after the app alone. It is done before the page is painted, so that no page is ever seen under the
 * name of the one before it: a locked app would say in its title where its owner had been reading.
 */
export function useTitle(page?: string): void {
  const { t } = useVoice()
  const title = page ? `${page} · ${t("brand.name")}` : t("brand.name")
  useLayoutEffect(() => {
    document.title = title
  }, [title])
}

import type { Page } from "@playwright/test"

/** Everything that a tablet keeps, as text. */
export function storageOf(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const open = indexedDB.open("homesafe-gate")
        open.onsuccess = () => {
          const names = [...open.result.objectStoreNames]
          const here = open.result.transaction(names)
          const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
          for (const name of names) {
            const all = here.objectStore(name).getAll()
            all.onsuccess = () => found.push(all.result)
          }
          here.oncomplete = () => resolve(JSON.stringify(found))
        }
      }),
  )
}

/** How many days' keys a tablet still holds. */
export function keptDays(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open("homesafe-gate")
        open.onsuccess = () => {
          const count = open.result.transaction("days").objectStore("days").count()
          count.onsuccess = () => resolve(count.result)
        }
      }),
  )
}

/** The latest moment that a tablet remembers. */
export function seenAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open("homesafe-gate")
        open.onsuccess = () => {
          const get = open.result.transaction("single").objectStore("single").get("settings")
          get.onsuccess = () => resolve(get.result?.seen ?? 0)
        }
      }),
  )
}

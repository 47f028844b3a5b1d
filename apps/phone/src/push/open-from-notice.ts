/** The pages that a notification may lead to; leaving is done by the page, which alone can write to the store. */
const pages = ["/", "/diary", "/diary/exposures", "/?leave=1"] as const

/** Where a touch on a notification leads: one of the app's own pages, whatever its data says. */
export function pageOfNotice(data: unknown, action: string): (typeof pages)[number] {
  if (action === "leave") return "/?leave=1"
  const wanted = typeof data === "object" && data !== null && "open" in data ? data.open : undefined
  return pages.find((page) => page === wanted) ?? "/diary"
}

/** Shows that page in the window that is open, or opens one. */
export async function openFromNotice(clients: Clients, data: unknown, action: string): Promise<void> {
  const page = pageOfNotice(data, action)
  const [open] = await clients.matchAll({ type: "window", includeUncontrolled: true })
  if (!open) {
    await clients.openWindow(page)
    return
  }
  await open.focus()
  await open.navigate(page).catch(() => clients.openWindow(page)) // a window that this worker does not control
}

/** Saves bytes or text as a download of this page; nothing is asked of any network. */
export function saveBytes(name: string, type: string, content: Uint8Array<ArrayBuffer> | string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  // Not part of the page: a click on it is no way to another page of the app.
  Object.assign(document.createElement("a"), { href: url, download: name }).click()
  // The browser reads it after this event; the address is given up once that is surely done.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** The name of the program that runs here: its file's hash, to be compared with the published one. */
export function bundleName(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  return script?.src.split("/").at(-1) ?? "–"
}

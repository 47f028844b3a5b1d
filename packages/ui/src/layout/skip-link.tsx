/** The first stop of the Tab key: jumps over navigation to the content. */
export function SkipLink({ words }: { readonly words: string }) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it goes to #main; only the address stays, which belongs to the app's routes.
    <a className="skip" href="#main" onClick={focusMain}>
      {words}
    </a>
  )
}

/** Moves the focus to the content, as after a change of page. */
export function focusMain(event?: { preventDefault(): void }): void {
  event?.preventDefault()
  document.getElementById("main")?.focus()
}

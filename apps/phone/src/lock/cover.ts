// What a task switcher or a picture of the last moment may show of a locked app: paper. It is put up in the very event that says that the
// page goes out of sight, before the system takes its picture.

let titleBefore: string | null = null

/** Hides everything on the page, its title too. */
export function cover(title: string): void {
  titleBefore ??= document.title
  document.title = title
  document.documentElement.dataset.covered = ""
}

/** Shows the page again; the title too, unless another one was set meanwhile. */
export function uncover(title: string | null = null): void {
  delete document.documentElement.dataset.covered
  if (titleBefore !== null && document.title === title) document.title = titleBefore
  titleBefore = null
}

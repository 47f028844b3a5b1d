// A place's name that another system's code gave, in memory until the diary's form takes it.
let handed = ""

/** Hands it over. */
export function handPlace(name: string): void {
  handed = name
}

/** Takes it, once. */
export function takePlace(): string {
  const name = handed
  handed = ""
  return name
}

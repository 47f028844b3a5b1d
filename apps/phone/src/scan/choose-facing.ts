/** Which way a camera looks: at the world, or at the one who holds the phone. */
export type Facing = "environment" | "user"

const STORAGE_KEY = "homesafe.camera"

/** The camera that was chosen last; the one at the back until then. */
export function readFacing(): Facing {
  try {
    return localStorage.getItem(STORAGE_KEY) === "user" ? "user" : "environment"
  } catch {
    return "environment" // storage refused: nothing is remembered
  }
}

/** Remembers a camera. */
export function chooseFacing(facing: Facing): void {
  try {
    localStorage.setItem(STORAGE_KEY, facing)
  } catch {
    // storage refused: the choice holds as long as the page
  }
}

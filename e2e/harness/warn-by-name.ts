import type { Page } from "@playwright/test"
import { dateIn } from "./change-files.ts"
import type { System } from "./run-system.ts"

/** Fills in the form of a warning by name: a flight of yesterday that no code stands for. */
export async function fillFlight(officer: Page, system: System): Promise<void> {
  await officer.getByLabel("Number", { exact: true }).fill("CX 888")
  await officer.getByLabel("Name in English").fill("Hong Kong to Vancouver")
  await officer.getByLabel("Name in Traditional Chinese").fill("香港至溫哥華")
  await officer.getByLabel("Rows or cars, if known").fill("30-34")
  await officer.getByLabel("Date on which it began").fill(dateIn(system, -1))
  await officer.getByLabel("From", { exact: true }).fill("23:50")
  await officer.getByLabel("Until", { exact: true }).fill("06:10")
}

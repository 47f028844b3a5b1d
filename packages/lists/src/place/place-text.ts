import type { ListedExposure } from "../shapes.ts"

/** Where an exposure was, in one line: its address, and its district unless the address names it. */
export function placeText({ address, district }: Pick<ListedExposure, "address" | "district">): string {
  const isNamed =
    address !== undefined && district !== undefined && address.toLowerCase().includes(district.toLowerCase())
  return [address, isNamed ? undefined : district].filter((part) => part !== undefined).join(", ")
}

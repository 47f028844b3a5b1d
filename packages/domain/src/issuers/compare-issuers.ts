import { base64urlOf, type Hex, type IssuerKey, type Issuers } from "@homesafe/protocol"

/** What one list of issuers of health documents has that the other lacks. A key whose days or kinds changed is removed and added. */
export interface IssuersDifference {
  readonly added: readonly IssuerKey[]
  readonly removed: readonly IssuerKey[]
  readonly revoked: readonly Hex[]
  /** Documents that were named as revoked and count again. */
  readonly restored: readonly Hex[]
}

const wordOf = ({ spki, ...key }: IssuerKey): string => {
  const { format, issuer, kid, from, until, kinds } = key
  return JSON.stringify([format, issuer, kid, base64urlOf(spki), from, until, kinds ?? null])
}

/** Compares the list in force with the next one. */
export function compareIssuers(before: Issuers, after: Issuers): IssuersDifference {
  const [old, next] = [new Set(before.keys.map(wordOf)), new Set(after.keys.map(wordOf))]
  const [oldNames, nextNames] = [new Set(before.revoked), new Set(after.revoked)]
  return {
    added: after.keys.filter((key) => !old.has(wordOf(key))),
    removed: before.keys.filter((key) => !next.has(wordOf(key))),
    revoked: after.revoked.filter((id) => !oldNames.has(id)),
    restored: before.revoked.filter((id) => !nextNames.has(id)),
  }
}

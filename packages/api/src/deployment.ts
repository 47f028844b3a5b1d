import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { envelope, hex, names } from "./shapes.ts"

/** What makes one deployment different from another: the apps' scripts are the same everywhere (Spec, notation). */
export const deployment = z.strictObject({
  v: z.literal(1),
  dep: hex(8),
  authority: names,
  hotline: z.string().check(z.maxLength(40)),
  /** Where to go next: places of care that a warning names, with their telephone. Text only; the phone opens no map. */
  care: z.exactOptional(
    z
      .array(z.strictObject({ names, address: names, telephone: z.string().check(z.maxLength(40)) }))
      .check(z.maxLength(20)),
  ),
  /** By its IANA name, or as "+08:00" where the clocks are never changed. */
  timeZone: z.string().check(z.maxLength(64)),
  demonstration: z.boolean(),
  trust: envelope,
  catalogue: envelope,
})
/** See `deployment`. */
export type Deployment = z.infer<typeof deployment>

export const getDeployment = contract({
  method: "GET",
  path: "/deployment.json",
  access: "anyone",
  summary: "The deployment's id, names, first trust list and catalogue",
  reply: deployment,
  problems: ["not-ready"],
})

export const getBuildSignature = contract({
  method: "GET",
  path: "/transparency/build-signature.json",
  access: "anyone",
  summary: "The roots' signature over the names of the four apps' builds: the SHA-256 of each build.json (Spec §9)",
  reply: envelope,
  problems: ["not-found"],
})

export const getFeedHead = contract({
  method: "GET",
  path: "/feed/head",
  access: "anyone",
  summary: "The newest signed manifest (Spec §9); the files it names stand at /feed/<sha256>",
  reply: envelope,
  problems: ["not-ready"],
})

import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { envelope, hex, names } from "./shapes.ts"

/** What makes one deployment different from another: the apps' scripts are the same everywhere (Spec, notation). */
export const deployment = z.strictObject({
  v: z.literal(1),
  dep: hex(8),
  authority: names,
  hotline: z.string().check(z.maxLength(40)),
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

export const getFeedHead = contract({
  method: "GET",
  path: "/feed/head",
  access: "anyone",
  summary: "The newest signed manifest (Spec §9); the files it names stand at /feed/<sha256>",
  reply: envelope,
  problems: ["not-ready"],
})

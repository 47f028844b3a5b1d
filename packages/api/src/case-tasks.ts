import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { id, nothing, unixSeconds, uuid } from "./shapes.ts"

/** What there is to do for a case. Chosen, not written: tasks are read without a passkey check. */
export const taskKind = z.enum([
  "interview",
  "call-again",
  "wait-for-upload",
  "laboratory-result",
  "visit-place",
  "propose-warnings",
  "check-prophylaxis",
  "close",
])
/** See `taskKind`. */
export type TaskKind = z.infer<typeof taskKind>

const caseTask = z.strictObject({
  id,
  case: z.strictObject({ id, number: z.string(), pathogen: z.int() }),
  kind: taskKind,
  due: unixSeconds,
  officer: z.strictObject({ id, name: z.string() }),
  done: z.nullable(z.strictObject({ by: z.string(), at: unixSeconds })),
})
/** See `taskKind`. */
export type CaseTask = z.infer<typeof caseTask>

export const listCaseTasks = contract({
  method: "GET",
  path: "/v1/cases/:id/tasks",
  access: ["tracer", "approver"],
  summary: "A case's tasks, those to do first by time due, and how many notes it has",
  reply: z.strictObject({ tasks: z.array(caseTask), notes: z.int() }),
  problems: ["not-signed-in", "not-found"],
})

export const listMyTasks = contract({
  method: "GET",
  path: "/v1/tasks",
  access: "tracer",
  summary: "What the asking officer has to do, by time due",
  reply: z.strictObject({ tasks: z.array(caseTask), total: z.int() }),
  problems: ["not-signed-in"],
})

export const putTask = contract({
  method: "PUT",
  path: "/v1/cases/:id/tasks/:task",
  access: "tracer",
  summary: "Makes a task, or changes one that is to do; sent again under the same random id, it is one task",
  body: z.strictObject({ kind: taskKind, due: unixSeconds, officer: uuid }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found", "not-in-this-state", "officer-not-there"],
})

export const closeTask = contract({
  method: "PUT",
  path: "/v1/tasks/:id/done",
  access: "tracer",
  summary: "Says that a task is done, or that it is not",
  body: z.strictObject({ done: z.boolean() }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-allowed", "not-found"],
})

export const handOverTasks = contract({
  method: "POST",
  path: "/v1/tasks/hand-over",
  access: "tracer",
  summary: "Gives everything that one officer has to do to another, in one act",
  body: z.strictObject({ from: uuid, to: uuid }),
  reply: z.strictObject({ tasks: z.int() }),
  problems: ["malformed", "not-signed-in", "not-allowed", "officer-not-there"],
})

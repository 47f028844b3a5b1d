export { connect, type Database } from "./connect.ts"
export { prepareDatabases } from "./prepare-databases.ts"
export { beyondAreas, withinAreas } from "./within-areas.ts"

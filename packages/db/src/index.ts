export { connect, type Database } from "./connect.ts"
export { prepareDatabases } from "./prepare-databases.ts"

import { sql } from "kysely"
import { type Migration, Migrator } from "kysely/migration"
import pg from "pg"
import { authorityMigrations } from "./authority/migrations.ts"
import { connect } from "./connect.ts"
import { healthMigrations } from "./health/migrations.ts"
import { publicMigrations } from "./public/migrations.ts"

/** What the servers sign in with: each sees its own database only. */
export interface PreparedDatabases {
  readonly publicUrl: string
  readonly authorityUrl: string
  /** Null where there is no health-code service. */
  readonly healthUrl: string | null
}

interface Plan {
  readonly name: "homesafe_public" | "homesafe_authority" | "homesafe_health"
  readonly password: string
  readonly migrations: Record<string, Migration>
  /** Tables to which rows may only be added. */
  readonly appendOnly: readonly string[]
}

/**
 * Makes the databases, a role for each and their newest tables; safe to run at every start. The third is made where it has a password.
 * `adminUrl` must be allowed to create databases and roles; the servers never see it.
 */
export async function prepareDatabases(
  adminUrl: string,
  passwords: { readonly public: string; readonly authority: string; readonly health?: string },
): Promise<PreparedDatabases> {
  const plan = (name: Plan["name"], password: string, migrations: Plan["migrations"], appendOnly: string[]) =>
    prepare(adminUrl, { name, password, migrations, appendOnly })
  const { health } = passwords
  return {
    publicUrl: await plan("homesafe_public", passwords.public, publicMigrations, []),
    authorityUrl: await plan("homesafe_authority", passwords.authority, authorityMigrations, ["audit"]),
    healthUrl: health === undefined ? null : await plan("homesafe_health", health, healthMigrations, ["audit"]),
  }
}

async function prepare(adminUrl: string, plan: Plan): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl })
  admin.on("error", () => {}) // a server that stops while this ends must not end the process
  await admin.connect()
  try {
    const quoted = admin.escapeLiteral(plan.password)
    const role = await admin.query("select 1 from pg_roles where rolname = $1", [plan.name])
    const verb = role.rowCount === 0 ? "create" : "alter"
    await admin.query(`${verb} role ${plan.name} login password ${quoted}`)
    const database = await admin.query("select 1 from pg_database where datname = $1", [plan.name])
    if (database.rowCount === 0) await admin.query(`create database ${plan.name}`)
    await admin.query(`revoke all on database ${plan.name} from public`)
    await admin.query(`grant connect on database ${plan.name} to ${plan.name}`)
  } finally {
    await admin.end()
  }
  await migrate(withDatabase(adminUrl, plan.name), plan)
  const url = new URL(withDatabase(adminUrl, plan.name))
  url.username = plan.name
  url.password = plan.password
  return url.href
}

async function migrate(url: string, plan: Plan): Promise<void> {
  const db = connect<unknown>(url, 2)
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => plan.migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
    await sql`grant usage on schema public to ${sql.ref(plan.name)}`.execute(db)
    await sql`grant select, insert, update, delete on all tables in schema public to ${sql.ref(plan.name)}`.execute(db)
    await sql`grant usage on all sequences in schema public to ${sql.ref(plan.name)}`.execute(db)
    for (const table of plan.appendOnly) {
      await sql`revoke update, delete, truncate on ${sql.ref(table)} from ${sql.ref(plan.name)}`.execute(db)
    }
  } finally {
    await db.destroy()
  }
}

function withDatabase(url: string, name: string): string {
  const u = new URL(url)
  u.pathname = `/${name}`
  return u.href
}

// Standard Schema (standardschema.dev) from tables: what validators of any kind of input have in common.
import { StatementError, ValueError } from '../errors.ts'
import { mayBeLeftOut } from './column.ts'
import { type ColumnDefs, definition, type Insertable, type TableDefinition, type Updatable } from './table.ts'

/** What is wrong with a value, and where. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly PropertyKey[]
}

/** A validator as other libraries take it: `schema['~standard'].validate(value)`. */
export interface StandardSchema<Value> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'espalier'
    readonly validate: (value: unknown) => { readonly value: Value } | { readonly issues: readonly SchemaIssue[] }
    readonly types?: { readonly input: Value; readonly output: Value }
  }
}

interface Declared {
  readonly [definition]: TableDefinition<any>
}

/**
 * A validator of rows for INSERT: the columns and their types, what may be null and what may be left out. With keys it
 * takes these columns only, so that a request cannot set the others: `insertSchema(users, 'name', 'email')`. A value is as
 * the program has it: a `timestamp` is a Date.
 */
export const insertSchema = <
  Table extends Declared,
  Key extends keyof Insertable<Table> & string = keyof Insertable<Table> & string,
>(
  table: Table,
  ...keys: Key[]
): StandardSchema<Pick<Insertable<Table>, Key>> => schemaOf(table, keys, false) as never

/** A validator of changes for UPDATE: like `insertSchema`, but every column may be left out. */
export const updateSchema = <
  Table extends Declared,
  Key extends keyof Updatable<Table> & string = keyof Updatable<Table> & string,
>(
  table: Table,
  ...keys: Key[]
): StandardSchema<Pick<Updatable<Table>, Key>> => schemaOf(table, keys, true) as never

function schemaOf(table: Declared, keys: readonly string[], partial: boolean): StandardSchema<unknown> {
  const { name, defs } = table[definition] as TableDefinition<ColumnDefs>
  for (const key of keys) {
    if (!Object.hasOwn(defs, key)) {
      throw new StatementError(`table ${name} has no column ${key}; it has ${Object.keys(defs).join(', ')}`)
    }
  }
  const taken = keys.length > 0 ? keys : Object.keys(defs).filter((key) => !defs[key]?.options.generated)
  const validate = (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { issues: [{ message: 'an object is needed here' }] }
    }
    const issues = [
      ...Object.keys(value)
        .filter((key) => !taken.includes(key))
        .map((key) => issue(key, 'is not taken here')),
      ...taken.flatMap((key) =>
        issuesOf(key, defs[key] as ColumnDefs[string], value as Record<string, unknown>, partial),
      ),
    ]
    return issues.length > 0 ? { issues } : { value: { ...value } }
  }
  return { '~standard': { version: 1, vendor: 'espalier', validate } }
}

function issuesOf(
  key: string,
  { type, options }: ColumnDefs[string],
  row: Record<string, unknown>,
  partial: boolean,
): readonly SchemaIssue[] {
  const value = Object.hasOwn(row, key) ? row[key] : undefined
  if (value === undefined) {
    return partial || mayBeLeftOut(options) ? [] : [issue(key, 'is missing')]
  }
  if (value === null) return options.nullable ? [] : [issue(key, 'may not be null')]
  try {
    type.encode(value)
    return []
  } catch (error) {
    if (error instanceof ValueError) return [issue(key, error.message.replace(/^it /, ''))]
    throw error
  }
}

const issue = (key: string, what: string): SchemaIssue => ({ message: `${key} ${what}`, path: [key] })

// Places where a string is a name.
import {
  all,
  any,
  column,
  core,
  created,
  document,
  exported,
  integer,
  type Place,
  select,
  shown,
  table,
  text,
  things,
} from './ground.ts'

export const names: Readonly<Record<string, Place>> = {
  'a table in SELECT': [['table', 'select'], 'name', (s) => select(table(s, { id: integer() }))],
  'a table in CREATE TABLE': [
    ['schema', 'createStatements'],
    'name',
    (s) => created(table(s, { id: integer().primaryKey() })),
  ],
  'a table in DROP TABLE': [
    ['dropStatements'],
    'name',
    (s) => core.dropStatements(core.schema({ t: table(s, { id: integer() }) }), true)[0],
  ],
  'a table in INSERT': [['insert'], 'name', (s) => core.insert(table(s, { id: integer() })).values({ id: 1 })],
  'a table in UPDATE': [
    ['update'],
    'name',
    (s) =>
      core
        .update(table(s, { id: integer() }))
        .set({ id: 1 })
        .allRows(),
  ],
  'a table in DELETE': [['deleteFrom'], 'name', (s) => core.deleteFrom(table(s, { id: integer() })).allRows()],
  'a table in a gap': [['sql'], 'name', (s) => core.sql.statement`analyze ${any(table(s, { id: integer() }))}`],
  ...Object.fromEntries(
    (
      [
        'integer',
        'bigint',
        'real',
        'numeric',
        'text',
        'boolean',
        'timestamp',
        'localTimestamp',
        'date',
        'time',
        'uuid',
        'bytes',
        'json',
        'interval',
        'tsvector',
      ] as const
    ).map((type): [string, Place] => [
      `the name of a column: ${type}`,
      [[type], 'name', (s) => column(any(exported.get(type))(s))],
    ]),
  ),
  'the name of a column: array': [['array'], 'name', (s) => column(core.array(text(), s))],
  'the name of a column: range': [['range'], 'name', (s) => column(core.range(integer(), s))],
  'the name of a column: varchar': [['varchar'], 'name', (s) => column(core.varchar(s, 5))],
  'the name of a column: enumOf': [['enumOf'], 'name', (s) => column(core.enumOf(s, ['a']))],
  'the key of a column': [['table'], 'name', (s) => column(integer()) && created(table('t', { [s]: integer() }))],
  'the key of a column in SELECT': [['table'], 'name', (s) => select(table('t', { [s]: integer() }))],
  'the key of a column in INSERT': [
    ['insert'],
    'name',
    (s) => core.insert(table('t', { [s]: integer() })).values(any({ [s]: 1 })),
  ],
  'the key of a column in UPDATE': [
    ['update'],
    'name',
    (s) =>
      core
        .update(table('t', { [s]: integer() }))
        .set(any({ [s]: 1 }))
        .allRows(),
  ],
  'an unknown key in INSERT': [['insert'], 'name', (s) => core.insert(things).values(any({ [s]: 1 }))],
  'an unknown key in UPDATE': [
    ['update'],
    'name',
    (s) =>
      core
        .update(things)
        .set(any({ [s]: 1 }))
        .allRows(),
  ],
  'the key of a column in DO UPDATE': [
    ['excluded'],
    'name',
    (s) => {
      const t = any(table('t', { id: integer().primaryKey(), [s]: integer() }))
      return core
        .insert(t)
        .values(any({ id: 1 }))
        .onConflict(t.id)
        .doUpdate(any({ [s]: core.excluded(any(core.alias(t, 't'))[s]) }))
    },
  ],
  'an alias': [
    ['alias'],
    'name',
    (s) => select({ id: any(core.alias(things, s)).id }).from(any(core.alias(things, s))),
  ],
  'a subquery': [['select'], 'name', (s) => select(any(all).as(s))],
  'a set operation in FROM': [['union'], 'name', (s) => select(any(core.union(all, all)).as(s))],
  'a WITH query': [['cte'], 'name', (s) => select(any(core.cte(s, all)))],
  'a recursive WITH query': [['recursive'], 'name', (s) => select(any(core.recursive(s, all, () => any(all))))],
  'a list of VALUES': [['values'], 'name', (s) => select(any(core.values(s, { a: integer() }, [{ a: 1 }])))],
  'a column of VALUES': [['values'], 'name', (s) => select(any(core.values('v', { [s]: integer() }, [{ [s]: 1 }])))],
  'a function in FROM': [
    ['tableFunction'],
    'name',
    (s) => select(any(core.tableFunction(s, 'f', [], { a: integer() }))),
  ],
  'a column of a function in FROM': [
    ['tableFunction'],
    'name',
    (s) => select(any(core.tableFunction('t', 'f', [], { [s]: integer() }, { ordinality: any(s) && 'n' }))),
  ],
  'the number of a row in FROM': [
    ['tableFunction'],
    'name',
    (s) => select(any(core.tableFunction('t', 'f', [], { a: integer() }, { ordinality: s }))),
  ],
  'a series in FROM': [['generateSeries'], 'name', (s) => select(any(core.generateSeries(s, 1, 2)))],
  'a JSON array in FROM': [['jsonElements'], 'name', (s) => select(any(core.jsonElements(s, any(document))))],
  'JSON objects in FROM': [
    ['jsonTable'],
    'name',
    (s) => select(any(core.jsonTable(s, any(document), { a: integer() }))),
  ],
  'a column of JSON objects in FROM': [
    ['jsonTable'],
    'name',
    (s) => select(any(core.jsonTable('t', any(document), { [s]: integer() }))),
  ],
  'an index in FROM': [
    ['indexHint'],
    'name',
    (s) => select({ id: things.id }).from(any(core.indexHint(things, 'force', s))),
  ],
  'an unknown key in MERGE': [
    ['merge'],
    'name',
    (s) =>
      core
        .merge(things)
        .using(core.alias(things, 'o'), any(core.literal(1).eq(1)))
        .whenMatched()
        .update(any({ [s]: 1 })),
  ],
  'the name of a window': [
    ['window'],
    'name',
    (s) => select({ n: core.rowNumber().over(core.window(s, {})) }).from(things),
  ],
  'a key of a WITH query': [
    ['cte'],
    'name',
    (s) => select(any(core.cte('c', any(select({ [s]: things.id }).from(things))))),
  ],
  'a key of the select list': [['select'], 'name', (s) => select({ [s]: things.id }).from(things)],
  'a key of a nested object': [['select'], 'name', (s) => select({ [s]: { id: things.id } }).from(things)],
  'a key of RETURNING': [
    ['insert'],
    'name',
    (s) =>
      core
        .insert(things)
        .values(any({ id: 1 }))
        .returning({ [s]: things.id }),
  ],
  'the order of a set operation': [
    ['unionAll', 'intersect', 'intersectAll', 'except', 'exceptAll'],
    'name',
    (s) => {
      const member = any(select({ [s]: things.id }).from(things))
      return core.unionAll(member, member).orderBy((c: any) => c[s])
    },
  ],
  'sql.id': [['sql'], 'name', (s) => core.sql.statement`analyze ${core.sql.id(s, s)}`],
  'an index': [
    ['index'],
    'name',
    (s) =>
      created(
        table('t', { id: integer() }, (t) => [core.index(s).on(t.id)]),
        1,
      ),
  ],
  'a unique index': [
    ['uniqueIndex'],
    'name',
    (s) =>
      created(
        table('t', { id: integer() }, (t) => [core.uniqueIndex(s).on(t.id)]),
        1,
      ),
  ],
  'a check': [['check'], 'name', (s) => created(table('t', { id: integer() }, (t) => [core.check(s, t.id.gt(0))]))],
  'a key of several columns': [
    ['primaryKey', 'unique'],
    'name',
    (s) =>
      created(
        table('t', { a: integer(), [s]: integer() }, (t: any) => [core.primaryKey(t.a, t[s]), core.unique(t[s])]),
      ),
  ],
  'a foreign key': [
    ['foreignKey'],
    'name',
    (s) =>
      created(
        table('t', { [s]: integer() }, (t: any) => [
          core.foreignKey(t[s]).references(() => any(table(s, { [s]: integer() }))[s]),
        ]),
      ),
  ],
  'a collation': [['Expr'], 'name', (s) => shown(things.name.collate(s))],
  'the schema of a table': [['tables'], 'name', (s) => select(core.tables({ schema: s })('t', { id: integer() }))],
  'a name by a rule': [
    ['tables', 'snakeCase'],
    'name',
    (s) => select(core.tables({ naming: () => s })('t', { id: integer() })),
  ],
}

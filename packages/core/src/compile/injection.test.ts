// No string that a program passes becomes SQL. Each place that takes one is compiled with a harmless string and with an
// attack: the tokens must be of the same shape, or the attack must be refused by one of Espalier's own errors.
import { describe, expect, test } from 'vitest'
import { attacks, shape, tokens } from '../../../../conformance/attacks.ts'
import { mariadbDialect } from '../../../dialect-mysql/src/mariadb.ts'
import { mysqlDialect } from '../../../dialect-mysql/src/mysql.ts'
import { postgresDialect } from '../../../dialect-postgres/src/postgres.ts'
import { sqliteDialect } from '../../../dialect-sqlite/src/sqlite.ts'
import * as core from '../index.ts'

const dialects = [postgresDialect, sqliteDialect, mysqlDialect, mariadbDialect]

const { and, integer, select, table, text, timestamp } = core
const things = table('things', {
  id: integer().primaryKey(),
  name: text().nullable(),
  mood: core.enumOf(['calm']).nullable(),
  at: timestamp(),
  data: core.json<unknown>(),
})
const all = select({ id: things.id }).from(things)
const document = core.literal([], core.json())
const any = (value: unknown): any => value
const exported = new Map(Object.entries(core))

type Place = [functions: readonly string[], is: 'name' | 'value' | 'word', make: (attack: string) => any]

const created = (made: any, at = 0): any => core.createStatements(core.schema({ made }), true)[at]
const column = (type: any) => created(table('t', { c: type }))
const where = (condition: any) => all.where(condition)
const shown = (expression: any) => select({ x: expression }).from(things)
const forged = (direction: unknown, nulls: unknown) =>
  new core.Order(any({ by: any(things.id).node, direction, nulls }))
const windowed = (window: unknown) => shown(core.lag(things.id).over(any(window)))

/** Every place that takes a string: the functions by which it comes, what it means there, and a statement with it. */
const places: Readonly<Record<string, Place>> = {
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
      ] as const
    ).map((type): [string, Place] => [
      `the name of a column: ${type}`,
      [[type], 'name', (s) => column(any(exported.get(type))(s))],
    ]),
  ),
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
  'the name of a declared function in FROM': [
    ['tableFunction'],
    'word',
    (s) => select(any(core.tableFunction('t', s, [], { a: integer() }))),
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
  'the method of a sample': [
    ['tablesample'],
    'word',
    (s) => select({ id: things.id }).from(any(core.tablesample(things, 5, { method: any(s) }))),
  ],
  'a hint for the optimizer': [['select'], 'word', (s) => all.hint(s)],
  'a key of a page': [
    ['keyset', 'Keyset'],
    'value',
    (s) => all.after(any(core.keyset({ a: things.name })), any({ a: s })),
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
  'a key of sql.rows': [['sql'], 'value', (s) => core.sql.rows({ [s]: integer() })`select ${s}`],
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
  'the literal of a check': [
    ['check'],
    'value',
    (s) => created(table('t', { id: text() }, (t) => [core.check('c', t.id.ne(s))])),
  ],
  'the value of an enum': [['enumOf'], 'value', (s) => column(core.enumOf(['a', s]))],
  'a default text': [['text'], 'value', (s) => column(text().default(s))],
  'a default JSON': [['json'], 'value', (s) => column(core.json<unknown>().default({ [s]: s }))],
  'a default of another type': [['integer'], 'value', (s) => column(integer().default(any(s)))],
  ...Object.fromEntries(
    ['eq', 'ne', 'gt', 'lte', 'like', 'notLike', 'startsWith', 'endsWith', 'contains', 'isDistinctFrom'].map(
      (method): [string, Place] => [`.${method}`, [['Expr'], 'value', (s) => where(any(things.name)[method](s))]],
    ),
  ),
  '.in': [['Expr'], 'value', (s) => where(things.name.in(['a', s]))],
  '.between': [['Expr'], 'value', (s) => where(things.name.between(s, s))],
  '.concat': [
    ['concat', 'concatWs'],
    'value',
    (s) => shown(core.concatWs(s, things.name.concat(s), core.concat(s, things.name))),
  ],
  '.eq of an enum': [
    ['and', 'or', 'not'],
    'value',
    (s) => where(core.not(and(core.or(things.mood.eq(any(s)), things.id.eq(1)), things.id.ne(1)))),
  ],
  '.eq of another type': [['Expr'], 'value', (s) => where(things.id.eq(any(s)))],
  'a value of INSERT': [['insert'], 'value', (s) => core.insert(things).values(any({ id: 1, name: s }))],
  'a value of UPDATE': [['update'], 'value', (s) => core.update(things).set({ name: s }).allRows()],
  'a gap of sql': [['sql'], 'value', (s) => shown(core.sql(text())`f(${s})`)],
  literal: [['literal'], 'value', (s) => shown(core.literal(s))],
  'a branch of CASE': [
    ['caseWhen', 'Case', 'caseOf', 'CaseOf', 'CaseOfBranches'],
    'value',
    (s) => shown(core.caseWhen(core.caseOf(things.name).when(s, s).else(s).eq(s), s).else(s)),
  ],
  'an argument of any value': [
    ['coalesce', 'nullIf', 'greatest', 'least'],
    'value',
    (s) =>
      shown(core.coalesce(core.nullIf(things.name, s), core.greatest(things.name, s), core.least(things.name, s), s)),
  ],
  'an argument of text': [
    ['replace', 'position'],
    'value',
    (s) => select({ a: core.replace(things.name, s, s), b: core.position(s, things.name) }).from(things),
  ],
  'an argument of a padded text': [
    ['lpad', 'rpad'],
    'value',
    (s) => shown(core.lpad(core.rpad(things.name, 5, s), 5, s)),
  ],
  'a key of JSON': [
    ['Expr', 'jsonHasKey', 'jsonRemove', 'jsonTypeof', 'jsonArrayLength'],
    'value',
    (s) =>
      select({
        at: core.jsonArrayLength(any(things.data.at(s).at(0))),
        text: things.data.at(s).asText(),
        key: core.jsonHasKey(things.data, s),
        without: core.jsonTypeof(core.jsonRemove(things.data, [s, s])),
      }).from(things),
  ],
  'a value in JSON': [
    ['jsonSet', 'jsonInsert', 'jsonReplace', 'toJson'],
    'value',
    (s) =>
      select({
        set: core.jsonSet(things.data, [s, s], s),
        insert: core.jsonInsert(things.data, [s, s], { [s]: s }),
        replace: core.jsonReplace(things.data, [s], core.toJson(core.literal(s))),
      }).from(things),
  ],
  'a key of an object of JSON': [
    ['jsonObject', 'jsonArray', 'jsonObjectAgg', 'jsonArrayAgg'],
    'value',
    (s) => shown(core.jsonObject({ [s]: core.jsonArray(core.literal(s)) })),
  ],
  'a collation': [['Expr'], 'name', (s) => shown(things.name.collate(s))],
  'the escape of LIKE': [['Expr'], 'word', (s) => where(things.name.like('x', { escape: s }))],
  'a row value': [['row', 'RowValue'], 'value', (s) => where(core.row(things.name, things.id).in([[s, 1]]))],
  'a number of bits': [['shiftLeft', 'shiftRight'], 'word', (s) => shown(core.shiftLeft(things.id, any(s)))],
  'a number of whose bits': [
    ['bitAnd', 'bitOr', 'bitXor'],
    'word',
    (s) => shown(core.bitXor(core.bitOr(core.bitAnd(things.id, any(s)), 1), 1)),
  ],
  'an argument of more text': [
    ['overlay', 'splitPart', 'translate'],
    'value',
    (s) => select({ a: core.overlay(things.name, s, 1, 1) }).from(things),
  ],
  'a part between': [['splitPart'], 'value', (s) => shown(core.splitPart(things.name, s, 1))],
  'characters for others': [['translate'], 'value', (s) => shown(core.translate(things.name, s, s))],
  'a regular expression': [
    ['regexpLike', 'regexpSubstr', 'regexpReplace'],
    'value',
    (s) =>
      select({
        a: core.regexpLike(things.name, s),
        b: core.regexpSubstr(things.name, s, { ignoreCase: true }),
        c: core.regexpReplace(things.name, s, [s, 1]),
      }).from(things),
  ],
  'how a regular expression is matched': [
    ['regexpLike'],
    'value',
    (s) => shown(core.regexpLike(things.name, 'x', { ignoreCase: any(s) })),
  ],
  'a zone': [
    ['atTimeZone', 'fromTimeZone'],
    'value',
    (s) => shown(core.fromTimeZone(core.atTimeZone(things.at, s), s)),
  ],
  'a format of a time': [['formatTime'], 'value', (s) => shown(core.formatTime(things.at)(any([s, s]), 'year'))],
  'a field of a format of a time': [
    ['formatTime'],
    'word',
    (s) => shown(any(core.formatTime(things.at)(any(['', '']), any(s)))),
  ],
  'another date': [
    ['daysBetween'],
    'word',
    (s) => shown(core.daysBetween(any(core.literal('2024-01-01', core.date())), s)),
  ],
  'another time': [['secondsBetween'], 'word', (s) => shown(core.secondsBetween(things.at, any(s)))],
  'a part of JSON': [['jsonContains'], 'value', (s) => where(core.jsonContains(things.data, { [s]: s }))],
  'a separator': [['stringAgg'], 'value', (s) => shown(core.stringAgg(things.name, s))],
  'a separator of distinct': [['stringAggDistinct'], 'value', (s) => shown(core.stringAggDistinct(things.name, s))],
  'the default of lag': [
    ['lag', 'lead', 'WindowFunction'],
    'value',
    (s) => shown(core.lag(things.name, 1, s).over({ orderBy: things.id })),
  ],
  'an argument of a declared function': [['fn'], 'value', (s) => shown(any(core.fn('f', [text()], text()))(s))],
  'the name of a declared function': [['fn'], 'word', (s) => shown(any(core.fn(s, [], integer()))())],
  'the name of a parameter': [['param'], 'value', (s) => where(things.id.eq(core.param(s, integer())))],
  'a field of extract': [['extract'], 'word', (s) => shown(core.extract(any(s), things.at))],
  'a field of dateTrunc': [['dateTrunc'], 'word', (s) => shown(core.dateTrunc(any(s), things.at))],
  'a unit of addTime': [['addTime'], 'word', (s) => shown(any(core.addTime)(things.at, 1, s))],
  'an amount of addTime': [['addTime'], 'word', (s) => shown(any(core.addTime)(things.at, s, 'day'))],
  'a number of rows': [['select'], 'word', (s) => all.limit(any(s)).offset(any(s))],
  'a count': [['substring', 'left', 'right', 'repeat'], 'word', (s) => shown(core.left(things.name, any(s)))],
  'a start': [['substring'], 'word', (s) => shown(core.substring(things.name, any(s)))],
  'a number of digits': [['round'], 'word', (s) => shown(core.round(any(things.id), any(s)))],
  'an exponent': [['power'], 'word', (s) => shown(core.power(things.id, any(s)))],
  'a number of parts': [['ntile', 'nthValue'], 'word', (s) => shown(core.ntile(any(s)).over({ orderBy: things.id }))],
  'an offset': [['lead'], 'word', (s) => shown(core.lead(things.id, any(s)).over({ orderBy: things.id }))],
  'what a foreign key does on delete': [
    ['foreignKey'],
    'word',
    (s) => created(table('t', { a: integer().references(() => things.id, any({ onDelete: s })) })),
  ],
  'what a foreign key does on update': [
    ['foreignKey'],
    'word',
    (s) =>
      created(
        table('t', { a: integer() }, (t) => [core.foreignKey(t.a).references(() => things.id, any({ onUpdate: s }))]),
      ),
  ],
  'a direction': [['Order'], 'value', (s) => all.orderBy(any(forged(s, undefined)))],
  'the order of nulls': [['Order'], 'word', (s) => all.orderBy(any(forged('asc', s)))],
  'the order of nulls of a set operation': [
    ['Order'],
    'word',
    (s) =>
      core.unionAll(all, all).orderBy((c: any) => any(new core.Order(any({ by: c.id.node, direction: s, nulls: s })))),
  ],
  'a lock': [['select'], 'value', (s) => all.forUpdate(any({ noWait: s }))],
  'the unit of a frame': [['lag'], 'word', (s) => windowed({ frame: { [s]: ['currentRow', 'currentRow'] } })],
  'an end of a frame': [['lag'], 'word', (s) => windowed({ orderBy: things.id, frame: { rows: [s, s] } })],
  'the distance of a frame': [
    ['lag'],
    'word',
    (s) => windowed({ orderBy: things.id, frame: { rows: [{ preceding: s }, 'currentRow'] } }),
  ],
  'what a frame excludes': [
    ['lag'],
    'word',
    (s) => windowed({ orderBy: things.id, frame: { rows: ['currentRow', 'currentRow'], exclude: s } }),
  ],
  'the name of a type': [
    ['sqlType', 'ColumnDef'],
    'word',
    (s) => shown(things.id.cast(any(new core.ColumnDef(core.sqlType(s, 'text', String))))),
  ],
  'the name of a type in DDL': [
    ['sqlType', 'ColumnDef'],
    'word',
    (s) => column(any(new core.ColumnDef(core.sqlType(s, 'text', String)))),
  ],
  'the name of a declared type': [
    ['customType'],
    'word',
    (s) => shown(things.id.cast(core.customType({ of: text(), sqlType: s, toDriver: String, fromDriver: String })())),
  ],
  'the schema of a table': [['tables'], 'name', (s) => select(core.tables({ schema: s })('t', { id: integer() }))],
  'a name by a rule': [
    ['tables', 'snakeCase'],
    'name',
    (s) => select(core.tables({ naming: () => s })('t', { id: integer() })),
  ],
  'the length of a varchar': [['varchar'], 'word', (s) => column(core.varchar('c', any(s)))],
  'the length of a varchar in a cast': [['varchar'], 'word', (s) => shown(things.id.cast(core.varchar('c', any(s))))],
  'the precision of a numeric': [['numeric'], 'word', (s) => column(core.numeric('c', any(s), any(s)))],
  'the precision of a numeric in a cast': [
    ['numeric'],
    'word',
    (s) => shown(things.id.cast(core.numeric('c', any(s), any(s)))),
  ],
}

/** What is exported and takes no string but SQL of a dialect's own, or none at all. */
const withoutStrings = {
  dialects:
    'ansiLiteral around assignments castName columnLine gathered grouped infix keywordOf jsonPath lockEnd matching orderBy pathOf plainCall quotedText renamed series sources tableName typeName valuesSource written isolationOf notDeferrable',
  expressions:
    'abs avg avgDistinct boolAnd boolOr ceil constant count countDistinct cumeDist currentDate denseRank exists firstValue floor grouping lastValue length lower ltrim max jsonNull min notExists now nullOf percentRank random rank reverse rowNumber rtrim scalar sign sqrt stddevPop stddevSamp sum sumDistinct trim upper varPop varSamp',
  relations: 'belongsTo hasMany hasOne many manyToMany one',
  comparisons: 'any bitNot eqAll gtAll gteAll ltAll lteAll neAll Quantified',
  words: 'between',
  running: 'compile Database Transaction Pool milliseconds',
  more: 'acos ascii asin atan atan2 chr cos currentTime degrees exp initcap ln log10 octetLength pi radians sha256 sin tan trunc',
  trees: 'equal fingerprint transform walk',
  statements: 'insertIgnore replaceInto',
  'tested below': 'comment',
}

/** A name without its quotes. */
const unquoted = (name: string): string =>
  name
    .slice(1, -1)
    .replaceAll(name[0] as string, '"')
    .replaceAll('""', '"')

/** True where an empty text is none at all, and where the name of a function is one. */
const isMeant = (title: string, attack: string): boolean =>
  (attack === '' && /nulls|lock/.test(title)) ||
  // The grammar of a hint; it stays inside of its comment.
  (attack === 'x(y)' && title === 'a hint for the optimizer') ||
  (title.startsWith('the name of a declared') && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/.test(attack))

function written(make: Place[2], attack: string, dialect: any): string | Error {
  try {
    return core.compile(make(attack), dialect).sql
  } catch (error) {
    return error as Error
  }
}

describe.each(Object.entries(places))('%s', (title, [, is, make]) => {
  test.each(dialects)('keeps its shape in the words of $name', (dialect) => {
    const harmless = written(make, 'harmless', dialect)
    for (const attack of attacks) {
      if (isMeant(title, attack)) continue
      const sql = written(make, attack, dialect)
      if (sql instanceof Error) {
        expect(sql, `${JSON.stringify(attack)}: ${sql.stack}`).toBeInstanceOf(core.EspalierError)
        continue
      }
      const found = tokens(sql, dialect.name)
      const where = `${JSON.stringify(attack)} gave ${sql}`
      expect(
        found.filter(({ kind }) => kind === 'comment' || kind === 'other' || kind === 'dollar'),
        where,
      ).toEqual([])
      if (harmless instanceof Error) {
        // Only a word that SQL has passes here: what passes must not hold anything of an attack.
        expect(sql, where).not.toMatch(/drop|1=1|;|object|function/i)
        continue
      }
      expect(shape(found), where).toBe(shape(tokens(harmless, dialect.name)))
      if (is === 'name') {
        const names = found.filter(({ kind }) => kind === 'name').map(({ text }) => unquoted(text))
        expect(
          names.some(
            (name) =>
              /^column \d+$/.test(name) ||
              name.includes(attack.replaceAll('`', '"').replaceAll('""', '"')) ||
              attack.includes('"') ||
              attack.includes('`'),
          ),
          where,
        ).toBe(true)
      }
    }
  })

  test('takes what is harmless somewhere, unless it takes words of a list only', () => {
    const taken = dialects.filter((dialect) => typeof written(make, 'harmless', dialect) === 'string')
    if (is !== 'word' && !/unknown|another type|enum$/.test(title)) expect(taken.length).toBeGreaterThan(0)
  })
})

test('every exported function is covered, or takes no string', () => {
  const covered = new Set(Object.values(places).flatMap(([functions]) => functions))
  const listed = Object.values(withoutStrings).flatMap((names) => names.split(' '))
  const functions = Object.entries(core)
    .filter(([, value]) => typeof value === 'function' && !(value.prototype instanceof Error))
    .map(([name]) => name)
  expect(functions.filter((name) => !covered.has(name) && !listed.includes(name))).toEqual([])
  expect([...covered, ...listed].filter((name) => !functions.includes(name))).toEqual([])
})

test('a sign before a number never begins a comment', () => {
  const minus = any(things.id)
    .negate()
    .negate()
    .minus(any(core.literal(-1)).negate())
  for (const dialect of dialects) {
    for (const statement of [
      shown(minus),
      column(integer().default(-1)),
      created(table('t', { a: integer() }, (t) => [core.check('c', t.a.negate().minus(-1).gt(-1))])),
    ])
      expect(
        tokens(core.compile(statement, dialect).sql, dialect.name).filter(({ kind }) => kind === 'comment'),
      ).toEqual([])
  }
})

test.each(attacks)('a comment stays one comment: %j', (attack) => {
  for (const dialect of dialects) {
    const plain = core.compile(all, dialect).sql
    for (const tags of [{ route: attack }, { [attack]: 'x' }]) {
      const commented = written(() => core.comment(all, tags), '', dialect)
      if (commented instanceof Error) expect(commented).toBeInstanceOf(core.StatementError)
      else {
        expect(commented.startsWith(`${plain} /*`)).toBe(true)
        expect(commented.slice(plain.length + 3)).toMatch(/^[\w%.~-]*='[\w%.~-]*'\*\/$/)
      }
    }
  }
})

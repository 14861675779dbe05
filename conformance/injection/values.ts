// Places where a string is a value, or does not reach the text.
import {
  all,
  and,
  any,
  column,
  core,
  created,
  forged,
  integer,
  items,
  type Place,
  select,
  shown,
  table,
  text,
  things,
  where,
} from './ground.ts'

export const values: Readonly<Record<string, Place>> = {
  'a key of a page': [
    ['keyset', 'Keyset'],
    'value',
    (s) => all.after(any(core.keyset({ a: things.name })), any({ a: s })),
  ],
  'a key of sql.rows': [['sql'], 'value', (s) => core.sql.rows({ [s]: integer() })`select ${s}`],
  'the literal of a check': [
    ['check'],
    'value',
    (s) => created(table('t', { id: text() }, (t) => [core.check('c', t.id.ne(s))])),
  ],
  'the literal of a generated column': [
    ['generated'],
    'value',
    (s) =>
      created(table('t', { id: text(), more: text().generated() }, (t) => [core.generated(t.more).as(t.id.concat(s))])),
  ],
  'the value of an enum': [['enumOf'], 'value', (s) => column(core.enumOf(['a', s]))],
  'a default text': [['text'], 'value', (s) => column(text().default(s))],
  'a default JSON': [['json'], 'value', (s) => column(core.json<unknown>().default({ [s]: s }))],
  'a default of another type': [['integer'], 'value', (s) => column(integer().default(any(s)))],
  ...Object.fromEntries(
    [
      ...['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'isDistinctFrom', 'isNotDistinctFrom'],
      ...['like', 'notLike', 'ilike', 'startsWith', 'endsWith', 'contains'],
    ].map((method): [string, Place] => [`.${method}`, [['Expr'], 'value', (s) => where(any(things.name)[method](s))]]),
  ),
  ...Object.fromEntries(
    ['plus', 'minus', 'times', 'div', 'intDiv', 'mod'].map((method): [string, Place] => [
      `.${method} of another type`,
      [['Expr'], 'value', (s) => shown(any(things.id)[method](s))],
    ]),
  ),
  ...Object.fromEntries(
    ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'].map((method): [string, Place] => [
      `.${method} of a row value`,
      [['row'], 'value', (s) => where(any(core.row(things.name, things.id))[method]([s, 1]))],
    ]),
  ),
  '.notIn of a row value': [['row'], 'value', (s) => where(core.row(things.name, things.id).notIn([[s, 1]]))],
  '.notIn': [['Expr'], 'value', (s) => where(things.name.notIn(['a', s]))],
  '.notBetween': [['Expr'], 'value', (s) => where(things.name.notBetween(s, s))],
  '.betweenSymmetric': [['Expr'], 'value', (s) => where(things.name.betweenSymmetric(s, s))],
  'a further branch of CASE': [
    ['caseWhen', 'caseOf'],
    'value',
    (s) =>
      select({
        a: core.caseWhen(things.id.eq(1), core.literal('a')).when(things.id.eq(2), s).end(),
        b: core.caseOf(things.name).when('a', core.literal('b')).when(s, s).end(),
      }).from(things),
  ],
  'a key of the page before': [
    ['keyset'],
    'value',
    (s) => {
      const order = core.keyset({ a: things.name })
      return all.before(any(order), order.cursor({ a: s }))
    },
  ],
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
  'a row value': [['row', 'RowValue'], 'value', (s) => where(core.row(things.name, things.id).in([[s, 1]]))],
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
  'a text of a template': [['format'], 'value', (s) => shown(core.format(s, s, things.name))],
  'an item of an array': [
    ['arrayAppend', 'arrayPrepend', 'arrayRemove', 'arrayPosition', 'arrayContains', 'arrayConcat', 'array'],
    'value',
    (s) =>
      select({
        a: core.arrayAppend(items, s),
        b: core.arrayPrepend(items, s),
        c: core.arrayPosition(core.arrayRemove(items, s), s),
        d: core.arrayContains(items, [s, s]),
        e: core.arrayConcat(items, [s]),
      }),
  ],
  'items of an array compared': [
    ['arrayContainedBy', 'arrayOverlaps', 'any'],
    'value',
    (s) => where(any(things.name).eq(core.any(core.literal([s], core.array(text()))))),
  ],
  'a separator of an array': [
    ['arrayToString', 'stringToArray'],
    'value',
    (s) => shown(core.arrayToString(core.stringToArray(things.name, s), s)),
  ],
  'the sides of a declared operator': [
    ['operator'],
    'value',
    (s) => shown(any(core.operator('=', [text(), text()], core.boolean()))(s, s)),
  ],
  'a language of full-text search': [
    ['toTsvector', 'toTsquery', 'websearchToTsquery', 'plaintoTsquery', 'phrasetoTsquery', 'tsHeadline'],
    'value',
    (s) => shown(core.tsMatch(core.toTsvector(s, things.name), core.websearchToTsquery(s, s))),
  ],
  'what MATCH is against': [['matchAgainst'], 'value', (s) => shown(core.matchAgainst([things.name], s))],
  'what FTS5 searches': [['ftsMatch'], 'value', (s) => where(core.ftsMatch(things, s))],
  'the marks of FTS5': [
    ['highlight', 'snippet'],
    'value',
    (s) =>
      select({ a: core.highlight(things, 'name', s, s), b: core.snippet(things, 'name', s, s, s, 5) }).from(things),
  ],
  'a part of JSON': [['jsonContains'], 'value', (s) => where(core.jsonContains(things.data, { [s]: s }))],
  'a separator': [['stringAgg'], 'value', (s) => shown(core.stringAgg(things.name, s))],
  'a separator of distinct': [['stringAggDistinct'], 'value', (s) => shown(core.stringAggDistinct(things.name, s))],
  'the default of lag': [
    ['lag', 'lead', 'WindowFunction'],
    'value',
    (s) => shown(core.lag(things.name, 1, s).over({ orderBy: things.id })),
  ],
  'an argument of a declared function': [['fn'], 'value', (s) => shown(any(core.fn('f', [text()], text()))(s))],
  'the name of a parameter': [['param'], 'value', (s) => where(things.id.eq(core.param(s, integer())))],
  'a direction': [['Order'], 'value', (s) => all.orderBy(any(forged(s, undefined)))],
  'a lock': [['select'], 'value', (s) => all.forUpdate(any({ noWait: s }))],
}

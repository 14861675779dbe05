// Strings that attack SQL, and a reader of SQL that tells whether one got through.

/** What ends a name, a text, a list, an escape or a comment. */
const ends = ["'", '"', '`', "\\'", '\\"', ')', "')", '")', '`)', ']', '*/', "'*/", '\n', '$$', "';", '";', '`;']

/** What comes behind such an end. */
const goesOn = [
  ' or 1=1 --',
  '; drop table things; --',
  ' union select 1, 2 --',
  ' #',
  '/*',
  " || 'x",
  ' as x, (select 1) as y',
  '::int',
]

/** Strings that end a name, a text or a statement, begin a comment, or look like SQL. */
export const attacks: readonly string[] = [
  ...ends.flatMap((end) => goesOn.map((more) => end + more)),
  '"',
  '""',
  '"""',
  "'",
  "''",
  "'''",
  '`',
  '``',
  '\\',
  '\\\\',
  "\\'",
  '\\"',
  '\\`',
  'a\\',
  "a'\\",
  '"\\',
  '`\\',
  "' or 1=1 --",
  "'; drop table things; --",
  '"; drop table things; --',
  '`; drop table things; --',
  "\\'; drop table things; --",
  "' or '1'='1",
  '") or (1=1',
  "') or ('1'='1",
  '1; select 1',
  '1 or 1=1',
  ';',
  '--',
  '-- ',
  '--\n',
  '#',
  '# x',
  '/*',
  '*/',
  '/* x */',
  '/*! drop table things */',
  '/*+ x */',
  '*',
  'a.b',
  'a"."b',
  'a`.`b',
  'a as b',
  'a" as "b',
  'a` as `b',
  'x(y)',
  'a[0]',
  'a desc',
  'k::int',
  'asc, (select 1)',
  'desc; drop table things',
  'first; drop table things',
  '$1',
  '$2',
  '$$x$$',
  '$tag$',
  '?',
  '??',
  '?|',
  ':a',
  ':1',
  '@x',
  '@@version',
  '%s',
  '{{x}}',
  '\0',
  'a\0b',
  '\n',
  '\r\n',
  '\x1a',
  '\b',
  '\u2028',
  '\u02bc',
  '\u2019',
  '\uff07',
  '\u00bf\u0027',
  '\ud800',
  '\udfffa',
  '😀',
  '\ufeff',
  '\ufffe',
  'null',
  'default',
  'true',
  'select',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'E',
  'x',
  "x'41'",
  "E'\\''",
  "_utf8mb4 x'41'",
  '',
  ' ',
  '0',
  '1',
  '-1',
  '1e5',
  '1.5',
  '0x41',
  'NaN',
  'ö'.repeat(40),
  'n'.repeat(64),
  'n'.repeat(300),
  "'".repeat(301),
  '`'.repeat(20),
  '"'.repeat(20),
  "1'); drop table things; --",
  '1) as text); drop table things; --',
  'set null; drop table things',
  'current row; drop table things',
  'day) from things; --',
  "255) default ('",
  '1, 1); --',
]

/** A part of SQL. */
export interface Token {
  readonly kind: string
  readonly text: string
}

/** SQL as the database's own reader cuts it; MySQL reads a backslash in a text as the start of an escape. */
export function tokens(sql: string, dialect: string): Token[] {
  const reader = readers.get(dialect) ?? readerOf(dialect)
  readers.set(dialect, reader)
  return [...sql.matchAll(reader)].flatMap(({ 0: found, groups = {} }) => {
    for (const kind in groups) {
      if (groups[kind] !== undefined) return kind === 'space' ? [] : [{ kind, text: found }]
    }
    return [{ kind: 'other', text: found }]
  })
}

const readers = new Map<string, RegExp>()

function readerOf(dialect: string): RegExp {
  const isMysql = dialect === 'mysql' || dialect === 'mariadb'
  const plain = isMysql ? String.raw`'(?:[^'\\]|''|\\[^])*'` : "'(?:[^']|'')*'"
  const kinds: readonly [string, string][] = [
    ['comment', isMysql ? String.raw`--[ \n\t].*|#.*|/\*[^]*?\*/` : String.raw`--.*|/\*[^]*?\*/`],
    [
      'text',
      isMysql
        ? String.raw`(?:_utf8mb4 )?x'[\da-f]*'|${plain}`
        : String.raw`x'[\da-f]*'|E'(?:[^'\\]|''|\\[^])*'|${plain}`,
    ],
    ['name', isMysql ? '`(?:[^`]|``)+`' : '"(?:[^"]|"")+"'],
    ['dollar', isMysql ? '(?!)' : String.raw`\$[a-z_]*\$[^]*?\$[a-z_]*\$`],
    ['mark', dialect === 'postgres' ? String.raw`\$\d+` : String.raw`\?`],
    ['number', String.raw`\d+(?:\.\d+)?`],
    ['word', String.raw`[A-Za-z_]\w*`],
    ['space', String.raw`\s+`],
    [
      'sign',
      String.raw`${dialect === 'postgres' ? '#>>|#>|#-|@>|@@|<@|&&|[[\\]]|\\? |' : ''}->>|->|<=>|<>|<=|>=|\|\||[-+*/%=<>(),.]`,
    ],
    ['other', '[^]'],
  ]
  return new RegExp(kinds.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|'), 'g')
}

/** The kinds of the tokens, and the text of all but names and texts. */
export const shape = (all: readonly Token[]): string =>
  all.map(({ kind, text }) => (kind === 'text' || kind === 'name' ? kind : `${kind} ${text}`)).join('\n')

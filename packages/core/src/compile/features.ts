/**
 * What only some databases have, a line each. A dialect says in its `lacks` which of these it has not and
 * what to do instead; the type checker and the compiler speak the same sentence.
 */
export interface Features {
  /** `FULL JOIN`: MySQL and MariaDB have none. */
  fullJoin: string
  /** `ILIKE`: PostgreSQL only. */
  ilike: string
  /** `INSERT … RETURNING`: MySQL has none. */
  insertReturning: string
  /** `UPDATE … RETURNING`: MySQL and MariaDB have none. */
  updateReturning: string
  /** `DELETE … RETURNING`: MySQL has none. */
  deleteReturning: string
  /** A WHERE behind ON CONFLICT … DO UPDATE: MySQL and MariaDB have none. */
  conflictWhere: string
  /** `FOR UPDATE` and `FOR SHARE`: SQLite locks the whole database instead. */
  lock: string
  /** `DISTINCT ON`: PostgreSQL only. */
  distinctOn: string
  /** `ROLLUP`: SQLite has none. */
  rollup: string
  /** `CUBE` and `GROUPING SETS`: PostgreSQL only. */
  groupingSets: string
  /** `grouping(…)`: SQLite and MariaDB have none. */
  grouping: string
  /** `LATERAL`: SQLite and MariaDB have none. */
  lateral: string
  /** `FETCH FIRST … ROWS WITH TIES`: SQLite and MySQL have none. */
  withTies: string
  /** `FOR UPDATE OF`: SQLite and MariaDB have none. */
  lockOf: string
  /** `FOR NO KEY UPDATE` and `FOR KEY SHARE`: PostgreSQL only. */
  keyLock: string
  /** `MATERIALIZED` and `NOT MATERIALIZED` of a WITH query: MySQL and MariaDB have none. */
  materialized: string
  /** `WITH ORDINALITY`: PostgreSQL only. */
  ordinality: string
  /** Functions of the database's own in FROM: PostgreSQL only. */
  tableFunction: string
  /** INSERT, UPDATE and DELETE in a WITH query: PostgreSQL only. */
  changingCte: string
  /** A WITH query that a change reads: MariaDB has none. */
  withInChange: string
  /** Other sources in DELETE: SQLite has none. */
  deleteUsing: string
  /** `INSERT IGNORE`: PostgreSQL has none. */
  insertIgnore: string
  /** `REPLACE`: PostgreSQL has none. */
  replace: string
  /** `MERGE`: PostgreSQL only. */
  merge: string
  /** Hints for the optimizer behind SELECT: SQLite and MariaDB have none. */
  hint: string
  /** `USE INDEX`, `IGNORE INDEX`: MySQL and MariaDB only. */
  useIndex: string
  /** `FORCE INDEX`: PostgreSQL has none. */
  forceIndex: string
  /** `TABLESAMPLE`: PostgreSQL only. */
  tablesample: string
  /** `FILTER (WHERE …)` behind an aggregate that is not rewritten as CASE. */
  filter: string
  /** `lpad` and `rpad`: SQLite has none. */
  pad: string
  /** `reverse` of a text: SQLite has none. */
  reverse: string
  /** Standard deviation and variance: SQLite has none. */
  deviation: string
  /** `string_agg(distinct …)`: SQLite has none with a separator. */
  stringAggDistinct: string
  /** `GROUPS` in a window's frame: MySQL and MariaDB have none. */
  groupsFrame: string
  /** `EXCLUDE` in a window's frame: MySQL and MariaDB have none. */
  frameExclude: string
  /** The third argument of `lag` and `lead`: MariaDB has none. */
  lagDefault: string
  /** Arrays: PostgreSQL only. */
  arrays: string
  /** Ranges: PostgreSQL only. */
  ranges: string
  /** Intervals: PostgreSQL only. */
  intervals: string
  /** Operators that the program declares: PostgreSQL only. */
  operators: string
  /** tsvector and tsquery: PostgreSQL only. */
  textSearch: string
  /** `MATCH … AGAINST`: MySQL and MariaDB. */
  fulltext: string
  /** FTS5: SQLite only. */
  fts5: string
  /** `WITHIN GROUP`: PostgreSQL only. */
  orderedSet: string
  /** Correlation and regression: PostgreSQL only. */
  regression: string
  /** `bit_and` and `bit_or` over rows: SQLite has none. */
  bitAggregates: string
  /** A cast that gives null where it fails: PostgreSQL only, from 16. */
  tryCast: string
  /** Generated columns that are not stored: PostgreSQL from 18. */
  virtualColumn: string
  /** `concat_ws`: SQLite from 3.44. */
  concatWs: string
  /** ORDER BY in `string_agg`: SQLite from 3.44. */
  stringAggOrder: string
  /** `extract('epoch', …)` and `secondsBetween`, with a fraction: SQLite from 3.42. */
  epoch: string
  /** `addTime` of months and years, which end with a shorter month: SQLite from 3.46. */
  addMonths: string
  /** `format` of texts: MySQL and MariaDB have none. */
  format: string
  /** Regular expressions: SQLite has none. */
  regexp: string
  /** `split_part`: SQLite has none. */
  splitPart: string
  /** `initcap`: PostgreSQL only. */
  initcap: string
  /** `translate`: PostgreSQL only. */
  translate: string
  /** SHA-256: SQLite has none. */
  sha256: string
  /** `AT TIME ZONE`: SQLite has none. */
  timeZone: string
  /** `ANY` and `ALL` of a query: SQLite has none. */
  quantified: string
  /** Containment of JSON in JSON: SQLite has none. */
  jsonContains: string
  /** ORDER BY in an aggregate of JSON: MySQL has none. */
  jsonAggOrder: string
  /** `DEFAULT` as a value in INSERT: SQLite has none. */
  defaultValue: string
  /** `INTERSECT ALL` and `EXCEPT ALL`: SQLite has none. */
  setAll: string
}

/** A feature that a database does not have, with its sentence. A database's type has the union of these. */
export interface Lack<out Feature extends keyof Features, out Sentence extends string> {
  readonly feature: Feature
  readonly sentence: Sentence
}

/** Whatever a database may lack: `Database<AnyLack>` is a database of any kind. */
export type AnyLack = Lack<keyof Features, string>

/** The lacks of a dialect's record. */
export type LacksOf<Sentences> = {
  [Feature in keyof Sentences & keyof Features]: Lack<Feature, Sentences[Feature] & string>
}[keyof Sentences & keyof Features]

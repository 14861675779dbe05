// What takes no string.

interface Without {
  /** Exported functions, by what they are. */
  readonly functions: Readonly<Record<string, string>>
  /** Methods, by their class. */
  readonly methods: Readonly<Record<string, string>>
}

/** What is public and takes no string but SQL of a dialect's own, or none at all. */
export const withoutStrings: Without = {
  functions: {
    dialects:
      'ansiLiteral around assignments castInWords castName chainOf columnLine gathered grouped infix keywordOf jsonPath lockEnd matching orderBy pathOf plainCall quotedText renamed series sources tableName typeName valuesSource written isolationOf notDeferrable decodeInstant',
    expressions:
      'abs avg avgDistinct boolAnd boolOr ceil constant count countDistinct cumeDist currentDate denseRank exists firstValue floor grouping lastValue length lower ltrim max jsonNull min notExists now nullOf percentRank random rank reverse rowNumber rtrim scalar sign sqrt stddevPop stddevSamp sum sumDistinct trim upper varPop varSamp',
    relations: 'belongsTo hasMany hasOne insertSchema many manyToMany nest one updateSchema',
    comparisons: 'bitNot eqAll gtAll gteAll ltAll lteAll neAll Quantified',
    arrays: 'arrayAgg cardinality isEmpty rangeLower rangeUpper tsMatch tsRank bm25',
    statistics:
      'percentileCont percentileDisc mode corr covarSamp covarPop regrSlope regrIntercept regrR2 regrCount bitAndAgg bitOrAgg tryCast',
    words: 'between',
    running: 'checkVersion compile Database Transaction SyncDatabase SyncTransaction Pool Lease insist milliseconds',
    more: 'acos ascii asin atan atan2 chr cos currentTime degrees exp initcap ln log10 octetLength pi radians sha256 sin tan trunc',
    trees: 'equal fingerprint transform walk',
    statements: 'insertIgnore replaceInto',
    'tested below': 'comment',
  },
  methods: {
    // They take conditions, and sources, and what was built of them.
    Expr: 'isTrue isNotTrue isFalse isNotFalse isNull isNotNull negate cast asText asInteger asBigint asReal asNumeric asBoolean asc desc filter over toString',
    Order: 'nullsFirst nullsLast',
    CaseEnd: 'end',
    RowValue: 'inQuery',
    Keyset: 'orders',
    Select:
      'from join leftJoin rightJoin fullJoin crossJoin joinLateral leftJoinLateral crossJoinLateral correlate where groupBy groupByRollup groupByCube groupingSets having declaredNulls orderBy distinct distinctOn lateral',
    SetOperation: 'orderBy',
    Built: 'toString renewed',
    Inserting: 'defaultValues',
    Insert: 'renewed onConflict onConflictDoNothing',
    Conflict: 'doNothing',
    Updating: 'from',
    UpdateSet: 'where allRows',
    Update: 'returning',
    Deleting: 'using where allRows',
    Delete: 'returning',
    Merging: 'using',
    MergeWhens: 'whenMatched whenNotMatched renewed',
    Matched: 'delete doNothing',
    ColumnDef: 'generated nullable primaryKey identity unique defaultNow sensitive $type',
    'generated()': 'as',
    'index()': 'on',
    'uniqueIndex()': 'on',
    'tables()': '',
    'customType()': '',
    // What they are given was compiled before; their own words are tested in packages/core/src/run.
    Database: 'all',
    Verbs: 'all',
    Transaction: 'all',
    SyncDatabase: 'all',
    SyncVerbs: 'all',
    SyncTransaction: 'all',
    Held: 'all',
    Pool: 'all',
    Lease: 'all',
  },
}

import type { MergeNode, MergeWhen, StatementNode } from '../ast.ts'
import { StatementError } from '../errors.ts'
import { Built } from '../expr/built.ts'
import { type Condition, nodeOf } from '../expr/expr.ts'
import type { Missing, Need, RowSentence } from '../expr/scope.ts'
import type { Source } from '../expr/source.ts'
import { assignment } from './assignment.ts'
import type { InsertRow, SetRow } from './cells.ts'
import { sourceNode } from './select.ts'
import { type Target, tableNode } from './target.ts'

type MergeCondition<R extends string, F extends Need, From extends string, Clause extends string> = [
  Missing<R, From>,
] extends [never]
  ? Condition<R, any, F>
  : RowSentence<Missing<R, From>, Clause>

/** A MERGE that waits for its source. */
export class Merging<in out Alias extends string, in out Defs> {
  declare readonly '~problem': `merge into ${Alias} has no source; say .using(…)`
  readonly #table: Target<Alias, any, Defs>

  constructor(table: Target<Alias, any, Defs>) {
    this.#table = table
  }

  /** `USING source ON …`: the rows to bring in, and how they find theirs in the table. */
  using<From extends string, SF extends Need, R extends string, F extends Need>(
    source: Source<From, any, any, SF>,
    on: MergeCondition<R, F, From | Alias, 'ON'>,
  ): MergeUsing<Alias, Defs, From, 'merge' | SF | F> {
    const node: MergeNode = {
      kind: 'merge',
      into: tableNode(this.#table),
      using: sourceNode(source),
      on: nodeOf(on),
      whens: [],
    }
    return new MergeUsing(this.#table, node)
  }
}

/** What a MERGE does with its rows: the first `whenMatched` or `whenNotMatched` that applies to a row. */
abstract class MergeWhens<
  in out Alias extends string,
  in out Defs,
  in out From extends string,
  out Needs extends Need,
> extends Built<MergeNode> {
  readonly #table: Target<Alias, any, Defs>

  constructor(table: Target<Alias, any, Defs>, node: MergeNode) {
    super(node)
    this.#table = table
  }

  /** `WHEN MATCHED [AND …]`: for rows of the table that the source has. */
  whenMatched<R extends string = never, F extends Need = never>(
    condition?: MergeCondition<R, F, From | Alias, 'WHEN MATCHED'>,
  ): Matched<Alias, Defs, From, Needs | F> {
    return new Matched(this.#table, (when) => this.#and(when, 'matched', condition))
  }

  /** `WHEN NOT MATCHED [AND …]`: for rows of the source that the table does not have. */
  whenNotMatched<R extends string = never, F extends Need = never>(
    condition?: MergeCondition<R, F, From, 'WHEN NOT MATCHED'>,
  ): NotMatched<Alias, Defs, From, Needs | F> {
    return new NotMatched(this.#table, (when) => this.#and(when, 'not matched', condition))
  }

  protected override renewed(node: StatementNode): Built<StatementNode> {
    const Same = this.constructor as typeof Merge
    return new Same(this.#table, node as MergeNode)
  }

  #and(when: Action, matched: MergeWhen['matched'], condition: unknown): Merge<Alias, Defs, From, any> {
    const whole: MergeWhen = {
      matched,
      condition: condition === undefined ? undefined : nodeOf(condition),
      set: [],
      columns: [],
      cells: [],
      ...when,
    }
    return new Merge(this.#table, { ...this.node, whens: [...this.node.whens, whole] })
  }
}

type Action = Pick<MergeWhen, 'action'> & Partial<Pick<MergeWhen, 'set' | 'columns' | 'cells'>>
type Then<Alias extends string, Defs, From extends string> = (when: Action) => Merge<Alias, Defs, From, any>

/** A MERGE that waits for what to do. */
export class MergeUsing<
  in out Alias extends string,
  in out Defs,
  in out From extends string,
  out Needs extends Need,
> extends MergeWhens<Alias, Defs, From, Needs> {
  declare readonly '~problem': 'merge does nothing; say .whenMatched() or .whenNotMatched()'
}

/** A complete MERGE. */
export class Merge<
  in out Alias extends string,
  in out Defs,
  in out From extends string,
  out Needs extends Need,
> extends MergeWhens<Alias, Defs, From, Needs> {
  declare readonly '~change': Needs
}

/** What happens to rows of the table that the source has. */
export class Matched<in out Alias extends string, in out Defs, in out From extends string, out Needs extends Need> {
  declare readonly '~problem': 'whenMatched waits for what to do; say .update({ … }), .delete() or .doNothing()'
  readonly #table: Target<Alias, any, Defs>
  readonly #then: Then<Alias, Defs, From>

  constructor(table: Target<Alias, any, Defs>, then: Then<Alias, Defs, From>) {
    this.#table = table
    this.#then = then
  }

  /** `THEN UPDATE SET …`. */
  update<const C, F extends Need = never>(
    cells: SetRow<C, Alias, Defs, `${Alias | From}.${string}`, F>,
  ): Merge<Alias, Defs, From, Needs | F> {
    const set = Object.entries(cells as Readonly<Record<string, unknown>>).map(([key, value]) =>
      assignment(this.#table, key, value),
    )
    if (set.length === 0) throw new StatementError('a merge updates nothing; name a column, or say .doNothing()')
    return this.#then({ action: 'update', set })
  }

  /** `THEN DELETE`. */
  delete(): Merge<Alias, Defs, From, Needs> {
    return this.#then({ action: 'delete' })
  }

  /** `THEN DO NOTHING`. */
  doNothing(): Merge<Alias, Defs, From, Needs> {
    return this.#then({ action: 'do nothing' })
  }
}

/** What happens to rows of the source that the table does not have. */
export class NotMatched<in out Alias extends string, in out Defs, in out From extends string, out Needs extends Need> {
  declare readonly '~problem': 'whenNotMatched waits for what to do; say .insert({ … }) or .doNothing()'
  readonly #table: Target<Alias, any, Defs>
  readonly #then: Then<Alias, Defs, From>

  constructor(table: Target<Alias, any, Defs>, then: Then<Alias, Defs, From>) {
    this.#table = table
    this.#then = then
  }

  /** `THEN INSERT …`: values, and columns of the source. */
  insert<const C, F extends Need = never>(
    cells: InsertRow<C, Alias, Defs, `${From}.${string}`, F>,
  ): Merge<Alias, Defs, From, Needs | F> {
    const entries = Object.entries(cells as Readonly<Record<string, unknown>>)
    const given = entries
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => assignment(this.#table, key, value))
    return this.#then({
      action: 'insert',
      columns: given.map(({ column }) => column),
      cells: given.map(({ to }) => to),
    })
  }

  /** `THEN DO NOTHING`. */
  doNothing(): Merge<Alias, Defs, From, Needs> {
    return this.#then({ action: 'do nothing' })
  }
}

/** `MERGE INTO table`: brings the rows of a source into a table. PostgreSQL. */
export const merge = <Alias extends string, Defs>(into: Target<Alias, any, Defs>): Merging<Alias, Defs> =>
  new Merging(into)

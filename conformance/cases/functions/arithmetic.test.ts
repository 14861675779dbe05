import { ceil, count, floor, literal, power, random, round, select, sign, sqrt, sum } from '@espalier/core'
import { expect, test } from 'vitest'
import { conforms } from '../../conforms.ts'
import { tracks } from '../../music.ts'

conforms('arithmetic', {
  'a quotient of whole numbers has its fraction': {
    statement: select({
      minutes: tracks.lengthMs.div(60_000),
      plays: tracks.plays.div(2n),
      each: tracks.lengthMs.div(tracks.id),
    })
      .from(tracks)
      .where(tracks.id.in([2, 4, 5]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select cast("tracks"."length_ms" as double precision) / cast($1 as integer) as "minutes", cast("tracks"."plays" as double precision) / cast($2 as bigint) as "plays", cast("tracks"."length_ms" as double precision) / nullif("tracks"."id", 0) as "each" from "tracks" where "tracks"."id" in ($3, $4, $5) order by "tracks"."id"',
      sqlite:
        'select cast("tracks"."length_ms" as real) / ? as "minutes", cast("tracks"."plays" as real) / ? as "plays", cast("tracks"."length_ms" as real) / nullif("tracks"."id", 0) as "each" from "tracks" where "tracks"."id" in (?, ?, ?) order by "tracks"."id"',
      mysql:
        'select cast(`tracks`.`length_ms` as double) / cast(? as signed) as `minutes`, cast(`tracks`.`plays` as double) / cast(? as signed) as `plays`, cast(`tracks`.`length_ms` as double) / nullif(`tracks`.`id`, 0) as `each` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
      mariadb:
        'select cast(`tracks`.`length_ms` as double) / cast(? as signed) as `minutes`, cast(`tracks`.`plays` as double) / cast(? as signed) as `plays`, cast(`tracks`.`length_ms` as double) / nullif(`tracks`.`id`, 0) as `each` from `tracks` where `tracks`.`id` in (?, ?, ?) order by `tracks`.`id`',
    },
    params: [60000, 2n, 2, 4, 5],
    rows: [
      { minutes: 2.8, plays: 6, each: 84_000 },
      { minutes: 248_000 / 60_000, plays: 2.5, each: 62_000 },
      { minutes: null, plays: 3.5, each: null },
    ],
  },
  'a quotient of numerics is numeric, also where both are whole': {
    statement: select({
      half: round(tracks.price.div('4.00'), 2),
      each: round(tracks.price.div(tracks.id), 3),
      real: tracks.rating.div(tracks.id),
    })
      .from(tracks)
      .where(tracks.id.in([2, 4]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select round("tracks"."price" / $1, 2) as "half", round("tracks"."price" / nullif("tracks"."id", 0), 3) as "each", "tracks"."rating" / nullif("tracks"."id", 0) as "real" from "tracks" where "tracks"."id" in ($2, $3) order by "tracks"."id"',
      sqlite:
        'select round(cast("tracks"."price" as real) / ?, 2) as "half", round(cast("tracks"."price" as real) / nullif("tracks"."id", 0), 3) as "each", "tracks"."rating" / nullif("tracks"."id", 0) as "real" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select round(`tracks`.`price` / ?, 2) as `half`, round(`tracks`.`price` / nullif(`tracks`.`id`, 0), 3) as `each`, `tracks`.`rating` / nullif(`tracks`.`id`, 0) as `real` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select round(`tracks`.`price` / ?, 2) as `half`, round(`tracks`.`price` / nullif(`tracks`.`id`, 0), 3) as `each`, `tracks`.`rating` / nullif(`tracks`.`id`, 0) as `real` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: ['4.00', 2, 4],
    paramsOn: { sqlite: [4, 2, 4] },
    rows: [
      { half: '0.25', each: '0.495', real: 2 },
      { half: '0.50', each: '0.500', real: 1.125 },
    ],
  },
  'intDiv cuts towards zero, and mod has the sign of the dividend': {
    statement: select({
      up: tracks.id.minus(9).intDiv(2),
      left: tracks.id.minus(9).mod(2),
      big: tracks.plays.intDiv(tracks.id),
      price: tracks.price.mod('0.40'),
    })
      .from(tracks)
      .where(tracks.id.in([1, 2]))
      .orderBy(tracks.id),
    sql: {
      postgres:
        'select ("tracks"."id" - $1) / $2 as "up", ("tracks"."id" - $3) % $4 as "left", "tracks"."plays" / nullif("tracks"."id", 0) as "big", "tracks"."price" % $5 as "price" from "tracks" where "tracks"."id" in ($6, $7) order by "tracks"."id"',
      sqlite:
        'select ("tracks"."id" - ?) / ? as "up", ("tracks"."id" - ?) % ? as "left", "tracks"."plays" / nullif("tracks"."id", 0) as "big", mod("tracks"."price", ?) as "price" from "tracks" where "tracks"."id" in (?, ?) order by "tracks"."id"',
      mysql:
        'select (`tracks`.`id` - ?) div ? as `up`, (`tracks`.`id` - ?) % ? as `left`, `tracks`.`plays` div nullif(`tracks`.`id`, 0) as `big`, `tracks`.`price` % ? as `price` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
      mariadb:
        'select (`tracks`.`id` - ?) div ? as `up`, (`tracks`.`id` - ?) % ? as `left`, `tracks`.`plays` div nullif(`tracks`.`id`, 0) as `big`, `tracks`.`price` % ? as `price` from `tracks` where `tracks`.`id` in (?, ?) order by `tracks`.`id`',
    },
    params: [9, 2, 9, 2, '0.40', 1, 2],
    paramsOn: { sqlite: [9, 2, 9, 2, 0.4, 1, 2] },
    rows: [
      { up: -4, left: 0, big: 9_007_199_254_740_993n, price: '0.09' },
      { up: -3, left: -1, big: 6n, price: '0.19' },
    ],
  },
  'a division by an expression that is zero is null': {
    statement: select({
      div: tracks.lengthMs.div(tracks.id.minus(3)),
      intDiv: tracks.id.intDiv(literal(0)),
      mod: tracks.id.mod(tracks.id.minus(3)),
      price: tracks.price.div(tracks.price.minus(tracks.price)),
    })
      .from(tracks)
      .where(tracks.id.eq(3)),
    sql: {
      postgres:
        'select cast("tracks"."length_ms" as double precision) / nullif("tracks"."id" - $1, 0) as "div", "tracks"."id" / nullif(cast($2 as integer), 0) as "intDiv", "tracks"."id" % nullif("tracks"."id" - $3, 0) as "mod", "tracks"."price" / nullif("tracks"."price" - "tracks"."price", 0) as "price" from "tracks" where "tracks"."id" = $4',
      sqlite:
        'select cast("tracks"."length_ms" as real) / nullif("tracks"."id" - ?, 0) as "div", "tracks"."id" / nullif(?, 0) as "intDiv", "tracks"."id" % nullif("tracks"."id" - ?, 0) as "mod", cast("tracks"."price" as real) / nullif("tracks"."price" - "tracks"."price", 0) as "price" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select cast(`tracks`.`length_ms` as double) / nullif(`tracks`.`id` - ?, 0) as `div`, `tracks`.`id` div nullif(cast(? as signed), 0) as `intDiv`, `tracks`.`id` % nullif(`tracks`.`id` - ?, 0) as `mod`, `tracks`.`price` / nullif(`tracks`.`price` - `tracks`.`price`, 0) as `price` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select cast(`tracks`.`length_ms` as double) / nullif(`tracks`.`id` - ?, 0) as `div`, `tracks`.`id` div nullif(cast(? as signed), 0) as `intDiv`, `tracks`.`id` % nullif(`tracks`.`id` - ?, 0) as `mod`, `tracks`.`price` / nullif(`tracks`.`price` - `tracks`.`price`, 0) as `price` from `tracks` where `tracks`.`id` = ?',
    },
    params: [3, 0, 3, 3],
    rows: [{ div: null, intDiv: null, mod: null, price: null }],
  },
  'a division inside of a division stands in parentheses': {
    statement: select({
      a: tracks.id.intDiv(literal(12).intDiv(tracks.id)),
      b: tracks.id.intDiv(2).times(3),
      c: tracks.id.times(literal(7).mod(4)),
      d: literal(7).div(2).div(2),
    })
      .from(tracks)
      .where(tracks.id.eq(5)),
    sql: {
      postgres:
        'select "tracks"."id" / nullif($1 / nullif("tracks"."id", 0), 0) as "a", "tracks"."id" / $2 * $3 as "b", "tracks"."id" * (cast($4 as integer) % cast($5 as integer)) as "c", cast(cast($6 as integer) as double precision) / cast($7 as integer) / $8 as "d" from "tracks" where "tracks"."id" = $9',
      sqlite:
        'select "tracks"."id" / nullif(? / nullif("tracks"."id", 0), 0) as "a", "tracks"."id" / ? * ? as "b", "tracks"."id" * (? % ?) as "c", cast(? as real) / ? / ? as "d" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select `tracks`.`id` div nullif(? div nullif(`tracks`.`id`, 0), 0) as `a`, `tracks`.`id` div ? * ? as `b`, `tracks`.`id` * (cast(? as signed) % cast(? as signed)) as `c`, cast(cast(? as signed) as double) / cast(? as signed) / ? as `d` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select `tracks`.`id` div nullif(? div nullif(`tracks`.`id`, 0), 0) as `a`, `tracks`.`id` div ? * ? as `b`, `tracks`.`id` * (cast(? as signed) % cast(? as signed)) as `c`, cast(cast(? as signed) as double) / cast(? as signed) / ? as `d` from `tracks` where `tracks`.`id` = ?',
    },
    params: [12, 2, 3, 7, 4, 7, 2, 2, 5],
    rows: [{ a: 2, b: 6, c: 15, d: 1.75 }],
  },
  'a minus before a minus never makes a comment': {
    statement: select({
      twice: tracks.id.negate().negate(),
      less: tracks.id.minus(tracks.id.negate()),
      sum: tracks.id.plus(1).negate(),
      price: tracks.price.negate(),
      bound: literal(-5).negate(),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select -(-"tracks"."id") as "twice", "tracks"."id" - -"tracks"."id" as "less", -("tracks"."id" + $1) as "sum", -"tracks"."price" as "price", -cast($2 as integer) as "bound" from "tracks" where "tracks"."id" = $3',
      sqlite:
        'select -(-"tracks"."id") as "twice", "tracks"."id" - -"tracks"."id" as "less", -("tracks"."id" + ?) as "sum", -"tracks"."price" as "price", -? as "bound" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select -(-`tracks`.`id`) as `twice`, `tracks`.`id` - -`tracks`.`id` as `less`, -(`tracks`.`id` + ?) as `sum`, -`tracks`.`price` as `price`, -cast(? as signed) as `bound` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select -(-`tracks`.`id`) as `twice`, `tracks`.`id` - -`tracks`.`id` as `less`, -(`tracks`.`id` + ?) as `sum`, -`tracks`.`price` as `price`, -cast(? as signed) as `bound` from `tracks` where `tracks`.`id` = ?',
    },
    params: [1, -5, 1],
    rows: [{ twice: 1, less: 2, sum: -2, price: '-1.29', bound: 5 }],
  },
  'a quotient of aggregates': {
    statement: select({ mean: sum(tracks.lengthMs).div(count()) }).from(tracks),
    sql: {
      postgres:
        'select cast(sum("tracks"."length_ms") as double precision) / nullif(count(*), 0) as "mean" from "tracks"',
      sqlite: 'select cast(sum("tracks"."length_ms") as real) / nullif(count(*), 0) as "mean" from "tracks"',
      mysql: 'select cast(sum(`tracks`.`length_ms`) as double) / nullif(count(*), 0) as `mean` from `tracks`',
      mariadb: 'select cast(sum(`tracks`.`length_ms`) as double) / nullif(count(*), 0) as `mean` from `tracks`',
    },
    rows: [{ mean: 905_000 / 6 }],
  },
})

test('a plain zero as a divisor is refused', () => {
  expect(() => tracks.id.div(0)).toThrow('divided by zero; divide by an expression')
  expect(() => tracks.plays.intDiv(0n)).toThrow('divided by zero')
  expect(() => tracks.price.mod('0.00')).toThrow('divided by zero')
})

conforms('functions of numbers', {
  'ceil, floor and sign': {
    statement: select({
      up: ceil(tracks.rating.negate()),
      down: floor(tracks.rating.negate()),
      price: ceil(tracks.price),
      below: floor(tracks.price.negate()),
      sign: sign(tracks.id.minus(2)),
      minus: sign(tracks.price.negate()).intDiv(2),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select ceil(-"tracks"."rating") as "up", floor(-"tracks"."rating") as "down", ceil("tracks"."price") as "price", floor(-"tracks"."price") as "below", cast(sign("tracks"."id" - $1) as integer) as "sign", cast(sign(-"tracks"."price") as integer) / $2 as "minus" from "tracks" where "tracks"."id" = $3',
      sqlite:
        'select ceil(-"tracks"."rating") as "up", floor(-"tracks"."rating") as "down", ceil("tracks"."price") as "price", floor(-"tracks"."price") as "below", sign("tracks"."id" - ?) as "sign", sign(-"tracks"."price") / ? as "minus" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select ceil(-`tracks`.`rating`) as `up`, floor(-`tracks`.`rating`) as `down`, ceil(`tracks`.`price`) as `price`, floor(-`tracks`.`price`) as `below`, sign(`tracks`.`id` - ?) as `sign`, sign(-`tracks`.`price`) div ? as `minus` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select ceil(-`tracks`.`rating`) as `up`, floor(-`tracks`.`rating`) as `down`, ceil(`tracks`.`price`) as `price`, floor(-`tracks`.`price`) as `below`, sign(`tracks`.`id` - ?) as `sign`, sign(-`tracks`.`price`) div ? as `minus` from `tracks` where `tracks`.`id` = ?',
    },
    params: [2, 2, 1],
    rows: [{ up: -4, down: -5, price: '2', below: '-2', sign: -1, minus: 0 }],
  },
  'power and sqrt are real': {
    statement: select({
      square: power(tracks.id, 2),
      root: sqrt(tracks.id),
      price: power(tracks.price, 2).gt(1),
      third: round(power(tracks.price, tracks.rating), 3),
    })
      .from(tracks)
      .where(tracks.id.eq(4)),
    sql: {
      postgres:
        'select power("tracks"."id", cast($1 as double precision)) as "square", sqrt("tracks"."id") as "root", power("tracks"."price", cast($2 as double precision)) > $3 as "price", cast(round(cast(power("tracks"."price", "tracks"."rating") as numeric), 3) as double precision) as "third" from "tracks" where "tracks"."id" = $4',
      sqlite:
        'select power("tracks"."id", ?) as "square", sqrt("tracks"."id") as "root", power("tracks"."price", ?) > ? as "price", round(power("tracks"."price", "tracks"."rating"), 3) as "third" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select power(`tracks`.`id`, cast(? as double)) as `square`, sqrt(`tracks`.`id`) as `root`, power(`tracks`.`price`, cast(? as double)) > ? as `price`, round(power(`tracks`.`price`, `tracks`.`rating`), 3) as `third` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select power(`tracks`.`id`, cast(? as double)) as `square`, sqrt(`tracks`.`id`) as `root`, power(`tracks`.`price`, cast(? as double)) > ? as `price`, round(power(`tracks`.`price`, `tracks`.`rating`), 3) as `third` from `tracks` where `tracks`.`id` = ?',
    },
    params: [2, 2, 1, 4],
    rows: [{ square: 16, root: 2, price: true, third: 22.627 }],
  },
  'rounding to digits': {
    statement: select({
      price: round(tracks.price, 1),
      whole: round(tracks.price),
      third: round(tracks.rating.div(3), 2),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select round("tracks"."price", 1) as "price", round("tracks"."price") as "whole", cast(round(cast("tracks"."rating" / $1 as numeric), 2) as double precision) as "third" from "tracks" where "tracks"."id" = $2',
      sqlite:
        'select round("tracks"."price", 1) as "price", round("tracks"."price") as "whole", round("tracks"."rating" / ?, 2) as "third" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select round(`tracks`.`price`, 1) as `price`, round(`tracks`.`price`) as `whole`, round(`tracks`.`rating` / ?, 2) as `third` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select round(`tracks`.`price`, 1) as `price`, round(`tracks`.`price`) as `whole`, round(`tracks`.`rating` / ?, 2) as `third` from `tracks` where `tracks`.`id` = ?',
    },
    params: [3, 1],
    rows: [{ price: '1.3', whole: '1', third: 1.5 }],
  },
  'a random number is below 1 and not below 0': {
    statement: select({ n: count() }).from(tracks).where(random().gte(0), random().lt(1)),
    sql: {
      postgres: 'select count(*) as "n" from "tracks" where random() >= $1 and random() < $2',
      sqlite:
        'select count(*) as "n" from "tracks" where (abs(random() % 9007199254740992) / 9007199254740992.0) >= ? and (abs(random() % 9007199254740992) / 9007199254740992.0) < ?',
      mysql: 'select count(*) as `n` from `tracks` where rand() >= ? and rand() < ?',
      mariadb: 'select count(*) as `n` from `tracks` where rand() >= ? and rand() < ?',
    },
    params: [0, 1],
    rows: [{ n: 6 }],
  },
})

test('digits that are not a whole number are refused', () => {
  expect(() => round(tracks.rating, 1.5)).toThrow('round takes a whole number, 0 or more')
  expect(() => round(tracks.rating, '1' as unknown as number)).toThrow('round takes a whole number')
})

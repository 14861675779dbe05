// Trees that need their parentheses, or another word, to be read as they were built.
import { abs, count, literal, real, scalar, select } from '@espalier/core'
import { conforms } from '../conforms.ts'
import { tracks } from '../music.ts'

const none = scalar(select({ most: tracks.id }).from(tracks).where(tracks.id.lt(0)))
const starts = tracks.title.startsWith('S')

conforms('trees that are read as they were built', {
  'a subquery that is the only value of a list is a value, null without a row': {
    statement: select({ is: tracks.id.in([none]), isNot: tracks.id.notIn([none]) })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select "tracks"."id" = (select "tracks"."id" as "most" from "tracks" where "tracks"."id" < $1) as "is", "tracks"."id" <> (select "tracks"."id" as "most" from "tracks" where "tracks"."id" < $1) as "isNot" from "tracks" where "tracks"."id" = $2',
      sqlite:
        'select "tracks"."id" = (select "tracks"."id" as "most" from "tracks" where "tracks"."id" < ?) as "is", "tracks"."id" <> (select "tracks"."id" as "most" from "tracks" where "tracks"."id" < ?) as "isNot" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select `tracks`.`id` = (select `tracks`.`id` as `most` from `tracks` where `tracks`.`id` < ?) as `is`, `tracks`.`id` <> (select `tracks`.`id` as `most` from `tracks` where `tracks`.`id` < ?) as `isNot` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select `tracks`.`id` = (select `tracks`.`id` as `most` from `tracks` where `tracks`.`id` < ?) as `is`, `tracks`.`id` <> (select `tracks`.`id` as `most` from `tracks` where `tracks`.`id` < ?) as `isNot` from `tracks` where `tracks`.`id` = ?',
    },
    params: [0, 0, 1],
    paramsOn: { postgres: [0, 1] },
    rows: [{ is: null, isNot: null }],
  },
  'a sum on the right keeps its parentheses: its parts are added first': {
    statement: select({
      sum: literal(2_147_483_647).plus(tracks.id.plus(literal(-1).minus(tracks.id))),
      product: tracks.rating.times(tracks.rating.times(tracks.rating)),
      left: tracks.id.plus(tracks.id).plus(tracks.id),
    })
      .from(tracks)
      .where(tracks.id.eq(1)),
    sql: {
      postgres:
        'select $1 + ("tracks"."id" + ($2 - "tracks"."id")) as "sum", "tracks"."rating" * ("tracks"."rating" * "tracks"."rating") as "product", "tracks"."id" + "tracks"."id" + "tracks"."id" as "left" from "tracks" where "tracks"."id" = $3',
      sqlite:
        'select ? + ("tracks"."id" + (? - "tracks"."id")) as "sum", "tracks"."rating" * ("tracks"."rating" * "tracks"."rating") as "product", "tracks"."id" + "tracks"."id" + "tracks"."id" as "left" from "tracks" where "tracks"."id" = ?',
      mysql:
        'select ? + (`tracks`.`id` + (? - `tracks`.`id`)) as `sum`, `tracks`.`rating` * (`tracks`.`rating` * `tracks`.`rating`) as `product`, `tracks`.`id` + `tracks`.`id` + `tracks`.`id` as `left` from `tracks` where `tracks`.`id` = ?',
      mariadb:
        'select ? + (`tracks`.`id` + (? - `tracks`.`id`)) as `sum`, `tracks`.`rating` * (`tracks`.`rating` * `tracks`.`rating`) as `product`, `tracks`.`id` + `tracks`.`id` + `tracks`.`id` as `left` from `tracks` where `tracks`.`id` = ?',
    },
    params: [2_147_483_647, -1, 1],
    rows: [{ sum: 2_147_483_646, product: 91.125, left: 3 }],
  },
  'a text match in SELECT and GROUP BY is one parameter': {
    statement: select({ is: starts, n: count() }).from(tracks).groupBy(starts).orderBy(starts),
    sql: {
      postgres:
        'select "tracks"."title" like $1 escape \'!\' as "is", count(*) as "n" from "tracks" group by "tracks"."title" like $1 escape \'!\' order by "tracks"."title" like $1 escape \'!\'',
      sqlite:
        'select "tracks"."title" glob ? as "is", count(*) as "n" from "tracks" group by "tracks"."title" glob ? order by "tracks"."title" glob ?',
      mysql:
        "select `tracks`.`title` like ? collate utf8mb4_bin escape '!' as `is`, count(*) as `n` from `tracks` group by 1 order by 1",
      mariadb:
        "select `tracks`.`title` like ? collate utf8mb4_bin escape '!' as `is`, count(*) as `n` from `tracks` group by 1 order by 1",
    },
    params: ['S%'],
    paramsOn: { sqlite: ['S*', 'S*', 'S*'] },
    rows: [
      { is: false, n: 4 },
      { is: true, n: 2 },
    ],
  },
  'an integer in a list of reals is compared as a real': {
    statement: select({ id: tracks.id })
      .from(tracks)
      .where(abs(tracks.id).in([literal(2.5, real()), literal(4, real())])),
    sql: {
      postgres:
        'select "tracks"."id" from "tracks" where abs("tracks"."id") in (cast($1 as double precision), cast($2 as double precision))',
      sqlite: 'select "tracks"."id" from "tracks" where abs("tracks"."id") in (?, ?)',
      mysql:
        'select `tracks`.`id` from `tracks` where cast(abs(`tracks`.`id`) as double) in (cast(? as double), cast(? as double))',
      mariadb:
        'select `tracks`.`id` from `tracks` where cast(abs(`tracks`.`id`) as double) in (cast(? as double), cast(? as double))',
    },
    params: [2.5, 4],
    rows: [{ id: 4 }],
  },
})

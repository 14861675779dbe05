// Relations in the places where a query stands, and queries of all sorts as relations.
import { arrayAgg, many, select } from '@espalier/core'
import { conforms, lacks } from '../conforms.ts'
import { artists, tracks } from '../music.ts'

conforms('relations in queries', {
  'many: an aggregate is over all rows that belong to the row': {
    statement: select({
      name: artists.name,
      titles: many(
        select({ all: arrayAgg(tracks.title, { orderBy: tracks.title }) })
          .from(tracks)
          .correlate(artists)
          .where(tracks.artistId.eq(artists.id)),
      ),
    })
      .from(artists)
      .orderBy(artists.id.desc())
      .limit(2),
    sql: {
      postgres: `select "artists"."name", (select coalesce(json_agg(json_build_array(cast("rows"."c0" as text))), '[]') as "rows" from (select array_agg("tracks"."title" order by "tracks"."title") as "c0" from "tracks" where "tracks"."artist_id" = "artists"."id") as "rows") as "titles" from "artists" order by "artists"."id" desc limit $1`,
      sqlite: lacks('sqlite has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mysql: lacks('mysql has no arrays; keep the values in rows of a table of their own, or in JSON'),
      mariadb: lacks(
        "mariadb cannot gather rows of a query with GROUP BY, DISTINCT, a window or an aggregate in one statement; say .strategy('split')",
      ),
    },
    params: [2],
    rows: [
      { name: 'Silence', titles: [{ all: null }] },
      { name: 'Björk', titles: [{ all: ['Jóga'] }] },
    ],
  },
})

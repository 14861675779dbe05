import { type Dialect, Kysely, ParseJSONResultsPlugin } from 'kysely'
import type { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { CommentRow, PostRow, UserRow } from './data.ts'
import type { Reader } from './reader.ts'

interface Tables {
  users: UserRow
  posts: PostRow
  comments: CommentRow
}

/** Kysely with the JSON helpers of its documentation. */
export function kysely(dialect: Dialect, listFrom: typeof jsonArrayFrom): Reader {
  const db = new Kysely<Tables>({ dialect, plugins: [new ParseJSONResultsPlugin()] })
  const read = () =>
    db
      .selectFrom('users')
      .select((user) => [
        'users.id',
        'users.name',
        'users.email',
        listFrom(
          user
            .selectFrom('posts')
            .whereRef('posts.user_id', '=', 'users.id')
            .select((post) => [
              'posts.id',
              'posts.title',
              'posts.score',
              listFrom(
                post
                  .selectFrom('comments')
                  .whereRef('comments.post_id', '=', 'posts.id')
                  .select(['comments.id', 'comments.body', 'comments.likes'])
                  .orderBy('comments.id'),
              ).as('comments'),
            ])
            .orderBy('posts.id'),
        ).as('posts'),
      ])
      .orderBy('users.id')
      .execute()
  return { name: 'kysely', how: 'jsonArrayFrom', read }
}

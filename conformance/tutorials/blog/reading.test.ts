// What a blog asks of its database, on all of them.
import {
  alias,
  and,
  avg,
  caseWhen,
  coalesce,
  count,
  countDistinct,
  cte,
  dateTrunc,
  exists,
  keyset,
  literal,
  lower,
  max,
  notExists,
  or,
  recursive,
  rowNumber,
  select,
  stringAgg,
  sum,
} from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../../databases.ts'
import { march } from './data.ts'
import { freshBlog } from './fresh-blog.ts'
import { comments, posts, postTags, profiles, tags, users } from './tables.ts'

const published = select({ title: posts.title }).from(posts).where(posts.published.eq(true))

eachDatabase('a blog is read', (database) => {
  const { db } = freshBlog(database)

  test('each user with a profile, or with null where there is none', async () => {
    const rows = await db().all(
      select({ name: users.name, profile: { bio: profiles.bio, website: profiles.website } })
        .from(users)
        .leftJoin(profiles, profiles.userId.eq(users.id))
        .orderBy(users.id),
    )
    expect(rows[0]).toEqual({ name: 'Ada', profile: { bio: 'Counts.', website: 'https://ada.example' } })
    expect(rows[2]).toEqual({ name: 'Cleo', profile: { bio: null, website: null } })
    const whole = await db().all(
      select({ name: users.name, profile: profiles }).from(users).leftJoin(profiles, profiles.userId.eq(users.id)),
    )
    expect(whole.find(({ name }) => name === 'Cleo')).toEqual({ name: 'Cleo', profile: null })
  })

  test('the users who posted in a week', async () => {
    const names = await db().scalars(
      select({ name: users.name })
        .from(users)
        .where(
          exists(
            select({ id: posts.id })
              .from(posts)
              .correlate(users)
              .where(posts.authorId.eq(users.id), posts.createdAt.gte(march(12)), posts.createdAt.lt(march(19))),
          ),
        )
        .orderBy(users.name),
    )
    expect(names).toEqual(['Ada', 'Bob', 'Cleo'])
  })

  test('the users who never published', async () => {
    const names = await db().scalars(
      select({ name: users.name })
        .from(users)
        .where(
          notExists(
            select({ id: posts.id })
              .from(posts)
              .correlate(users)
              .where(posts.authorId.eq(users.id), posts.published.eq(true)),
          ),
        )
        .orderBy(users.name),
    )
    expect(names).toEqual(['Cleo', 'Dan'])
  })

  test('the top posters, with their views', async () => {
    const posted = count()
    const rows = await db().all(
      select({ name: users.name, posts: posted, views: sum(posts.views) })
        .from(users)
        .join(posts, posts.authorId.eq(users.id))
        .where(posts.published.eq(true))
        .groupBy(users.id)
        .having(posted.gt(1))
        .orderBy(posted.desc(), users.name)
        .limit(10),
    )
    expect(rows).toEqual([
      { name: 'Ada', posts: 3, views: 90 },
      { name: 'Bob', posts: 2, views: 50 },
    ])
  })

  test('each user as prolific, active or beginner', async () => {
    const posted = count(posts.id)
    const rows = await db().all(
      select({
        name: users.name,
        level: caseWhen(posted.gte(4), 'prolific').when(posted.gte(1), 'active').else('beginner'),
      })
        .from(users)
        .leftJoin(posts, posts.authorId.eq(users.id))
        .groupBy(users.id)
        .orderBy(users.id),
    )
    expect(rows.map(({ level }) => level)).toEqual(['prolific', 'active', 'active', 'beginner'])
  })

  test('the latest post of each user, by a grouped subquery', async () => {
    const latest = select({ authorId: posts.authorId, at: max(posts.createdAt) })
      .from(posts)
      .groupBy(posts.authorId)
      .as('latest')
    const rows = await db().all(
      select({ name: users.name, title: posts.title })
        .from(users)
        .join(latest, latest.authorId.eq(users.id))
        .join(posts, and(posts.authorId.eq(latest.authorId), posts.createdAt.eq(latest.at)))
        .orderBy(users.id),
    )
    expect(rows).toEqual([
      { name: 'Ada', title: 'A draft' },
      { name: 'Bob', title: 'Doors' },
      { name: 'Cleo', title: 'Nothing yet' },
    ])
  })

  test('the two latest posts of each user, by row_number', async () => {
    const numbered = select({
      authorId: posts.authorId,
      title: posts.title,
      n: rowNumber().over({ partitionBy: posts.authorId, orderBy: [posts.createdAt.desc(), posts.id.desc()] }),
    })
      .from(posts)
      .as('numbered')
    const rows = await db().all(
      select({ author: numbered.authorId, title: numbered.title })
        .from(numbered)
        .where(numbered.n.lte(2))
        .orderBy(numbered.authorId, numbered.n),
    )
    expect(rows.map(({ title }) => title)).toEqual(['A draft', 'Espaliers', 'Doors', 'Walls', 'Nothing yet'])
  })

  test('each post with the number of its comments and commenters', async () => {
    const rows = await db().all(
      select({ title: posts.title, comments: count(comments.id), people: countDistinct(comments.authorId) })
        .from(posts)
        .leftJoin(comments, comments.postId.eq(posts.id))
        .where(posts.published.eq(true))
        .groupBy(posts.id)
        .orderBy(posts.id),
    )
    expect(rows).toEqual([
      { title: 'Hello', comments: 0, people: 0 },
      { title: 'Trees', comments: 4, people: 3 },
      { title: 'Espaliers', comments: 0, people: 0 },
      { title: 'Walls', comments: 1, people: 1 },
      { title: 'Doors', comments: 0, people: 0 },
    ])
  })

  test('each post with its tags in one text', async () => {
    const rows = await db().all(
      select({ title: posts.title, tags: stringAgg(tags.name, ', ', { orderBy: tags.name }) })
        .from(posts)
        .join(postTags, postTags.postId.eq(posts.id))
        .join(tags, tags.id.eq(postTags.tagId))
        .groupBy(posts.id)
        .orderBy(posts.id),
    )
    expect(rows).toEqual([
      { title: 'Trees', tags: 'garden, sql' },
      { title: 'Espaliers', tags: 'garden' },
      { title: 'Walls', tags: 'house' },
      { title: 'Doors', tags: 'garden, house' },
    ])
  })

  test('the posts that have all of some tags', async () => {
    const wanted = ['garden', 'house']
    const titles = await db().scalars(
      select({ title: posts.title })
        .from(posts)
        .join(postTags, postTags.postId.eq(posts.id))
        .join(tags, tags.id.eq(postTags.tagId))
        .where(tags.name.in(wanted))
        .groupBy(posts.id, posts.title)
        .having(count().eq(wanted.length)),
    )
    expect(titles).toEqual(['Doors'])
  })

  test('a search that means its words, whatever they hold', async () => {
    const found = (words: string) =>
      db().scalars(
        select({ title: posts.title })
          .from(posts)
          .where(or(lower(posts.title).contains(words.toLowerCase()), lower(posts.body).contains(words.toLowerCase())))
          .orderBy(posts.id),
      )
    expect(await found('TREES')).toEqual(['Trees', 'Espaliers'])
    expect(await found('100%')).toEqual(['Walls'])
    expect(await found('%')).toEqual(['Walls'])
    expect(await found("'; drop table posts; --")).toEqual([])
  })

  test('filters that are there or not', async () => {
    interface Filters {
      authorId?: number
      tag?: string
      least?: number
    }
    const found = ({ authorId, tag, least }: Filters) =>
      db().scalars(
        published
          .where(
            authorId !== undefined && posts.authorId.eq(authorId),
            least !== undefined && posts.views.gte(least),
            tag !== undefined &&
              posts.id.in(
                select({ id: postTags.postId })
                  .from(postTags)
                  .join(tags, tags.id.eq(postTags.tagId))
                  .where(tags.name.eq(tag)),
              ),
          )
          .orderBy(posts.id),
      )
    expect(await found({})).toHaveLength(5)
    expect(await found({ authorId: 2 })).toHaveLength(2)
    expect(await found({ authorId: 2, tag: 'garden' })).toHaveLength(1)
    expect(await found({ tag: 'garden', least: 30 })).toHaveLength(2)
  })

  test('pages by offset, with the number of all rows in each', async () => {
    const page = (number: number, size: number) =>
      db().all(
        select({ title: posts.title, total: count().over() })
          .from(posts)
          .orderBy(posts.createdAt.desc(), posts.id.desc())
          .limit(size)
          .offset((number - 1) * size),
      )
    expect(await page(1, 3)).toEqual([
      { title: 'Nothing yet', total: 7 },
      { title: 'Doors', total: 7 },
      { title: 'A draft', total: 7 },
    ])
    expect(await page(3, 3)).toEqual([{ title: 'Hello', total: 7 }])
  })

  test('pages by the last row that was seen, every row once', async () => {
    const popular = keyset({ views: posts.views.desc(), id: posts.id })
    const query = select({ id: posts.id, title: posts.title, views: posts.views }).from(posts)
    const seen: string[] = []
    let cursor: { views: number; id: number } | undefined
    do {
      const rows = await db().all(query.after(popular, cursor).limit(3))
      seen.push(...rows.map(({ title }) => title))
      const last = rows.at(-1)
      cursor = last && popular.cursor(last)
    } while (cursor)
    expect(seen).toEqual(['Trees', 'Espaliers', 'Walls', 'Doors', 'Hello', 'A draft', 'Nothing yet'])
  })

  test('a thread of comments, each reply below what it answers', async () => {
    const reply = alias(comments, 'reply')
    const thread = recursive(
      'thread',
      select({ id: comments.id, body: comments.body, depth: literal(0) })
        .from(comments)
        .where(comments.postId.eq(2), comments.replyTo.isNull()),
      (above) =>
        select({ id: reply.id, body: reply.body, depth: above.depth.plus(1) })
          .from(reply)
          .join(above, above.id.eq(reply.replyTo)),
    )
    const rows = await db().all(select(thread).orderBy(thread.depth, thread.id))
    expect(rows).toEqual([
      { id: 1, body: 'Good', depth: 0 },
      { id: 4, body: 'First!', depth: 0 },
      { id: 2, body: 'Thanks', depth: 1 },
      { id: 3, body: 'Indeed', depth: 2 },
    ])
  })

  test('comments with the name of their author, or a word for nobody', async () => {
    const rows = await db().all(
      select({ body: comments.body, by: coalesce(users.name, 'somebody') })
        .from(comments)
        .leftJoin(users, users.id.eq(comments.authorId))
        .where(comments.postId.eq(2))
        .orderBy(comments.id),
    )
    expect(rows.map(({ by }) => by)).toEqual(['Bob', 'Ada', 'Cleo', 'somebody'])
  })

  test('the posts of each month', async () => {
    const month = dateTrunc('month', posts.createdAt)
    const rows = await db().all(
      select({ month, posts: count(), published: count().filter(posts.published.eq(true)) })
        .from(posts)
        .groupBy(month)
        .orderBy(month),
    )
    expect(rows).toEqual([{ month: new Date('2024-03-01T00:00:00Z'), posts: 7, published: 5 }])
  })

  test('the average number of posts of a user', async () => {
    const perUser = cte(
      'per_user',
      select({ posts: count(posts.id) })
        .from(users)
        .leftJoin(posts, posts.authorId.eq(users.id))
        .groupBy(users.id),
    )
    expect(await db().scalar(select({ average: avg(perUser.posts) }).from(perUser))).toBe(1.75)
  })

  test('each post beside the one before it of the same author', async () => {
    const before = alias(posts, 'before')
    const rows = await db().all(
      select({ title: posts.title, before: before.title })
        .from(posts)
        .leftJoin(before, and(before.authorId.eq(posts.authorId), before.createdAt.lt(posts.createdAt)))
        .where(
          posts.published.eq(true),
          or(
            before.id.isNull(),
            before.createdAt.in(
              select({ at: max(before.createdAt) })
                .from(before)
                .correlate(posts)
                .where(before.authorId.eq(posts.authorId), before.createdAt.lt(posts.createdAt)),
            ),
          ),
        )
        .orderBy(posts.id),
    )
    expect(rows).toEqual([
      { title: 'Hello', before: null },
      { title: 'Trees', before: 'Hello' },
      { title: 'Espaliers', before: 'Trees' },
      { title: 'Walls', before: null },
      { title: 'Doors', before: 'Walls' },
    ])
  })
})

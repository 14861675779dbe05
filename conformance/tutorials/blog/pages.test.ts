// Pages of posts with what belongs to them. A page counts posts: however many comments and tags there are, and
// however they are fetched, it holds the posts that it would hold without them.
import { type AnyLack, count, type Database, keyset, type Strategy, select, type Transaction } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../../databases.ts'
import { freshBlog } from './fresh-blog.ts'
import { commentAuthor, commenter, postAuthor, postComments, postTagList } from './relations.ts'
import { comments, posts, tags, users } from './tables.ts'

/** A post as a list shows it. */
const listed = select({
  id: posts.id,
  title: posts.title,
  views: posts.views,
  author: postAuthor.select({ name: users.name }),
  tags: postTagList.select({ name: tags.name }).orderBy(tags.name),
  comments: postComments.count(),
  latest: postComments
    .select({ body: comments.body, by: commentAuthor.select({ name: commenter.name }) })
    .orderBy(comments.id.desc())
    .limit(2),
}).from(posts)

/** A page by its number, from 1, and how many posts there are. Both read one state of the database. */
function pageOf(db: Database<AnyLack>, number: number, size: number) {
  return db.transaction(
    async (tx: Transaction<AnyLack>) => ({
      items: await tx.all(
        listed
          .orderBy(posts.id.desc())
          .limit(size)
          .offset((number - 1) * size),
      ),
      total: await tx.scalar(select({ total: count() }).from(posts)),
    }),
    { isolation: 'repeatable read', readOnly: true },
  )
}

const popular = keyset({ views: posts.views.desc(), id: posts.id })
type Cursor = ReturnType<typeof popular.cursor>

/** The page behind a post, and where the next one begins: at no cost that grows with the pages before it. */
async function pageBehind(db: Database<AnyLack>, cursor: Cursor | undefined, size: number) {
  const found = await db.all(listed.after(popular, cursor).limit(size + 1))
  const items = found.slice(0, size)
  const last = items.at(-1)
  return { items, next: found.length > size && last ? popular.cursor(last) : undefined }
}

const idsOf = (items: readonly { readonly id: number }[]): number[] => items.map(({ id }) => id)

eachDatabase('pages of a blog', (database) => {
  const { db } = freshBlog(database)

  test('by number, with the number of all', async () => {
    const first = await pageOf(db(), 1, 3)
    expect({ ...first, items: idsOf(first.items) }).toEqual({ items: [7, 6, 5], total: 7 })
    expect(first.items[2]).toEqual({
      id: 5,
      title: 'Walls',
      views: 30,
      author: { name: 'Bob' },
      tags: [{ name: 'house' }],
      comments: 1,
      latest: [{ body: 'Solid', by: { name: 'Ada' } }],
    })
    expect(idsOf((await pageOf(db(), 3, 3)).items)).toEqual([1])
    expect(await pageOf(db(), 4, 3)).toEqual({ items: [], total: 7 })
  })

  test('by the last post that was seen, each post once with all that belongs to it', async () => {
    const seen: Awaited<ReturnType<typeof pageBehind>>['items'] = []
    let cursor: Cursor | undefined
    let pages = 0
    do {
      const { items, next } = await pageBehind(db(), cursor, 3)
      seen.push(...items)
      cursor = next
      pages++
    } while (cursor)
    expect(pages).toBe(3)
    expect(seen).toEqual(await db().all(listed.orderBy(posts.views.desc(), posts.id)))
    expect(seen[0]?.latest).toEqual([
      { body: 'First!', by: null },
      { body: 'Indeed', by: { name: 'Cleo' } },
    ])
  })

  test('a page is the same without what belongs to its posts, in every strategy', async () => {
    const bare = select({ id: posts.id }).from(posts)
    const strategies: readonly Strategy[] = ['json', 'split', 'join']
    for (let start = 0; start < 7; start += 2) {
      const wanted = await db().scalars(bare.orderBy(posts.id).limit(2).offset(start))
      const pages = strategies.map((how) => db().all(listed.orderBy(posts.id).limit(2).offset(start).strategy(how)))
      const [json, split, join] = await Promise.all(pages)
      expect(idsOf(json as NonNullable<typeof json>)).toEqual(wanted)
      expect(split).toEqual(json)
      expect(join).toEqual(json)
    }
  })

  test('with the number of all in each row, in one statement', async () => {
    const rows = await db().all(
      select({ id: posts.id, tags: postTagList.select({ name: tags.name }).orderBy(tags.name), total: count().over() })
        .from(posts)
        .where(postTagList.some())
        .orderBy(posts.id)
        .limit(2),
    )
    expect(rows).toEqual([
      { id: 2, tags: [{ name: 'garden' }, { name: 'sql' }], total: 4 },
      { id: 3, tags: [{ name: 'garden' }], total: 4 },
    ])
  })

  test('of posts with certain tags: a post of two of them comes once', async () => {
    const tagged = listed.where(postTagList.some(tags.name.in(['garden', 'sql', 'house'])))
    expect(idsOf(await db().all(tagged.orderBy(posts.id).limit(3)))).toEqual([2, 3, 5])
    expect(idsOf(await db().all(tagged.orderBy(posts.id).limit(3).offset(3)))).toEqual([6])
  })
})

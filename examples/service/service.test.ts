// The service from end to end: requests in, answers out, on every database.
import { deleteFrom } from '@espalier/core'
import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { eachDatabase } from '../../conformance/databases.ts'
import { ownDatabase } from '../../conformance/open.ts'
import { service } from './app.ts'
import { blog, posts } from './tables.ts'

eachDatabase('a blog over HTTP', (database) => {
  let app: Hono
  let ann: string
  let bob: string
  const ask = async (method: string, path: string, body?: unknown): Promise<[number, any]> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await app.request(path, init)
    return [response.status, await response.json()]
  }

  const { db } = ownDatabase(database, async (db) => {
    await db.createAll(blog)
    app = service(db)
    ann = (await ask('POST', '/users', { name: 'Ann', email: 'ann@example.org', bio: 'Writes.' }))[1].id
    bob = (await ask('POST', '/users', { name: 'Bob', email: 'bob@example.org' }))[1].id
    for (let n = 1; n <= 5; n++) {
      const post = {
        authorId: n === 5 ? bob : ann,
        title: `Post ${n}`,
        body: 'Text',
        tags: n % 2 ? ['odd', 'all'] : ['all', 'all'],
      }
      await ask('POST', '/posts', post)
    }
    await ask('POST', '/posts/1/comments', { authorId: bob, body: 'First!' })
    await ask('POST', '/posts/1/comments', { authorId: ann, body: 'Thank you 😀' })
  })

  test('a user with profile, number of posts and the latest of them', async () => {
    const latest = [4, 3, 2].map((id) => ({ id, title: `Post ${id}` }))
    expect(await ask('GET', `/users/${ann}`)).toEqual([
      200,
      { id: ann, name: 'Ann', profile: { bio: 'Writes.' }, postCount: 4, latest },
    ])
    expect(await ask('GET', `/users/${bob}`)).toMatchObject([200, { profile: null, postCount: 1 }])
    expect(await ask('GET', '/users/00000000-0000-0000-0000-000000000000')).toEqual([
      404,
      { error: 'there is no such thing' },
    ])
  })

  test('a post with author, tags and comments with their authors', async () => {
    const [status, post] = await ask('GET', '/posts/1')
    expect(status).toBe(200)
    expect(Number.isNaN(Date.parse(post.createdAt))).toBe(false)
    expect({ ...post, createdAt: undefined }).toEqual({
      id: 1,
      title: 'Post 1',
      body: 'Text',
      author: { name: 'Ann' },
      tags: [{ name: 'all' }, { name: 'odd' }],
      commentCount: 2,
      comments: [
        { id: 1, body: 'First!', author: { name: 'Bob' } },
        { id: 2, body: 'Thank you 😀', author: { name: 'Ann' } },
      ],
    })
  })

  test('pages by number and by key, each of whole posts', async () => {
    const ids = ([, { items }]: [number, any]): number[] => items.map(({ id }: { id: number }) => id)
    const first = await ask('GET', '/posts?page=1&size=2')
    expect(first[1].total).toBe(5)
    expect(ids(first)).toEqual([5, 4])
    expect(first[1].items[0]).toEqual({
      id: 5,
      title: 'Post 5',
      author: { name: 'Bob' },
      tags: [{ name: 'all' }, { name: 'odd' }],
      commentCount: 0,
      latest: [],
    })
    const last = await ask('GET', '/posts?page=3&size=2')
    expect(ids(last)).toEqual([1])
    expect(last[1].items[0]).toMatchObject({
      commentCount: 2,
      latest: [
        { body: 'Thank you 😀', author: { name: 'Ann' } },
        { body: 'First!', author: { name: 'Bob' } },
      ],
    })
    expect(ids(await ask('GET', '/posts?tag=odd'))).toEqual([5, 3, 1])
  })

  test('pages by what was seen last, through which no post comes twice', async () => {
    const seen: number[] = []
    let next: string | null = ''
    while (next !== null) {
      const [status, page]: [number, any] = await ask('GET', `/posts?size=2${next && `&after=${next}`}`)
      expect(status).toBe(200)
      seen.push(...page.items.map(({ id }: { id: number }) => id))
      next = page.next
      // A post that is written meanwhile stands on a page that was read already.
      if (seen.length === 2) {
        const [, { id }] = await ask('POST', '/posts', { authorId: bob, title: 'Newer', body: 'x' })
        await db().run(deleteFrom(posts).where(posts.id.eq(id)))
      }
    }
    expect(seen).toEqual([5, 4, 3, 2, 1])
    expect(await ask('GET', '/posts?after=nonsense')).toMatchObject([
      400,
      { issues: ['after takes the next of a page'] },
    ])
  })

  test('input is checked by the tables', async () => {
    expect(await ask('POST', '/users', { name: 5, more: true })).toEqual([
      400,
      {
        error: 'the input is not valid',
        issues: ['more is not taken here', 'name takes a string, not a number', 'email is missing'],
      },
    ])
    expect(await ask('PATCH', `/users/${bob}`, { id: ann })).toMatchObject([400, { issues: ['id is not taken here'] }])
    expect(await ask('PATCH', `/users/${bob}`, { name: 'Rob' })).toEqual([200, { changed: true }])
    expect(await ask('GET', '/posts?size=-1')).toMatchObject([400, {}])
    const long = { authorId: ann, title: 'x', body: 'y', tags: ['a', 'x'.repeat(41)] }
    expect((await ask('POST', '/posts', long))[0]).toBe(400)
    expect(await ask('POST', '/users', { name: 'Eve', email: 'e@x.org', bio: 5 })).toMatchObject([400, {}])
    expect(await ask('GET', '/users/nobody')).toEqual([404, { error: 'there is no such thing' }])
    expect((await app.request('/users', { method: 'POST', body: 'x' })).status).toBe(400)
  })

  test('an error of the database is an answer, and leaves nothing behind', async () => {
    const twice = { name: 'Eve', email: 'ann@example.org', bio: 'Again.' }
    expect(await ask('POST', '/users', twice)).toEqual([409, { error: 'there is one like this already' }])
    const nobody = { authorId: '00000000-0000-0000-0000-000000000000', title: 'x', body: 'y', tags: ['lost'] }
    expect(await ask('POST', '/posts', nobody)).toEqual([422, { error: 'it points to something that is not there' }])
    expect(await ask('GET', '/posts?tag=lost')).toEqual([200, { items: [] }])
    expect((await ask('GET', '/posts?page=1'))[1].total).toBe(5)
  })
})

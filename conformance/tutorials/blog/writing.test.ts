// How a blog changes what its database holds, on all of them.
import { deleteFrom, excluded, insert, notExists, select, UniqueViolation, update } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../../databases.ts'
import { freshBlog } from './fresh-blog.ts'
import { comments, posts, postTags, profiles, tags, users } from './tables.ts'

eachDatabase('a blog is written', (database) => {
  const { db } = freshBlog(database)

  test('a post and its tags, all or nothing', async () => {
    await db().transaction(async (tx) => {
      const post = insert(posts).values({ authorId: 4, title: 'A post of mine', body: 'New' })
      const { insertId } = await tx.run(post)
      await tx.run(insert(tags).values([{ name: 'new' }]))
      await tx.run(
        insert(postTags).select(
          select({ postId: posts.id, tagId: tags.id })
            .from(posts)
            .crossJoin(tags)
            .where(posts.id.eq(insertId as number), tags.name.in(['new', 'house'])),
        ),
      )
    })
    const names = await db().scalars(
      select({ name: tags.name })
        .from(postTags)
        .join(tags, tags.id.eq(postTags.tagId))
        .join(posts, posts.id.eq(postTags.postId))
        .where(posts.title.eq('A post of mine'))
        .orderBy(tags.name),
    )
    expect(names).toEqual(['house', 'new'])
  })

  test('a view more, without reading it first', async () => {
    await Promise.all(
      [1, 2, 3].map(() =>
        db().run(
          update(posts)
            .set({ views: posts.views.plus(1) })
            .where(posts.id.eq(1)),
        ),
      ),
    )
    expect(await db().scalar(select({ views: posts.views }).from(posts).where(posts.id.eq(1)))).toBe(13)
  })

  test('a profile that is made or changed', async () => {
    const save = (userId: number, bio: string) =>
      db().run(
        insert(profiles)
          .values({ userId, bio })
          .onConflict(profiles.userId)
          .doUpdate({ bio: excluded(profiles.bio) }),
      )
    await save(2, 'Builds walls.')
    await save(3, 'Waits.')
    const bios = await db().all(
      select({ bio: profiles.bio, website: profiles.website }).from(profiles).orderBy(profiles.userId),
    )
    expect(bios).toEqual([
      { bio: 'Counts.', website: 'https://ada.example' },
      { bio: 'Builds walls.', website: null },
      { bio: 'Waits.', website: null },
    ])
  })

  test('a name that is taken is told by its column', async () => {
    const failure = await db()
      .run(insert(users).values({ email: 'ada@example.com', name: 'Another Ada' }))
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UniqueViolation)
    expect((failure as UniqueViolation).is(users, 'email')).toBe(true)
    expect((failure as Error).message).not.toContain('ada@example.com')
  })

  test('a list of users of which one is there already: the others come in', async () => {
    const wanted = ['eve', 'ada', 'fay'].map((name) => ({ name, email: `${name}@example.com` }))
    const refused = await db().transaction(async (tx) => {
      const twice: string[] = []
      for (const user of wanted) {
        await tx
          .savepoint((sp) => sp.run(insert(users).values(user)))
          .catch((error: unknown) => {
            if (!(error instanceof UniqueViolation)) throw error
            twice.push(user.name)
          })
      }
      return twice
    })
    expect(refused).toEqual(['ada'])
    const added = select({ name: users.name })
      .from(users)
      .where(users.email.in(wanted.map(({ email }) => email)))
    expect((await db().scalars(added)).sort()).toEqual(['Ada', 'eve', 'fay'])
    await db().run(deleteFrom(users).where(users.name.in(['eve', 'fay'])))
  })

  test('what fails half way leaves nothing', async () => {
    const signUp = db().transaction(async (tx) => {
      await tx.run(insert(tags).values({ name: 'half' }))
      await tx.run(insert(users).values({ email: 'bob@example.com', name: 'Bob again' }))
    })
    await expect(signUp).rejects.toThrow(UniqueViolation)
    expect(await db().all(select(tags).where(tags.name.eq('half')))).toEqual([])
  })

  test('tags that no post has are deleted', async () => {
    const { rowCount } = await db().run(
      deleteFrom(tags).where(
        notExists(select({ id: postTags.tagId }).from(postTags).correlate(tags).where(postTags.tagId.eq(tags.id))),
      ),
    )
    expect(rowCount).toBe(1)
  })

  test('a user goes with the posts, and comments lose their author', async () => {
    await db().run(deleteFrom(users).where(users.id.eq(1)))
    expect(await db().all(select({ id: posts.id }).from(posts).where(posts.authorId.eq(1)))).toEqual([])
    expect(await db().all(select({ body: comments.body, by: comments.authorId }).from(comments))).toEqual([
      { body: 'Solid', by: null },
    ])
  })
})

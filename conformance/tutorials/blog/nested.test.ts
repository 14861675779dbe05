// A blog's pages as whole documents: rows inside of rows, on all databases.
import { select } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../../databases.ts'
import { freshBlog } from './fresh-blog.ts'
import {
  commentAuthor,
  commenter,
  postAuthor,
  postComments,
  postTagList,
  replies,
  reply,
  userPosts,
  userProfile,
} from './relations.ts'
import { comments, posts, profiles, tags, users } from './tables.ts'

eachDatabase('a blog’s documents', (database) => {
  const { db } = freshBlog(database)

  test('a post with its author, tags and comments, and theirs', async () => {
    const page = await db().one(
      select({
        title: posts.title,
        author: postAuthor.select({ name: users.name, profile: userProfile.select({ bio: profiles.bio }) }),
        tags: postTagList.select({ name: tags.name }).orderBy(tags.name),
        comments: postComments
          .select({ body: comments.body, by: commentAuthor.select({ name: commenter.name }) })
          .orderBy(comments.id),
      })
        .from(posts)
        .where(posts.id.eq(2)),
    )
    expect(page).toEqual({
      title: 'Trees',
      author: { name: 'Ada', profile: { bio: 'Counts.' } },
      tags: [{ name: 'garden' }, { name: 'sql' }],
      comments: [
        { body: 'Good', by: { name: 'Bob' } },
        { body: 'Thanks', by: { name: 'Ada' } },
        { body: 'Indeed', by: { name: 'Cleo' } },
        { body: 'First!', by: null },
      ],
    })
  })

  test('each user with the two newest posts that are published, and the number of all', async () => {
    const publishedPosts = userPosts.where(posts.published.eq(true)).orderBy(posts.createdAt.desc())
    const rows = await db().all(
      select({
        name: users.name,
        newest: publishedPosts.select({ title: posts.title, comments: postComments.count() }).limit(2),
        posts: userPosts.count(),
        views: userPosts.sum(posts.views),
      })
        .from(users)
        .orderBy(users.id),
    )
    expect(rows).toEqual([
      {
        name: 'Ada',
        newest: [
          { title: 'Espaliers', comments: 0 },
          { title: 'Trees', comments: 4 },
        ],
        posts: 4,
        views: 90,
      },
      {
        name: 'Bob',
        newest: [
          { title: 'Doors', comments: 0 },
          { title: 'Walls', comments: 1 },
        ],
        posts: 2,
        views: 50,
      },
      { name: 'Cleo', newest: [], posts: 1, views: 0 },
      { name: 'Dan', newest: [], posts: 0, views: null },
    ])
  })

  test('the users with a post of a tag, and those of whose posts every one is published', async () => {
    const gardeners = select({ name: users.name })
      .from(users)
      .where(userPosts.some(postTagList.some(tags.name.eq('garden'))))
      .orderBy(users.id)
    expect(await db().scalars(gardeners)).toEqual(['Ada', 'Bob'])
    const published = select({ name: users.name })
      .from(users)
      .where(userPosts.some(), userPosts.every(posts.published.eq(true)))
    expect(await db().scalars(published)).toEqual(['Bob'])
  })

  test('comments and their answers, two levels deep', async () => {
    const rows = await db().all(
      select({ body: comments.body, replies: replies.select({ body: reply.body }).orderBy(reply.id) })
        .from(comments)
        .where(comments.postId.eq(2), comments.replyTo.isNull())
        .orderBy(comments.id),
    )
    expect(rows).toEqual([
      { body: 'Good', replies: [{ body: 'Thanks' }] },
      { body: 'First!', replies: [] },
    ])
  })

  test('the same document by one statement for each relation', async () => {
    const query = select({
      name: users.name,
      posts: userPosts
        .select({ title: posts.title, tags: postTagList.select(tags).orderBy(tags.id) })
        .orderBy(posts.id),
    })
      .from(users)
      .orderBy(users.id)
    expect(await db().all(query.strategy('split'))).toEqual(await db().all(query.strategy('json')))
  })

  test('rows that are there get their tags', async () => {
    const rows = await db().all(
      select({ id: posts.id, title: posts.title })
        .from(posts)
        .where(posts.id.in([2, 3]))
        .orderBy(posts.id),
    )
    expect(await db().load(rows, { tags: postTagList.select({ name: tags.name }).orderBy(tags.name) })).toEqual([
      { id: 2, title: 'Trees', tags: [{ name: 'garden' }, { name: 'sql' }] },
      { id: 3, title: 'Espaliers', tags: [{ name: 'garden' }] },
    ])
  })
})

// What is asked of people and their posts, by relations: nothing is joined by hand, and nobody comes twice.
import { and, caseWhen, max, one, select } from '@espalier/core'
import { expect, test } from 'vitest'
import { eachDatabase } from '../../databases.ts'
import { march } from './data.ts'
import { freshBlog } from './fresh-blog.ts'
import { postComments, postTagList, userPosts, userProfile } from './relations.ts'
import { posts, profiles, tags, users } from './tables.ts'

const published = userPosts.where(posts.published.eq(true))

eachDatabase('the people of a blog', (database) => {
  const { db } = freshBlog(database)

  test('the users who posted last week, with what they posted', async () => {
    const now = march(15)
    const weekAgo = new Date(now.getTime() - 7 * 24 * 60 * 60 * 1000)
    const lastWeek = userPosts.where(posts.createdAt.gte(weekAgo), posts.createdAt.lt(now)).orderBy(posts.createdAt)
    const rows = await db().all(
      select({ name: users.name, posts: lastWeek.select({ title: posts.title }) })
        .from(users)
        .where(lastWeek.some())
        .orderBy(users.name),
    )
    expect(rows).toEqual([
      { name: 'Ada', posts: [{ title: 'Espaliers' }, { title: 'A draft' }] },
      { name: 'Bob', posts: [{ title: 'Doors' }] },
      { name: 'Cleo', posts: [{ title: 'Nothing yet' }] },
    ])
  })

  test('the top posters, with their views and the post that was read most', async () => {
    const posted = published.count()
    const rows = await db().all(
      select({
        name: users.name,
        posts: posted,
        views: published.sum(posts.views),
        best: published
          .select({ title: posts.title, views: posts.views })
          .orderBy(posts.views.desc(), posts.id)
          .limit(1),
      })
        .from(users)
        .where(published.some())
        .orderBy(posted.desc(), users.name)
        .limit(10),
    )
    expect(rows).toEqual([
      { name: 'Ada', posts: 3, views: 90, best: [{ title: 'Trees', views: 50 }] },
      { name: 'Bob', posts: 2, views: 50, best: [{ title: 'Walls', views: 30 }] },
    ])
  })

  test('each user as prolific, active or beginner, with the profile', async () => {
    const posted = userPosts.count()
    const rows = await db().all(
      select({
        name: users.name,
        level: caseWhen(posted.gte(4), 'prolific').when(posted.gte(1), 'active').else('beginner'),
        profile: userProfile.select({ bio: profiles.bio }),
      })
        .from(users)
        .orderBy(users.id),
    )
    expect(rows).toEqual([
      { name: 'Ada', level: 'prolific', profile: { bio: 'Counts.' } },
      { name: 'Bob', level: 'active', profile: { bio: 'Builds.' } },
      { name: 'Cleo', level: 'active', profile: null },
      { name: 'Dan', level: 'beginner', profile: null },
    ])
  })

  test('the latest post of each user: by a grouped subquery, with the tags of each', async () => {
    const latest = select({ authorId: posts.authorId, at: max(posts.createdAt) })
      .from(posts)
      .groupBy(posts.authorId)
      .as('latest')
    const rows = await db().all(
      select({ name: users.name, title: posts.title, tags: postTagList.select({ name: tags.name }).orderBy(tags.name) })
        .from(users)
        .join(latest, latest.authorId.eq(users.id))
        .join(posts, and(posts.authorId.eq(latest.authorId), posts.createdAt.eq(latest.at)))
        .orderBy(users.id),
    )
    expect(rows).toEqual([
      { name: 'Ada', title: 'A draft', tags: [] },
      { name: 'Bob', title: 'Doors', tags: [{ name: 'garden' }, { name: 'house' }] },
      { name: 'Cleo', title: 'Nothing yet', tags: [] },
    ])
  })

  test('the latest post of each user: as one object, and null for who has none', async () => {
    const latest = select({ title: posts.title, comments: postComments.count() })
      .from(posts)
      .correlate(users)
      .where(posts.authorId.eq(users.id))
      .orderBy(posts.createdAt.desc())
    const rows = await db().all(
      select({ name: users.name, latest: one(latest) })
        .from(users)
        .orderBy(users.id),
    )
    expect(rows).toEqual([
      { name: 'Ada', latest: { title: 'A draft', comments: 0 } },
      { name: 'Bob', latest: { title: 'Doors', comments: 0 } },
      { name: 'Cleo', latest: { title: 'Nothing yet', comments: 0 } },
      { name: 'Dan', latest: null },
    ])
  })
})

// How the tables of a blog go together: declared once, and used wherever rows are asked for.
import { alias, belongsTo, hasMany, hasOne, manyToMany } from '@espalier/core'
import { comments, posts, postTags, profiles, tags, users } from './tables.ts'

export const userPosts = hasMany(users, posts)
export const userProfile = hasOne(users, profiles)
export const postAuthor = belongsTo(posts.authorId, users)
export const postTagList = manyToMany(posts, postTags, tags)
export const postComments = hasMany(posts, comments)

/** Who wrote a comment, beside the author of the post. */
export const commenter = alias(users, 'commenter')
export const commentAuthor = belongsTo(comments.authorId, commenter)

/** Comments that answer a comment. */
export const reply = alias(comments, 'reply')
export const replies = hasMany(comments, reply, reply.replyTo.eq(comments.id))

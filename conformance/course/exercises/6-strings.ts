import { count, left, lpad, regexpLike, select, text, translate, upper } from '@espalier/core'
import { lacks } from '../../conforms.ts'
import { exercise } from '../exercise.ts'
import { facilities, members } from '../tables.ts'

export const strings = [
  exercise(
    'format the names of members',
    (db) => db.all(select({ name: members.surname.concat(', ').concat(members.firstName) }).from(members)),
    {
      postgres: `select surname || ', ' || firstname as name from members`,
      mysql: `select concat(surname, ', ', firstname) as name from members`,
    },
  ),
  exercise(
    'find facilities by a name prefix',
    (db) => db.all(select(facilities).where(facilities.name.startsWith('Tennis'))),
    `select * from facilities where name like 'Tennis%'`,
  ),
  exercise(
    'perform a case-insensitive search',
    (db) => db.all(select(facilities).where(upper(facilities.name).like('TENNIS%'))),
    `select * from facilities where upper(name) like 'TENNIS%'`,
  ),
  exercise(
    'count the number of members whose surname starts with each letter of the alphabet',
    (db) => {
      const letter = left(members.surname, 1)
      return db.all(select({ letter, count: count() }).from(members).groupBy(letter).orderBy(letter))
    },
    `
    select substr(surname, 1, 1) as letter, count(*) as count
    from members
    group by substr(surname, 1, 1)
    order by letter`,
  ),
]

export const padding = [
  exercise(
    'pad zip codes with leading zeroes',
    (db) => {
      const zip = lpad(members.zipCode.cast(text()), 5, '0')
      return db.all(select({ zip }).from(members).orderBy(zip))
    },
    {
      postgres: `
      select lpad(cast(zipcode as char(5)), 5, '0') as zip from members
      order by zip`,
      mysql: `
      select lpad(zipcode, 5, '0') as zip from members
      order by zip`,
      sqlite: lacks('sqlite has no lpad and rpad; pad the text in the program'),
    },
  ),
]

export const patterns = [
  exercise(
    'find telephone numbers with parentheses',
    (db) =>
      db.all(
        select({ memId: members.memId, telephone: members.telephone })
          .from(members)
          .where(regexpLike(members.telephone, '[()]'))
          .orderBy(members.memId),
      ),
    {
      postgres: `
      select memid, telephone from members where telephone ~ '[()]'
      order by memid`,
      mysql: `
      select memid, telephone from members where telephone regexp '[()]'
      order by memid`,
      sqlite: lacks('sqlite has no regular expressions; search with like(…), or filter in the program'),
    },
  ),
]

export const translation = [
  exercise(
    'clean up telephone numbers',
    (db) =>
      db.all(
        select({ memId: members.memId, telephone: translate(members.telephone, '-() ', '') })
          .from(members)
          .orderBy(members.memId),
      ),
    {
      postgres: `
      select memid, translate(telephone, '-() ', '') as telephone from members
      order by memid`,
      sqlite: lacks('sqlite has no translate; call replace(…) for each character'),
      mysql: lacks('mysql has no translate; call replace(…) for each character'),
      mariadb: lacks('mariadb has no translate; call replace(…) for each character'),
    },
  ),
]

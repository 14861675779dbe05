import type { Lines } from '../cells.ts'

export const changes: Lines = {
  'insert one row': ['INSERT > one row, with what is left out as its default'],
  'insert many rows': ['INSERT > many rows'],
  'insert from select': [
    'INSERT … SELECT > the keys of the query are the columns, in any order',
    'INSERT … SELECT > of a set operation',
  ],
  'insert default values': ['defaults > a table of defaults only takes a row'],
  'insert an expression': ['INSERT > an expression as a value'],
  'rows with different keys': ['Inserted rows > of different keys get the defaults of what they leave out'],
  'parts past the limit of parameters': [
    'large statements > rows by the thousand are inserted, in parts where that must be',
  ],
  'insert returning': ['INSERT > RETURNING gives what was stored'],
  'the key that was generated, for one row': ['The generated key > *'],
  'returning of many rows': ['Inserted rows > come back by RETURNING, each once, also in parts'],
  'on conflict do nothing': ['ON CONFLICT > DO NOTHING leaves the row that is there'],
  'on conflict do nothing, for any key': ['Rows whose key is there already > ON CONFLICT DO NOTHING, for any key'],
  'on conflict do update, with excluded': [
    'ON CONFLICT > DO UPDATE changes it, from the new values and the old ones',
    'ON CONFLICT > a key of several columns',
  ],
  'on conflict do update where': ['ON CONFLICT > a condition for the change'],
  'update with expressions': ['UPDATE > the rows that a condition names'],
  'update from other sources': [
    'UPDATE … FROM and DELETE … USING > an update from another table',
    'UPDATE … FROM and DELETE … USING > an update from a subquery of the same table',
    'UPDATE … FROM and DELETE … USING > a self join by an alias',
    'UPDATE … FROM and DELETE … USING > columns of one name in both tables',
  ],
  'bulk update from rows': ['Sources > UPDATE from VALUES changes each row in its own way'],
  'update returning': ['UPDATE > RETURNING gives what is now'],
  delete: ['DELETE > the rows that a condition names, and those that point to them'],
  'delete using, delete with a join': ['UPDATE … FROM and DELETE … USING > a delete with another table'],
  'delete returning': ['DELETE > RETURNING gives what was'],
  'every row, when it is said': ['UPDATE > every row, when it is said', 'DELETE > every row, when it is said'],
  merge: ['MERGE > updates, deletes and inserts'],
  replace: ['Rows whose key is there already > REPLACE puts new ones in their place'],
  'insert ignore, insert or ignore': ['Rows whose key is there already > INSERT IGNORE leaves them out'],
  'insert … select … on conflict': [
    'INSERT … SELECT > with ON CONFLICT, which SQLite would take for a join',
    'INSERT … SELECT > with ON CONFLICT behind a set operation',
  ],
}

export const template: Lines = {
  'an expression with a decoder': ['sql > an expression in the user’s own SQL, with a type'],
  'a value binds': ['sql > a value in a gap is bound'],
  'fragments compose': [
    'sql > templates hold templates',
    'sql > a template inside of an operator stands in parentheses',
  ],
  'identifiers through sql.id': ['sql > an identifier is quoted, whatever it holds'],
  'a whole statement with typed rows': ['sql > a whole statement with typed rows'],
  'a statement without rows, DDL and server commands': ['sql > a statement without rows'],
}

export const trees: Lines = {
  'toString prints formatted SQL for reading': [
    'a clause stands on a line, and the types of the parameters beneath',
    'in the words of a database',
  ],
  'compile gives text and parameters': ['WHERE > several conditions are ANDed'],
  walk: ['walk > visits a node before those in it, and these in the order of the text'],
  transform: ['transform > a table gets another schema'],
  'structural equality': ['equal and fingerprint > no two of the statements are the same'],
  'a structural key': ['equal and fingerprint > another value is another tree with the same fingerprint'],
}

export const relations: Lines = {
  'has many': [
    'relations > has many: a list for each row, empty where nothing belongs to it',
    'relations > a table that points to itself, through an alias',
  ],
  'belongs to, has one': [
    'relations > belongs to: one object, null where the foreign key is',
    'relations > has one: the first row, null where there is none',
  ],
  'of keys of several columns, and any other condition': ['strategies > json: keys are compared by the database'],
  'many to many': ['relations > many to many: through a link table, whose columns can be read'],
  'filter, order and limit for each parent': [
    'relations > order, limit and offset are those of each list',
    'relations > a relation with a filter and an order of its own',
  ],
  'count and other aggregates': ['relations > count, sum, avg, min and max'],
  'some, every, none': ['relations > some, none and every; a condition that is null is not true'],
  'every type of value, exactly': ['relations > every type of value arrives as from a column'],
  'nested relations': ['relations > relations inside of relations read every row around them'],
  'many: the rows of any correlated query': ['relations > many: the rows of any correlated query'],
  'one: the first row of any correlated query': ['relations > one: the first row of any correlated query'],
  'in subqueries, WITH, unions and grouped queries': [
    'relations > in a subquery, whose column it is',
    'relations > in groups: a grouped primary key frees what a relation reads',
    'relations elsewhere > in a WITH query',
    'relations elsewhere > beside a WITH query that is read',
    'relations elsewhere > counts and conditions in a union',
  ],
  'in streams and prepared statements': [
    'relations elsewhere > in a stream',
    'relations elsewhere > in a prepared statement',
  ],
  'json, split and join give the rows that a program works out, for random trees': ['random relations > *'],
  'one statement for each relation, with the same rows': [
    'strategies > split sends one statement for each relation, whatever the number of rows',
    'strategies > the order of the keys of a row is that of the select list',
  ],
  'load: relations of rows that are there': [
    'strategies > load: relations of rows that are there already',
    'strategies > load: to one, by a foreign key that may be null, and by a text',
  ],
  'load: many keys': ['strategies > load: many keys in several statements'],
  'join by a relation': [
    'relations > JOIN by the condition of a relation',
    'relations elsewhere > LEFT JOIN by a relation keeps rows to which nothing belongs',
  ],
  'pages of rows with what belongs to them': ['pages of a blog > *'],
}

/** Programs written without `sql`, compared with the rows of their SQL text. */
export const programs: Lines = {
  'TPC-H, 22 queries': ['TPC-H > *'],
  'SQL course: basic, 12 exercises': ['SQL course > basic > *'],
  'SQL course: joins, 8 exercises': ['SQL course > joins > *'],
  'SQL course: changes, 10 exercises': ['SQL course > changes > *'],
  'SQL course: aggregates, 21 exercises': ['SQL course > aggregates > *'],
  'SQL course: aggregates, by rollup': ['SQL course > rollup > *'],
  'SQL course: dates, 9 exercises': ['SQL course > dates > *'],
  'SQL course: dates, the difference of two as an interval': ['SQL course > intervals > *'],
  'SQL course: strings, 4 exercises': ['SQL course > strings > *'],
  'SQL course: strings, padded with zeros': ['SQL course > padding > *'],
  'SQL course: strings, by a regular expression': ['SQL course > patterns > *'],
  'SQL course: strings, cleaned with translate': ['SQL course > translation > *'],
  'SQL course: recursive, 3 exercises': ['SQL course > recursion > *'],
  'a blog, read: joins, counts, pages, searches, threads': ['a blog is read > *'],
  'a blog, as documents: rows inside of rows': ['a blog’s documents > *'],
  'a blog, its people: who posted last week, top posters, levels': ['the people of a blog > *'],
  'artists, albums and tracks': ['artists and tracks > *'],
  'a blog, written: upserts, transactions, violations': ['a blog is written > *'],
  'a bank: checks, locks, savepoints': ['a bank > *'],
}

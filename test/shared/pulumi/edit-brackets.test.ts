import { describe, expect, test } from 'vitest'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import type { FileFormat } from '../../../shared/domain/pulumi/tree/types.ts'
import { edited, set, setProfile, unset } from './support.ts'

interface Row {
  readonly name: string
  readonly before: string
  readonly operation: StackOperation
  readonly after: string
  readonly format?: FileFormat
}

function row(
  name: string,
  before: string,
  operation: StackOperation,
  after: string,
  format?: FileFormat,
): Row {
  return { name, before, operation, after, ...(format && { format }) }
}

const unsetProfile: StackOperation = { type: 'unsetProfile' }
const unsetRegion: StackOperation = { type: 'unsetRegion' }

const brackets: readonly Row[] = [
  row(
    'blanks around commas: the last entry goes with its own',
    'environment: [ a , b ] # c\n',
    { type: 'removeEnvironment', name: 'b' },
    'environment: [ a ] # c\n',
  ),
  row(
    'a comma that begins the line of the last entry',
    'config: {\n  a:b: c # r\n  , aws:profile: dev # p\n}\n',
    unsetProfile,
    'config: {\n  a:b: c # r\n}\n',
  ),
  row(
    'the same with the closing bracket on that line',
    'config: {a:b: c\n  , aws:profile: dev}\n',
    unsetProfile,
    'config: {a:b: c}\n',
  ),
  row(
    'the comment of the entry before stays',
    'config: {a:b: c, # r\n  aws:profile: dev} # p\n',
    unsetProfile,
    'config: {a:b: c # r\n  } # p\n',
  ),
  row(
    'a comment on its own line before the next entry stays',
    'config: {aws:region: x, # r\n  # own\n  a:b: c}\n',
    unsetRegion,
    'config: {\n  # own\n  a:b: c}\n',
  ),
  row(
    'the same with the comma before the next entry',
    'config: {aws:region: x # r\n  # own\n  , a:b: c}\n',
    unsetRegion,
    'config: {\n  # own\n   a:b: c}\n',
  ),
  row(
    'the only entry leaves other comments',
    'config: { # open\n  aws:profile: dev, # p\n  # own\n}\n',
    unsetProfile,
    'config: { # open\n  # own\n}\n',
  ),
  row(
    'the only entry behind the bracket',
    'config: {aws:profile: dev # p\n  # own\n}\n',
    unsetProfile,
    'config: {\n  # own\n}\n',
  ),
  row(
    'the first entry below a comment',
    'config: {\n    # none yet\n}\n',
    setProfile('dev'),
    'config: {\n    # none yet\n    aws:profile: dev\n}\n',
  ),
  row(
    'the first entry below a comment behind the bracket, with CRLF',
    'config:\r\n  a:b: [ # none\r\n  ]\r\n',
    set('a:b[0]', 'x'),
    'config:\r\n  a:b: [ # none\r\n    x\r\n  ]\r\n',
  ),
  row(
    'JSON without spaces stays without',
    '{"config":{"a:b":"c"},"environment":["x"]}',
    set('aws:defaultTags.tags.A', 'b'),
    '{"config":{"a:b":"c","aws:defaultTags":{"tags":{"A":"b"}}},"environment":["x"]}',
    'json',
  ),
  row(
    'JSON on one line with spaces keeps them',
    '{"config": {}}',
    set('a:b', ['x', 'y']),
    '{"config": {"a:b": ["x", "y"]}}',
    'json',
  ),
]

describe('brackets', () => {
  test.each(brackets)('$name', ({ before, operation, after, format }) => {
    expect(edited(before, operation, format)).toBe(after)
  })
})

/** The Pulumi CLI reads `|` at the end of a file without final line end as text without one. */
const open: readonly Row[] = [
  row(
    'a key goes before such a text, and before the comment that belongs to it',
    'config:\n  a:b: c\n  # about\n  app:script: |\n    a',
    setProfile('dev'),
    'config:\n  a:b: c\n  aws:profile: dev\n  # about\n  app:script: |\n    a',
  ),
  row(
    'also at the top level',
    'config:\n  app:script: >\n    a',
    { type: 'addEnvironment', name: 'x' },
    'environment:\n  - x\nconfig:\n  app:script: >\n    a',
  ),
  row(
    'a list has its order: refused',
    'config:\n  a:b:\n    - |\n      x',
    set('a:b[1]', 'y'),
    'VerifyMismatch',
  ),
  row(
    'a text that never has a line end is no obstacle',
    'config:\n  app:script: |-\n    a',
    setProfile('dev'),
    'config:\n  app:script: |-\n    a\n  aws:profile: dev\n',
  ),
]

describe('a block scalar up to the end of the file', () => {
  test.each(open)('$name', ({ before, operation, after }) => {
    expect(edited(before, operation)).toBe(after)
  })
})

const tags: readonly Row[] = [
  row(
    'a text tag does not stay before null',
    'config:\n  a:b: !!str 5\n',
    set('a:b', null),
    'config:\n  a:b: null\n',
  ),
  row(
    'nor before a nested number',
    'config:\n  a:b: {c: !!str 5}\n',
    set('a:b.c', 6),
    'config:\n  a:b: {c: 6}\n',
  ),
  row(
    'a number in quotes under !!int',
    'config:\n  a:b: [!!int "5"]\n',
    set('a:b[0]', 5),
    'config:\n  a:b: [!!int "5"]\n',
  ),
  row('the same as text', 'config:\n  a:b: [!!int "5"]\n', set('a:b[0]', '5'), 'config:\n  a:b: ["5"]\n'),
]

describe('tags', () => {
  test.each(tags)('$name', ({ before, operation, after }) => {
    expect(edited(before, operation)).toBe(after)
  })
  test('removal of an entry keeps what is behind it', () => {
    expect(edited('config: {a:b: {c: d, e: f,}}\n', unset('a:b.e'))).toBe('config: {a:b: {c: d,}}\n')
  })
})

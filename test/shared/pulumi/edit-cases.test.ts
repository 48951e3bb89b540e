import { describe, expect, test } from 'vitest'
import { editProjectConfig } from '../../../shared/domain/pulumi/edit.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import { stackFileName } from '../../../shared/domain/pulumi/stack-files.ts'
import { edited, set, setProfile, unset, utf8 } from './support.ts'

const migrate = (
  migration: Extract<StackOperation, { type: 'migrateOption' }>['migration'],
): StackOperation => ({
  type: 'migrateOption',
  migration,
})

describe('what other editors get wrong', () => {
  const stack =
    'encryptionsalt: v1:abc=:v1:def\n\nenvironment:\n- a/b # base\nconfig:\n  # ours\n  z:last: 012345678901\n\n  aws:profile:   dev   # wiki\n  a:first:\n    secure: v1:AAA:BBB\n'

  test('Y1: comments, order, blank lines and odd numbers stay', () => {
    expect(edited(stack, setProfile('prod'))).toBe(stack.replace('dev   #', 'prod   #'))
  })
  test('Y2: what `pulumi up -c` left behind is taken out again by its own line', () => {
    const after = 'config:\n  aws:region: x\n  aws:profile: laptop\n'
    expect(edited(after, { type: 'unsetProfile' })).toBe('config:\n  aws:region: x\n')
  })
  test('Y3: secrets, salt and environment are the same bytes after setting the profile', () => {
    const after = edited(stack, setProfile('prod'))
    for (const part of [
      'encryptionsalt: v1:abc=:v1:def\n',
      'environment:\n- a/b # base\n',
      '    secure: v1:AAA:BBB\n',
    ]) {
      expect(after).toContain(part)
    }
  })
  test('Y4: a missing file becomes a minimal one', () => {
    expect(edited(undefined, setProfile('dev'))).toBe('config:\n  aws:profile: dev\n')
    expect(edited(undefined, setProfile('dev'), 'json')).toBe(
      '{\n    "config": {\n        "aws:profile": "dev"\n    }\n}\n',
    )
    expect(edited(undefined, { type: 'unsetProfile' })).toBe('')
  })
  test('Y5: only the last part of a reference names the file', () => {
    expect(stackFileName('acme/shop/dev', 'Pulumi.yaml')).toBe('Pulumi.dev.yaml')
    expect(stackFileName('prod.eu-1', 'Pulumi.yml')).toBe('Pulumi.prod.eu-1.yml')
    expect(stackFileName('a b', 'Pulumi.yaml')).toBeUndefined()
  })
})

describe('placement', () => {
  const rows: [string, string, StackOperation, string][] = [
    [
      'byte order mark',
      '\ufeffconfig:\n  aws:profile: a\n',
      setProfile('b'),
      '\ufeffconfig:\n  aws:profile: b\n',
    ],
    [
      'block scalar replaced whole',
      'config:\n  aws:profile: |\n    a\n  x:y: z\n',
      setProfile('b'),
      'config:\n  aws:profile: b\n  x:y: z\n',
    ],
    [
      'after kept blank lines',
      'config:\n  a:b: |+\n    t\n\nz: 1\n',
      setProfile('b'),
      'config:\n  a:b: |+\n    t\n\n  aws:profile: b\nz: 1\n',
    ],
    [
      'empty value with a comment',
      'config:\n  aws:profile:   # todo\n',
      setProfile('b'),
      'config:\n  aws:profile: b   # todo\n',
    ],
    [
      'explicit key',
      'config:\n  ? aws:profile\n  : a\n',
      setProfile('b'),
      'config:\n  ? aws:profile\n  : b\n',
    ],
    ['only a document marker', '---\n...\n', setProfile('b'), '---\nconfig:\n  aws:profile: b\n...\n'],
    [
      'trailing comma kept',
      'config: {\n  a:b: c, # d\n}\n',
      setProfile('b'),
      'config: {\n  a:b: c, # d\n  aws:profile: b,\n}\n',
    ],
    [
      'a merge is overridden',
      'x: &b {aws:profile: a}\nconfig:\n  <<: *b\n',
      setProfile('c'),
      'x: &b {aws:profile: a}\nconfig:\n  <<: *b\n  aws:profile: c\n',
    ],
    [
      'an alias is replaced',
      'config:\n  a:b: &p dev\n  aws:profile: *p\n',
      setProfile('c'),
      'config:\n  a:b: &p dev\n  aws:profile: c\n',
    ],
    [
      'plain boolean stays plain',
      'config:\n  aws:insecure: true\n',
      set('aws:insecure', false),
      'config:\n  aws:insecure: false\n',
    ],
    [
      'first key behind a dash',
      'config:\n  aws:assumeRoles:\n    - roleArn: x # c\n      sessionName: y\n',
      unset('aws:assumeRoles[0].roleArn'),
      'config:\n  aws:assumeRoles:\n    - sessionName: y\n',
    ],
    ['last item of a list', 'config:\n  a:b:\n    - x # c\n', unset('a:b[0]'), 'config:\n  a:b: []\n'],
    [
      'imports become the first key',
      'environment:\n  values:\n    a: 1\n',
      { type: 'addEnvironment', name: 'x' },
      'environment:\n  imports:\n    - x\n  values:\n    a: 1\n',
    ],
    [
      'last import goes with its key',
      'environment:\n  - x # c\nconfig: {}\n',
      { type: 'removeEnvironment', name: 'x' },
      'config: {}\n',
    ],
    [
      'an unquoted id gets its zero back',
      'config:\n  aws:allowedAccountIds:\n  - 012345678901 # c\n',
      set('aws:allowedAccountIds[0]', '012345678901'),
      'config:\n  aws:allowedAccountIds:\n  - "012345678901" # c\n',
    ],
    [
      'JSON text becomes YAML',
      'config:\n  aws:endpoints: \'[{"s3":"x"}]\' # c\n',
      { type: 'expandJson', path: 'aws:endpoints' },
      'config:\n  aws:endpoints: # c\n    - s3: x\n',
    ],
  ]
  test.each(rows)('%s', (_, before, operation, after) => {
    expect(edited(before, operation)).toBe(after)
  })
})

describe('refusals', () => {
  const rows: [string, string, StackOperation, string][] = [
    ['container is an alias', 'b: &b {x: y}\nconfig: *b\n', setProfile('x'), 'AliasContainer'],
    ['container is shared', 'config: &c\n  a:b: c\nother: *c\n', setProfile('x'), 'AnchorInUse'],
    ['value is shared', 'config:\n  aws:profile: &p a\n  b:c: *p\n', setProfile('x'), 'AnchorInUse'],
    [
      'removal of a secret',
      'config:\n  aws:token:\n    secure: v1:x:y\n',
      unset('aws:token'),
      'ValueEncrypted',
    ],
    [
      'removal of what holds a secret',
      'config:\n  aws:assumeRoles: [{externalId: {secure: v1:x:y}}]\n',
      unset('aws:assumeRoles'),
      'ValueEncrypted',
    ],
    [
      'what stays would look encrypted',
      'config:\n  a:b: {secure: x, c: d}\n',
      unset('a:b.c'),
      'SecureReserved',
    ],
    ['a text over a map', 'config:\n  a:b: {c: d}\n', set('a:b', 'x'), 'NotScalar'],
    ['a path below a text', 'config:\n  a:b: x\n', set('a:b.c', 'y'), 'ValueTypeWrong'],
    ['an index past the end', 'config:\n  a:b: [x]\n', set('a:b[2]', 'y'), 'IndexOutOfRange'],
    ['an index into nothing', 'config: {}\n', set('a:b[1]', 'y'), 'IndexOutOfRange'],
    [
      'two spellings',
      'config:\n  aws:config:profile: a\n  aws:profile: b\n',
      setProfile('x'),
      'DuplicateConfigKey',
    ],
    [
      'environment is a text',
      'environment: a\n',
      { type: 'addEnvironment', name: 'x' },
      'EnvironmentShapeInvalid',
    ],
    ['no path', 'config: {}\n', set('profile', 'x'), 'BadInput'],
    ['an empty profile', 'config: {}\n', setProfile(' '), 'InvalidValue'],
    ['half a character', 'config: {}\n', setProfile('\ud800'), 'InvalidValue'],
    ['config is a text', 'config: folder\n', setProfile('x'), 'ConfigShapeInvalid'],
    ['the root is a list', '- a\n', setProfile('x'), 'RootNotMap'],
  ]
  test.each(rows)('%s', (_, before, operation, code) => {
    expect(edited(before, operation)).toBe(code)
  })
})

describe('migrations', () => {
  test('assumeRole becomes a list of one, comments and ciphertext as they were', () => {
    const before =
      'config:\n  aws:assumeRole:\n    roleArn: x # c\n    # own\n    externalId:\n      secure: v1:a:b\n  z:z: 1\n'
    const after =
      'config:\n  aws:assumeRoles:\n    - roleArn: x # c\n      # own\n      externalId:\n        secure: v1:a:b\n  z:z: 1\n'
    expect(edited(before, migrate('assumeRole'))).toBe(after)
    expect(edited('config:\n  aws:assumeRole: {roleArn: x}\n', migrate('assumeRole'))).toBe(
      'config:\n  aws:assumeRoles: [{roleArn: x}]\n',
    )
  })
  test('seconds become a duration', () => {
    expect(
      edited('config:\n  aws:assumeRoles:\n    - durationSeconds: 3600 # c\n', migrate('durationSeconds')),
    ).toBe('config:\n  aws:assumeRoles:\n    - duration: "3600s" # c\n')
  })
  test('both names at once are refused, none is nothing to do', () => {
    expect(
      edited(
        'config:\n  aws:s3ForcePathStyle: true\n  aws:s3UsePathStyle: true\n',
        migrate('s3ForcePathStyle'),
      ),
    ).toBe('DuplicateConfigKey')
    expect(edited('config: {}\n', migrate('s3ForcePathStyle'))).toBe('config: {}\n')
  })
})

test('a project file keeps maps under value:', () => {
  const run = (text: string, ...operations: StackOperation[]): string => {
    const outcome = editProjectConfig(utf8(text), operations, 'yaml')
    return outcome.ok ? new TextDecoder().decode(outcome.bytes) : outcome.error.code
  }
  expect(run('name: p\nconfig:\n  aws:profile:\n    value: a # c\n', setProfile('b'))).toBe(
    'name: p\nconfig:\n  aws:profile:\n    value: b # c\n',
  )
  expect(run('name: p\n', set('aws:defaultTags.tags.E', 'x'))).toBe(
    'name: p\nconfig:\n  aws:defaultTags:\n    value:\n      tags:\n        E: x\n',
  )
  expect(run('name: p\n', { type: 'addEnvironment', name: 'x' })).toBe('BadInput')
  expect(run('name: p\nconfig: ./old\n', setProfile('b'))).toBe('ConfigShapeInvalid')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { editPairAtOnce, joinableFrom } from '../../../shared/domain/aws/pair-at-once.ts'
import { editPair, type PairOutcome } from '../../../shared/domain/aws/pair.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import type { SharedFileOperation } from '../../../shared/domain/aws/types.ts'
import { growth, linear } from '../../growth.ts'

interface Files {
  readonly config: Uint8Array
  readonly credentials: Uint8Array
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const config = `# mine
[default]
region = eu-west-1

# about a
[profile a]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
output = json # mine

[profile b]
region = us-east-1
[profile c]
region=us-east-2
`
const files: Files = {
  config: encode(config),
  credentials: encode('[b]\noutput = text\n\n[keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n'),
}

function after(before: Files, outcome: PairOutcome): Files {
  const bytesOf = (file: 'config' | 'credentials'): Uint8Array => {
    const edited = outcome[file]
    if (edited?.ok === false) throw new Error(`${edited.error.code} ${edited.error.reason ?? ''}`)
    return edited?.bytes ?? before[file]
  }
  return { config: bytesOf('config'), credentials: bytesOf('credentials') }
}

const oneByOne = (start: Files, operations: readonly SharedFileOperation[]): Files =>
  operations.reduce((before, operation) => after(before, editPair(before, operation)), start)

const atOnce = (operations: readonly SharedFileOperation[]): Files => {
  expect(joinableFrom(files, operations, 0)).toBe(operations.length)
  return after(files, editPairAtOnce(files, operations))
}

const add = (name: string): SharedFileOperation => ({
  type: 'addProfile',
  name,
  entries: [
    { key: 'sso_session', value: 'acme' },
    { key: 'sso_account_id', value: '000000000001' },
  ],
})
const set = (profile: string): SharedFileOperation => ({
  type: 'setMany',
  profile,
  entries: [{ key: 'sso_session', value: 'acme' }],
  unset: ['sso_start_url', 'sso_region', 'region'],
})
const remove = (name: string): SharedFileOperation => ({ type: 'deleteProfile', name })

const reads = ({ config, credentials }: Files) =>
  [...mergeProfiles(parseSharedFile(config, 'config'), parseSharedFile(credentials, 'credentials'))].map(
    ([name, { settings }]) => [
      name,
      ...[...settings].map(([key, { value, file }]) => `${file} ${key}=${value}`),
    ],
  )

describe('operations that are done at once', () => {
  it('add the same bytes as one after the other', () => {
    const operations = ['x', 'y', 'with blank'].map(add)
    expect(decode(atOnce(operations).config)).toBe(decode(oneByOne(files, operations).config))
  })

  it('leave the bytes of others as they are', () => {
    const text = decode(atOnce([set('a'), set('b'), set('c')]).config)
    expect(text).toBe(
      config
        .replace('sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n', '')
        .replace('output = json # mine\n', 'output = json # mine\nsso_session = acme\n')
        .replace('region = us-east-1\n', 'sso_session = acme\n')
        .replace('region=us-east-2\n', 'sso_session=acme\n'),
    )
  })

  it('delete what one after the other would delete, in both files', () => {
    const done = atOnce([remove('b'), remove('c')])
    expect(decode(done.config)).toContain('output = json # mine\n')
    expect(decode(done.credentials)).not.toContain('[b]')
    expect(reads(done)).toEqual(reads(oneByOne(files, [remove('b'), remove('c')])))
  })

  it('are refused for what one of them is refused for', () => {
    expect(editPairAtOnce(files, [add('x'), add('a')])).toMatchObject({
      config: { error: { code: 'ProfileExists' } },
    })
    expect(editPairAtOnce(files, [add('x'), add('a]b')])).toMatchObject({
      config: { error: { code: 'InvalidProfileName' } },
    })
    expect(editPairAtOnce({ config: encode('[open\n') }, [add('x'), add('y')])).toMatchObject({
      config: { error: { code: 'SyntaxError' } },
    })
  })

  it('are none where another way is needed', () => {
    const keys: SharedFileOperation = {
      type: 'setMany',
      profile: 'keys',
      entries: [{ key: 'aws_access_key_id', value: 'AKIAIOSFODNN7EXAMPL2' }],
    }
    expect(joinableFrom(files, [keys, set('a')], 0)).toBe(0)
    expect(joinableFrom(files, [set('a'), set('new')], 0)).toBe(1)
    expect(joinableFrom(files, [set('a'), set('a')], 0)).toBe(1)
    expect(joinableFrom(files, [set('a'), add('x')], 0)).toBe(1)
    expect(joinableFrom(files, [remove('a'), remove('nobody')], 0)).toBe(1)
    expect(joinableFrom(files, [undefined, set('a')], 0)).toBe(0)
    expect(joinableFrom(files, [{ type: 'renameProfile', from: 'a', to: 'z' }], 0)).toBe(0)
  })

  it('read as one after the other, whatever is deleted or set', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'default', 'keys'), { minLength: 1 })
    fc.assert(
      fc.property(names, fc.constantFrom(set, remove), (chosen, make) => {
        const operations = chosen.map(make)
        if (joinableFrom(files, operations, 0) < operations.length) return
        expect(reads(atOnce(operations))).toEqual(reads(oneByOne(files, operations)))
      }),
    )
  })

  it.each<[string, (size: number) => SharedFileOperation[]]>([
    ['adding', (size) => Array.from({ length: size }, (_, at) => add(`new-${at}`))],
    ['setting', (size) => Array.from({ length: size }, (_, at) => set(`old-${at}`))],
    ['deleting', (size) => Array.from({ length: size }, (_, at) => remove(`old-${at}`))],
  ])('%s takes time as there are profiles', (_, operations) => {
    const make = (size: number) => ({
      files: {
        config: encode(
          Array.from({ length: size }, (_none, at) => `[profile old-${at}]\nregion = eu-west-1\n\n`).join(''),
        ),
      },
      operations: operations(size),
    })
    const work = (input: ReturnType<typeof make>) => {
      joinableFrom(input.files, input.operations, 0)
      expect(editPairAtOnce(input.files, input.operations).config?.ok).toBe(true)
    }
    expect(growth(make, work, 4_000)).toBeLessThan(linear)
  })
})

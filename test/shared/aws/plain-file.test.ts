import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { botocoreMerged, botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { goMerged } from '../../../shared/domain/aws/lenses/go.ts'
import { smithyMerged, smithyView } from '../../../shared/domain/aws/lenses/smithy.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { plainFile } from '../../../shared/domain/aws/plain-file.ts'
import { checkSettings } from '../../../shared/domain/aws/problems/settings.ts'
import { reporter } from '../../../shared/domain/aws/problems/report.ts'
import type { FileProblem, SharedFileKind } from '../../../shared/domain/aws/types.ts'
import { generateFiles } from '../../bench/generate-files.ts'
import { plain } from '../../corpus/aws-result.ts'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

const names = [
  'default',
  'dev',
  'prod',
  'a.b',
  'x/y',
  'team-1',
  'sso-session.x',
  'services',
  'toString',
  'DEFAULT',
  'p q',
]
const headers = {
  config: (name: string) => (name === 'default' ? '[default]' : `[profile ${name}]`),
  credentials: (name: string) => `[${name}]`,
}
const odd = [
  '  indented = 1',
  'dup = 1',
  'dup = 2',
  'no separator',
  'colon: 1',
  '[profile  wide]',
  '[profile dev] # note',
  '[default]',
  '[dev]',
  '[]',
  '[plugins]',
  '  [x]',
  '= nothing',
  '__proto__ = 1',
]
const usual = [
  '',
  '   ',
  '# note',
  '; note ; more',
  'region = eu-west-1',
  'Region = eu-west-1',
  'region=us-east-1',
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
  'aws_access_key_id =',
  'aws_secret_access_key = a=b#c',
  'aws_session_token = "quoted"',
  'output = json # note',
  's3 =',
  '  addressing_style = path',
  '  max_queue_size = 2 ; note',
  '  Odd = x',
  'cli_pager =',
  'role_arn = arn:aws:iam::123456789012:role/x',
  'sso_session = corp',
  'credential_process = /bin/x --y "z"',
  '[sso-session corp]',
  '[services local]',
]

/** Files of which many are plain, and the others nearly. */
const fileText = (kind: SharedFileKind) => {
  const header = fc.constantFrom(...names).map((name) => headers[kind](name))
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual) },
    { weight: 2, arbitrary: header },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  )
  const plainName = fc.constantFrom('default', 'dev', 'prod', 'a.b', 'x/y', 'team-1')
  const setting = fc.constantFrom(...usual.filter((one) => !/^\[/.test(one)))
  const section = fc.tuple(plainName, fc.uniqueArray(setting, { maxLength: 6 }))
  const tidy = fc
    .uniqueArray(section, { maxLength: 4, selector: ([name]) => name })
    .map((sections) => sections.flatMap(([name, lines]) => [headers[kind](name), ...lines]))
  return fc
    .oneof(tidy, fc.array(line, { maxLength: 14 }))
    .chain((lines) => fc.constantFrom('', '\n').map((end) => lines.join('\n') + end))
}

/** The same for every reader, but for a tab in a comment, so that it is not plain. */
const notPlain = (text: string): Uint8Array => bytesOf(`#\t\n${text}`)

const isPlain = (text: string, kind: SharedFileKind): boolean =>
  plainFile(parseSharedFile(bytesOf(text), kind)) !== undefined

function seen(bytes: Uint8Array, kind: SharedFileKind, linesAbove: number): unknown {
  const { error, ...cli } = botocoreView(bytes, kind)
  const { lines, rawKeys, failed, ...js } = smithyView(bytes, kind)
  const sections = (of: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(of).map(([name, map]) => [name, plain(map)]))
  const shifted = [...lines].flatMap(([name, of]) =>
    js.profiles.has(name) ? [[name, [...of].map(([key, line]) => [key, line - linesAbove])]] : [],
  )
  return {
    cli: sections(cli),
    fails: error !== undefined,
    js: sections(js),
    rawKeys,
    failed,
    lines: Object.fromEntries(shifted),
  }
}

function merged(config: Uint8Array, credentials: Uint8Array): unknown {
  const go = [...goMerged(config, credentials)].map(([name, { values, files, halfKeys }]) => [
    name,
    { values: plain(values), files: plain(files), halfKeys },
  ])
  const { profiles, error } = botocoreMerged(config, credentials)
  return {
    go: Object.fromEntries(go),
    cli: error ? null : plain(profiles),
    js: plain(smithyMerged(config, credentials)),
  }
}

describe('a plain file', () => {
  it.each(['config', 'credentials'] as const)(
    '%s: each lens sees section by section what it sees in the whole',
    (kind) => {
      let count = 0
      fc.assert(
        fc.property(fileText(kind), (text) => {
          if (isPlain(text, kind)) count += 1
          expect(seen(bytesOf(text), kind, 0)).toEqual(seen(notPlain(text), kind, 1))
        }),
        { numRuns: 3000 },
      )
      expect(count).toBeGreaterThan(500)
    },
  )

  it('is merged with another as the wholes are', () => {
    fc.assert(
      fc.property(fileText('config'), fileText('credentials'), (config, credentials) => {
        expect(merged(bytesOf(config), bytesOf(credentials))).toEqual(
          merged(notPlain(config), notPlain(credentials)),
        )
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['config', 'credentials'] as const)(
    '%s: a section that is not odd has no problem in its lines',
    (kind) => {
      fc.assert(
        fc.property(fileText(kind), (text) => {
          const document = parseSharedFile(bytesOf(text), kind)
          const known = plainFile(document)
          if (known === undefined) return
          const found: FileProblem[] = []
          const usualOnly = { ...document, sections: document.sections.filter((one) => !known.odd.has(one)) }
          checkSettings(usualOnly, reporter(document, found))
          expect(found).toEqual([])
        }),
        { numRuns: 3000 },
      )
    },
  )

  it('is what files of thousands of profiles mostly are', () => {
    const { config, credentials } = generateFiles(300)
    expect([isPlain(config, 'config'), isPlain(credentials, 'credentials')]).toEqual([true, true])
  })

  it.each([
    ['a byte above 127', '[dev]\nregion = é\n'],
    ['a carriage return', '[dev]\r\nregion = x\r\n'],
    ['a tab', '[dev]\nregion =\tx\n'],
    ['the same section twice', '[dev]\nregion = x\n[dev]\noutput = json\n'],
    ['the same setting twice', '[dev]\nregion = x\nREGION = y\n'],
    ['a line without a separator', '[dev]\nregion\n'],
    ['a colon for a separator', '[dev]\nregion: x\n'],
    ['text above the first section', 'region = x\n[dev]\n'],
    ['an indented first line', '[dev]\n  region = x\n'],
    ['an indented comment', '[dev]\nregion = x\n  # note\n'],
    ['a name that is no name', '[__proto__]\nregion = x\n'],
    ['defaults for all', '[DEFAULT]\nregion = x\n'],
    ['a prefix in a name', '[sso-session.x]\nregion = x\n'],
    ['a header with a comment', '[dev] # note\nregion = x\n'],
    ['an unknown kind of section', '[]\nregion = x\n'],
  ])('is none with %s', (_, text) => {
    expect(isPlain(text, 'credentials')).toBe(false)
  })
})

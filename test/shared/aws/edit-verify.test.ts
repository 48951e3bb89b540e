import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Expectation } from '../../../shared/domain/aws/edit/plan.ts'
import { settingsOf } from '../../../shared/domain/aws/edit/settings.ts'
import { findMismatch } from '../../../shared/domain/aws/edit/verify.ts'
import { namedSections } from '../../../shared/domain/aws/lookup.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { bytesOf } from './support/bytes.ts'
import { fileKind, hostileFile } from './support/hostile.ts'
import type { SharedFileKind } from '../../../shared/domain/aws/types.ts'

/** The last guard before a write: it must see an edit that went wrong, whatever planned it. */
function mismatch(
  before: string,
  after: string,
  expected: readonly Expectation[] = [],
  more: { readonly repairsHeader?: boolean; readonly kind?: SharedFileKind } = {},
): string | undefined {
  const kind = more.kind ?? 'config'
  const read = (text: string) => parseSharedFile(bytesOf(text), kind)
  return findMismatch(read(before), read(after), {
    expected,
    repairsHeader: more.repairsHeader ?? false,
  })
}
const settings = (...entries: readonly (readonly [string, string])[]) => new Map(entries)
const file =
  '[default]\nregion = a\n[profile dev]\nregion = b\noutput = c\n[profile prod]\nregion = d\n[sso-session s]\nsso_region = e\n'

describe('the guard of an edit', () => {
  it('says nothing of a file that stayed, of comments and of blank lines', () => {
    expect(mismatch(file, file)).toBeUndefined()
    expect(mismatch(file, file.replace('region = b\n', 'region = b\n# comment\n'))).toBeUndefined()
    expect(mismatch(file, `# first\n${file}`)).toBeUndefined()
    expect(mismatch(file, `${file}\n\n`)).toBeUndefined()
  })

  it.each([
    ['another value of the same length', file.replace('= d', '= x'), '[profile prod]'],
    ['a longer value', file.replace('= d', '= dd'), '[profile prod]'],
    ['a setting that is gone', file.replace('output = c\n', ''), '[profile dev]'],
    ['a setting more', file.replace('output = c\n', 'output = c\nx = y\n'), '[profile dev]'],
    ['another name of a setting', file.replace('output', 'outpux'), '[profile dev]'],
    ['a section that is gone', file.replace('[profile prod]\nregion = d\n', ''), '[profile prod]'],
    ['a section more', `${file}[profile new]\n`, '[profile new]'],
    ['another name of the same length', file.replace('profile prod', 'profile pred'), '[profile prod]'],
    ['another kind of section', file.replace('sso-session s', 'services s'), '[sso-session s]'],
    ['settings that went to the section above', file.replace('[profile prod]\n', ''), '[profile dev]'],
    ['a second section of a name', `${file}[default]\nregion = z\n`, '[profile default]'],
    ['two values that changed places', file.replace('= a', '= b').replace('= b\noutput', '= a\noutput'), '[profile default]'],
    ['changes at both ends', file.replace('= a', '= x').replace('= e', '= y'), '[profile default]'],
  ])('sees %s that nobody asked for', (_, after, name) => {
    expect(after).not.toBe(file)
    expect(mismatch(file, after)).toContain(name)
  }) // prettier-ignore

  it('takes what was asked for, and nothing short of it', () => {
    const after = file.replace('= d', '= x')
    const prod = (wanted: Expectation['settings']): Expectation[] => [
      { kind: 'profile', name: 'prod', settings: wanted },
    ]
    expect(mismatch(file, after, prod(settings(['region', 'x'])))).toBeUndefined()
    expect(mismatch(file, after, prod('any'))).toBeUndefined()
    for (const wanted of [settings(['region', 'y']), settings(), settings(['region', 'x'], ['a', 'b']), undefined])
      expect(mismatch(file, after, prod(wanted))).toContain('[profile prod]')
    // Asked for and not done.
    expect(mismatch(file, file, prod(settings(['region', 'x'])))).toContain('[profile prod]')
    expect(mismatch(file, file, prod(undefined))).toContain('[profile prod]')
    const without = file.replace('[profile prod]\nregion = d\n', '')
    expect(mismatch(file, without, prod(undefined))).toBeUndefined()
    // A profile of the name is not what a section of another kind was asked for.
    const services: Expectation = { kind: 'services', name: 'prod', settings: settings(['region', 'x']) }
    expect(mismatch(file, after, [services])).toContain('prod]')
  }) // prettier-ignore

  it('sees a section that is no profile come or go, unless a header is repaired', () => {
    const other = `[plugins]\na = b\n${file}`
    expect(mismatch(other, file)).toContain('not a profile')
    expect(mismatch(file, other)).toContain('not a profile')
    expect(mismatch(other, file, [], { repairsHeader: true })).toBeUndefined()
  })

  it('sees that the AWS CLI would lose the file, also by blanks that only it knows', () => {
    const any: Expectation[] = [{ kind: 'profile', name: 'dev', settings: 'any' }]
    const twice = '[dev]\na = b\n[dev ]\nc = d\n'
    const credentials = { kind: 'credentials' } as const
    expect(mismatch(twice, twice.replace('dev ]', 'dev]'), any, credentials)).toContain('The AWS CLI')
    // It cannot read the file before: there is nothing to lose.
    const lost = '[dev]\na = b\n[dev]\nc = d\n'
    expect(mismatch(lost, `${lost}c = e\n`, any, credentials)).toBeUndefined()
    const odd = '[dev]\n[x]\nc =\u00a0d\n'
    expect(mismatch(odd, odd.replace('[dev]\n', '[dev]\n\u00a0[x]\n'), any, credentials)).toContain('The AWS CLI')
  }) // prettier-ignore

  it('sees whatever an independent comparison of all sections sees', () => {
    const all = (text: string, kind: SharedFileKind) => {
      const document = parseSharedFile(bytesOf(text), kind)
      const found = new Map<string, string>()
      for (const section of ['profile', 'sso-session', 'services'] as const)
        for (const { name, sections } of namedSections(document, section))
          found.set(`${section} ${name}`, JSON.stringify([...settingsOf(document, sections)].sort()))
      return JSON.stringify([...found].sort())
    }
    const at = fc.nat({ max: 400 })
    fc.assert(
      fc.property(hostileFile, fileKind, at, at, hostileFile, (text, kind, start, length, inserted) => {
        const from = start % (text.length + 1)
        const after = text.slice(0, from) + inserted.slice(0, length % 30) + text.slice(from + (length % 40))
        if (all(text, kind) !== all(after, kind)) expect(mismatch(text, after, [], { kind })).toBeDefined()
        expect(mismatch(text, text, [], { kind })).toBeUndefined()
      }),
      { numRuns: 3000 },
    )
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editSharedFile } from '../../../shared/domain/aws/edit.ts'
import { decodeText } from '../../../shared/domain/aws/text.ts'
import { mergeProfiles } from '../../../shared/domain/aws/merge.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import { serializeSharedFile } from '../../../shared/domain/aws/serialize.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { eachSetting, namedSections, valueOf } from '../../../shared/domain/aws/lookup.ts'
import type { SharedFileKind, SharedFileOperation } from '../../../shared/domain/aws/types.ts'
import { bytesOf, edited, textOf } from './support/bytes.ts'
import { fileKind, hostileBytes, hostileFile } from './support/hostile.ts'

/** Runs of each property of an edit: more with STACKPASS_FUZZ, for a long search. */
const runs = Number(process.env['STACKPASS_FUZZ'] ?? 3000)

const names = fc.constantFrom('default', 'dev', 'a b', 'two', 'pad', 'corp', 'new')
const keys = fc.constantFrom(
  'region',
  'output',
  'aws_access_key_id',
  's3.addressing_style',
  's3',
  'a',
  'cli_pager',
)
const values = fc.constantFrom('x', 'us-east-1', 'a=b:c', 'é', 'x#y', 'AKIAIOSFODNN7EXAMPLE')
const entries = fc.uniqueArray(fc.record({ key: keys, value: values }), {
  maxLength: 3,
  selector: ({ key }) => key,
})

const operation: fc.Arbitrary<SharedFileOperation> = fc.oneof(
  fc.record({ type: fc.constant('set' as const), profile: names, key: keys, value: values }),
  fc.record({ type: fc.constant('unset' as const), profile: names, key: keys }),
  fc.record({
    type: fc.constant('setMany' as const),
    profile: names,
    entries,
    unset: fc.array(keys, { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('addProfile' as const), name: names, entries }),
  fc.record({
    type: fc.constant('renameProfile' as const),
    from: names,
    to: names,
    updateReferences: fc.boolean(),
  }),
  fc.record({ type: fc.constant('duplicateProfile' as const), from: names, to: names }),
  fc.record({ type: fc.constant('deleteProfile' as const), name: names }),
  fc.record({ type: fc.constant('setActiveDefault' as const), profile: names }),
)

/** Every setting of every name, as text to compare. */
function settings(bytes: Uint8Array, kind: SharedFileKind): Map<string, string> {
  const found = new Map<string, string>()
  const document = parseSharedFile(bytes, kind)
  for (const section of ['profile', 'sso-session', 'services'] as const) {
    for (const { name, sections } of namedSections(document, section)) {
      for (const one of sections) {
        eachSetting(document, one, (key, property) =>
          found.set(`${section}/${name}/${decodeText(key)}`, valueOf(document, property)),
        )
      }
    }
  }
  return found
}

function touched(operation: SharedFileOperation): string[] {
  switch (operation.type) {
    case 'set':
    case 'unset':
    case 'setMany':
      return [operation.profile]
    case 'renameProfile':
      return [operation.from, operation.to]
    case 'duplicateProfile':
      return [operation.to]
    case 'addProfile':
    case 'deleteProfile':
      return [operation.name]
    case 'setActiveDefault':
      return ['default']
    case 'fix':
      return []
  }
}

describe('parse', () => {
  it('gives back the bytes it was given, whatever they are', () => {
    fc.assert(
      fc.property(hostileBytes, fileKind, (bytes, kind) => {
        expect(serializeSharedFile(parseSharedFile(bytes, kind))).toEqual(bytes)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads the same settings with the quick scanner as with the full reader', () => {
    fc.assert(
      fc.property(hostileBytes, fileKind, (bytes, kind) => {
        const document = parseSharedFile(bytes, kind)
        const quick = mergeProfiles(
          kind === 'config' ? document : undefined,
          kind === 'config' ? undefined : document,
        )
        const full = settings(bytes, kind)
        for (const [name, profile] of quick) {
          for (const { key, value, line } of profile.settings.values()) {
            expect({ key, value, line: line > 0 }).toEqual({
              key,
              value: full.get(`profile/${name}/${key}`),
              line: true,
            })
          }
        }
        const count = [...full.keys()].filter((key) => key.startsWith('profile/')).length
        expect([...quick.values()].reduce((sum, profile) => sum + profile.settings.size, 0)).toBe(count)
      }),
      { numRuns: 2000 },
    )
  })

  it('finds one value of a profile as it stands among all its settings', () => {
    const asked = ['region', 'aws_access_key_id', 'aws_session_token', 'role_arn', 'output', 's3.k']
    fc.assert(
      fc.property(hostileBytes, hostileBytes, (config, credentials) => {
        const merged = mergeProfiles(
          parseSharedFile(config, 'config'),
          parseSharedFile(credentials, 'credentials'),
        )
        for (const profile of merged.values()) {
          const found = asked.map((key) => profile.value(key))
          expect(found).toEqual(asked.map((key) => profile.settings.get(key)?.value))
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('edit', () => {
  it('changes only the bytes inside its splices, and no other setting', () => {
    fc.assert(
      fc.property(hostileBytes, fileKind, operation, (bytes, kind, op) => {
        const before = Uint8Array.from(bytes)
        const outcome = editSharedFile(bytes, kind, op)
        expect(bytes).toEqual(before)
        if (!outcome.ok) return
        let at = 0
        let rebuilt: number[] = []
        for (const splice of outcome.splices) {
          expect(splice.start).toBeGreaterThanOrEqual(at)
          rebuilt = rebuilt.concat([...bytes.subarray(at, splice.start)], [...splice.insert])
          at = splice.end
        }
        expect(Uint8Array.from(rebuilt.concat([...bytes.subarray(at)]))).toEqual(outcome.bytes)
        const names = new Set(touched(op).map((name) => `profile/${name}/`))
        const old = settings(bytes, kind)
        const now = settings(outcome.bytes, kind)
        for (const key of new Set([...old.keys(), ...now.keys()])) {
          if ([...names].some((name) => key.startsWith(name)) || /\/source_profile$/.test(key)) continue
          expect([key, now.get(key)]).toEqual([key, old.get(key)])
        }
      }),
      { numRuns: runs },
    )
  })

  it('never makes a file that botocore reads unreadable for it', () => {
    fc.assert(
      fc.property(hostileFile, fileKind, operation, (text, kind, op) => {
        const bytes = bytesOf(text)
        const outcome = editSharedFile(bytes, kind, op)
        if (!outcome.ok || botocoreView(bytes, kind).error) return
        expect(textOf(outcome.bytes) + (botocoreView(outcome.bytes, kind).error?.message ?? '')).toBe(
          textOf(outcome.bytes),
        )
      }),
      { numRuns: runs },
    )
  })

  it.each([
    ['a copied line that is a header for it', '[profile dev]\n\u00a0region=\n\t[default]x\n[profile x]', 'config', { type: 'duplicateProfile', from: 'dev', to: 'new' }],
    ['a setting that it takes for one of the section above', '[profile dev]\nregion=x\n\f[default]\n\tregion=\n [default]', 'config', { type: 'set', profile: 'default', key: 'region', value: 'y' }],
    ['a header that becomes the first line', '[default]\nregion= ; c]\n\u00a0\n    region=\n  []', 'config', { type: 'deleteProfile', name: 'default' }],
    ['a name that stands twice for it, once a header is plain', '[dev]\nregion=x\n[dev ]\noutput=y', 'credentials', { type: 'fix', fix: { kind: 'plainHeader', line: 3 } }],
    ['a setting that becomes a parent', '\f[DEFAULT]\nregion=\n    region:', 'config', { type: 'addProfile', name: 'default', entries: [] }],
  ] as const)('refuses an edit that would leave botocore %s', (_, text, kind, op) => {
    expect(botocoreView(bytesOf(text), kind).error).toBeUndefined()
    expect(edited(text, kind, op)).toBe('VerifyMismatch')
  }) // prettier-ignore

  it('set, unset and setMany applied twice equal once', () => {
    fc.assert(
      fc.property(hostileBytes, fileKind, operation, (bytes, kind, op) => {
        if (!['set', 'unset', 'setMany', 'setActiveDefault'].includes(op.type)) return
        const once = editSharedFile(bytes, kind, op)
        if (!once.ok) return
        const twice = editSharedFile(once.bytes, kind, op)
        expect(twice.ok && textOf(twice.bytes)).toBe(textOf(once.bytes))
      }),
      { numRuns: 2000 },
    )
  })

  it('setMany in a section that is there adds no blank line, wherever the file ends', () => {
    const blanks = (bytes: Uint8Array) =>
      textOf(bytes)
        .split(/\r*\n/)
        .slice(0, -1)
        .filter((line) => line.trim() === '').length
    const several = fc.record({
      type: fc.constant('setMany' as const),
      profile: fc.constantFrom('default', 'dev'),
      entries,
      unset: fc.array(keys, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(hostileFile, fileKind, several, (text, kind, op) => {
        const bytes = bytesOf(text)
        const document = parseSharedFile(bytes, kind)
        if (document.loneReturn) return
        if (!namedSections(document, 'profile').some(({ name }) => name === op.profile)) return
        const outcome = editSharedFile(bytes, kind, op)
        if (outcome.ok) expect(blanks(outcome.bytes)).toBeLessThanOrEqual(blanks(bytes))
      }),
      { numRuns: runs },
    )
  })
})

/** Files that people have: no duplicates, no strange indentation, one kind of line end. */
const tidyFile = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('default', 'dev', 'prod', 'team/x'), { minLength: 1 }),
    fc.array(
      fc.uniqueArray(fc.constantFrom('region', 'output', 'aws_access_key_id', 'note'), { minLength: 0 }),
      { minLength: 4, maxLength: 4 },
    ),
    fc.constantFrom(' = ', '=', ' ='),
    fc.constantFrom('', '# comment\n', '\n'),
  )
  .map(([names, keys, separator, between]) =>
    names
      .map(
        (name, index) =>
          `[${name}]\n${(keys[index] ?? []).map((key) => `${key}${separator}${key}-${index}\n`).join('')}`,
      )
      .join(between),
  )

describe('edits of tidy files', () => {
  it('set, then set back, gives the first bytes', () => {
    fc.assert(
      fc.property(tidyFile, fc.constantFrom('region', 'note'), values, (text, key, value) => {
        const old = settings(bytesOf(text), 'credentials').get(`profile/dev/${key}`)
        if (old === undefined) return
        const there = editSharedFile(bytesOf(text), 'credentials', {
          type: 'set',
          profile: 'dev',
          key,
          value,
        })
        if (!there.ok) throw new Error(there.error.code)
        const back = editSharedFile(there.bytes, 'credentials', {
          type: 'set',
          profile: 'dev',
          key,
          value: old,
        })
        expect(back.ok && textOf(back.bytes)).toBe(text)
      }),
    )
  })

  it('unset of a key just inserted gives the first bytes', () => {
    fc.assert(
      fc.property(tidyFile, fc.constantFrom('fresh', 's3.addressing_style'), (text, key) => {
        if (!text.includes('[dev]')) return
        const there = editSharedFile(bytesOf(text), 'credentials', {
          type: 'set',
          profile: 'dev',
          key,
          value: 'x',
        })
        if (!there.ok) throw new Error(there.error.code)
        const back = editSharedFile(there.bytes, 'credentials', { type: 'unset', profile: 'dev', key })
        expect(back.ok && textOf(back.bytes)).toBe(text)
      }),
    )
  })

  it('addProfile, then deleteProfile, gives the first bytes', () => {
    fc.assert(
      fc.property(tidyFile, entries, (text, list) => {
        const kept = list.filter(({ key }) => key !== 's3')
        const there = editSharedFile(bytesOf(text), 'credentials', {
          type: 'addProfile',
          name: 'fresh',
          entries: kept,
        })
        if (!there.ok) throw new Error(there.error.code)
        const back = editSharedFile(there.bytes, 'credentials', { type: 'deleteProfile', name: 'fresh' })
        expect(back.ok && textOf(back.bytes)).toBe(text)
      }),
    )
  })

  it('rename, then rename back, gives the first bytes', () => {
    fc.assert(
      fc.property(tidyFile, fileKind, (body, kind) => {
        const text = kind === 'config' ? body.replaceAll(/\[(?!default)/g, '[profile ') : body
        if (!text.includes('dev]')) return
        const there = editSharedFile(bytesOf(text), kind, { type: 'renameProfile', from: 'dev', to: 'other' })
        if (!there.ok) throw new Error(there.error.code)
        const back = editSharedFile(there.bytes, kind, { type: 'renameProfile', from: 'other', to: 'dev' })
        expect(back.ok && textOf(back.bytes)).toBe(text)
      }),
    )
  })

  it('an edit of the CRLF twin gives the CRLF twin of the edit', () => {
    fc.assert(
      fc.property(tidyFile, operation, (text, op) => {
        const plain = editSharedFile(bytesOf(text), 'credentials', op)
        const twin = editSharedFile(bytesOf(text.replaceAll('\n', '\r\n')), 'credentials', op)
        expect(twin.ok).toBe(plain.ok)
        if (plain.ok && twin.ok) expect(textOf(twin.bytes)).toBe(textOf(plain.bytes).replaceAll('\n', '\r\n'))
      }),
      { numRuns: 500 },
    )
  })
})

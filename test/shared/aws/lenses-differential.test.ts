import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smithyView } from '../../../shared/domain/aws/lenses/smithy.ts'
import { botocoreJson } from '../../corpus/aws-lenses.ts'
import { plain } from '../../corpus/aws-result.ts'
import { fileKind, hostileBytes } from './support/hostile.ts'
import { askBotocore, askSmithy, hasBotocore } from './support/judges.ts'
import type { Case } from './support/judges.ts'

const count = Number(process.env['STACKPASS_FUZZ'] ?? 800)

function sample(seed: number): Case[] {
  const cases = fc.sample(fc.record({ kind: fileKind, bytes: hostileBytes }), { numRuns: count, seed })
  return cases.filter(({ bytes }) => !Buffer.from(bytes).includes('constructor'))
}

/** The profiles, and for config files the other sections too, under the names the loader uses. */
function smithyRaw({ kind, bytes }: Case): unknown {
  const view = smithyView(bytes, kind)
  const all = new Map(view.profiles)
  for (const [name, settings] of view.ssoSessions) all.set(`sso-session.${name}`, settings)
  for (const [name, settings] of view.services) all.set(`services.${name}`, settings)
  return plain(all)
}

describe('lenses against the real readers', { timeout: 120_000 }, () => {
  it('the JS SDK reads what the smithy lens says', () => {
    const cases = sample(4711)
    const answers = askSmithy(cases)
    cases.forEach((one, index) => {
      expect({ file: Buffer.from(one.bytes).toString(), kind: one.kind, view: smithyRaw(one) }).toEqual({
        file: Buffer.from(one.bytes).toString(),
        kind: one.kind,
        view: answers[index],
      })
    })
  })

  it.skipIf(!hasBotocore())('botocore reads what the botocore lens says', () => {
    const cases = sample(815)
    const answers = askBotocore(cases)
    cases.forEach((one, index) => {
      expect({
        file: Buffer.from(one.bytes).toString(),
        kind: one.kind,
        view: botocoreJson(one.bytes, one.kind),
      }).toEqual({
        file: Buffer.from(one.bytes).toString(),
        kind: one.kind,
        view: answers[index],
      })
    })
  })

  it('a section named constructor, which harms the JS SDK, is harmless here', () => {
    const bytes = new Uint8Array(Buffer.from('[constructor]\nkeys = x\n[default]\nregion = r\n'))
    const keys = Object.keys
    expect(plain(smithyView(bytes, 'credentials').profiles)).toEqual({ default: { region: 'r' } })
    expect(Object.keys).toBe(keys)
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { botocoreMerged } from '../../../shared/domain/aws/lenses/botocore.ts'
import { smithyMerged, smithyView } from '../../../shared/domain/aws/lenses/smithy.ts'
import { botocoreJson } from '../../corpus/aws-lenses.ts'
import { plain } from '../../corpus/aws-result.ts'
import { fileKind, hostileBytes } from './support/hostile.ts'
import { askBotocore, askBotocoreMerged, askSmithy, askSmithyMerged, hasBotocore } from './support/judges.ts'
import type { Case, PairCase } from './support/judges.ts'

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

/** Pairs of hostile files, and every name that JavaScript objects have by themselves in either file. */
function samplePairs(seed: number): PairCase[] {
  const of = (kind: string): Uint8Array[] =>
    sample(seed).flatMap((one) => (one.kind === kind ? [one.bytes] : []))
  const credentials = of('credentials')
  const born = ['toString', 'valueOf', 'hasOwnProperty', '__lookupGetter__'].flatMap((name) => [
    { config: `[profile ${name}]\nregion = r\n`, credentials: `[${name}]\nkey = k\n[a]\nkey = k\n` },
    { config: `[default]\nregion = r\n`, credentials: `[${name}]\nkey = k\n` },
  ])
  return [
    ...of('config').flatMap((config, index) => {
      const other = credentials[index]
      return other ? [{ config, credentials: other }] : []
    }),
    ...born.map((pair) => ({
      config: new Uint8Array(Buffer.from(pair.config)),
      credentials: new Uint8Array(Buffer.from(pair.credentials)),
    })),
  ]
}

/** The loader lists its other sections among the profiles. */
function profilesOnly(answer: unknown): unknown {
  const entries = Object.entries(answer as Record<string, unknown>)
  return Object.fromEntries(entries.filter(([name]) => !/^(?:sso-session|services)\./.test(name)))
}

describe('lenses against the real readers', () => {
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

  it('the JS SDK merges both files as the smithy lens does', () => {
    const pairs = samplePairs(1623)
    const answers = askSmithyMerged(pairs)
    pairs.forEach((pair, index) => {
      const text = [pair.config, pair.credentials].map((bytes) => Buffer.from(bytes).toString())
      const view = profilesOnly(plain(smithyMerged(pair.config, pair.credentials)))
      expect({ text, view }).toEqual({ text, view: profilesOnly(answers[index]) })
    })
  })

  it.skipIf(!hasBotocore())('botocore merges both files as its lens does', () => {
    // A session takes it some milliseconds.
    const pairs = samplePairs(1624).slice(-120)
    const answers = askBotocoreMerged(pairs)
    pairs.forEach((pair, index) => {
      const text = [pair.config, pair.credentials].map((bytes) => Buffer.from(bytes).toString())
      const { profiles, error } = botocoreMerged(pair.config, pair.credentials)
      expect({ text, view: error ? null : plain(profiles) }).toEqual({ text, view: answers[index] })
    })
  })

  it('a section named constructor, which harms the JS SDK, is harmless here', () => {
    const bytes = new Uint8Array(Buffer.from('[constructor]\nkeys = x\n[default]\nregion = r\n'))
    const keys = Object.keys
    expect(plain(smithyView(bytes, 'credentials').profiles)).toEqual({ default: { region: 'r' } })
    expect(Object.keys).toBe(keys)
  })
})

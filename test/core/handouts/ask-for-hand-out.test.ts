import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askForHandOut, type HandOutAnswer } from '../../../core/handouts/ask-for-hand-out.ts'
import { handOut } from '../../../core/handouts/hand-out.ts'
import { readLedger } from '../../../core/handouts/read-ledger.ts'
import { keepRule, readRules, ruleOf, rulesFile } from '../../../core/handouts/rules.ts'
import type { HandOutQuestion } from '../../../core/host/ports.ts'
import type { Caller, CallerProcess, HandOutRequest } from '../../../shared/domain/handouts/types.ts'
import { fail, ok } from '../../../shared/result.ts'

let home: string
let asked: HandOutQuestion[]
let answer: HandOutAnswer
let clock: Date

const terraform: CallerProcess = {
  pid: 40,
  name: 'terraform',
  part: 'program',
  executable: '/opt/terraform',
  folder: '/src/infra',
  startedAt: '400',
}
const make: CallerProcess = {
  pid: 30,
  name: 'make',
  part: 'program',
  executable: '/usr/bin/make',
  startedAt: '300',
}
const zsh: CallerProcess = { pid: 20, name: 'zsh', part: 'shell', terminal: 'pts/1', startedAt: '200' }
const bySdk: Caller = { known: true, tree: [terraform, make, zsh] }
const typed: Caller = { known: true, tree: [zsh] }

const context = (surface = true) => ({
  paths: {
    stateDir: join(home, 'state'),
    locksDir: join(home, 'locks'),
    settingsFile: join(home, 'settings.json'),
  },
  now: () => clock,
  isProduction: (profile: string) => Promise.resolve(profile === 'prod'),
  ...(surface && {
    askHandOut: (question: HandOutQuestion) => {
      asked.push(question)
      return Promise.resolve(answer)
    },
  }),
})
const ask = (request: Partial<HandOutRequest> = {}, surface = true) =>
  askForHandOut(context(surface), { profile: 'prod', way: 'credentials', caller: bySdk, ...request })
const setting = (askBeforeHandOut: string): void =>
  writeFileSync(
    join(home, 'settings.json'),
    JSON.stringify({
      askBeforeHandOut,
      groups: [{ name: 'p', colour: 'red', production: true }],
      profileGroups: [['prod', 'p']],
    }),
  )

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'stackpass-ask-'))
  asked = []
  answer = { kind: 'no' }
  clock = new Date()
  setting('guarded')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('whether a program may have credentials', () => {
  it('is asked about production and the vault, and about nothing else', async () => {
    expect(await ask()).toEqual({ allowed: false, why: 'denied' })
    expect(await ask({ profile: 'dev', inVault: true })).toEqual({ allowed: false, why: 'denied' })
    expect(await ask({ profile: 'dev' })).toEqual({ allowed: true, rule: 'open' })
    expect(asked.map(({ profile, production, inVault }) => [profile, production, inVault])).toEqual([
      ['prod', true, false],
      ['dev', false, true],
    ])
  })

  it('is asked about all, or none, where the setting says so', async () => {
    setting('all')
    expect(await ask({ profile: 'dev' })).toEqual({ allowed: false, why: 'denied' })
    setting('none')
    expect(await ask()).toEqual({ allowed: true, rule: 'open' })
    setting('nonsense')
    expect(await ask()).toEqual({ allowed: false, why: 'denied' })
  })

  it('is always asked about a lease that a program wants by itself, whoever started it', async () => {
    setting('none')
    for (const caller of [bySdk, typed])
      expect(await ask({ profile: 'dev', way: 'mcp', caller, leased: 'read-only' })).toEqual({
        allowed: false,
        why: 'denied',
      })
    expect(asked).toMatchObject([{ leased: 'read-only' }, { leased: 'read-only' }])
    expect(await ask({ profile: 'dev', way: 'mcp' }, false)).toEqual({ allowed: false, why: 'no-surface' })
  })

  it('is not asked of the person who typed it', async () => {
    for (const way of ['exec', 'env', 'credentials'] as const)
      expect(await ask({ way, caller: typed })).toEqual({ allowed: true, rule: 'you' })
    expect(await ask({ way: 'exec' })).toMatchObject({ allowed: false })
    expect(await ask({ way: 'pointer', caller: typed })).toMatchObject({ allowed: false })
  })

  it('is no where nobody can be asked, nobody answers, or nobody is known', async () => {
    expect(await ask({}, false)).toEqual({ allowed: false, why: 'no-surface' })
    expect(await ask({ caller: { known: false, tree: [] } }, false)).toEqual({
      allowed: false,
      why: 'no-surface',
    })
    answer = { kind: 'unanswered' }
    expect(await ask()).toEqual({ allowed: false, why: 'no-answer' })
    answer = { kind: 'nobody' }
    expect(await ask()).toEqual({ allowed: false, why: 'no-surface' })
  })
})

describe('a rule', () => {
  const keep = async (kind: 'tree' | 'hour' | 'standing' | 'never', folder?: string) => {
    const rule = ruleOf('prod', bySdk, kind, clock, {
      where: 'terminal',
      ...(folder !== undefined && { folder }),
    })
    await keepRule(context(), rule!)
  }

  it('for an hour ends with the hour, and with a clock that was set back', async () => {
    await keep('hour')
    expect(await ask()).toEqual({ allowed: true, rule: 'asked-hour' })
    expect(await ask({ profile: 'other', inVault: true })).toMatchObject({ allowed: false })
    const start = clock.getTime()
    clock = new Date(start - 3_600_000)
    expect(await ask()).toMatchObject({ allowed: false })
    clock = new Date(start + 3_600_000)
    expect(await ask()).toMatchObject({ allowed: false })
    expect(asked).toHaveLength(3)
  })

  it('for a run holds for all that the run starts, and for no other run', async () => {
    await keep('tree')
    const aws = { ...terraform, pid: 41, name: 'aws', executable: '/usr/bin/aws' }
    expect(await ask({ caller: { known: true, tree: [aws, make, zsh] } })).toEqual({
      allowed: true,
      rule: 'asked-tree',
    })
    const later = { ...make, startedAt: '999' }
    expect(await ask({ caller: { known: true, tree: [terraform, later, zsh] } })).toMatchObject({
      allowed: false,
    })
    expect(await ask({ caller: { known: true, tree: [terraform, zsh] } })).toMatchObject({ allowed: false })
  })

  it('may hold in one folder only', async () => {
    await keep('standing', '/src')
    expect(await ask()).toEqual({ allowed: true, rule: 'standing' })
    const elsewhere = { ...terraform, folder: '/srcs' }
    expect(await ask({ caller: { known: true, tree: [elsewhere] } })).toMatchObject({ allowed: false })
  })

  it('is about the file that runs: another one with the same name is asked about', async () => {
    await keep('standing')
    const liar = { ...terraform, executable: '/tmp/terraform' }
    expect(await ask({ caller: { known: true, tree: [liar, make, zsh] } })).toMatchObject({ allowed: false })
    const hidden: CallerProcess = { pid: 40, name: 'terraform', part: 'program' }
    expect(await ask({ caller: { known: true, tree: [hidden] } })).toMatchObject({ allowed: false })
    expect(asked).toHaveLength(2)
  })

  it('that says never wins, and asks nobody', async () => {
    await keep('standing', '/src')
    await keep('never')
    expect(await ask()).toEqual({ allowed: false, why: 'never' })
    // Even if nobody would be asked about the profile.
    setting('none')
    expect(await ask()).toEqual({ allowed: false, why: 'never' })
    expect(asked).toEqual([])
  })

  it('is forgotten when its file is damaged, and what others put beside it is left out', async () => {
    await keep('standing')
    const file = rulesFile(context().paths.stateDir)
    const { rules } = JSON.parse(readFileSync(file, 'utf8')) as { rules: unknown[] }
    writeFileSync(file, JSON.stringify({ rules: [null, 1, { kind: 'standing' }, ...rules] }))
    expect(await readRules(context())).toHaveLength(1)
    writeFileSync(file, '{')
    expect(await ask()).toMatchObject({ allowed: false })
  })
})

describe('handing out', () => {
  const out = (request: Partial<HandOutRequest> = {}, notices: string[] = []) =>
    handOut(
      { ...context(), onNotice: ({ code }) => notices.push(code) },
      { profile: 'prod', way: 'credentials', caller: bySdk, ...request },
      () => Promise.resolve(ok('the keys')),
      () => ({ account: '111122223333', cached: true }),
    )

  it('writes what was given and what was refused, and gets nothing for a refusal', async () => {
    answer = { kind: 'yes', rule: 'asked-once' }
    expect(await out()).toEqual(ok('the keys'))
    answer = { kind: 'no' }
    let got = 0
    const refused = await handOut(
      context(),
      { profile: 'prod', way: 'credentials', caller: bySdk },
      () => Promise.resolve(ok((got += 1))),
      () => ({ cached: false }),
    )
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'HandOutRefused', reason: 'The answer was no.' },
    })
    expect(got).toBe(0)
    expect((await readLedger(join(home, 'state'))).entries).toMatchObject([
      { verdict: 'given', by: 'asked-once', account: '111122223333', from: 'cached' },
      { verdict: 'refused', by: 'denied', from: 'none' },
    ])
  })

  it('writes nothing where there was nothing to give', async () => {
    const none = await handOut(
      context(),
      { profile: 'dev', way: 'credentials', caller: bySdk },
      () => Promise.resolve(fail('CredentialsUnavailable', 'None.')),
      () => ({ cached: false }),
    )
    expect(none).toMatchObject({ error: { code: 'CredentialsUnavailable' } })
    expect((await readLedger(join(home, 'state'))).entries).toEqual([])
  })

  it('refuses guarded profiles when the log cannot be written, and tells it of others', async () => {
    answer = { kind: 'yes', rule: 'asked-once' }
    writeFileSync(join(home, 'state'), 'no folder')
    const notices: string[] = []
    expect(await out({}, notices)).toMatchObject({ ok: false, error: { code: 'LogUnwritable' } })
    expect(notices).toEqual([])
    expect(await out({ profile: 'dev' }, notices)).toEqual(ok('the keys'))
    expect(notices).toEqual(['LogUnwritable'])
    rmSync(join(home, 'state'))
    mkdirSync(join(home, 'state'), { mode: 0o700 })
  })

  it('says to an SDK what to do', async () => {
    const refused = await handOut(
      context(false),
      { profile: 'prod', way: 'credentials', caller: bySdk },
      () => Promise.resolve(ok(1)),
      () => ({ cached: false }),
    )
    expect(refused).toMatchObject({
      error: {
        message: 'prod is production and there was nobody to ask.',
        remedy: 'Open Stackpass, then run this again.',
      },
    })
  })
})

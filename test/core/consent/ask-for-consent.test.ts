import { afterEach, describe, expect, it, vi } from 'vitest'
import { createConsentAsker } from '../../../core/consent/ask-for-consent.ts'
import { describeQuestion } from '../../../core/consent/describe-question.ts'
import type { Candidate } from '../../../core/consent/process-permissions.ts'
import type { ConsentAnswer, ConsentQuestion } from '../../../core/host/ports.ts'
import { until } from '../../patience.ts'

const pin = { role: 'program', path: '/k', realPath: '/k', by: 'content', sha256: 'aa', owner: 1 } as const

const candidateOf = (
  profile: string,
  command = '/k',
  more: Partial<Candidate['resolved']> = {},
): Candidate => ({
  profile,
  command,
  isAllowed: false,
  resolved: { pins: [pin], unknown: [], run: { file: '/bin/sh', args: [], cwd: '/' }, ...more },
})

function hostOf(host: 'loopback' | 'cli' = 'loopback') {
  let now = 1_000_000
  const kept: Candidate[] = []
  const asked: { question: ConsentQuestion; signal: AbortSignal; answer(answer: ConsentAnswer): void }[] = []
  let later: Candidate | undefined
  const asker = createConsentAsker(
    {
      host,
      askConsent: (question, signal) =>
        new Promise((answer) => {
          asked.push({ question, signal, answer })
          signal.addEventListener('abort', () => answer({ kind: 'no' }), { once: true })
        }),
    },
    () => new Date(now),
    {
      candidate: (command, profile) =>
        Promise.resolve({ ok: true, value: later ?? candidateOf(profile, command) }),
      allow: (candidate) => {
        kept.push(candidate)
        return Promise.resolve({ ok: true, value: undefined })
      },
    },
  )
  return {
    asker,
    asked,
    kept,
    pass: (ms: number) => (now += ms),
    becomes: (candidate: Candidate) => (later = candidate),
  }
}

const yes = { kind: 'yes', where: 'terminal' } as const

afterEach(() => vi.useRealTimers())

describe('the question', () => {
  it('is one question while it is open, and a yes is kept', async () => {
    const host = hostOf()
    const [first, same] = [host.asker.ask(candidateOf('p')), host.asker.ask(candidateOf('p'))]
    expect(await host.asker.ask(candidateOf('q'))).toMatchObject({ error: { code: 'ConsentBusy' } })
    expect(host.asked).toHaveLength(1)
    host.asked[0]?.answer(yes)
    expect([await first, await same]).toEqual([
      { ok: true, value: 'allowed' },
      { ok: true, value: 'allowed' },
    ])
    expect(host.kept).toHaveLength(1)
  })

  it('does not come up again at once after a no, and no other either', async () => {
    const host = hostOf()
    const first = host.asker.ask(candidateOf('p'))
    host.asked[0]?.answer({ kind: 'no' })
    expect(await first).toEqual({ ok: true, value: 'denied' })
    for (const profile of ['p', 'q'])
      expect(await host.asker.ask(candidateOf(profile))).toMatchObject({ error: { code: 'ConsentRefused' } })
    host.pass(6_000)
    expect(await host.asker.ask(candidateOf('p'))).toMatchObject({ error: { code: 'ConsentRefused' } })
    void host.asker.ask(candidateOf('q'))
    expect(host.asked).toHaveLength(2)
    host.asker.cancel()
    await until(async () => {
      host.pass(60_000)
      void host.asker.ask(candidateOf('p'))
      expect(host.asked).toHaveLength(3)
    })
    expect(host.kept).toEqual([])
  })

  it('is asked again at once on a command line, where a person typed it', async () => {
    const host = hostOf('cli')
    const first = host.asker.ask(candidateOf('p'))
    host.asked[0]?.answer({ kind: 'no' })
    await first
    void host.asker.ask(candidateOf('p'))
    expect(host.asked).toHaveLength(2)
  })

  it('means no when it is taken back, also when a yes comes after that', async () => {
    const host = hostOf()
    const first = host.asker.ask(candidateOf('p'))
    host.asker.cancel()
    host.asked[0]?.answer(yes)
    expect(await first).toEqual({ ok: true, value: 'cancelled' })
    expect(host.kept).toEqual([])
  })

  it('means no when nobody answers in time', async () => {
    vi.useFakeTimers()
    const host = hostOf()
    const first = host.asker.ask(candidateOf('p'))
    await vi.advanceTimersByTimeAsync(host.asked[0]!.question.limitMs)
    expect(await first).toEqual({ ok: true, value: 'unanswered' })
    expect(host.asked[0]?.signal.aborted).toBe(true)
    expect(host.kept).toEqual([])
  })

  it('is about what it showed: a program that was exchanged meanwhile is not allowed', async () => {
    const host = hostOf()
    const first = host.asker.ask(candidateOf('p'))
    host.becomes(candidateOf('p', '/k', { pins: [{ ...pin, sha256: 'bb' }] }))
    host.asked[0]?.answer(yes)
    expect(await first).toMatchObject({ error: { code: 'ProcessChanged' } })
    expect(host.kept).toEqual([])
  })

  it('says so where nobody can be asked', async () => {
    const asker = createConsentAsker({ host: 'loopback' }, () => new Date(), {
      candidate: () => Promise.reject(new Error('not asked')),
      allow: () => Promise.reject(new Error('not asked')),
    })
    expect(await asker.ask(candidateOf("it's"))).toMatchObject({
      error: { code: 'ConsentUnavailable', remedy: `Run \`stackpass allow 'it'\\''s'\` in a terminal.` },
    })
  })
})

describe('what is shown', () => {
  const rowsOf = (candidate: Candidate) =>
    new Map(describeQuestion(candidate, 120_000).rows.map(({ label, text }) => [label, text]))

  it('hides nothing: no control, no reordering, no blanks that push text away', () => {
    const command = `/k \u202e\u200b\u00a0\u0007\u001b[2J a${' '.repeat(300)}b\n  program  /usr/bin/true`
    const rows = rowsOf(candidateOf('p\u2066x', command))
    const text = [...rows.values()].join('')
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]| {2}/u)
    expect(rows.get('command')).toContain('⟨U+202E⟩⟨U+200B⟩')
    expect(rows.get('command')).toContain('␛[2J')
    expect(rows.get('command')).toContain('␊␣␣program')
    expect(rows.get('profile')).toBe('p⟨U+2066⟩x')
  })

  it('masks passwords, and gives the hash of the exact text', () => {
    const rows = rowsOf(candidateOf('p', '/k --password hunter2hunter2'))
    expect(rows.get('command')).not.toContain('hunter2')
    expect(rows.get('SHA-256')).toBe('65b06bc38a324389fc187a2a279c2c01e8afa3447f158e0fb326b8c8093fd6b3')
  })

  it('names letters of other alphabets and what cannot be told', () => {
    const rows = rowsOf(candidateOf('p', '/usr/bin/аws $X', { unknown: ['$X'], folder: '/repo' }))
    expect(rows.get('not ASCII')).toBe('а U+0430')
    expect(rows.get('not known')).toContain('$X')
    expect(rows.get('folder')).toBe('/repo, and no other')
  })
})

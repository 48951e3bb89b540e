import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHandOutAsker } from '../../../core/handouts/ask-a-person.ts'
import { askInTurn, type AskPerson } from '../../../core/handouts/ask-in-turn.ts'
import { readRules } from '../../../core/handouts/rules.ts'
import { askRunningApp } from '../../../core/handouts/surface-client.ts'
import { startSurface } from '../../../core/handouts/surface-server.ts'
import { surfaceFile } from '../../../core/handouts/surface-words.ts'
import type { HandOutQuestion } from '../../../core/host/ports.ts'
import { writePrivateFile } from '../../../core/state/write-private-file.ts'
import { until } from '../../patience.ts'
import { by, person, question } from './person.ts'

let home: string
let ends: (() => Promise<void>)[]
const stateDir = (): string => join(home, 'state')
const context = () => ({
  paths: { stateDir: stateDir(), locksDir: join(home, 'locks') },
  now: () => new Date(),
})

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'stackpass-person-'))
  ends = []
})
afterEach(async () => {
  for (const end of ends) await end()
  rmSync(home, { recursive: true, force: true })
})

describe('one question at a time', () => {
  const turn = (one: HandOutQuestion, ask: AskPerson, signal?: AbortSignal) =>
    askInTurn(context(), one, 'terminal', ask, signal)

  it('is one for two hundred that ask the same', async () => {
    const ana = person()
    const all = Array.from({ length: 200 }, () => turn(question(), ana.ask))
    await ana.say('hour')
    expect(new Set((await Promise.all(all)).map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ kind: 'yes', rule: 'asked-hour' })]),
    )
    expect(ana.asked).toHaveLength(1)
    expect(await readRules(context())).toMatchObject([
      { kind: 'hour', profile: 'prod', program: 'terraform' },
    ])
  })

  it('lets others wait for their turn', async () => {
    const ana = person()
    const first = turn(by('terraform', 1), ana.ask)
    await until(() => expect(ana.asked).toHaveLength(1))
    const second = turn(by('node', 2), ana.ask)
    await ana.say('tree')
    await ana.say('no')
    expect(await first).toEqual({ kind: 'yes', rule: 'asked-tree' })
    expect(await second).toEqual({ kind: 'no' })
    expect(ana.most()).toBe(1)
  })

  it('a no holds for a moment, since tools try again at once; a once does not', async () => {
    const ana = person()
    const first = turn(question(), ana.ask)
    await ana.say('no')
    expect(await first).toEqual({ kind: 'no' })
    expect(await turn(question(), ana.ask)).toEqual({ kind: 'no' })
    expect(ana.asked).toHaveLength(1)
    const dev = question({ profile: 'dev', production: false })
    const once = turn(dev, ana.ask)
    await ana.say('once')
    expect(await once).toEqual({ kind: 'yes', rule: 'asked-once' })
    const again = turn(dev, ana.ask)
    await ana.say('once')
    await again
    expect(ana.asked).toHaveLength(3)
  })

  it('makes no standing rule for production, whatever was answered', async () => {
    const ana = person()
    const first = turn(question(), ana.ask)
    await ana.say('always')
    expect(await first).toEqual({ kind: 'yes', rule: 'asked-once' })
    expect(await readRules(context())).toEqual([])
    const second = turn(question({ profile: 'dev', production: false }), ana.ask)
    await ana.say('always')
    expect(await second).toEqual({ kind: 'yes', rule: 'standing' })
  })

  it('about a lease is for one lease: it answers no other question and makes no rule', async () => {
    const asked: HandOutQuestion['way'][] = []
    const ask: AskPerson = ({ way }) => {
      asked.push(way)
      return Promise.resolve({ kind: way === 'mcp' ? 'always' : 'once' })
    }
    const lease = question({ way: 'mcp', production: false, leased: 'read-only, for 30 min' })
    const all = [lease, lease, question({ production: false })].map((one) => turn(one, ask))
    expect(await Promise.all(all)).toEqual(Array(3).fill({ kind: 'yes', rule: 'asked-once' }))
    expect(asked.sort()).toEqual(['credentials', 'mcp', 'mcp'])
    expect(await readRules(context())).toEqual([])
  })

  it('ends with its time, and with the command that asked', async () => {
    const ana = person()
    expect(await turn(question({ limitMs: 30 }), ana.ask)).toEqual({ kind: 'unanswered' })
    const gone = new AbortController()
    const left = turn(by('make', 9), ana.ask, gone.signal)
    await until(() => expect(ana.asked).toHaveLength(2))
    gone.abort()
    expect(await left).toEqual({ kind: 'unanswered' })
    // Nobody has said no, so it asks the next one.
    const next = turn(by('make', 9), ana.ask)
    await until(() => expect(ana.asked).toHaveLength(3))
    ana.sayLast('nobody')
    expect(await next).toEqual({ kind: 'nobody' })
  })
})

describe('a running app', () => {
  const start = async (ask: AskPerson, host: 'desktop' | 'loopback' = 'desktop') => {
    const end = await startSurface({
      stateDir: stateDir(),
      host,
      platform: process.platform,
      ask: (one, signal) => askInTurn(context(), one, 'desktop', ask, signal),
      onFailure: (error) => {
        throw error
      },
    })
    ends.push(end)
    return end
  }

  it('answers for commands, two hundred at once with one question', async () => {
    const ana = person()
    await start(ana.ask)
    const all = Array.from({ length: 200 }, () => askRunningApp(stateDir(), question()))
    await ana.say('tree')
    expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(new Set(['yes']))
    expect(ana.asked).toHaveLength(1)
    expect(ana.asked[0]).toEqual(question())
  })

  it('is preferred to the terminal, which is asked where none runs or can ask', async () => {
    const [app, terminal] = [person(), person()]
    const asker = createHandOutAsker({ host: 'cli', askPerson: terminal.ask }, context())
    const alone = asker(by('a', 1))
    await terminal.say('hour')
    expect(await alone).toMatchObject({ kind: 'yes' })
    const end = await start(app.ask)
    const there = asker(by('b', 2))
    await app.say('hour')
    expect(await there).toMatchObject({ kind: 'yes' })
    const unseen = asker(by('c', 3))
    await app.say('nobody')
    await terminal.say('no')
    expect(await unseen).toEqual({ kind: 'no' })
    await end()
    ends = []
    const after = asker(by('d', 4))
    await terminal.say('no')
    expect(await after).toEqual({ kind: 'no' })
    expect(await createHandOutAsker({ host: 'cli' }, context())(by('e', 5))).toEqual({ kind: 'nobody' })
  })

  it('takes its question back when the command ends', async () => {
    let signalled: AbortSignal | undefined
    const end = await startSurface({
      stateDir: stateDir(),
      host: 'desktop',
      platform: process.platform,
      ask: (_, signal) => {
        signalled = signal
        return new Promise(() => undefined)
      },
      onFailure: () => undefined,
    })
    ends.push(end)
    const asking = askRunningApp(stateDir(), question({ limitMs: 1_000 }))
    await until(() => expect(signalled).toBeDefined())
    await asking
    await until(() => expect(signalled!.aborted).toBe(true))
  })

  it.skipIf(process.platform === 'win32')('leaves its address where only its user can read it', async () => {
    await start(person().ask)
    const file = surfaceFile(stateDir(), 'desktop')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { address } = JSON.parse(readFileSync(file, 'utf8')) as { address: string }
    expect(statSync(address).mode & 0o777).toBe(0o600)
    expect(statSync(join(stateDir(), 'handouts')).mode & 0o777).toBe(0o700)
  })

  it.skipIf(process.platform === 'win32')(
    'says nothing to a command that does not know its token',
    async () => {
      const ana = person()
      await start(ana.ask)
      const file = surfaceFile(stateDir(), 'desktop')
      const { address } = JSON.parse(readFileSync(file, 'utf8')) as { address: string }
      await writePrivateFile(file, JSON.stringify({ address, token: 'f'.repeat(64) }))
      expect(await askRunningApp(stateDir(), question())).toEqual({ kind: 'nobody' })
      expect(ana.asked).toEqual([])
      for (const noise of [
        '{"nonce":"x"}\n{"proof":"","question":{}}\n',
        'nonsense\n',
        `${'x'.repeat(300_000)}`,
      ]) {
        const socket = connect(address)
        socket.on('error', () => undefined).resume()
        socket.write(noise)
        await new Promise((resolve) => socket.once('close', resolve))
      }
      expect(ana.asked).toEqual([])
    },
  )

  it.skipIf(process.platform === 'win32')(
    'that is another program gets no question and gives no answer',
    async () => {
      const heard: string[] = []
      const address = join(home, 'other.sock')
      const other = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.on('data', (data) => {
          heard.push(String(data))
          socket.write('{"proof":"0","nonce":"0"}\n{"answer":{"kind":"yes","rule":"standing"}}\n')
        })
      })
      await new Promise<void>((resolve) => other.listen(address, resolve))
      ends.push(() => new Promise((resolve) => other.close(() => resolve())))
      await writePrivateFile(
        surfaceFile(stateDir(), 'desktop'),
        JSON.stringify({ address, token: 'a'.repeat(64) }),
      )
      expect(await askRunningApp(stateDir(), question())).toEqual({ kind: 'nobody' })
      expect(heard.join('')).not.toContain('terraform')
    },
  )

  it('that left its address behind is none', async () => {
    await writePrivateFile(
      surfaceFile(stateDir(), 'loopback'),
      JSON.stringify({ address: join(home, 'gone.sock'), token: 'a'.repeat(64) }),
    )
    expect(await askRunningApp(stateDir(), question())).toEqual({ kind: 'nobody' })
    writeFileSync(surfaceFile(stateDir(), 'desktop'), '{')
    expect(await askRunningApp(stateDir(), question())).toEqual({ kind: 'nobody' })
  })
})

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordHandOut } from '../../../core/handouts/ledger.ts'
import { readLedger } from '../../../core/handouts/read-ledger.ts'
import type { HandOutNote } from '../../../shared/domain/handouts/types.ts'
import { leaveTime, patience } from '../../patience.ts'

let home: string
let stateDir: string
let clock: number
const fileOf = (name: string): string => join(stateDir, 'handouts', name)
const now = (): Date => new Date((clock += 1_000))

const note = (more: Partial<HandOutNote> = {}): HandOutNote => ({
  profile: 'prod-billing',
  account: '111122223333',
  way: 'credentials',
  caller: {
    known: true,
    tree: [
      {
        pid: 41_207,
        name: 'terraform',
        part: 'program',
        commandLine: 'terraform apply',
        folder: '/src/infra',
      },
      { pid: 40_000, name: 'zsh', part: 'shell' },
    ],
  },
  from: 'fresh',
  verdict: { allowed: true, rule: 'asked-hour' },
  ...more,
})

async function write(count: number, most?: number): Promise<void> {
  for (let done = 0; done < count; done += 1)
    expect(await recordHandOut({ paths: { stateDir }, now }, note(), most)).toMatchObject({ ok: true })
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'stackpass-ledger-'))
  stateDir = join(home, 'state')
  clock = Date.parse('2026-11-27T18:00:00Z')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe('the log of hand-outs', () => {
  it('holds who got what, when and by which rule, for its owner only', async () => {
    await write(1)
    await recordHandOut(
      { paths: { stateDir }, now },
      note({ way: 'exec', verdict: { allowed: false, why: 'denied' } }),
    )
    const { entries, state } = await readLedger(stateDir)
    expect(state).toEqual({ kind: 'whole', torn: 0, earlierLeft: false })
    expect(entries).toMatchObject([
      {
        number: 1,
        at: '2026-11-27T18:00:01.000Z',
        profile: 'prod-billing',
        account: '111122223333',
        program: 'terraform',
        pid: 41_207,
        command: 'terraform apply',
        tree: ['zsh', 'terraform'],
        folder: '/src/infra',
        from: 'fresh',
        verdict: 'given',
        by: 'asked-hour',
      },
      { number: 2, way: 'exec', from: 'none', verdict: 'refused', by: 'denied' },
    ])
    if (process.platform === 'win32') return
    expect(statSync(fileOf('log.jsonl')).mode & 0o777).toBe(0o600)
    expect(statSync(fileOf('head')).mode & 0o777).toBe(0o600)
    expect(statSync(join(stateDir, 'handouts')).mode & 0o777).toBe(0o700)
  })

  it('is empty where nothing was handed out', async () => {
    expect(await readLedger(stateDir)).toEqual({ entries: [], state: { kind: 'empty' } })
  })

  it('goes on over files, and only the oldest go', async () => {
    await write(40, 1)
    const { entries, state } = await readLedger(stateDir)
    expect(readdirSync(join(stateDir, 'handouts')).filter((name) => name.startsWith('log.0'))).toHaveLength(
      10,
    )
    expect(entries.map(({ number }) => number)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40])
    expect(state).toEqual({ kind: 'whole', torn: 0, earlierLeft: true })
    unlinkSync(fileOf('log.000000000031.jsonl'))
    expect((await readLedger(stateDir)).state).toMatchObject({ kind: 'broken', number: 31 })
  })

  it('tells of each change of a byte', async () => {
    await write(6)
    const bytes = readFileSync(fileOf('log.jsonl'))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const forged = Buffer.from(bytes)
        forged[at] = (forged[at]! + by) % 256
        writeFileSync(fileOf('log.jsonl'), forged)
        const { state, entries } = await readLedger(stateDir)
        expect(['broken', 'cut']).toContain(state.kind)
        expect(entries.length).toBeLessThan(6)
      }),
      { numRuns: 200 },
    )
  })

  it('tells of entries that were taken out, put in, doubled or exchanged', async () => {
    await write(6)
    const lines = readFileSync(fileOf('log.jsonl'), 'utf8').trimEnd().split('\n')
    const put = (changed: readonly string[]): void =>
      writeFileSync(fileOf('log.jsonl'), changed.map((line) => `${line}\n`).join(''))
    const stateOf = async (changed: readonly string[]) => {
      put(changed)
      return (await readLedger(stateDir)).state
    }
    expect(await stateOf(lines)).toMatchObject({ kind: 'whole' })
    expect(await stateOf(lines.toSpliced(2, 1))).toEqual({ kind: 'broken', number: 3, torn: 0 })
    expect(await stateOf(lines.toSpliced(0, 2))).toMatchObject({ kind: 'broken', number: 2 })
    expect(await stateOf(lines.toSpliced(3, 0, lines[1]!))).toMatchObject({ kind: 'broken', number: 4 })
    expect(await stateOf([lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)])).toMatchObject({
      kind: 'broken',
      number: 2,
    })
    // Garbage in place of an entry does not count as a torn entry.
    expect(await stateOf(lines.with(2, 'torn'))).toMatchObject({ kind: 'broken', number: 3 })
    // A complete entry of another log.
    const stranger = join(home, 'other')
    await recordHandOut({ paths: { stateDir: stranger }, now }, note({ profile: 'dev' }))
    const forged = readFileSync(join(stranger, 'handouts', 'log.jsonl'), 'utf8').trimEnd()
    expect(await stateOf(lines.with(0, forged))).toMatchObject({ kind: 'broken', number: 2 })
    expect(await stateOf([...lines, forged])).toMatchObject({ kind: 'broken', number: 7 })
  })

  it('tells a cut end from a changed one, and goes on behind it without hiding it', async () => {
    await write(5)
    const lines = readFileSync(fileOf('log.jsonl'), 'utf8').trimEnd().split('\n')
    writeFileSync(fileOf('log.jsonl'), `${lines.slice(0, 3).join('\n')}\n`)
    expect((await readLedger(stateDir)).state).toEqual({ kind: 'cut', from: 4, to: 5 })
    await write(2)
    const { entries, state } = await readLedger(stateDir)
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 6, 7])
    expect(state).toEqual({ kind: 'broken', number: 4, torn: 0 })
    rmSync(fileOf('log.jsonl'))
    expect((await readLedger(stateDir)).state).toEqual({ kind: 'cut', from: 1, to: 7 })
  })

  it('goes on after an entry that was torn while it was written, and says so', async () => {
    await write(2)
    const { size } = statSync(fileOf('log.jsonl'))
    appendFileSync(fileOf('log.jsonl'), '{"number":3,"at":"2026-11')
    expect((await readLedger(stateDir)).state).toMatchObject({ kind: 'whole', torn: 1 })
    await write(2)
    const { entries, state } = await readLedger(stateDir)
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(state).toMatchObject({ kind: 'whole', torn: 1 })
    // The same bytes missing from a once complete entry are not a tear.
    truncateSync(fileOf('log.jsonl'), size - 20)
    expect((await readLedger(stateDir)).state).toMatchObject({ kind: 'broken', number: 2 })
  })

  it('writes one line whatever stands in it', async () => {
    const hostile = 'a\nb\r\u2028"},{"hash":"\u202E'
    await recordHandOut({ paths: { stateDir }, now }, note({ profile: hostile }))
    await write(1)
    const { entries, state } = await readLedger(stateDir)
    expect(entries.map(({ profile }) => profile)).toEqual([hostile, 'prod-billing'])
    expect(state.kind).toBe('whole')
  })
})

describe.skipIf(process.platform === 'win32')('the files of the log', () => {
  it('are not trusted, and not written, when others can write to them', async () => {
    await write(1)
    chmodSync(fileOf('log.jsonl'), 0o666)
    expect((await readLedger(stateDir)).state).toEqual({ kind: 'foreign', reason: 'Others can write to it.' })
    expect(await recordHandOut({ paths: { stateDir }, now }, note())).toMatchObject({
      ok: false,
      error: { code: 'LogUnwritable' },
    })
  })

  it('are never reached over a link', async () => {
    mkdirSync(join(stateDir, 'handouts'), { recursive: true, mode: 0o700 })
    writeFileSync(join(home, 'victim'), 'mine')
    symlinkSync(join(home, 'victim'), fileOf('log.jsonl'))
    expect(await recordHandOut({ paths: { stateDir }, now }, note())).toMatchObject({ ok: false })
    expect(readFileSync(join(home, 'victim'), 'utf8')).toBe('mine')
  })

  it('stay as they are on a full disk', async () => {
    mkdirSync(stateDir, { mode: 0o700 })
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'none', stateDir])
    if (mounted.status !== 0) return
    try {
      let written = 0
      for (; written < 1_000; written += 1)
        if (!(await recordHandOut({ paths: { stateDir }, now }, note())).ok) break
      expect(written).toBeGreaterThan(10)
      expect(await recordHandOut({ paths: { stateDir }, now }, note())).toMatchObject({
        error: { code: 'LogUnwritable', reason: 'The disk is full.' },
      })
      const { entries, state } = await readLedger(stateDir)
      expect(entries).toHaveLength(written)
      expect(state).toEqual({ kind: 'whole', torn: 0, earlierLeft: false })
    } finally {
      spawnSync('umount', [stateDir])
    }
  })
})

describe('many processes', () => {
  let built: string
  beforeAll(async () => {
    built = mkdtempSync(join(tmpdir(), 'stackpass-ledger-child-'))
    const input = join(import.meta.dirname, 'children', 'record.ts')
    const build = await rolldown({ input, platform: 'node', tsconfig: false })
    await build.write({ file: join(built, 'record.mjs'), format: 'esm', codeSplitting: false })
    await build.close()
  })
  afterAll(() => rmSync(built, { recursive: true, force: true }))

  it(
    'write a log that is complete and in order, two hundred at once',
    async () => {
      const children = Array.from({ length: 200 }, () =>
        spawn(process.execPath, [join(built, 'record.mjs'), stateDir, '1'], {
          stdio: ['ignore', 'ignore', 'inherit'],
        }),
      )
      const codes = await Promise.all(
        children.map(async (child) => ((await once(child, 'exit')) as [number])[0]),
      )
      expect(codes.filter((code) => code !== 0)).toEqual([])
      const { entries, state } = await readLedger(stateDir)
      expect(state).toEqual({ kind: 'whole', torn: 0, earlierLeft: false })
      expect(entries.map(({ number }) => number)).toEqual(children.map((_, index) => index + 1))
      const times = entries.map(({ at }) => at)
      expect(times).toEqual(times.toSorted())
      expect(new Set(entries.map(({ pid }) => pid))).toEqual(new Set(children.map(({ pid }) => pid)))
    },
    patience.test,
  )

  it(
    'may be killed in the middle of it',
    async () => {
      for (let round = 0; round < 25; round += 1) {
        const child = spawn(process.execPath, [join(built, 'record.mjs'), stateDir, '0'])
        await once(child.stdout, 'data')
        await leaveTime(Math.random() * 30)
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      await write(1)
      const { state } = await readLedger(stateDir)
      expect(state.kind).toBe('whole')
    },
    patience.test,
  )
})

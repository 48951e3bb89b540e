import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTalking } from '../../fakes/talking-child.ts'
import { leaveTime } from '../../patience.ts'
import type { StsDouble } from '../../fakes/sts/server.ts'
import { ci, keysAtAws, openDouble } from './keys-home.ts'

/** The default number; `STACKPASS_ROTATION_KILLS=500` for the figure in SECURITY.md. */
const kills = Number(process.env['STACKPASS_ROTATION_KILLS'] ?? 40)
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stackpass-keys-'))
const home = join(root, 'home')
const store = join(root, 'store')
const script = join(root, 'child.mjs')
const files = { config: join(home, '.aws', 'config'), credentials: join(home, '.aws', 'credentials') }

/** Every secret that the user ever had. */
const secrets = new Set([ci.secretAccessKey])
let double: StsDouble
beforeAll(async () => {
  for (const folder of [home, join(home, '.aws'), store]) mkdirSync(folder, { mode: 0o700 })
  const pair = `aws_access_key_id = ${ci.accessKeyId}\naws_secret_access_key = ${ci.secretAccessKey}\n`
  writeFileSync(files.config, `# mine\n[profile spare]\n${pair}`, { mode: 0o600 })
  writeFileSync(files.credentials, `# keys\n[ci]\n${pair}# end\n\n[held]\n${pair}`, { mode: 0o600 })
  const bundle = await rolldown({ input: join(import.meta.dirname, 'kill-child.ts'), platform: 'node' })
  await bundle.write({ file: script, format: 'esm', codeSplitting: false })
  await bundle.close()
  double = await openDouble()
  const { made } = double.iam
  double.iam.made = (id) => {
    secrets.add(double.identities.get(id)!.secretAccessKey)
    made(id)
  }
})
afterAll(async () => {
  await double.close()
  rmSync(root, { recursive: true, force: true })
})

/** Random numbers, the same in each run. */
function randomFrom(seed: number): () => number {
  let at = seed
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const start = (rounds: number) => startTalking(script, { home, store, endpoint: double.url, rounds })

const read = (file: string): string => readFileSync(file, 'utf8')

/** The key of a profile in a file, read independently of the code under test. */
function keyOf(file: string, header: string) {
  const section = read(file).split(`${header}\n`)[1]?.split('[')[0] ?? ''
  const value = (key: string): string => new RegExp(`^${key} = (.*)$`, 'm').exec(section)?.[1] ?? ''
  return { id: value('aws_access_key_id'), secret: value('aws_secret_access_key') }
}

const keysInFiles = () => [keyOf(files.credentials, '[ci]'), keyOf(files.config, '[profile spare]')]

const works = ({ id, secret }: { id: string; secret: string }): boolean =>
  double.identities.get(id)?.secretAccessKey === secret && keysAtAws(double)[id] === 'Active'

/** Files below the home that hold one of the secrets, without the history. */
function exposed(): string[] {
  return (
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(join('stackpass', 'history')) && !Object.values(files).includes(file))
      .filter((file) => [...secrets].some((secret) => read(file).includes(secret)))
      .map((file) => file.slice(home.length + 1))
      // An unfinished write next to its file.
      .filter((file) => !/^\.aws\/\.stackpass-[\w-]+\.tmp$/.test(file))
  )
}

const records = (): string[] => {
  const folder = join(home, 'state', 'stackpass', 'keys')
  return existsSync(folder) ? readdirSync(folder) : []
}

/** One active key at AWS and in every place; nothing left to do. */
function expectGoodState(): void {
  expect(records().filter((name) => name.endsWith('.json'))).toEqual([])
  const [own, spare] = keysInFiles()
  expect(own).toEqual(spare)
  expect(works(own!)).toBe(true)
  expect(Object.keys(keysAtAws(double))).toEqual([own!.id])
  const items = readdirSync(store).map((name) => read(join(store, name)))
  expect(items.filter((item) => item.includes(own!.secret))).toHaveLength(1)
  expect(items).toHaveLength(1)
}

it(`${kills} kills at random moments: a key in the files works, none is exposed, and resume ends it`, async () => {
  const states = new Set<string>()
  let roundTime = 300
  for (let kill = 0; kill < kills; kill += 1) {
    if (kills >= 200 && kill % 50 === 0) console.info(`${kill} kills`)
    const random = randomFrom(kill)
    const { child, said, ended } = start(1_000)
    // One in four is killed while it finishes what the previous one left.
    const isEarly = kill % 4 === 3
    const began = await said(isEarly ? 'ready' : 'resumed')
    if (!isEarly) {
      expect(began, `kill ${kill}`).toMatch(/^ready\nresumed\n$/)
      expectGoodState()
      child.stdin.write('\n')
      // The first round loads the code that calls AWS.
      if (kill % 4 !== 0) {
        const heard = await said('round')
        roundTime = Number(/round ([\d.]+)/.exec(heard)?.[1] ?? roundTime)
      }
    }
    await leaveTime(random() * roundTime)
    child.kill('SIGKILL')
    const heard = await ended
    expect(heard).toMatch(/^ready\n(?:resumed\n)?(?:round [\d.]+\n)*$/)
    expect([...secrets].some((secret) => heard.includes(secret))).toBe(false)
    const found = keysInFiles()
    expect(found.some(works), `kill ${kill}: ${JSON.stringify(found.map(({ id }) => id))}`).toBe(true)
    expect(exposed()).toEqual([])
    const [record] = records().filter((name) => name.endsWith('.json'))
    const folder = join(home, 'state', 'stackpass', 'keys')
    states.add(
      record === undefined ? 'none' : (/"state": "(\w+)"/.exec(read(join(folder, record)))?.[1] ?? 'odd'),
    )
  }
  // The kills hit more than one state.
  expect(states.size).toBeGreaterThan(1)
  if (kills >= 200) console.info(`states met: ${[...states].sort().join(', ')}`)
  const { child, said, ended } = start(2)
  await said('resumed')
  expectGoodState()
  child.stdin.write('\n')
  expect(await ended).toContain('done')
  expectGoodState()
})

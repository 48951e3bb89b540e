import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTalking } from '../../fakes/talking-child.ts'
import { leaveTime } from '../../patience.ts'
import { userIdentity } from '../../fakes/sts/identities.ts'
import { spawnStsDouble } from '../../fakes/sts/spawn-double.ts'

/** The default number; `STACKPASS_VAULT_KILLS=500` for the figure in SECURITY.md. */
const kills = Number(process.env['STACKPASS_VAULT_KILLS'] ?? 40)
const user = userIdentity('user0')
const secret = user.secretAccessKey
const keys = `# mine\n[alice]\naws_access_key_id = ${user.accessKeyId}\naws_secret_access_key = ${secret}\n# end\n`
const config = '[profile alice]\nregion = eu-west-1\n'
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stackpass-vault-'))
const home = join(root, 'home')
const store = join(root, 'store')
const script = join(root, 'child.mjs')

let double: Awaited<ReturnType<typeof spawnStsDouble>> | undefined
beforeAll(async () => {
  for (const folder of [home, join(home, '.aws'), store]) mkdirSync(folder, { mode: 0o700 })
  writeFileSync(join(home, '.aws', 'config'), config, { mode: 0o600 })
  writeFileSync(join(home, '.aws', 'credentials'), keys, { mode: 0o600 })
  const bundle = await rolldown({ input: join(import.meta.dirname, 'kill-child.ts'), platform: 'node' })
  await bundle.write({ file: script, format: 'esm', codeSplitting: false })
  await bundle.close()
  double = await spawnStsDouble({ users: 1, latencyMs: 0 })
})
afterAll(() => {
  double?.close()
  rmSync(root, { recursive: true, force: true })
})

const start = (rounds: number) => startTalking(script, { home, store, endpoint: double?.url, rounds })

const read = (file: string): string => readFileSync(file, 'utf8')
const isInFile = (): boolean => read(join(home, '.aws', 'credentials')).includes(secret)
const isInStore = (): boolean => readdirSync(store).some((name) => read(join(store, name)).includes(secret))
const isAskedFor = (): boolean => read(join(home, '.aws', 'config')).includes('credential_process')

/** Files below the home that hold the secret, without the history, which is purged separately. */
function holding(): string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(join('stackpass', 'history')) && read(file).includes(secret))
    .map((file) => file.slice(home.length + 1))
}

it(`${kills} kills at random moments: the key is always in the file or in the store, and nowhere else`, async () => {
  const states = new Set<string>()
  for (let kill = 0; kill < kills; kill += 1) {
    const { child, said, ended } = start(1_000)
    // The first round loads the code that calls AWS and takes longer than the others.
    const isFirst = kill % 4 === 0
    const heard = await said(isFirst ? 'ready' : 'round')
    const round = Number(/round ([\d.]+)/.exec(heard)?.[1] ?? 300)
    await leaveTime(Math.random() * (isFirst ? 300 : round))
    child.kill('SIGKILL')
    expect(await ended).toMatch(/^ready\n(?:round [\d.]+\n)*$/)
    const [inFile, inStore, asks] = [isInFile(), isInStore(), isAskedFor()]
    states.add(`${inFile} ${inStore} ${asks}`)
    // Anyone who asks now gets the key: from the file, or from the store by the command.
    expect({ inFile, inStore, asks }).toSatisfy(() => (asks ? inStore : inFile) || (inFile && inStore))
    // Only moving a key out leaves more when it is killed while writing: an unfinished file next to the target file.
    const others = holding().filter((file) => file !== join('.aws', 'credentials'))
    expect(others.filter((file) => !/^\.aws\/\.stackpass-[\w-]+\.tmp$/.test(file))).toEqual([])
    if (others.length > 0) expect({ asks, inStore }).toEqual({ asks: true, inStore: true })
  }
  // The kills hit more than one state.
  expect(states.size).toBeGreaterThan(1)
  // A run without kills finishes what was begun: two rounds put the key in and out, whatever the start.
  for (let rest = 0; rest < 3 && (!isInFile() || isInStore()); rest += 1) {
    const { ended } = start(1)
    expect(await ended).toContain('done')
  }
  expect(read(join(home, '.aws', 'credentials'))).toBe(keys)
  expect(read(join(home, '.aws', 'config'))).toBe(config)
  expect(readdirSync(store)).toEqual([])
  expect(holding()).toEqual([join('.aws', 'credentials')])
})

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface AwsCli {
  /** Such as `aws 2.9.19`. */
  readonly name: string
  readonly file: string
  readonly major: number
}

/** Programs of this name on PATH, and in the folder where systems keep theirs. */
function candidates(name: string): string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  const found = folders.filter((folder) => folder !== '').map((folder) => join(folder, name))
  return [...new Set(found)].filter((file) => existsSync(file))
}

/** A version manager's shim starts its own shells; measure the program behind it. */
function behindShim(file: string): string {
  const head = readFileSync(file).subarray(0, 2_000).toString('latin1')
  if (!head.startsWith('#!') || !head.includes('pyenv')) return file
  const which = spawnSync('pyenv', ['which', file.split('/').at(-1) ?? ''], { encoding: 'utf8' })
  return which.status === 0 ? which.stdout.trim() : file
}

/** Every AWS CLI on this machine, one for each version. */
export function findAwsClis(): AwsCli[] {
  const found = new Map<string, AwsCli>()
  for (const file of candidates('aws').map(behindShim)) {
    const version = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 60_000 })
    const match = /^aws-cli\/((\d+)\.[\d.]+)/.exec(version.stdout ?? '')
    if (match === null) continue
    const name = `aws ${match[1]}`
    if (!found.has(name)) found.set(name, { name, file: realpathSync(file), major: Number(match[2]) })
  }
  return [...found.values()]
}

export interface Botocore {
  readonly name: string
  readonly python: string
}

/** A Python that has botocore. */
export function findBotocore(): Botocore | undefined {
  for (const python of ['python3', 'python', '/usr/bin/python3']) {
    const asked = spawnSync(python, ['-c', 'import botocore; print(botocore.__version__)'], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    if (asked.status === 0) return { name: `botocore ${asked.stdout.trim()}`, python }
  }
  return undefined
}

export interface Granted {
  /** The program, and the name under which it assumes a profile. */
  readonly file: string
  readonly assume: string
}

/** Granted, if both of its names are there. */
export function findGranted(): Granted | undefined {
  const [file, assume] = ['granted', 'assumego'].map((name) => candidates(name)[0])
  return file === undefined || assume === undefined ? undefined : { file, assume }
}

/** A Python that has PyYAML. */
export function findYaml(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', 'import yaml'], { timeout: 60_000 }).status === 0,
  )
}

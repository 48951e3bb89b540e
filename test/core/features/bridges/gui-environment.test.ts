import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRunVector, guiEnvironment } from '../../../../core/features/bridges/gui-environment.ts'

const hostile = [
  ...[`it's "quoted"`, '$(touch pwned)', '`touch pwned`', 'a; touch pwned', 'a && touch pwned'],
  ...['%PATH%', '-u', '--help', 'ünï 漢', ' padded ', '*', '\\', '!x', '^x', '{a,b}'],
]

const programs = {
  darwin: ['launchctl', 'launchctl'],
  win32: ['setx', 'reg'],
  linux: ['systemctl', 'systemctl'],
} as const

describe.each(Object.keys(programs) as (keyof typeof programs)[])(
  'programs that start later on %s',
  (platform) => {
    it.each(hostile)('get the name %s as it is, whole, in one argument', (name) => {
      const { set } = guiEnvironment(platform)
      const vectors = set(name)
      expect(vectors.map(([program]) => program)).toEqual([programs[platform][0]])
      const last = vectors[0]!.at(-1)
      expect(platform === 'linux' ? last : [vectors[0]!.at(-2), last]).toEqual(
        platform === 'linux' ? `AWS_PROFILE=${name}` : ['AWS_PROFILE', name],
      )
    })

    it('get nothing but the name: no key is in any argument', () => {
      const { set, unset } = guiEnvironment(platform)
      const words = [...set('dev'), ...unset()].flat()
      expect(words.filter((word) => /AWS_(?!PROFILE)/.test(word))).toEqual([])
      expect(unset().map(([program]) => program)).toEqual([programs[platform][1]])
    })
  },
)

describe.skipIf(process.platform === 'win32')('launchctl', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackpass-launchctl-'))
    const program = join(folder, 'launchctl')
    await writeFile(program, `#!/bin/sh\nprintf '%s\\0' "$@" > '${folder}/seen'\n`)
    await chmod(program, 0o755)
  })
  afterEach(() => rm(folder, { recursive: true }))

  it.each(hostile)('is started without a shell between: %s arrives', async (name) => {
    const run = createRunVector({ env: { PATH: `${folder}:/usr/bin:/bin` }, platform: 'darwin' })
    for (const vector of guiEnvironment('darwin').set(name)) await run(vector)
    const seen = (await readFile(join(folder, 'seen'), 'utf8')).split('\0').slice(0, -1)
    expect(seen).toEqual(['setenv', 'AWS_PROFILE', name])
  })

  it('is taken from an absolute folder of the PATH only', async () => {
    const run = createRunVector({ env: { PATH: '.:bin' }, platform: 'darwin' })
    await expect(run(['launchctl', 'unsetenv', 'AWS_PROFILE'])).rejects.toThrow('no launchctl')
  })
})

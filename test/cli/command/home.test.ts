import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const wsl = { WSL_DISTRO_NAME: 'Debian' }
let windows = ''

beforeEach(async () => {
  windows = join(at.sandbox.home, 'mnt/c/Users/ada')
  await mkdir(join(windows, '.aws'), { recursive: true })
  await writeFile(join(windows, '.aws/config'), '[profile win]\r\nregion = eu-north-1\r\n')
  await writeFile(
    join(windows, '.aws/credentials'),
    '[win]\r\naws_access_key_id = AKIAIOSFODNN7WINDOWS\r\naws_secret_access_key = secret-of-windows\r\n',
  )
})

const run = (args: readonly string[], env: Readonly<Record<string, string>> = wsl) =>
  at.sandbox.run(args, { env })
const names = async (env = wsl) => (await run(['profiles', 'list', '--names'], env)).stdout.trim().split('\n')
const state = () => readFile(join(at.sandbox.home, '.local/state/stackpass/active'), 'utf8')

describe.skipIf(process.platform === 'win32')('stackpass home', () => {
  it('says that there is one home where this is no WSL, and writes nothing', async () => {
    const before = await at.sandbox.picture()
    const { code, stderr } = await run(['home', 'windows'], { WSL_DISTRO_NAME: '' })
    expect([code, stderr]).toEqual([1, expect.stringContaining('There is one home here.')])
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it('switches every command to the files of Windows and back, and never mixes them', async () => {
    expect(await names()).toEqual(['default', 'dev'])
    await run(['use', 'default'])
    const chosen = await run(['home', windows])
    expect(chosen).toMatchObject({
      code: 0,
      stdout: `The AWS files are those of Windows, in ${windows}/.aws.\n`,
    })
    expect(await state()).toContain(`\nwindows-home=${windows}\nend\n`)
    expect((await run(['current'])).stdout).not.toContain('default')
    expect(await names()).toEqual(['win'])
    expect((await run(['use', 'win'])).code).toBe(0)
    expect(await state()).toMatch(/\nprofile=win\nregion=eu-north-1\n/)
    const child = await run(['exec', 'win', '--', process.execPath, '-p', 'process.env.AWS_CONFIG_FILE'])
    expect(child).toMatchObject({ code: 0, stdout: `${join(windows, '.aws/config')}\n` })
    // A shell with the hook has exported the files.
    const shell = {
      ...wsl,
      STACKPASS_AWS_HOME: windows,
      AWS_CONFIG_FILE: join(windows, '.aws/config'),
      AWS_SHARED_CREDENTIALS_FILE: join(windows, '.aws/credentials'),
    }
    expect((await run(['home', 'linux'], shell)).stdout).toBe('The AWS files are those of Linux.\n')
    expect(await names(shell)).toEqual(['default', 'dev'])
    expect(await state()).not.toContain('windows-home')
    expect((await run(['current'])).stdout).not.toContain('win')
  })

  it('edits the file of Windows as it is written there, and asks for no mode', async () => {
    await run(['home', windows])
    expect(await run(['profiles', 'set', 'win', 'output', 'json'])).toMatchObject({ code: 0 })
    expect(await readFile(join(windows, '.aws/config'), 'utf8')).toBe(
      '[profile win]\r\nregion = eu-north-1\r\noutput = json\r\n',
    )
    const { stdout } = await run(['problems', '--json'])
    expect(JSON.stringify(JSON.parse(stdout))).not.toMatch(/mode|chmod/)
  })

  it('shows both, what a variable does, and refuses what is no home', async () => {
    await run(['home', windows])
    expect((await run(['whoami'])).stderr).toContain('this shell has others until the hook runs')
    const shown = await run(['home'])
    expect(shown.stdout).toMatch(/Linux +~\/\.aws +2/)
    expect(shown.stdout).toMatch(/Windows .*ada\/\.aws +1 +in use/)
    const byVariable = await run(['home'], { ...wsl, AWS_CONFIG_FILE: '/elsewhere' })
    expect(byVariable.stderr).toContain('comes before the choice')
    for (const wrong of ['ada', '/nowhere', join(windows, '.aws'), 'Windows'])
      expect(await run(['home', wrong]), wrong).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('is not a home'),
      })
    const dry = await run(['home', 'linux', '--dry-run'])
    expect(dry.stdout).toContain('would be those of Linux')
    expect(await names()).toEqual(['win'])
  })
})

import { execFileSync } from 'node:child_process'
import { chown, mkdir, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { workspaceFileName } from '../../../core/stacks/workspace-file.ts'
import { decodeFolders } from '../../../shared/domain/shells/folder-format.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
let repo: string

const toml = 'profile = "dev"\n'
const hookFile = (): string => join(at.sandbox.home, '.local/state/stackpass/active-folders')
const entries = async () => decodeFolders(await readFile(hookFile(), 'utf8'))
const run = (args: readonly string[], cwd = repo) =>
  at.sandbox.run(['folder', ...args], { cwd, env: { PWD: cwd } })

beforeEach(async () => {
  repo = join(await realpath(at.sandbox.home), 'repo')
  await mkdir(join(repo, 'sub'), { recursive: true })
  await writeFile(join(repo, '.stackpass.toml'), toml)
})

describe('folder', () => {
  it('allows the text of the nearest file, says when it changed, and takes it back', async () => {
    const allowed = await run(['allow'], join(repo, 'sub'))
    expect(allowed).toMatchObject({ code: 0, stdout: '~/repo: dev, by .stackpass.toml\n' })
    expect(await entries()).toEqual([{ folder: repo, profile: 'dev', text: toml }])
    expect(((await stat(hookFile())).mode & 0o777).toString(8)).toBe('600')
    await writeFile(join(repo, '.stackpass.toml'), 'profile = "admin"\n')
    expect((await run(['list'])).stdout).toContain('changed since, not in use')
    expect(await entries()).toMatchObject([{ text: toml }])
    expect((await run(['deny'])).code).toBe(0)
    expect(await entries()).toEqual([{ folder: repo }])
    expect((await run(['list'])).stdout).toContain('turned down')
  })

  it('remembers how a shell spells the folder through a link', async () => {
    const link = join(at.sandbox.home, 'link')
    await symlink(repo, link)
    await at.sandbox.run(['folder', 'allow'], { cwd: repo, env: { PWD: link } })
    expect((await entries()).map(({ folder }) => folder)).toEqual([repo, link])
  })

  it.each([
    ['a link', async (file: string) => symlink('/etc/hostname', file), 'is a link'],
    ['10 MB', async (file: string) => writeFile(file, 'a'.repeat(10_000_000)), 'FileTooLarge'],
    ['a pipe', async (file: string) => void execFileSync('mkfifo', [file]), 'FileNotRegular'],
    [
      'control characters',
      async (file: string) => writeFile(file, 'profile = "\u001B[31m"\n'),
      'control characters',
    ],
    ['not TOML', async (file: string) => writeFile(file, 'profile = \n'), 'is not TOML'],
    ['no profile', async (file: string) => writeFile(file, 'profiel = "dev"\n'), 'names no profile'],
    [
      'an unknown profile',
      async (file: string) => writeFile(file, 'profile = "DEV"\n'),
      'Did you mean "dev"?',
    ],
  ])('refuses %s and keeps what was', async (_, make, said) => {
    const inner = join(repo, 'sub')
    await make(join(inner, '.stackpass.toml'))
    const ran = await run(['allow'], inner)
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(ran.stderr).toContain(said)
    expect(ran.stderr).toContain('To do:')
    expect(ran.stderr).not.toContain('\u001B[31m')
    await expect(stat(hookFile())).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('gives a folder a profile by a rule, which follows a rename', async () => {
    expect(await run(['set', 'dev', repo])).toMatchObject({ code: 0, stdout: '~/repo: dev, by your rule\n' })
    const renamed = await at.sandbox.run(['profiles', 'rename', 'dev', 'develop'])
    expect(renamed.code).toBe(0)
    expect(await entries()).toMatchObject([{ folder: repo, profile: 'develop' }])
    expect((await run(['list'])).stdout).toContain('develop')
  })

  it('asks about production, and takes --yes for the answer', async () => {
    const groups = JSON.stringify([{ name: 'p', colour: 'red', production: true }])
    await at.sandbox.run(['settings', 'set', 'groups', groups])
    await at.sandbox.run(['settings', 'set', 'profileGroups', '[["dev","p"]]'])
    await at.sandbox.run(['settings', 'set', 'terminalColour', 'dark'])
    const yes = await run(['allow', '--yes'])
    expect(yes.code).toBe(0)
    expect(await entries()).toMatchObject([{ production: true, colour: '#3a1212' }])
  })

  it('takes the profiles of the stacks, and tells shells where Pulumi says which is selected', async () => {
    await writeFile(join(repo, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n')
    await writeFile(join(repo, 'Pulumi.dev.yaml'), 'config:\n  aws:profile: dev\n')
    await writeFile(join(repo, 'Pulumi.none.yaml'), 'config: {}\n')
    const allowed = await run(['allow', '--stacks'])
    expect(allowed).toMatchObject({ code: 0, stdout: '~/repo: dev: dev, by selected stack\n' })
    const file = join(
      await realpath(at.sandbox.home),
      '.pulumi/workspaces',
      workspaceFileName('shop', join(repo, 'Pulumi.yaml')),
    )
    expect((await entries())[0]).toEqual({
      folder: repo,
      profile: 'dev',
      when: { file, holds: '"stack": "dev"' },
    })
    await writeFile(join(repo, 'Pulumi.dev.yaml'), 'config:\n  aws:profile: admin\n')
    expect((await run(['list'])).stdout).toContain('allow again')
  })

  it('is told by whoami and current', async () => {
    const env = { AWS_PROFILE: 'dev', STACKPASS_PROFILE: 'dev', STACKPASS_FOLDER: repo }
    const { stdout } = await at.sandbox.run(['whoami'], { env })
    expect(stdout).toContain(`Because   it is the profile of the folder ${repo}\n`)
    const { stderr } = await at.sandbox.run(['current'], { env })
    expect(stderr).toContain(`This shell has dev, the profile of the folder ${repo}.`)
  })

  it.skipIf(process.getuid?.() !== 0)(
    'takes no word from a file of another user (needs root to make one)',
    async () => {
      const folder = join(at.sandbox.home, 'theirs')
      await mkdir(folder)
      const file = join(folder, '.stackpass.toml')
      await writeFile(file, 'profile = "dev"\n', { mode: 0o644 })
      await chown(file, 65_534, 65_534)
      const { code, stderr } = await at.sandbox.run(['folder', 'allow', folder, '--yes'])
      expect(code).toBe(1)
      expect(stderr).toContain('Error NotAllowed: .stackpass.toml belongs to another user')
      await chown(file, 0, 0)
      expect((await at.sandbox.run(['folder', 'allow', folder, '--yes'])).code).toBe(0)
    },
  )
})

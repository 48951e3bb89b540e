import { spawnSync } from 'node:child_process'
import { access, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFolders, foldersFile, type FolderEntry } from '../../shared/domain/shells/folder-format.ts'
import { until } from '../patience.ts'
import { PtyShell, ptyShells, shellHome, whyNot, type PtyOptions, type ShellHome } from './pty-shell.ts'

let home: ShellHome
let shells: PtyShell[]
let count = 0

beforeEach(async () => {
  home = await shellHome()
  await home.use({ profile: 'active', region: 'eu-west-1', exportRegion: true })
  shells = []
})

afterEach(async () => {
  await Promise.all(shells.map((shell) => shell.close()))
  await home.close()
})

const toml = 'profile = "web"\n'

/** As Stackpass and most editors do: a shell that comes to its prompt meanwhile sees the old text or the new one. */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

async function folder(name: string, text?: string): Promise<string> {
  const place = path.join(home.folder, name)
  await mkdir(place, { recursive: true })
  if (text !== undefined) await writeFile(path.join(place, '.stackpass.toml'), text)
  return place
}

const allow = (...entries: FolderEntry[]): Promise<void> =>
  replaceFile(foldersFile(home.stateFile), encodeFolders(entries, `s${(count += 1)}`))

for (const kind of ptyShells) {
  const reason = whyNot(kind)
  describe.skipIf(reason !== undefined)(reason === undefined ? kind : `${kind}: skipped, ${reason}`, () => {
    async function open(options?: PtyOptions): Promise<PtyShell> {
      const shell = new PtyShell(kind, home, options)
      shells.push(shell)
      await shell.load()
      return shell
    }

    it('has the profile of an allowed folder there and below, and the active one again outside', async () => {
      const repo = await folder('repo', toml)
      await folder('repo/deep/er')
      await allow({
        folder: repo,
        profile: 'web',
        text: toml,
        region: 'us-east-1',
        production: true,
        expires: 5,
      })
      const shell = await open()
      for (const place of ['repo', 'repo/deep/er']) {
        await shell.run(`cd '${path.join(home.folder, place)}'`)
        expect(await shell.environment('AWS_PROFILE')).toBe('web')
        expect(await shell.environment('STACKPASS_FOLDER')).toBe(repo)
        expect(await shell.environment('STACKPASS_PRODUCTION')).toBe('1')
        expect(await shell.environment('STACKPASS_EXPIRATION')).toBe('5')
        expect(await shell.environment('AWS_REGION')).toBe('us-east-1')
      }
      await home.use({ profile: 'other' })
      expect(await shell.environment('AWS_PROFILE')).toBe('web')
      await shell.run(`cd '${home.folder}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('other')
      expect(await shell.run('env')).not.toMatch(/STACKPASS_FOLDER|STACKPASS_PRODUCTION|AWS_REGION/)
      expect(shell.said('stackpass:')).toBe(0)
    })

    it('names a file that is not allowed once, and does nothing else', async () => {
      const repo = await folder('repo', toml)
      const shell = await open()
      await shell.run(`cd '${repo}'`)
      for (let time = 0; time < 3; time += 1) expect(await shell.environment('AWS_PROFILE')).toBe('active')
      await until(() =>
        expect(
          shell.said('asks for the profile web, which you have not allowed. Run: stackpass folder allow'),
        ).toBe(1),
      )
      await allow({ folder: repo, profile: 'web', text: toml })
      expect(await shell.environment('AWS_PROFILE')).toBe('web')
      await replaceFile(path.join(repo, '.stackpass.toml'), 'profile = "evil"\n')
      expect(await shell.environment('AWS_PROFILE')).toBe('active')
      await until(() => expect(shell.said('asks for the profile evil')).toBe(1))
      await replaceFile(path.join(repo, '.stackpass.toml'), toml)
      expect(await shell.environment('AWS_PROFILE')).toBe('web')
      await allow({ folder: repo })
      expect(await shell.environment('AWS_PROFILE')).toBe('active')
      await rm(foldersFile(home.stateFile))
      expect(await shell.environment('AWS_PROFILE')).toBe('active')
      await until(() => expect(shell.said('stackpass:')).toBe(2))
    })

    it('keeps a pinned shell pinned, and comes to the profile of the folder afterwards', async () => {
      const repo = await folder('repo', toml)
      await allow({ folder: repo, profile: 'web', text: toml })
      const shell = await open()
      await shell.run('stackpass pin mine')
      await shell.run(`cd '${repo}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('mine')
      expect(await shell.environment('STACKPASS_FOLDER')).toBe('')
      await shell.run('stackpass unpin')
      expect(await shell.environment('AWS_PROFILE')).toBe('web')
      await until(() => expect(shell.said('this shell has the profile of this folder, web')).toBe(1))
      await shell.setByHand('AWS_PROFILE', 'hand')
      expect(await shell.environment('AWS_PROFILE')).toBe('hand')
      expect(shell.said('pinned to hand; this folder has web')).toBe(1)
    })

    it('follows rules without a file, the nearest first, and the stack that is selected', async () => {
      const outer = await folder('outer')
      const inner = await folder('outer/inner', toml)
      const selected = path.join(home.folder, 'workspace.json')
      await allow(
        { folder: outer, profile: 'rule' },
        { folder: inner, profile: 'st dev', when: { file: selected, holds: '"stack": "dev"' } },
        { folder: inner, profile: 'st prod', when: { file: selected, holds: '"stack": "prod"' } },
      )
      const shell = await open()
      await shell.run(`cd '${inner}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('rule')
      await replaceFile(selected, '{\n    "stack": "prod"\n}')
      expect(await shell.environment('AWS_PROFILE')).toBe('st prod')
      await replaceFile(selected, '{\n    "stack": "dev"\n}')
      expect(await shell.environment('AWS_PROFILE')).toBe('st dev')
      await shell.run(`cd '${outer}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('rule')
      expect(shell.said('stackpass:')).toBe(0)
    })

    it('is not moved by a repository: links, pipes, large files, control characters, folders in an allowed one', async () => {
      const repo = await folder('repo', toml)
      const inner = await folder('repo/vendor', 'profile = "$(touch HACKED)"\n')
      const linked = await folder('linked')
      await symlink(path.join(repo, '.stackpass.toml'), path.join(linked, '.stackpass.toml'))
      const pipe = await folder('pipe')
      expect(spawnSync('mkfifo', [path.join(pipe, '.stackpass.toml')]).status).toBe(0)
      const large = await folder('large', 'a'.repeat(10_000_000))
      const control = await folder('control', 'profile = "\u001B]0;owned\u0007`touch HACKED`"\n')
      const named = await folder('n\u001B]0;owned\u0007$(touch HACKED)', 'profile = "x"\n')
      const zero = await folder('zero', `${toml}\0evil`)
      await allow(
        { folder: repo, profile: 'web', text: toml },
        ...[linked, pipe, large].map((place) => ({ folder: place, profile: 'evil', text: toml })),
      )
      const shell = await open()
      await shell.run(`cd '${inner}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('web')
      for (const place of [linked, pipe, large, control, named, zero]) {
        // A line editor would take the control characters of its name for keys.
        await shell.run(place === named ? `cd '${home.folder}'/n*HACKED*` : `cd '${place}'`)
        expect(await shell.environment('AWS_PROFILE')).toBe('active')
      }
      await until(() => expect(shell.said('stackpass: ')).toBeGreaterThan(3))
      const said = shell.output.split('\n').filter((line) => line.includes('stackpass: '))
      for (const line of said) expect(line).not.toMatch(/\u001B\]0|owned|HACKED/)
      for (const place of [home.folder, inner, control, named])
        await expect(access(path.join(place, 'HACKED'))).rejects.toThrow()
    })

    it('leaves a shell of exec and one without any state alone', async () => {
      const repo = await folder('repo', toml)
      await allow({ folder: repo, profile: 'web', text: toml })
      const exec = await open({ env: { STACKPASS_EXEC: 'dev', AWS_PROFILE: '' } })
      await exec.run(`cd '${repo}'`)
      expect(await exec.environment('AWS_PROFILE')).toBe('')
      await rm(home.stateFile)
      const shell = await open()
      await shell.run(`cd '${repo}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('web')
      await shell.run(`cd '${home.folder}'`)
      expect(await shell.environment('AWS_PROFILE')).toBe('')
    })

    it('takes a file of ours that is half written for none', async () => {
      const repo = await folder('repo', toml)
      const shell = await open()
      await shell.run(`cd '${repo}'`)
      for (const text of [
        '',
        'stackpass-folders 1 x\n',
        `stackpass-folders 1 y\nfolder=${repo}\nprofile=evil\n`,
        'x\nend\n',
      ]) {
        await replaceFile(foldersFile(home.stateFile), text)
        expect(await shell.environment('AWS_PROFILE')).toBe('active')
      }
      expect(shell.output).not.toMatch(/no such file|unbound|not found|bad array/i)
    })
  })
}

import { lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  hookOf,
  planInstall,
  planRemove,
  type InstallPlace,
} from '../../../../core/features/shells/install.ts'
import { installPlace } from './install-place.ts'
import type { FileChange } from '../../../../core/files/types.ts'
import { createFilesAndHistory } from '../../../../core/history/files-and-history.ts'
import { maskers } from '../../../../core/start/maskers.ts'
import type { Result } from '../../../../shared/result.ts'

let home: string
let place: InstallPlace
let service: ReturnType<typeof createFilesAndHistory>

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'stackpass-install-'))
  const stateDir = path.join(home, 'state')
  service = createFilesAndHistory({
    historyDir: path.join(stateDir, 'history'),
    locksDir: path.join(stateDir, 'locks'),
    maskers,
  })
  place = installPlace(home, stateDir)
})

afterEach(async () => {
  await service.files.close()
  await rm(home, { recursive: true, force: true })
})

function value<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`${result.error.code}: ${result.error.message} ${result.error.reason ?? ''}`)
  return result.value
}

async function apply(changes: readonly FileChange[]): Promise<string> {
  const plan = value(await service.files.plan('Set up', changes))
  return value(await service.files.apply(plan)).historyId
}

it('is shown as a diff without secrets, written through a symlink, undone and redone', async () => {
  const dotfiles = path.join(home, 'dotfiles')
  await mkdir(dotfiles)
  const before = 'export GITHUB_TOKEN=hush\nalias ll="ls -l"\n'
  await writeFile(path.join(dotfiles, 'bashrc'), before)
  await symlink('dotfiles/bashrc', path.join(home, '.bashrc'))
  const { changes, lines } = await planInstall('hook', 'bash', hookOf('bash', place), place)
  const plan = value(await service.files.plan('Set up bash', changes))
  const shown = JSON.stringify(plan.files.map((file) => file.diff))
  expect(shown).not.toContain('hush')
  expect(shown).toContain(JSON.stringify(lines[0]).slice(1, -1))
  const { historyId } = value(await service.files.apply(plan))
  expect((await lstat(path.join(home, '.bashrc'))).isSymbolicLink()).toBe(true)
  expect(await readFile(path.join(dotfiles, 'bashrc'), 'utf8')).toContain(lines[0])
  expect((await stat(path.join(place.stateDir, 'shells', 'hook.bash'))).mode & 0o777).toBe(0o600)

  const again = value(
    await service.files.plan(
      'Again',
      (await planInstall('hook', 'bash', hookOf('bash', place), place)).changes,
    ),
  )
  expect(again.files).toEqual([])

  const undo = value(await service.history.planUndo(historyId))
  expect(JSON.stringify(undo.files.map((file) => file.diff))).not.toContain('hush')
  value(await service.files.apply(undo))
  expect(await readFile(path.join(home, '.bashrc'), 'utf8')).toBe(before)
  expect(await place.exists(path.join(place.stateDir, 'shells', 'hook.bash'))).toBe(false)
})

it('goes into a file that another program changed meanwhile', async () => {
  const rc = path.join(home, '.zshrc')
  await writeFile(rc, 'one\n')
  const plan = value(
    await service.files.plan(
      'Set up',
      (await planInstall('hook', 'zsh', hookOf('zsh', place), place)).changes,
    ),
  )
  await writeFile(rc, 'one\ntwo\n')
  expect(value(await service.files.apply(plan)).rebased).toBe(true)
  expect(await readFile(rc, 'utf8')).toMatch(/^one\ntwo\n# >>> stackpass >>>\n/)
})

it('creates the folder of fish, and takes both files away again', async () => {
  const setup = await planInstall('hook', 'fish', hookOf('fish', place), place)
  await apply(setup.changes)
  expect(await place.exists(setup.rcFile)).toBe(true)
  await apply(value(await planRemove('hook', 'fish', place)).changes)
  expect(await place.exists(setup.rcFile)).toBe(false)
  expect(await place.exists(path.join(place.stateDir, 'shells', 'hook.fish'))).toBe(false)
})

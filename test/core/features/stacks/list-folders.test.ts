import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { must, openHome } from '../../home.ts'

function withFolders() {
  const { home, core } = openHome()
  for (const folder of ['src/acme', 'src/Ledger', 'src/node_modules/x', 'src/.hidden', 'Documents'])
    mkdirSync(join(home, folder), { recursive: true })
  writeFileSync(join(home, 'src', 'acme', 'Pulumi.yaml'), 'name: acme\n')
  writeFileSync(join(home, 'src', 'a-file'), '')
  symlinkSync('/', join(home, 'src', 'link'))
  return { home, core }
}

it('lists the sub-folders of a folder below the home, marks projects, and leaves out links, files and the code of others', async () => {
  const { core } = withFolders()
  expect(await must(core, 'stacks.folders', { folder: '~/src' })).toEqual({
    label: '~/src',
    above: '~',
    folders: [
      { name: 'Ledger', label: '~/src/Ledger', project: false },
      { name: 'acme', label: '~/src/acme', project: true },
    ],
    more: false,
  })
  expect(await must(core, 'stacks.folders', { folder: '~' })).not.toHaveProperty('above')
})

it('narrows by the beginning of a name, in capitals or not; a dot asks for hidden ones', async () => {
  const { core } = withFolders()
  const names = async (beginning: string) => {
    const listed = await must<{ folders: { name: string }[] }>(core, 'stacks.folders', {
      folder: '~/src',
      beginning,
    })
    return listed.folders.map(({ name }) => name)
  }
  expect(await names('led')).toEqual(['Ledger'])
  expect(await names('.')).toEqual(['.hidden'])
})

it('stops at a number of folders and says that there are more', async () => {
  const { home, core } = withFolders()
  for (let number = 0; number < 210; number += 1) mkdirSync(join(home, 'Documents', `d${number}`))
  const listed = await must<{ folders: unknown[]; more: boolean }>(core, 'stacks.folders', {
    folder: '~/Documents',
  })
  expect(listed.folders).toHaveLength(200)
  expect(listed.more).toBe(true)
})

it('lists nothing outside of the home folder, and says what is no folder', async () => {
  const { core } = withFolders()
  for (const folder of ['/', '~/..', '~/../..', '/etc'])
    expect(await core.dispatch('stacks.folders', { folder }), folder).toMatchObject({
      ok: false,
      error: { code: 'FolderMissing', reason: 'This lists only folders in your home folder.' },
    })
  expect(await core.dispatch('stacks.folders', { folder: '~/gone' })).toMatchObject({
    ok: false,
    error: { code: 'FolderMissing', reason: 'The system says ENOENT.' },
  })
})

it('asks the dialog of the host, and says where there is none', async () => {
  const { core } = openHome()
  expect(await core.dispatch('stacks.chooseFolder', {})).toMatchObject({
    error: { code: 'DialogUnavailable' },
  })
  const answers = [undefined, '/srv/projects']
  const desktop = openHome({ chooseFolder: () => Promise.resolve(answers.shift()) })
  expect(await must(desktop.core, 'stacks.chooseFolder', {})).toEqual({})
  expect(await must(desktop.core, 'stacks.chooseFolder', {})).toEqual({ folder: '/srv/projects' })
})

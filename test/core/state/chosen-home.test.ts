import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chosenHome, withChosenHome } from '../../../core/state/chosen-home.ts'

const windows = '/mnt/c/Users/ada'
const files = {
  STACKPASS_AWS_HOME: windows,
  AWS_CONFIG_FILE: `${windows}/.aws/config`,
  AWS_SHARED_CREDENTIALS_FILE: `${windows}/.aws/credentials`,
}
const wsl = () => '5.15.167.4-microsoft-standard-WSL2'
const plain = () => '6.8.0-generic'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'stackpass-home-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function choose(content: unknown): void {
  mkdirSync(join(home, '.config/stackpass'), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(join(home, '.config/stackpass/settings.json'), text)
}

describe.skipIf(process.platform === 'win32')('the chosen home', () => {
  it('names both files, for everything that is started', () => {
    choose({ windowsHome: windows })
    const env = withChosenHome({ HOME: home, LANG: 'C' }, 'linux', home, wsl)
    expect(env).toEqual({ HOME: home, LANG: 'C', ...files })
    expect(chosenHome(env)).toBe(windows)
  })

  it('is that of Linux where nothing, or nothing that can be used, is chosen', () => {
    const env = { HOME: home }
    expect(withChosenHome(env, 'linux', home, wsl)).toBe(env)
    for (const content of [
      '{',
      '[]',
      'null',
      ...[null, 5, 'C:\\Users\\ada', 'ada', '/a\nb', '/$HOME', '/a/'].map((windowsHome) => ({ windowsHome })),
    ]) {
      choose(content)
      expect(chosenHome(withChosenHome(env, 'linux', home, wsl)), JSON.stringify(content)).toBeUndefined()
    }
  })

  it('is nothing outside of WSL', () => {
    choose({ windowsHome: windows })
    const env = { HOME: home }
    expect(withChosenHome(env, 'linux', home, plain)).toBe(env)
    expect(withChosenHome({ ...env, WSL_DISTRO_NAME: 'x' }, 'darwin', home, wsl)).not.toHaveProperty(
      'AWS_CONFIG_FILE',
    )
    expect(chosenHome(withChosenHome({ ...env, WSL_DISTRO_NAME: 'x' }, 'linux', home, plain))).toBe(windows)
  })

  it.each(['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])(
    'yields to %s by hand, so that no two homes mix',
    (name) => {
      choose({ windowsHome: windows })
      const byHand = { HOME: home, [name]: '/elsewhere' }
      expect(withChosenHome(byHand, 'linux', home, wsl)).toEqual(byHand)
      // In a shell that uses the files of the home, changed manually since.
      const changed = { HOME: home, ...files, [name]: '/elsewhere' }
      const { STACKPASS_AWS_HOME: _mark, ...rest } = changed
      expect(withChosenHome(changed, 'linux', home, wsl)).toEqual(rest)
    },
  )

  it('replaces what the hook exported before, also with that of Linux', () => {
    const shell = { HOME: home, ...files }
    choose({ windowsHome: '/mnt/d/Users/ada' })
    expect(withChosenHome(shell, 'linux', home, wsl)).toMatchObject({
      AWS_CONFIG_FILE: '/mnt/d/Users/ada/.aws/config',
    })
    choose({ windowsHome: null })
    expect(withChosenHome(shell, 'linux', home, wsl)).toEqual({ HOME: home })
  })
})

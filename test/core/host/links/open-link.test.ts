import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeLaunchFile } from '../../../../core/host/links/launch-file.ts'
import { mayOpenLink, openLink } from '../../../../core/host/links/open-link.ts'
import { otherUid, runAs, whyNot } from '../../../fakes/other-user.ts'
import { until } from '../../../patience.ts'

const secret = 'SigninToken=q7-Zk_2mVw9'
const url = `https://us-east-1.signin.aws.amazon.com/federation?Action=login&Destination=%22&${secret}`

let home = ''
let env: Record<string, string> = {}
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-link-'))
  const bin = join(home, 'bin')
  await mkdir(bin)
  // Records what it was asked to open, with the page as a browser would read it, and waits a little.
  await writeFile(
    join(bin, 'xdg-open'),
    `#!/bin/sh\nprintf '%s' "$1" > '${home}/new' && mv '${home}/new' '${home}/opened'\nsleep 1\n`,
  )
  await chmod(join(bin, 'xdg-open'), 0o755)
  env = {
    PATH: `${bin}:/usr/bin:/bin`,
    DISPLAY: ':0',
    STACKPASS_OPEN_BROWSER: '1',
    STACKPASS_HOME: join(home, 'own'),
  }
})
afterEach(() => rm(home, { recursive: true, force: true }))

const open = (address: string, more: Record<string, string> = {}) =>
  openLink(address, { env: { ...env, ...more }, platform: 'linux', homeDir: home, stays: true })
const opened = () => until(() => readFile(join(home, 'opened'), 'utf8'))

describe.runIf(process.platform === 'linux')('a link', () => {
  it('is opened by a file of ours, 0600, that leads on and loads nothing', async () => {
    expect(await open(url)).toBe(true)
    const address = await opened()
    expect(address).toMatch(/^file:\/\/\/.*\/own\/state\/launch\/open-[0-9a-f]{16}\.html$/)
    const path = fileURLToPath(address)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const page = await readFile(path, 'utf8')
    expect(page).toContain(`href="${url.replaceAll('&', '&#38;')}"`)
    expect(page).toContain('<meta name="referrer" content="no-referrer">')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toContain('unsafe-inline')
  })

  it('into a container of Firefox is led there by the page, with the file alone as argument', async () => {
    await symlink(join(home, 'bin', 'xdg-open'), join(home, 'bin', 'firefox'))
    const target = {
      kind: 'firefox-container',
      container: 'acme',
      colour: 'red',
      addOn: 'open-external-links',
    } as const
    expect(await openLink(url, { env, platform: 'linux', homeDir: home, stays: true }, target)).toBe(true)
    const address = await opened()
    expect(address).toMatch(/^file:/)
    const page = await readFile(fileURLToPath(address), 'utf8')
    expect(page).toContain('href="ext+container:name=acme&#38;url=https%3A%2F%2Fus-east-1.signin')
  })

  it('that is no address of the web is not opened', async () => {
    for (const address of [
      'http://signin.aws.amazon.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://user:secret@signin.aws.amazon.com/',
      'http://127.0.0.1:9/',
      '',
    ]) {
      expect(await open(address)).toBe(false)
    }
    expect(await readdir(home)).not.toContain('opened')
  })

  it('cannot break out of its page', async () => {
    await open('https://signin.aws.amazon.com/"><script>alert(1)</script>')
    const page = await readFile(fileURLToPath(await opened()), 'utf8')
    expect(page.match(/<script>/g)).toHaveLength(1)
  })

  it('is not opened, and leaves no file, where no program opens it', async () => {
    expect(await open(url, { PATH: '/nonexistent' })).toBe(false)
    expect(await readdir(join(home, 'own', 'state', 'launch'))).toEqual([])
  })

  it('is not opened over SSH', async () => {
    const { STACKPASS_OPEN_BROWSER: _, ...quiet } = env
    expect(
      await openLink(url, {
        env: { ...quiet, SSH_TTY: '/dev/pts/1' },
        platform: 'linux',
        homeDir: home,
        stays: true,
      }),
    ).toBe(false)
    await expect(stat(join(home, 'own'))).rejects.toThrow('ENOENT')
  })

  describe(`as another user sees it${whyNot}`, () => {
    it.skipIf(otherUid === undefined)('stands in no argument and in no file to read', async () => {
      const watcher = runAs(
        otherUid ?? 0,
        `const fs = require('fs')
        console.log('watching')
        const seen = new Set()
        for (const end = Date.now() + 20000; Date.now() < end; )
          for (const pid of fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
            let text = ''
            try { text = fs.readFileSync('/proc/' + pid + '/cmdline', 'latin1') } catch { continue }
            if (!text.includes(process.argv[1]) || seen.has(text) || Number(pid) === process.pid) continue
            seen.add(text)
            console.log('saw ' + text.replaceAll('\\0', ' '))
            const file = /file:\\/\\/(\\/[^\\0 ]*)/.exec(text)
            if (file) try { console.log('read ' + fs.readFileSync(file[1], 'utf8')) } catch (error) { console.log('not read ' + error.code) }
          }`,
        [home],
      )
      await watcher.line(/watching/)
      expect(await open(url)).toBe(true)
      await watcher.line(/saw .*xdg-open file:/)
      expect(await watcher.line(/read/)).toBe('not read EACCES')
      await watcher.end()
      expect(watcher.output()).not.toContain(secret)
      expect(watcher.output()).not.toContain('signin')
    })
  })
})

describe('the file that leads on', () => {
  const folders = () => [join(home, 'launch')]
  it('goes after its life', async () => {
    await writeLaunchFile({ folders: folders(), page: 'x', lifeMs: 1 })
    await until(async () => expect(await readdir(join(home, 'launch'))).toEqual([]))
  })

  it('is removed by a program of ours when it outlives us', async () => {
    const file = await writeLaunchFile({ folders: folders(), page: 'x', lifeMs: 50 })
    await file?.outlive({ env: {}, platform: process.platform, homeDir: home })
    await until(async () => expect(await readdir(join(home, 'launch'))).toEqual([]))
  })
})

it('takes an address of this computer only where a double is allowed', () => {
  const double = { STACKPASS_OPEN_LOOPBACK: '1' }
  expect(mayOpenLink('http://127.0.0.1:8080/x', double)).toBe(true)
  expect(mayOpenLink('http://127.0.0.1:8080/x', {})).toBe(false)
  expect(mayOpenLink('http://127.0.0.1.evil.example/', double)).toBe(false)
})

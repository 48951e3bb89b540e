import { execFileSync, spawnSync } from 'node:child_process'
import { link, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sampleConfig } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const said = '~/.aws/config was written in place: it is mounted or linked'
const canMount = process.platform === 'linux' && spawnSync('unshare', ['-m', 'true']).status === 0

describe('a file that cannot be replaced as a whole', () => {
  it.runIf(canMount)('is written in place where it is mounted on its own, as in a container', async () => {
    const file = join(at.sandbox.home, '.aws', 'config')
    const real = join(at.sandbox.home, 'real')
    await rename(file, real)
    await writeFile(file, '', { mode: 0o600 })
    const script = 'mount --bind "$1" "$2" && exec "$3" "$4" profiles set dev region us-west-2 2>&1'
    const words = ['-c', script, 'sh', real, file, process.execPath, at.entry]
    const text = execFileSync('unshare', ['-m', 'sh', ...words], {
      env: at.sandbox.environment,
      encoding: 'utf8',
    })
    expect(text).toContain(said)
    expect(execFileSync('cat', [real], { encoding: 'utf8' })).toBe(
      sampleConfig.replace('region = eu-west-1 ', 'region = us-west-2 '),
    )
    expect(await at.sandbox.read('config')).toBe('')
  })

  it('says nothing where it was replaced', async () => {
    const written = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-2'])
    expect(written).toMatchObject({ code: 0, stderr: '' })
  })

  it('is written in place where it has a second name', async () => {
    await link(join(at.sandbox.home, '.aws', 'config'), join(at.sandbox.home, 'second'))
    const written = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-2'])
    expect(written.stderr).toContain(said)
  })
})

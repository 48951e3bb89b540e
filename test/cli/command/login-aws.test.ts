import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Organisation, startOrganisation } from '../../fakes/organisation/organisation.ts'
import { createSignin, type Signin } from '../../fakes/organisation/signin.ts'
import { talkOnTerminal } from './on-terminal.ts'
import { withSandbox } from './with-sandbox.ts'

const arn = 'arn:aws:iam::123456789012:user/ana'
const at = withSandbox()
let organisation: Organisation
let signin: Signin
beforeEach(async () => {
  signin = createSignin({ arn })
  organisation = await startOrganisation({ routes: [signin.routes] })
  await at.sandbox.write('config', `[profile me]\nlogin_session = ${arn}\nregion = eu-west-1\n`)
  await at.sandbox.write('credentials', '')
})
afterEach(() => organisation.close())

/** Over SSH: no browser can return to us. */
const env = () => ({ ...organisation.env, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22', NO_COLOR: '1' })
const run = (...args: string[]) => at.sandbox.run(args, { env: env() })
const config = () => at.sandbox.read('config')

/** Follows the address on the terminal, as a person does on another device, and copies the text of its page. */
async function textOfPage(shown: string): Promise<string> {
  const [address = ''] = /http:\/\/127\.0\.0\.1:\d+\/v1\/authorize\S+/.exec(shown) ?? []
  const page = await (await fetch(address)).text()
  return /<pre>(.*)<\/pre>/.exec(page)?.[1] ?? page
}

describe.skipIf(process.platform !== 'linux')('on a terminal', () => {
  it('signs in with a pasted text, asks again for a wrong one, and out again', async () => {
    const { code, text } = await talkOnTerminal(at, ['login', 'me'], env(), [
      ['Text of the page: ', () => 'nonsense\n'],
      ['paste it again', async (shown) => `${await textOfPage(shown)}\n`],
    ])
    expect(text).toContain('Error PastedTextWrong: This is not the text of the page.')
    expect(text).toContain('Open this page to sign in to ana:')
    expect(text).toMatch(/ana: signed in until [\d: -]+, renews by itself\. 1 profile can be used\./)
    expect(code).toBe(0)
    expect(signin.given.byCode).toBe(1)

    const given = await run('credentials', 'me')
    expect(JSON.parse(given.stdout)).toMatchObject({ Version: 1, AccountId: '123456789012' })
    expect((await run('sessions')).stdout).toMatch(/ana +signed in until .* 1 +eu-west-1/)
    const out = await run('logout')
    expect(out.stdout).toBe('Signed out of ana.\n')
    expect(out.stderr).toContain('AWS has no call that ends a login')
    expect((await run('credentials', 'me')).stderr).toContain('Run `stackpass login me`.')
  })

  it('makes a new profile in one change that is shown first', async () => {
    const before = await config()
    const paste = async (shown: string) => `${await textOfPage(shown)}\n`
    const refused = await talkOnTerminal(at, ['login', '--new', 'fresh'], env(), [
      ['Region to sign in in [us-east-1]: ', () => '\n'],
      ['Text of the page: ', paste],
      ['Create the profile fresh? [y/N]', () => 'n\n'],
    ])
    expect(refused.text).toMatch(/\+ 5 {2}\[profile fresh\]/)
    expect(refused.text).toContain(`The login of ${arn} is kept for tools; no profile was changed.`)
    expect(await config()).toBe(before)

    const made = await talkOnTerminal(at, ['login', '--new', 'fresh', '--region', 'eu-north-1'], env(), [
      ['Text of the page: ', paste],
      ['Create the profile fresh? [y/N]', () => 'y\n'],
    ])
    expect(made.code).toBe(0)
    expect(made.text).toContain(`fresh is signed in as ${arn}.`)
    expect(await config()).toBe(`${before}\n[profile fresh]\nlogin_session = ${arn}\nregion = eu-north-1\n`)
    expect(JSON.parse((await run('credentials', 'fresh')).stdout)).toMatchObject({ Version: 1 })
    expect((await run('history', 'list')).stdout.trim().split('\n').length).toBeLessThanOrEqual(2)
  })
})

describe('without a terminal', () => {
  it('signs nobody in', async () => {
    for (const args of [['me'], ['--new', 'fresh', '--yes'], ['me', '--remote', '--region', 'eu-west-1']]) {
      const { code, stderr } = await run('login', ...args)
      expect(code).toBe(1)
      expect(stderr).toContain('Error SignInNeedsPerson')
    }
    expect(organisation.received).toEqual([])
    expect(await config()).not.toContain('fresh')
  })

  it('knows what goes together', async () => {
    expect((await run('login', 'me', '--device', '--remote')).code).toBe(2)
    expect((await run('login', 'me', '--new', 'fresh')).code).toBe(2)
    expect((await run('login', '--new', 'fresh', '--device')).code).toBe(2)
  })
})

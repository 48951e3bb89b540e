import type { Input, Output } from '../../../shared/contract/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { productionProfiles } from '../../credentials/profile-groups.ts'
import { browserOf, type ChosenBrowser } from './browser-of-group.ts'
import { consoleHosts } from './console-hosts.ts'
import { consoleTarget, type ConsoleTarget } from './console-target.ts'
import type { ConsoleContext, ConsoleLoans } from './context.ts'
import { consolePage } from './destination.ts'
import { federate, type ConsoleLink } from './federation.ts'
import { federationTokenInWords } from './federation-token.ts'
import { identityCenterLink } from './links.ts'

type Asked = Input<'console.open'>
type Opened = Output<'console.open'>

/**
 * Makes a link into the console and opens, copies or gives it. Errors: InvalidValue, ConfirmationNeeded,
 * ConsoleUnavailable, StartUrlUnknown, ClipboardUnavailable, WrongAccount, and those of the credentials and of stacks.
 */
export async function openConsole(
  context: ConsoleContext,
  loans: ConsoleLoans,
  asked: Asked,
): Promise<Result<Opened>> {
  const target = await consoleTarget(context, loans, asked)
  if (!target.ok) return target
  const { identityCenter } = target.value
  const hosts = consoleHosts(target.value.partition)
  // The access portal leads to the start page by itself, even where its address is known to nobody else.
  const isPortalsOwn = identityCenter !== undefined && asked.service === undefined && asked.url === undefined
  if (!hosts.ok && !isPortalsOwn) return hosts
  const page = hosts.ok ? consolePage({ ...asked, region: target.value.region }, hosts.value) : ok(undefined)
  if (!page.ok) return page
  const settings = await context.settings.get()
  const browser = asked.action === 'open' ? await browserOf(context, settings, target.value) : ok(undefined)
  if (!browser.ok) return browser
  const confirmed = asked.confirmed === true
  if (!confirmed && (await isProduction(context, settings, target.value)))
    return askForProduction(target.value)
  let link = identityCenter && portalLink(identityCenter, page.value)
  if (link === undefined) {
    if (!hosts.ok) return hosts
    link = await federate(context, loans, target.value, { hosts: hosts.value, page: page.value, confirmed })
  }
  return link.ok ? deliver(context, asked.action, target.value, link.value, browser.value) : link
}

function portalLink(
  role: NonNullable<ConsoleTarget['identityCenter']>,
  page: string | undefined,
): Result<ConsoleLink> {
  const url = identityCenterLink(role, page)
  return url.ok ? ok({ url: url.value, how: 'identity-center', account: role.accountId }) : url
}

type Settings = Awaited<ReturnType<ConsoleContext['settings']['get']>>

async function isProduction(
  context: ConsoleContext,
  settings: Settings,
  { name, profile, view }: ConsoleTarget,
): Promise<boolean> {
  if (!settings.confirmProduction) return false
  const isOne = await productionProfiles(view, settings, context)
  return isOne(name) || isOne(profile.name)
}

/** One yes covers all consequences, so the question names all of them. */
function askForProduction({ name, profile }: ConsoleTarget): Result<never> {
  const token =
    profile.kind === 'keys' || profile.kind === 'process'
      ? ` ${profile.kind === 'process' ? 'If its program gives keys that do not expire: ' : ''}${federationTokenInWords(profile.name)}`
      : ''
  return fail('ConfirmationNeeded', `${name} is marked as production. Open its console?`, {
    reason: `What you do there happens in production.${token}`,
    remedy: 'Confirm it, or run `stackpass console` with --yes.',
  })
}

async function deliver(
  context: ConsoleContext,
  action: Asked['action'],
  { name }: ConsoleTarget,
  { url, how, account, endsAt }: ConsoleLink,
  browser: ChosenBrowser | undefined,
): Promise<Result<Opened>> {
  const opened = {
    profile: name,
    how,
    ...(account !== undefined && { account }),
    ...(endsAt !== undefined && { expiresAt: new Date(endsAt).toISOString() }),
  }
  if (action === 'link') return ok({ ...opened, url })
  if (action === 'copy') {
    // With or without a session in it: it says which account and role somebody has.
    const copied = await context.clipboard.copy(url, true)
    if (copied.ok) return ok({ ...opened, ...copied.value })
    const { code, message, reason } = copied.error
    return fail(code, message, {
      ...(reason !== undefined && { reason }),
      remedy: 'Open the console, or run `stackpass console` with --print.',
    })
  }
  const isOpen = (await context.ports.openLink?.(url, browser?.target)) ?? false
  if (isOpen) return ok({ ...opened, ...(browser !== undefined && { where: browser.where }) })
  return fail(
    'ConsoleUnavailable',
    browser === undefined
      ? 'No browser could be opened here.'
      : `${browser.program} could not be opened here.`,
    {
      reason:
        'Over SSH, in a container, under WSL or without a screen, none of your browsers is in reach; otherwise, the program that opens one was not found.',
      remedy:
        'Run `stackpass console` with --print and open the link yourself. Set STACKPASS_OPEN_BROWSER=1 if a browser here is yours.',
    },
  )
}
